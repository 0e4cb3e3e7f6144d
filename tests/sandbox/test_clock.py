"""The manual clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox import Clock, ClockStuckError

START = datetime(2027, 1, 4, 9, tzinfo=UTC)


class Diary:
    """Things due at given moments; a tick does those that have come."""

    def __init__(self, clock: Clock, *due: datetime) -> None:
        self.clock = clock
        self.due = sorted(due)
        self.done: list[tuple[datetime, datetime]] = []
        self.ticks: list[datetime] = []
        clock.follow(self.next_due, self.tick)

    async def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def tick(self) -> None:
        self.ticks.append(self.clock.now())
        while self.due and self.due[0] <= self.clock.now():
            self.done.append((self.due.pop(0), self.clock.now()))


def test_it_stands_still_in_utc() -> None:
    riga = timezone(timedelta(hours=2))
    clock = Clock(datetime(2027, 1, 4, 11, tzinfo=riga))
    assert clock.now() == START
    assert clock.now().tzinfo is UTC


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        Clock(datetime(2027, 1, 4, 9))  # noqa: DTZ001  the mistake under test


async def test_moving_stops_wherever_something_falls_due() -> None:
    clock = Clock(START)
    near, far, beyond = (START + timedelta(hours=hours) for hours in (1, 5, 25))
    diary = Diary(clock, far, near, beyond)
    await clock.advance(timedelta(days=1))
    assert diary.done == [(near, near), (far, far)]
    assert diary.ticks == [near, far, START + timedelta(days=1)]
    assert clock.now() == START + timedelta(days=1)


async def test_all_followers_are_ticked_at_every_stop() -> None:
    clock = Clock(START)
    one, other = Diary(clock, START + timedelta(hours=1)), Diary(clock, START + timedelta(hours=2))
    await clock.advance_to(START + timedelta(hours=3))
    assert one.ticks == other.ticks == [START + timedelta(hours=hours) for hours in (1, 2, 3)]


async def test_what_was_due_before_is_done_now() -> None:
    clock = Clock(START)
    diary = Diary(clock, START - timedelta(days=1))
    await clock.advance(timedelta(0))
    assert diary.done == [(START - timedelta(days=1), START)]


async def test_time_does_not_go_back() -> None:
    with pytest.raises(ValueError, match="never goes back"):
        await Clock(START).advance(timedelta(seconds=-1))


async def test_a_thing_that_never_gets_done_is_an_error_and_no_endless_loop() -> None:
    clock = Clock(START)

    async def always() -> datetime:
        return START

    async def nothing() -> None:
        return

    clock.follow(always, nothing)
    with pytest.raises(ClockStuckError):
        await clock.advance(timedelta(hours=1))


@given(st.lists(st.integers(0, 10_000), max_size=20), st.integers(0, 10_000))
async def test_everything_up_to_the_end_is_done_at_its_own_moment(due: list[int], end: int) -> None:
    clock = Clock(START)
    diary = Diary(clock, *(START + timedelta(minutes=minutes) for minutes in due))
    await clock.advance(timedelta(minutes=end))
    expected = [START + timedelta(minutes=minutes) for minutes in sorted(due) if minutes <= end]
    assert diary.done == [(moment, moment) for moment in expected]


async def test_a_jump_is_one_tick_at_its_end() -> None:
    clock = Clock(START)
    diary = Diary(clock, START + timedelta(hours=1), START + timedelta(hours=2))

    await clock.jump(timedelta(days=3))
    assert diary.ticks[0] == START + timedelta(days=3)
    assert [due for due, _ in diary.done] == [START + timedelta(hours=1), START + timedelta(hours=2)]
