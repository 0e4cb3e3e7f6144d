"""Delivering what is owed: claim a delivery, send or redraw it, record the outcome.

Claiming and recording are short transactions; none is open while Slack is asked.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from planning.deliveries import Delivery, DeliveryState
from storage import deliveries
from storage.store import Store

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BATCH = 20
ATTEMPTS_MOST = 8
FIRST_PAUSE = timedelta(seconds=5)


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
    """Slack will never take it."""

    error: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer came: Slack may have it or not."""

    error: str


Outcome = Sent | Later | Refused | Unclear


class Notifier(Protocol):
    """How a delivery reaches a person."""

    async def send(self, delivery: Delivery) -> Outcome:
        """Send what is owed, or draw anew what was sent; never raises for what Slack answers."""

    async def find(self, delivery: Delivery) -> Outcome:
        """Whether a delivery whose sending had no answer did arrive: Sent, or Later when it did not."""


async def deliver(store: Store, notifier: Notifier, now: datetime) -> bool:
    """One batch; whether there was any work."""
    async with store.transaction() as tx:
        claimed = await deliveries.claim(tx, now, LEASE, BATCH)
    for delivery in claimed:
        await _record(store, delivery, await _try(notifier, delivery), now)
    return bool(claimed)


async def _try(notifier: Notifier, delivery: Delivery) -> Outcome:
    """Send it; when an earlier try had no answer, look first whether that one arrived."""
    if delivery.state is DeliveryState.UNKNOWN:
        found = await notifier.find(delivery)
        if not isinstance(found, Later):
            return found
    return await notifier.send(delivery)


async def _record(store: Store, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    async with store.transaction() as tx:
        match outcome:
            case Sent() if delivery.state is DeliveryState.SENT:
                await deliveries.drawn(tx, delivery)
            case Sent():
                await deliveries.sent(tx, delivery, outcome.channel, outcome.ts)
            case Later() if delivery.attempts < ATTEMPTS_MOST:
                await deliveries.again(tx, delivery, now + _pause(delivery, outcome.pause), outcome.error)
            case Unclear() if delivery.attempts < ATTEMPTS_MOST:
                uncertain = replace(delivery, state=_after_unclear(delivery))
                await deliveries.again(tx, uncertain, now + _pause(delivery, None), outcome.error)
            case _:
                await deliveries.failed(tx, delivery, outcome.error)
    if not isinstance(outcome, Sent):
        log.warning(
            "not delivered",
            extra={"delivery": delivery.id, "outcome": type(outcome).__name__, "error": outcome.error},
        )


def _after_unclear(delivery: Delivery) -> DeliveryState:
    """Drawing anew can be repeated without harm; what may have been sent is to be looked for first."""
    return delivery.state if delivery.state is DeliveryState.SENT else DeliveryState.UNKNOWN


def _pause(delivery: Delivery, asked: timedelta | None) -> timedelta:
    """What Slack asks for, or twice as long after each attempt."""
    return asked or FIRST_PAUSE * 2 ** max(delivery.attempts - 1, 0)
