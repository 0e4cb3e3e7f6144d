"""What will be sent in the next 14 days, and what could not be delivered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.interaction import Interaction
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue
from handlers.views.common.unreadable import with_unreadable
from handlers.views.plans.upcoming import Upcoming, upcoming_message
from planning.check_ins import CheckIn, new_check_in, next_check_in
from planning.deliveries import Delivery, Kind
from planning.people import Person
from planning.plan import Plan
from planning.records import Unreadable
from planning.reminders import Preferences, digest, digest_day, is_quiet, last_quiet_day, next_digest
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import check_ins, daily_messages, deliveries, preferences, snoozes, tactics
from storage.daily_messages import DailyMessageState
from storage.engine.transactions import Tx
from storage.readable import unreadable

DAYS = 14
A_DAY = timedelta(days=1)


async def show(interaction: Interaction, _typed: str = "") -> Message:
    """`/plan upcoming`."""
    return await _page(interaction, await plan_here(interaction), 0)


async def turn_page(interaction: Interaction, value: str) -> Message:
    """Its Previous and Next."""
    page = PageValue.unpacked(value)
    return await _page(interaction, await plan_of(interaction, page.id), page.offset)


async def _page(interaction: Interaction, plan: Plan, offset: int) -> Message:
    found = await interaction.read(_page_data, plan.id, interaction.now - DAYS * A_DAY)
    known = await interaction.services.directory.people(interaction.workspace, found.owners)
    items = [
        *_check_ins(plan, found.running, found.next_check_in, interaction.now),
        *(
            item
            for owner in found.owners
            if owner in known
            for item in _digests(known[owner], found, interaction.now)
        ),
    ]
    drawn = upcoming_message(plan, tuple(items), found.undelivered, interaction.person.zone, offset)
    return with_unreadable(drawn, found.unreadable)


@dataclass(frozen=True, slots=True)
class _PageData:
    """The data that decides what is sent in the next days.

    `open_tactics` are the plan's; `preferences`, `digests` and `snoozed` are by their `owners`; `running` is
    the check-in that is going on.
    """

    open_tactics: Sequence[Tactic]
    owners: Sequence[str]
    preferences: Mapping[str, Preferences]
    daily_messages: Mapping[str, DailyMessageState]
    snoozed: Mapping[str, Mapping[str, date]]
    running: CheckIn | None
    next_check_in: datetime | None
    undelivered: tuple[Delivery, ...]
    unreadable: Sequence[Unreadable]


def _page_data(tx: Tx, plan_id: str, since: datetime) -> _PageData:
    """With what could not be delivered `since` then."""
    open_tactics = tactics.open_of_plan(tx, plan_id)
    owners = tuple(dict.fromkeys(owner for tactic in open_tactics for owner in tactic.owners))
    return _PageData(
        open_tactics=open_tactics,
        owners=owners,
        preferences=preferences.of(tx, owners),
        daily_messages={owner: daily_messages.state(tx, owner) for owner in owners},
        snoozed=snoozes.of_people(tx, owners),
        running=check_ins.open_of(tx, plan_id),
        next_check_in=check_ins.next_of(tx, plan_id),
        undelivered=deliveries.undelivered(tx, plan_id, owners, since),
        unreadable=unreadable(tx),
    )


def _digests(person: Person, found: _PageData, now: datetime) -> Iterator[Upcoming]:
    """The person's next digests if nothing changes, simulated as `scheduler.due` sends them."""
    chosen, state = found.preferences[person.id], found.daily_messages[person.id]
    zone, hour = zone_of(person.zone), chosen.hour
    own = [tactic for tactic in found.open_tactics if person.id in tactic.owners]
    at, last_handled, last_checked = state.due_at, state.last_handled, state.last_checked
    while at is not None and (when := max(at, now)) < now + DAYS * A_DAY:
        day = digest_day(last_handled, hour, zone, when)
        if day and not is_quiet(day, person, chosen, when):
            quiet = last_quiet_day(day, person, chosen, when)
            message = digest(
                own, last_checked or day - A_DAY, day, chosen, found.snoozed[person.id], (), (), quiet
            )
            last_checked = day
            if message.due:
                titles = tuple(item.tactic.title for item in message.due)
                yield Upcoming(when, Kind.DIGEST, person.id, titles)
        last_handled = day or last_handled
        at = next_digest(last_handled, hour, zone, when)


def _check_ins(
    plan: Plan, running: CheckIn | None, due_at: datetime | None, now: datetime
) -> Iterator[Upcoming]:
    """The messages of the running check-in and of the next ones."""
    if running:
        yield from _of_check_in(plan, running, now)
    until = now + DAYS * A_DAY
    while due_at is not None and due_at < until:
        yield Upcoming(due_at, Kind.CHECK_IN, plan.channel)
        yield from _of_check_in(plan, new_check_in(plan, due_at, due_at, (), ""), now)
        due_at = next_check_in(plan.check_in_weekday, plan.check_in_hour, zone_of(plan.zone), due_at)


def _of_check_in(plan: Plan, check_in: CheckIn, now: datetime) -> Iterator[Upcoming]:
    until = now + DAYS * A_DAY
    if now < check_in.nudge_at < until:
        yield Upcoming(check_in.nudge_at, Kind.CHECK_IN_NUDGE, plan.channel)
    if now < check_in.closes_at < until:
        yield Upcoming(check_in.closes_at, Kind.CHECK_IN_SUMMARY, plan.channel)
