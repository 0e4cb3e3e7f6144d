"""The clock of the bot's machine goes wrong for a while: afterwards everybody has had everything, once."""

import logging
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.manifest import manifest
from planning.check_ins import CheckInState
from planning.deliveries import DeliveryState, Kind
from storage.tables import CheckInRow, DeliveryRow, TacticRow
from tests.pairs import pairs
from tests.stories.begun import a_goal, a_plan, after
from tests.stories.stage import BotClock, Campfire, raised
from tests.timeouts import AdjustableTimeouts
from tests.transactions import reading

pytestmark = pytest.mark.both_databases

AHEAD = tuple(timedelta(days=days, hours=1) for days in (0, 1, 10, 365, 18262))
BEHIND = tuple(-span for span in AHEAD)
# Brian is in New York, nine is 14:00 UTC there; Hailey is in Vancouver: 17:00. The plan lives in Riga: 07:00.
MOMENTS = (
    "2027-01-08 13:30",  # before a daily message to Brian's
    "2027-01-11 06:30",  # before a check-in opens
    "2027-01-12 12:10",  # while it runs
    "2027-01-13 06:30",  # before it closes, and a round of rating ends
    "2027-01-14 03:00",  # in the night before a daily message
)
FIRST = "2027-01-07"
WRONG = "this machine's clock is wrong: nothing is sent until it's corrected (NTP)"
RIGHT = "this machine's clock is right again"


@dataclass
class Machine:
    """Campfire, and the clock of the machine that its bot runs on."""

    campfire: Campfire
    clock: BotClock

    async def err(self, ahead: timedelta, ticks: int) -> None:
        """The clock is wrong for so many ticks, ten minutes from each other; then it is right again."""
        clock = self.campfire.slack.clock
        self.clock.ahead = ahead
        await self.campfire.bot.ticker.tick()
        for _ in range(ticks - 1):
            clock._now += timedelta(minutes=10)
            await self.campfire.bot.ticker.tick()
        self.clock.ahead = timedelta()
        await clock.advance(timedelta())

    async def live(self, spans: Sequence[timedelta], ticks: int) -> None:
        """Two weeks of the plan, at each moment of which the clock is wrong by the next of these spans."""
        for moment, ahead in zip(MOMENTS, spans, strict=True):
            await self.campfire.wait_until(moment)
            await self.err(ahead, ticks)
        await self.campfire.wait_until("2027-01-21 00:00")


@dataclass(frozen=True)
class Had:
    """What became of those weeks, in the database and before people's eyes."""

    reminders: frozenset[tuple[str, str]]  # whose, of which day: those that told of what is due
    check_ins: frozenset[str]
    revealed: int


async def had(campfire: Campfire) -> Had:
    """What was sent was sent once; nothing failed, was left over, missed, or held twice."""
    with reading(campfire.bot.store) as tx:
        deliveries = tx.exec(select(DeliveryRow)).all()
        check_ins = tx.exec(select(CheckInRow)).all()
        tactics = tx.exec(select(TacticRow)).all()
    sent = Counter(
        message.metadata["event_payload"]["id"]
        for channel in campfire.slack.workspace.channels.values()
        for message in channel.messages.values()
        if message.metadata
    )
    posted = [row for row in deliveries if row.kind != Kind.HOME]
    assert {row.state for row in posted} == {DeliveryState.SENT}
    assert sent == Counter({row.id: 1 for row in posted})
    assert {row.state for row in check_ins} <= {CheckInState.CLOSED, CheckInState.OPEN}
    days = [row.on.isoformat() for row in check_ins]
    assert len(set(days)) == len(days)
    due = [
        row
        for row in posted
        if row.kind == Kind.DAILY_MESSAGE and any(item[:4] == "due:" for item in row.items)
    ]
    return Had(
        frozenset((row.recipient, row.occasion) for row in due if row.occasion > FIRST),
        frozenset(days),
        sum(tactic.revealed_at is not None for tactic in tactics),
    )


async def weeks_to_come(campfire: Campfire) -> None:
    """A plan with tactics of Brian's and Hailey's, on its first Thursday; one will get no rating."""
    await a_plan(campfire)
    await a_goal(campfire)
    for sentence in (
        "Buy a map @brian by 8 January",
        "Print the map @brian by 14 January",
        "Film a teaser @hailey by 19 January",
        "Write a report on the 12th of every month @hailey",
    ):
        await campfire.add_tactic(sentence)
    await campfire.wait_until("2027-01-07 20:00")
    await campfire.add_tactic("List 100 influencers @hailey by 26 January")
    campfire.hush()


@pytest.fixture
async def machine(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, timeouts: AdjustableTimeouts, any_database: None
) -> AsyncIterator[Machine]:
    beginning, clock = await after((weeks_to_come,), tmp_path_factory), BotClock()
    async with raised(
        tmp_path, manifest(), timeouts=timeouts, beginning=beginning, bot_clock=clock
    ) as campfire:
        yield Machine(campfire, clock)


# What is due, by people and days; on the others there was only a rating or an answer to remind of.
DUE = {"U0BRIAN": (8, 11, 13, 14, 15, 19), "U0HAILEY": (11, 12, 13, 14, 15, 19, 20)}
ALL = Had(
    frozenset((person, f"2027-01-{day:02}") for person, days in DUE.items() for day in days),
    frozenset({"2027-01-11", "2027-01-18"}),
    revealed=5,
)


@pytest.mark.parametrize(("spans", "ticks"), pairs([AHEAD, BEHIND], [1, 7]))
async def test_by_slacks_clock_nothing_is_done_before_ours_is_right(
    spans: Sequence[timedelta], ticks: int, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    await machine.live(spans, ticks)
    assert await had(machine.campfire) == ALL
    told = [record.message for record in caplog.records if record.levelno >= logging.WARNING]
    assert told == [WRONG, RIGHT] * len(MOMENTS)


@pytest.mark.parametrize(("spans", "ticks"), pairs([AHEAD, AHEAD[::-1]], [1, 7]))
async def test_where_slack_tells_no_time_what_a_clock_ahead_did_is_taken_back(
    spans: Sequence[timedelta], ticks: int, machine: Machine
) -> None:
    """Digests of days to come, and the end of a check-in or of a round, may have come too early."""
    machine.campfire.slack.faults.omit_date = True
    await machine.live(spans, ticks)
    found = await had(machine.campfire)
    assert found.reminders >= ALL.reminders
    assert found.check_ins >= ALL.check_ins
    assert found.revealed == ALL.revealed


async def test_where_slack_tells_no_time_a_clock_behind_is_known_by_what_was_sent(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.campfire.slack.faults.omit_date = True
    await machine.live(BEHIND, 7)
    assert await had(machine.campfire) == ALL
    assert {record.message for record in caplog.records} >= {WRONG, RIGHT}
