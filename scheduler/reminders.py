"""The digest: once per person and local working day, when there is something to say."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from planning.calendar import instant
from planning.deliveries import Delivery, Kind
from planning.people import Person
from planning.reminders import Digest, Preferences, digest, digest_day, is_quiet, next_digest, quiet_until
from storage import check_ins, deliveries, digests, homes, people, preferences, snoozes, tactic_lists
from storage.digests import DigestState
from storage.store import Store, Tx

BATCH = 100


async def remind(store: Store, now: datetime) -> bool:
    """See to the people whose reminder hour has come, one transaction each; whether there were any."""
    async with store.reading() as tx:
        due = await digests.due(tx, now, BATCH)
    for workspace, person in due:
        async with store.transaction(workspace) as tx:
            await _see_to(tx, workspace, person, now)
    return bool(due)


async def next_due(store: Store) -> datetime | None:
    """When the next reminder hour comes; None when nobody has anything to be reminded of."""
    async with store.reading() as tx:
        return await digests.next_at(tx)


async def _see_to(tx: Tx, workspace: str, person_id: str, now: datetime) -> None:
    """Owe the person today's digest if there is one, and move on to the next day's hour."""
    state = await digests.state(tx, workspace, person_id)
    if state.digest_at is None or state.digest_at > now:
        return  # another process was first
    known = await people.get(tx, workspace, [person_id])
    person = known.get(person_id, Person(person_id, ""))
    chosen = await preferences.get(tx, workspace, person_id)
    zone = ZoneInfo(person.zone)
    today = digest_day(state.handled, chosen.hour, zone, now)
    looked = state.looked
    has_more = True
    if today and not is_quiet(today, person, chosen, now):
        found = await _gather(
            tx, workspace, person_id, state, today, chosen, quiet_until(today, person, chosen, now)
        )
        if not found.is_empty:
            await deliveries.owe(tx, _delivery(workspace, person_id, found, today, zone, now))
        looked = today
        has_more = not found.is_empty or bool(await tactic_lists.owned(tx, workspace, person_id))
    handled = today or state.handled
    await digests.handled(
        tx,
        workspace,
        person_id,
        expected=state.digest_at,
        handled=handled,
        looked=looked,
        next_at=next_digest(handled, chosen.hour, zone, now) if has_more else None,
    )
    await homes.changed(tx, workspace, [person_id])  # what is due moves on with the day


async def _gather(
    tx: Tx,
    workspace: str,
    person: str,
    state: DigestState,
    today: date,
    chosen: Preferences,
    quiet: date,
) -> Digest:
    """All that may be said to the person today, over every open plan of the workspace."""
    return digest(
        await tactic_lists.owned(tx, workspace, person),
        since=state.looked or today - timedelta(days=1),
        today=today,
        preferences=chosen,
        snoozes=await snoozes.of(tx, workspace, person),
        ratings_owed=await tactic_lists.rating_owed(tx, workspace, person),
        answers_owed=tuple(check_in.id for check_in in await check_ins.owed_by(tx, workspace, person)),
        quiet_until=quiet,
    )


def _delivery(
    workspace: str, person: str, found: Digest, today: date, zone: ZoneInfo, now: datetime
) -> Delivery:
    return Delivery(
        id=str(uuid4()),
        workspace=workspace,
        kind=Kind.DIGEST,
        recipient=person,
        subject=person,
        occasion=today.isoformat(),
        due_at=now,
        items=(
            *(f"due:{item.tactic.id}:{item.on.isoformat()}" for item in found.due),
            *(f"rating:{tactic.id}" for tactic in found.ratings),
            *(f"answer:{check_in}" for check_in in found.answers),
        ),
        useful_until=instant(today + timedelta(days=1), time(), zone),
    )
