"""Make pictures available to Slack: as uploaded files, or at public URLs of the bot."""

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
MAX_ENTRIES = 500  # of each kind

Key = tuple[str, str]
"""A workspace and a picture's content."""


@dataclass(slots=True)
class _Entry:
    """A picture that Slack can show, by file id or URL."""

    reference: str


Entry = TypeVar("Entry", bound=_Entry)


def key_of(workspace: str, picture: Picture) -> Key:
    """The cache key of a picture."""
    return workspace, hashlib.sha256(picture.svg.encode()).hexdigest()


class _Attempts:
    """Requests for the same picture share a lock: one attempt, and one failure for all of them."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.failures = 0


class _Host(Generic[Entry]):
    """A cache of available pictures, least recently used first."""

    def __init__(self) -> None:
        self._cache: OrderedDict[Key, Entry] = OrderedDict()
        self._attempts: WeakValueDictionary[Key, _Attempts] = WeakValueDictionary()

    async def get(self, workspace: str, picture: Picture) -> str:
        """The picture's file id or URL. Raises NotDrawn, and what Slack's client raises."""
        key = key_of(workspace, picture)
        attempts = self._attempts.setdefault(key, _Attempts())
        failures = attempts.failures
        async with attempts.lock:
            if attempts.failures > failures:
                raise NotDrawn("failed_for_others")
            found = ""
            try:
                found = await self._resolve(key, picture)
            finally:
                attempts.failures += not found
            return found

    def forget(self, refused: Set[str]) -> None:
        """Drop these from the cache: Slack doesn't accept them, perhaps because someone deleted them."""
        for key in [key for key, entry in self._cache.items() if entry.reference in refused]:
            del self._cache[key]

    async def _resolve(self, key: Key, picture: Picture) -> str:
        raise NotImplementedError

    def _store_entry(self, key: Key, entry: Entry) -> None:
        self._cache[key] = entry
        self._cache.move_to_end(key)
        while len(self._cache) > MAX_ENTRIES:
            self._cache.popitem(last=False)


@dataclass(slots=True)
class _File(_Entry):
    """An uploaded file; `ready` once Slack has processed it."""

    ready: bool = False


class PictureFiles(_Host[_File]):
    """Pictures uploaded to Slack, in no channel: who sees one depends on where it is posted."""

    def __init__(self, clients: Clients, rasterizer: Rasterizer, timeouts: Timeouts) -> None:
        super().__init__()
        self._clients = clients
        self._timeouts = timeouts
        self._rasterizer = rasterizer

    async def _resolve(self, key: Key, picture: Picture) -> str:
        was_cached = key in self._cache
        slack = await self._clients.posting(key[0])
        if not was_cached:
            png = await self._rasterizer.png(picture.svg)
            self._cache[key] = _File(await upload(slack, f"{picture.name}.png", png, picture.alt))
        entry = self._cache[key]
        self._store_entry(key, entry)
        try:
            pauses = self._timeouts.upload_pauses
            entry.ready = entry.ready or await can_be_shown(slack, entry.reference, pauses)
        finally:
            if (
                was_cached and not entry.ready
            ):  # still not processed at the second attempt: upload it again next time
                self._cache.pop(key, None)
        if not entry.ready:
            raise NotDrawn("not_processed")
        return entry.reference


@dataclass(slots=True)
class _Address(_Entry):
    """A URL, and when it expires."""

    expires_at: datetime


class PictureAddresses(_Host[_Address]):
    """Secret URLs of the bot, until they expire; any process of ours can serve them."""

    def __init__(
        self, store: Store, rasterizer: Rasterizer, now: Callable[[], datetime], public_url: str
    ) -> None:
        super().__init__()
        self._store = store
        self._rasterizer = rasterizer
        self._now = now
        self._public_url = public_url

    async def _resolve(self, key: Key, picture: Picture) -> str:
        now, workspace = self._now(), key[0]
        entry = self._cache.get(key)
        if entry is None or entry.expires_at - now < LIFETIME / 2:
            png = await self._rasterizer.png(picture.svg)
            secret = secrets.token_urlsafe()
            entry = _Address(f"{self._public_url}{PATH}/{workspace}-{secret}.png", now + LIFETIME)
            await self._store.write(workspace, pictures.put, secret, png, entry.expires_at, now)
        self._store_entry(key, entry)
        return entry.reference
