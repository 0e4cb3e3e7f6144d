"""Delivering what is owed: claim a delivery, send or redraw it, record the outcome.

Claiming and recording are short transactions; none is open while Slack is asked.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from planning.deliveries import Delivery, DeliveryState, Kind
from scheduler.undeliverable import notify_owners
from storage import deliveries, installations
from storage.engine.database import is_passing
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.suspension import suspend

log = logging.getLogger(__name__)

BATCH = 400
OF_ONE = 15
LEASE = timedelta(minutes=10)  # those for one recipient take less: three calls of 10 s each, and some waiting
MIN_LEFT = timedelta(minutes=2)  # of the lease when a call begins, since others claim what is left
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ASKED = 12  # times; who asks for a second each time would else use up all attempts within a minute
MAX_ATTEMPTS = 48  # over about a day and a half, so that Slack may be out of order for a day
TO_A_CHANNEL = (Kind.CHECK_IN, Kind.CHECK_IN_SUMMARY, Kind.LATE_ANSWER)
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has it, at `channel` and `ts`."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Later:
    """Slack does not have it, and may take it after a pause; None leaves the pause to us."""

    error: str
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It is given up; `unreachable` where that is because the recipient cannot be reached."""

    error: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """No answer came, or one that says nothing: Slack may have it or not."""

    error: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked for where it was to arrive, and not there."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Where it was to arrive cannot be read, or not far enough back, so there is no telling."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The app is not in that workspace any more: nothing of it can be sent, or looked for."""


Outcome = Sent | Later | Refused | Unknown | Gone
Check = Outcome | Absent | Hidden


class Notifier(Protocol):
    """How a delivery reaches a person."""

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        """Send what is owed, or draw anew what was sent; never raises for what Slack answers.

        Nothing is sent after `until`, when somebody else may do so.
        """

    async def find(self, delivery: Delivery) -> Check:
        """Whether a delivery whose sending had no answer did arrive: Sent, Absent, or why that is unknown."""


async def deliver(store: Store, notifier: Notifier, now: datetime) -> bool:
    """One batch, each recipient's in order; whether there was any work.

    What the notifier raises because something cannot be asked at this moment, is raised once the others'
    outcomes are recorded.
    """
    claimed = await store.claim(deliveries.claim, now, LEASE, BATCH, OF_ONE)
    records: defaultdict[str, _Records] = defaultdict(lambda: _Records(store, now))
    ended = await asyncio.gather(
        *(
            _deliver_in_order(records[each[0].workspace], notifier, each, now)
            for each in _by_recipient(claimed)
        ),
        return_exceptions=True,
    )
    for error in ended:
        if error is not None:
            raise error
    return bool(claimed)


def _by_recipient(claimed: Sequence[Delivery]) -> list[list[Delivery]]:
    recipient = attrgetter("workspace", "recipient")
    return [list(each) for _, each in groupby(sorted(claimed, key=recipient), recipient)]


async def _deliver_in_order(
    records: "_Records", notifier: Notifier, claimed: Sequence[Delivery], now: datetime
) -> None:
    for delivery in claimed:
        try:
            outcome = await _try(notifier, delivery, now)
        except Exception as failure:
            if is_passing(failure):
                raise
            outcome = records.unreadable(delivery, failure)
        await records.keep(delivery, outcome)


async def _try(notifier: Notifier, delivery: Delivery, now: datetime) -> Outcome:
    """Send it; when an earlier try had no answer, look first whether that one arrived.

    What is too late is not sent any more, but still looked for: once it arrived it follows what happens.
    """
    is_late = delivery.useful_until is not None and now > delivery.useful_until
    if is_late and delivery.state is DeliveryState.SENDING:
        return Refused("too_late")
    if delivery.attempts > MAX_ATTEMPTS:
        return Refused("given_up")  # the tries before ended without any outcome
    until = now + LEASE - MIN_LEFT
    if delivery.state is not DeliveryState.UNKNOWN:
        return await notifier.send(delivery, until)
    match await notifier.find(delivery):
        case Absent() | Hidden() if is_late:
            return Refused("too_late")
        case Absent():
            return await notifier.send(delivery, until)
        case Hidden():
            return await _repeat(notifier, delivery, until)
        case outcome:
            return outcome


async def _repeat(notifier: Notifier, delivery: Delivery, until: datetime) -> Outcome:
    """Send again what may have arrived: a person rather gets it twice than never, but not more often.

    A whole channel is not told twice.
    """
    if delivery.kind in TO_A_CHANNEL:
        return Refused("unclear")
    outcome = await notifier.send(delivery, until)
    return Refused("unclear_twice") if isinstance(outcome, Unknown) else outcome


class _Records:
    """Records a workspace's outcomes at once; those that come meanwhile share the next transaction."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now
        self._turn = asyncio.Lock()
        self._waiting: dict[Delivery, Outcome] = {}

    def unreadable(self, delivery: Delivery, failure: Exception) -> Later:
        """What it is about cannot be drawn as it is stored, which somebody may mend; logged once."""
        if self._store.is_first(f"deliveries:{delivery.id}"):
            log.error("a delivery can't be drawn", extra={"delivery": delivery.id}, exc_info=failure)
        return Later(UNREADABLE, LONGEST_PAUSE)

    async def keep(self, delivery: Delivery, outcome: Outcome) -> None:
        """Return once it is recorded, or that has failed for whoever recorded it."""
        self._waiting[delivery] = outcome
        async with self._turn:
            outcomes, self._waiting = self._waiting, {}
            if outcomes:
                await self._store.write(delivery.workspace, _record, outcomes, self._now)
        if not isinstance(outcome, Sent | Gone) and outcome.error != UNREADABLE:
            log.warning(
                "not delivered",
                extra={"delivery": delivery.id, "outcome": type(outcome).__name__, "error": outcome.error},
            )


def _record(tx: Tx, outcomes: Mapping[Delivery, Outcome], now: datetime) -> None:
    arrived: dict[Delivery, tuple[str, str]] = {}
    for delivery, outcome in outcomes.items():
        match outcome:
            case Sent() if delivery.state is DeliveryState.SENT:
                deliveries.mark_updated(tx, delivery)
            case Sent():
                arrived[delivery] = (outcome.channel, outcome.ts)
            case Gone():
                _put_off(tx, delivery, now)
            case Later() if delivery.attempts < MAX_ATTEMPTS:
                deliveries.retry(tx, delivery, now + _pause(delivery, outcome.pause), outcome.error)
            case Unknown() if delivery.attempts < MAX_ATTEMPTS:
                uncertain = replace(delivery, state=_after_unclear(delivery))
                deliveries.retry(tx, uncertain, now + _pause(delivery, None), outcome.error)
            case _:
                deliveries.mark_failed(tx, delivery, outcome.error)
                if isinstance(outcome, Refused) and outcome.unreachable:
                    notify_owners(tx, delivery, outcome.error, now)
    deliveries.mark_sent(tx, arrived)


def _put_off(tx: Tx, delivery: Delivery, now: datetime) -> None:
    """Suspend the workspace, unless the app was installed there since: nothing would resume it."""
    if installations.get(tx, delivery.workspace):
        deliveries.retry(tx, delivery, now + _pause(delivery, None), "not_installed")
    else:
        deliveries.retry(tx, delivery, now, "not_installed")
        suspend(tx, delivery.workspace, now)


def _after_unclear(delivery: Delivery) -> DeliveryState:
    """Drawing anew can be repeated without harm; what may have been sent is to be looked for first."""
    return delivery.state if delivery.state is DeliveryState.SENT else DeliveryState.UNKNOWN


def _pause(delivery: Delivery, asked: timedelta | None) -> timedelta:
    """What Slack asks for, the first times; else, and later at least, twice as long after each attempt."""
    attempt = delivery.attempts - 1 - (MAX_ASKED if asked else 0)
    if asked and attempt < 0:
        return asked
    doubled = min(max(attempt, 0), 10)  # by then it is long enough
    grown: timedelta = min(FIRST_PAUSE * 2**doubled, LONGEST_PAUSE)
    return max(grown, asked or timedelta())
