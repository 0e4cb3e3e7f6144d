"""How what happens reaches the app: what Socket Mode and request URLs have in common."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.records import Json

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 0.0, 60.0, 300.0)
"""Seconds before each attempt to deliver an event: at once, at once again, a minute, five minutes."""


class NotAckedError(Exception):
    """The app did not take something. `error` is what Slack tells a person: operation_timeout and the like.

    `reason` is what the app is told when an event comes again, "" when it wants no retry.
    """

    def __init__(self, error: str, reason: str = "timeout") -> None:
        super().__init__(error)
        self.error = error
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, and the payload of its ack, None when none came. `started` is `time.monotonic`'s."""

    started: float
    kind: str
    payload: Json
    answer: Json | None


@dataclass(slots=True, eq=False)
class _Delivery:
    payload: Json
    attempted: bool = False


class Transport(ABC):
    """The way to the app. While `recording`, all that went it stands in `sent`."""

    def __init__(
        self, ack_seconds: float = ACK_SECONDS, retry_delays: Sequence[float] = RETRY_DELAYS
    ) -> None:
        self.sent: list[Sent] = []
        self.recording = True
        self.ack_seconds = ack_seconds
        self.retry_delays = retry_delays
        self.duplicates = 0
        self._changed = asyncio.Condition()
        self._deliveries: dict[asyncio.Task[None], _Delivery] = {}

    @property
    @abstractmethod
    def reachable(self) -> bool:
        """Whether there is anybody to try to reach."""

    @abstractmethod
    async def request(self, kind: str, payload: Json) -> Json:
        """Deliver a command ("slash_commands") or interaction ("interactive") once.

        Returns the payload of the ack ({} when it has none). Raises NotAckedError when nobody listens or no
        ack comes in time.
        """

    @abstractmethod
    async def _deliver(self, payload: Json, attempt: int, reason: str) -> None:
        """One attempt to deliver an event, the first being 0. Raises NotAckedError."""

    def emit_event(self, payload: Json) -> None:
        """Deliver an event in the background, again and again until it is acked."""
        delivery = _Delivery(payload)
        task = asyncio.get_running_loop().create_task(self._deliver_with_retries(delivery))
        self._deliveries[task] = delivery
        task.add_done_callback(self._deliveries.pop)

    async def first_attempts_made(self) -> None:
        """Wait until every event on its way was delivered at least once, as long as somebody listens."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.reachable or self._all_attempted())

    async def all_delivered(self) -> None:
        """Wait until no event is on its way any more: acked, or given up after the last attempt."""
        while self._deliveries:
            await asyncio.wait(list(self._deliveries))

    async def close(self) -> None:
        """End every delivery."""
        tasks = list(self._deliveries)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _record(self, started: float, kind: str, payload: Json, answer: Json | None) -> None:
        if self.recording:
            self.sent.append(Sent(started, kind, payload, answer))

    def _copies(self) -> int:
        """How often the next thing is sent: twice when a duplicate was wished for."""
        self.duplicates, duplicate = max(0, self.duplicates - 1), self.duplicates > 0
        return 2 if duplicate else 1

    def _all_attempted(self) -> bool:
        return all(delivery.attempted for delivery in self._deliveries.values())

    async def _deliver_with_retries(self, delivery: _Delivery) -> None:
        reason = ""
        for attempt, delay in enumerate(self.retry_delays):
            await asyncio.sleep(delay)
            try:
                await self._deliver(delivery.payload, attempt, reason)
            except NotAckedError as failure:
                reason = failure.reason
            else:
                return
            finally:
                delivery.attempted = True
                async with self._changed:
                    self._changed.notify_all()
            if not reason:
                return
