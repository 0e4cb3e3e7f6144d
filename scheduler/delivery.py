"""The delivery worker: claim deliveries from the queue, send or update each, record the outcome.

Claiming and recording are short transactions; none is open during a request to Slack.
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
MAX_PER_RECIPIENT = 15
LEASE = timedelta(minutes=10)  # those for one recipient take less: three calls of 10 s each, and some waiting
MIN_LEFT = timedelta(minutes=2)  # of the lease when a call begins, since others claim what is left
FIRST_PAUSE = timedelta(seconds=5)
MAX_PAUSE = timedelta(hours=1)
MAX_ASKED = 12  # times; a Retry-After of 1 s would otherwise use up all attempts within a minute
MAX_ATTEMPTS = 48  # over about a day and a half, so that an outage of a day is survived
TO_A_CHANNEL = (
    *(Kind.CHECK_IN, Kind.CHECK_IN_SUMMARY, Kind.LATE_ANSWER),
    *(Kind.PLAN_STARTED, Kind.PLAN_CLOSED, Kind.INTRODUCTION, Kind.MENTION),
)
UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has accepted it, at `channel` and `ts`."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not sent; to be retried after `pause`, or after our own backoff if that is None."""

    error: str
    pause: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Failed for good; `unreachable` if the recipient cannot be reached."""

    error: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """No response came, or not one of Slack's: it may have been sent or not."""

    error: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Looked for in the conversation, and not found."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The conversation's history cannot be read, or not far enough back to tell."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The app was removed from the workspace: nothing can be sent or looked for there."""


Outcome = Sent | Later | Refused | Unknown | Gone
Check = Outcome | Absent | Hidden


class Notifier(Protocol):
    """Sends deliveries to Slack."""

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        """Send a delivery, or update it if it was sent; never raises for an error response of Slack's.

        Nothing is sent after `until`, when another process may claim it.
        """

    async def find(self, delivery: Delivery) -> Check:
        """Whether a delivery arrived whose request got no response: Sent, Absent, or why that is unknown."""


async def deliver(store: Store, notifier: Notifier, now: datetime) -> bool:
    """Deliver one batch, in order for each recipient; whether there was any.

    A transient error that the notifier raises is raised once the other outcomes are recorded.
    """
    claimed = await store.claim(deliveries.claim, now, LEASE, BATCH, MAX_PER_RECIPIENT)
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
            outcome = await _attempt(notifier, delivery, now)
        except Exception as failure:
            if is_passing(failure):
                raise
            outcome = records.unreadable(delivery, failure)
        await records.record(delivery, outcome)


async def _attempt(notifier: Notifier, delivery: Delivery, now: datetime) -> Outcome:
    """Send it; if an earlier attempt got no response, first look whether that one arrived.

    A delivery that is too late is not sent any more, but still looked for: if it arrived, it gets updates.
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
    """Send what may have arrived once more; never to a channel, which would get it twice."""
    if delivery.kind in TO_A_CHANNEL:
        return Refused("unclear")
    outcome = await notifier.send(delivery, until)
    return Refused("unclear_twice") if isinstance(outcome, Unknown) else outcome


class _Records:
    """Records outcomes of one workspace in batches: those that come meanwhile share the next transaction."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now
        self._turn = asyncio.Lock()
        self._waiting: dict[Delivery, Outcome] = {}

    def unreadable(self, delivery: Delivery, failure: Exception) -> Later:
        """Its data cannot be read. It is retried, since that may be repaired, and logged once."""
        if self._store.is_first(f"deliveries:{delivery.id}"):
            log.error("a delivery can't be drawn", extra={"delivery": delivery.id}, exc_info=failure)
        return Later(UNREADABLE, MAX_PAUSE)

    async def record(self, delivery: Delivery, outcome: Outcome) -> None:
        """Return once the outcome is recorded; raises if its batch could not be."""
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
                _retry_or_suspend(tx, delivery, now)
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


def _retry_or_suspend(tx: Tx, delivery: Delivery, now: datetime) -> None:
    """Suspend the workspace, unless the app was installed there since: nothing would resume it."""
    if installations.get(tx, delivery.workspace):
        deliveries.retry(tx, delivery, now + _pause(delivery, None), "not_installed")
    else:
        deliveries.retry(tx, delivery, now, "not_installed")
        suspend(tx, delivery.workspace, now)


def _after_unclear(delivery: Delivery) -> DeliveryState:
    """The state for a retry. An update can be repeated; what may have been sent is looked for first."""
    return delivery.state if delivery.state is DeliveryState.SENT else DeliveryState.UNKNOWN


def _pause(delivery: Delivery, asked: timedelta | None) -> timedelta:
    """Exponential backoff; the first few times, the pause that Slack has requested."""
    attempt = delivery.attempts - 1 - (MAX_ASKED if asked else 0)
    if asked and attempt < 0:
        return asked
    doubled = min(max(attempt, 0), 10)  # by then it is long enough
    grown: timedelta = min(FIRST_PAUSE * 2**doubled, MAX_PAUSE)
    return max(grown, asked or timedelta())
