"""Where Slack gets a picture from: a file that it has, or a public address of the bot."""

import asyncio
import hashlib
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

from handlers.slack.clients import Clients
from handlers.slack.rasterizer import NotDrawn, Rasterizer
from handlers.slack.uploads import can_be_shown, upload
from handlers.support.timeouts import Timeouts
from handlers.views.charts.svg import Picture
from storage import pictures
from storage.engine.store import Store

PATH = "/picture"
KEY = re.compile(r"([TE][A-Z0-9]{2,20})-([\w-]{43})\.png", re.ASCII)  # the workspace, and 256 random bits
LIFETIME = timedelta(days=1)
MAX_KEPT = 500  # of each kind

Key = tuple[str, str]
"""A workspace and a picture's content."""


@dataclass(slots=True)
class _Kept:
    """What Slack was given: it finds the picture by this id or address."""

    found_by: str


Kept = TypeVar("Kept", bound=_Kept)


def key_of(workspace: str, picture: Picture) -> Key:
    """The cache key of a picture."""
    return workspace, hashlib.sha256(picture.svg.encode()).hexdigest()


class _Turn:
    """Requests for the same picture share a lock: one attempt, and one failure for all of them."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.failures = 0


class _Host(Generic[Kept]):
    """A cache of what Slack was given, the last used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._turns: WeakValueDictionary[Key, _Turn] = WeakValueDictionary()

    async def get(self, workspace: str, picture: Picture) -> str:
        """What Slack finds the picture by. Raises NotDrawn, and what asking Slack raises."""
        key = key_of(workspace, picture)
        turn = self._turns.setdefault(key, _Turn())
        failures = turn.failures
        async with turn.lock:
            if turn.failures > failures:
                raise NotDrawn("failed_for_others")
            found = ""
            try:
                found = await self._find(key, picture)
            finally:
                turn.failures += not found
            return found

    def forget(self, refused: Set[str]) -> None:
        """Drop these from the cache: Slack doesn't accept them, perhaps because someone deleted them."""
        for key in [key for key, kept in self._kept.items() if kept.found_by in refused]:
            del self._kept[key]

    async def _find(self, key: Key, picture: Picture) -> str:
        raise NotImplementedError

    def _keep(self, key: Key, kept: Kept) -> None:
        self._kept[key] = kept
        self._kept.move_to_end(key)
        while len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)


@dataclass(slots=True)
class _File(_Kept):
    """A file that Slack has; `ready` once it can be shown."""

    ready: bool = False


class PictureFiles(_Host[_File]):
    """Files that Slack has of our pictures, in no channel: who sees one depends on where it is posted."""

    def __init__(self, clients: Clients, rasterizer: Rasterizer, timeouts: Timeouts) -> None:
        super().__init__()
        self._clients = clients
        self._timeouts = timeouts
        self._rasterizer = rasterizer

    async def _find(self, key: Key, picture: Picture) -> str:
        again = key in self._kept
        slack = await self._clients.posting(key[0])
        if not again:
            png = await self._rasterizer.png(picture.svg)
            self._kept[key] = _File(await upload(slack, f"{picture.name}.png", png, picture.alt))
        kept = self._kept[key]
        self._keep(key, kept)
        try:
            pauses = self._timeouts.upload_pauses
            kept.ready = kept.ready or await can_be_shown(slack, kept.found_by, pauses)
        finally:
            if again and not kept.ready:  # it had its chance twice: next time, a new one
                self._kept.pop(key, None)
        if not kept.ready:
            raise NotDrawn("not_processed")
        return kept.found_by


@dataclass(slots=True)
class _Address(_Kept):
    """An address, and when it expires."""

    expires_at: datetime


class PictureAddresses(_Host[_Address]):
    """Addresses of the bot, which anyone who has one can fetch until it expires: from any process of ours."""

    def __init__(
        self, store: Store, rasterizer: Rasterizer, now: Callable[[], datetime], public_url: str
    ) -> None:
        super().__init__()
        self._store = store
        self._rasterizer = rasterizer
        self._now = now
        self._public_url = public_url

    async def _find(self, key: Key, picture: Picture) -> str:
        now, workspace = self._now(), key[0]
        known = self._kept.get(key)
        if known is None or known.expires_at - now < LIFETIME / 2:
            png = await self._rasterizer.png(picture.svg)
            secret = secrets.token_urlsafe()
            known = _Address(f"{self._public_url}{PATH}/{workspace}-{secret}.png", now + LIFETIME)
            await self._store.write(workspace, pictures.put, secret, png, known.expires_at, now)
        self._keep(key, known)
        return known.found_by
