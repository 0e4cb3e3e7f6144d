"""Showing pictures: drawn as PNG, uploaded once, kept by their content. Without one, the words still come."""

import asyncio
import hashlib
import logging
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Set
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakValueDictionary

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, ImageBlock
from slack_sdk.web.async_client import AsyncWebClient

from handlers import rasterize
from handlers.clients import Clients, NotInstalled
from handlers.slack_errors import code_of, name_of
from handlers.uploads import UploadRefused, can_be_shown, upload
from handlers.views.blocks import Home, Message, image
from handlers.views.pictures.svg import Picture

log = logging.getLogger(__name__)

PATIENCE = 5  # seconds until a message comes without its picture
BARRED = 600  # seconds in which a workspace that lacks the scopes for files is not tried again
KEPT_MOST = 500  # files
DRAWN_AT_ONCE = 2
REFUSALS = ("invalid_blocks", "invalid_blocks_format", "invalid_arguments")

Content = TypeVar("Content", Message, Home)
Posted = TypeVar("Posted")


class NotDrawn(Exception):
    """No PNG came of the picture, or Slack was not done with it in time; the message is a code."""


@dataclass(slots=True)
class _Kept:
    """A file that Slack has; `ready` once it can be shown."""

    id: str
    ready: bool = False


class _Turn:
    """Many who look at one picture at once are one upload, and one failure."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.failures = 0


class Pictures:
    """The pictures that Slack has of ours, by workspace and content."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._turns: WeakValueDictionary[tuple[str, str], _Turn] = WeakValueDictionary()
        self._barred: dict[str, float] = {}
        self._drawing = asyncio.Semaphore(DRAWN_AT_ONCE)

    async def shown(self, workspace: str, picture: Picture) -> ImageBlock | None:
        """The picture for a message or a Home; None, within a few seconds, when it cannot be shown."""
        now = asyncio.get_running_loop().time()
        if self._barred.get(workspace, 0) > now:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return image(await self._file(workspace, picture), picture.alt)
        except (
            SlackApiError,
            aiohttp.ClientError,
            OSError,
            UploadRefused,
            NotDrawn,
            NotInstalled,
        ) as failure:
            code = _code(failure)
            log.warning("a picture is not shown", extra={"picture": picture.name, "error": code})
            if code == "missing_scope":
                self._barred[workspace] = now + BARRED
            return None

    async def all_shown(self, workspace: str, *pictures: Picture) -> list[Block]:
        """Those of the pictures that can be shown, in their order; they are waited for together."""
        found = await asyncio.gather(*(self.shown(workspace, picture) for picture in pictures))
        return [block for block in found if block]

    async def posted(self, content: Content, post: Callable[[Content], Awaitable[Posted]]) -> Posted:
        """What `post` gives for a message or Home, or for its words alone where Slack refuses its pictures.

        Refused ones are forgotten: somebody may have deleted a file that is kept here.
        """
        try:
            return await post(content)
        except SlackApiError as error:
            if not content.files or code_of(error) not in REFUSALS:
                raise
            log.warning("pictures were refused", extra={"error": code_of(error)})
        self._forget(content.files)
        return await post(content.without_files())

    async def _file(self, workspace: str, picture: Picture) -> str:
        key = (workspace, hashlib.sha256(picture.svg.encode()).hexdigest())
        turn = self._turns.setdefault(key, _Turn())
        failures = turn.failures
        async with turn.lock:
            if turn.failures > failures:
                raise NotDrawn("failed_for_others")
            file = ""
            try:
                file = await self._ready(key, picture)
            finally:
                turn.failures += not file
            return file

    async def _ready(self, key: tuple[str, str], picture: Picture) -> str:
        again = key in self._kept
        slack = await self._clients.posting(key[0])
        kept = self._kept[key] if again else await self._uploaded(slack, key, picture)
        self._kept.move_to_end(key)
        try:
            kept.ready = kept.ready or await can_be_shown(slack, kept.id)
        finally:
            if again and not kept.ready:  # it had its chance twice: next time, a new one
                self._kept.pop(key, None)
        if not kept.ready:
            raise NotDrawn("not_processed")
        return kept.id

    async def _uploaded(self, slack: AsyncWebClient, key: tuple[str, str], picture: Picture) -> _Kept:
        png = await self._png(picture.svg)
        kept = self._kept[key] = _Kept(await upload(slack, f"{picture.name}.png", png))
        while len(self._kept) > KEPT_MOST:
            self._kept.popitem(last=False)
        return kept

    def _forget(self, refused: Set[str]) -> None:
        for key in [key for key, kept in self._kept.items() if kept.id in refused]:
            del self._kept[key]

    async def _png(self, svg: str) -> bytes:
        async with self._drawing:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-I",
                rasterize.__file__,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                png, _ = await process.communicate(svg.encode())
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode:
            raise NotDrawn(f"exit_{process.returncode}")
        return png


def _code(failure: Exception) -> str:
    """What went wrong in a word for the log: Slack's own error code where there is one."""
    if isinstance(failure, SlackApiError):
        return name_of(failure)
    return str(failure) if isinstance(failure, UploadRefused | NotDrawn) else type(failure).__name__
