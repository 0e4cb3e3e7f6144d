"""Delivering payloads to the app: what Socket Mode and request URLs have in common."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.records import Json

ACK_SECONDS = 3.0
RETRY_DELAYS = (0.0, 0.0, 60.0, 300.0)
"""Seconds before each attempt to deliver an event: two at once, then retries after one and five minutes."""


class NotAckedError(Exception):
    """The app did not ack a payload. `error` is Slack's code for the person: operation_timeout etc.

    `reason` is sent to the app with the retry of an event, "" if the app wants no retry.
    """

    def __init__(self, error: str, reason: str = "timeout") -> None:
        super().__init__(error)
        self.error = error
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Sent:
    """A payload that was sent, and the payload of its ack, None without an ack.

    `started` is from `time.monotonic`.
    """

    started: float
    kind: str
    payload: Json
    answer: Json | None


@dataclass(slots=True, eq=False)
class _Delivery:
    payload: Json
    attempted: bool = False


class Transport(ABC):
    """Delivers payloads to the app. While `recording`, they are appended to `sent`."""

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
        """Whether the app is connected."""

    @abstractmethod
    async def request(self, kind: str, payload: Json) -> Json:
        """Deliver a command ("slash_commands") or interaction ("interactive") once.

        Returns the payload of the ack ({} if it has none). Raises NotAckedError if the app is not connected
        or does not ack before the timeout.
        """

    @abstractmethod
    async def _deliver(self, payload: Json, attempt: int, reason: str) -> None:
        """Try to deliver an event; the first attempt is 0. Raises NotAckedError."""

    def emit_event(self, payload: Json) -> None:
        """Deliver an event in the background, with retries until it is acked."""
        delivery = _Delivery(payload)
        task = asyncio.get_running_loop().create_task(self._deliver_with_retries(delivery))
        self._deliveries[task] = delivery
        task.add_done_callback(self._deliveries.pop)

    async def first_attempts_made(self) -> None:
        """Wait until every pending event has been tried at least once, while the app is connected."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self.reachable or self._all_attempted())

    async def all_delivered(self) -> None:
        """Wait until no event is pending: each was acked, or its last retry failed."""
        while self._deliveries:
            await asyncio.wait(list(self._deliveries))

    async def close(self) -> None:
        """Cancel every delivery."""
        tasks = list(self._deliveries)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _record(self, started: float, kind: str, payload: Json, answer: Json | None) -> None:
        if self.recording:
            self.sent.append(Sent(started, kind, payload, answer))

    def _copies(self) -> int:
        """How many times to send the next payload: twice if a duplicate was requested."""
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
