"""What will be sent in the next 14 days, and what could not be delivered."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from handlers.access import plan_here, plan_of
from handlers.views.blocks import Message
from handlers.views.unreadable import with_unreadable
from handlers.views.upcoming import Upcoming, upcoming_message
from handlers.visit import Visit
from planning.check_ins import CheckIn, new_check_in, next_check_in
from planning.deliveries import Kind
from planning.people import Person
from planning.plan import Plan
from planning.reminders import Preferences, digest, digest_day, is_quiet, next_digest, quiet_until
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import check_ins, deliveries, digests, preferences, snoozes, tactics
from storage.digests import DigestState
from storage.readable import unreadable

DAYS = 14
A_DAY = timedelta(days=1)


async def show(visit: Visit, _typed: str = "") -> Message:
    """`/plan upcoming`."""
    return await _page(visit, await plan_here(visit), 0)


async def turn(visit: Visit, value: str) -> Message:
    """Its Previous and Next."""
    plan_id, _, offset = value.partition("|")
    return await _page(visit, await plan_of(visit, plan_id), int(offset))


async def _page(visit: Visit, plan: Plan, offset: int) -> Message:
    workspace, since = visit.workspace, visit.now - DAYS * A_DAY
    async with visit.store.reading() as tx:
        open_ones = await tx.run(tactics.open_of_plan, workspace, plan.id)
        owners = tuple(dict.fromkeys(owner for tactic in open_ones for owner in tactic.owners))
        chosen = await tx.run(preferences.of, workspace, owners)
        states = {owner: await tx.run(digests.state, workspace, owner) for owner in owners}
        snoozed = {owner: await tx.run(snoozes.of, workspace, owner) for owner in owners}
        running = await tx.run(check_ins.open_of, workspace, plan.id)
        due_at = await tx.run(check_ins.next_of, workspace, plan.id)
        failed = await tx.run(deliveries.undelivered, workspace, plan.id, owners, since)
        lost = unreadable(tx.sync_session)
    known = await visit.house.directory.people(workspace, owners)
    items = [
        *_check_ins(plan, running, due_at, visit.now),
        *(
            item
            for owner in owners
            if owner in known
            for item in _digests(
                known[owner], chosen[owner], states[owner], snoozed[owner], open_ones, visit.now
            )
        ),
    ]
    drawn = upcoming_message(plan, tuple(items), failed, visit.person.zone, offset)
    return with_unreadable(drawn, lost)


def _digests(
    person: Person,
    chosen: Preferences,
    state: DigestState,
    snoozed: Mapping[str, date],
    open_ones: tuple[Tactic, ...],
    now: datetime,
) -> Iterator[Upcoming]:
    """The person's digests as they will be if nothing changes: turn by turn, as `scheduler.reminders`."""
    zone, hour = zone_of(person.zone), chosen.hour
    own = [tactic for tactic in open_ones if person.id in tactic.owners]
    at, handled, looked = state.digest_at, state.handled, state.looked
    while at is not None and (when := max(at, now)) < now + DAYS * A_DAY:
        day = digest_day(handled, hour, zone, when)
        if day and not is_quiet(day, person, chosen, when):
            quiet = quiet_until(day, person, chosen, when)
            said = digest(own, looked or day - A_DAY, day, chosen, snoozed, (), (), quiet)
            looked = day
            if said.due:
                titles = tuple(item.tactic.title for item in said.due)
                yield Upcoming(when, Kind.DIGEST, person.id, titles)
        handled = day or handled
        at = next_digest(handled, hour, zone, when)


def _check_ins(
    plan: Plan, running: CheckIn | None, due_at: datetime | None, now: datetime
) -> Iterator[Upcoming]:
    """What the running check-in still sends, and those to come."""
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
