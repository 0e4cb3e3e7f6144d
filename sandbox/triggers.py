"""Short-lived tokens of an interaction: to open a view, and to respond later."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sandbox.clock import Clock
from sandbox.errors import ApiError

TRIGGER_SECONDS = 3.0
MAX_RESPONSES = 5
RESPONSE_URL_TTL = timedelta(minutes=30)
_MAX_STORED = 10_000


@dataclass(slots=True)
class Trigger:
    """Allows opening one view for one person. `view_id` is the modal it was issued in, if any."""

    user: str
    created_at: float
    view_id: str | None = None
    exchanged: bool = False


class Triggers:
    """Trigger ids: each is valid once, for three real seconds (not of the workspace's clock)."""

    def __init__(self, seconds: float = TRIGGER_SECONDS) -> None:
        self.seconds = seconds
        self._triggers: dict[str, Trigger] = {}
        self._numbers = count(1)

    def issue(self, user_id: str, view_id: str | None = None) -> str:
        """A new trigger id for an interaction."""
        trigger_id = f"{next(self._numbers)}.0.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user_id, asyncio.get_running_loop().time(), view_id)
        _evict_oldest(self._triggers)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger. Raises ApiError as views.open does if it is unknown, used or expired."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.exchanged:
            raise ApiError("exchanged_trigger_id")
        if asyncio.get_running_loop().time() - trigger.created_at > self.seconds:
            raise ApiError("expired_trigger_id")
        trigger.exchanged = True
        return trigger


@dataclass(slots=True)
class ResponseUrl:
    """Allows responding to one interaction in its channel. `ts` is the message it was in, if any."""

    user: str
    channel: str
    created_at: datetime
    ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Response URLs of a workspace: five uses within thirty minutes of the clock."""

    def __init__(self, clock: Clock, team: str) -> None:
        self._clock = clock
        self._team = team
        self._urls: dict[str, ResponseUrl] = {}

    def issue(self, user_id: str, channel: str, ts: str | None = None) -> str:
        """The last part of a new URL: the workspace's id, a hyphen and a token."""
        key = f"{self._team}-{secrets.token_hex(16)}"
        self._urls[key] = ResponseUrl(user_id, channel, self._clock.now(), ts)
        _evict_oldest(self._urls)
        return key

    def redeem(self, key: str) -> ResponseUrl:
        """Use a URL once. Raises ApiError if it is unknown, expired or used up."""
        url = self._urls.get(key)
        if url is None:
            raise ApiError("invalid_url")
        if self._clock.now() - url.created_at > RESPONSE_URL_TTL:
            raise ApiError("expired_url")
        if url.uses >= MAX_RESPONSES:
            raise ApiError("used_url")
        url.uses += 1
        return url

    def expire_all(self) -> None:
        """Expire every URL issued so far."""
        self._urls.clear()


def _evict_oldest(issued: dict[str, Any]) -> None:
    """Limit memory in long runs; the oldest entries are long expired."""
    if len(issued) > _MAX_STORED:
        del issued[next(iter(issued))]
