"""Showing pictures, where that is known to work; without one, the words still come."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, ImageBlock

from handlers.slack.clients import Clients, NotInstalled
from handlers.slack.errors import (
    MALFORMED,
    MAY_BE_DONE,
    NOT_CHANGEABLE,
    NOT_DONE,
    TOO_LONG,
    UNREACHABLE,
    code_of,
    is_refused,
    is_slacks,
    name_of,
)
from handlers.slack.picture_hosts import Key, PictureAddresses, PictureFiles, key_of
from handlers.slack.rasterizer import NotDrawn, Rasterizer
from handlers.slack.uploads import UploadRefused, share
from handlers.support.timeouts import Timeouts
from handlers.views.charts.svg import Picture
from handlers.views.common.blocks import Home, Message, image_from_file, image_from_url
from planning.pictures import Sightings, Source, Surface, may_show
from storage.engine.store import Store

log = logging.getLogger(__name__)

BARRED = 600  # seconds in which a workspace that lacks the scopes for files is not tried again
MAX_FOLLOWED = 500  # messages
# What Slack refuses for reasons that no picture has to do with.
OTHER_REASONS = (
    NOT_DONE
    | MAY_BE_DONE
    | UNREACHABLE
    | NOT_CHANGEABLE
    | TOO_LONG
    | {"user_not_in_channel", "hash_conflict", "not_found", "no_text"}
    | {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "push_limit_reached"}
)
FAILURES = (SlackApiError, aiohttp.ClientError, OSError, UploadRefused, NotDrawn, NotInstalled)

Content = TypeVar("Content", Message, Home)
Posted = TypeVar("Posted")


class Pictures:
    """The pictures that Slack has of ours, and whether to show them."""

    def __init__(
        self,
        clients: Clients,
        store: Store,
        now: Callable[[], datetime],
        timeouts: Timeouts,
        public_url: str = "",
    ) -> None:
        rasterizer = Rasterizer()
        self._clients = clients
        self._timeouts = timeouts
        self._rasterizer = rasterizer
        self._files = PictureFiles(clients, rasterizer, timeouts)
        self._addresses = PictureAddresses(store, rasterizer, now, public_url)
        self._barred: dict[str, float] = {}
        self._followed: OrderedDict[tuple[str, str, str], set[Key]] = OrderedDict()
        self.source = Source.ADDRESS if public_url else Source.FILE

    def may_show(self, sightings: Sightings, surface: Surface) -> bool:
        """Whether a surface that only one person sees shows pictures, by what is known of the workspace."""
        return may_show(sightings, surface, self.source)

    async def shown(self, workspace: str, picture: Picture, *, private: bool = False) -> ImageBlock | None:
        """The picture for a message; None, within a few seconds, when it cannot be shown.

        `private` is one that only one person sees: what is posted nowhere is best had from an address.
        """
        if private and self.source is Source.ADDRESS:
            return await self._tried(workspace, picture, self._at_address(workspace, picture))
        if self._is_barred(workspace):
            return None
        return await self._tried(workspace, picture, self._in_file(workspace, picture))

    async def all_shown(self, workspace: str, *pictures: Picture, private: bool = False) -> list[Block]:
        """Those of the pictures that can be shown, in their order; they are waited for together."""
        found = await asyncio.gather(
            *(self.shown(workspace, picture, private=private) for picture in pictures)
        )
        return [block for block in found if block]

    async def posted(
        self, content: Content, post: Callable[[Content], Awaitable[Posted]], *, once: bool = False
    ) -> Posted:
        """Post a message or Home, and again without pictures if Slack refuses them; returns what `post` does.

        Refused pictures leave the cache: someone may have deleted the file. An unknown code may be about
        pictures too; with `once`, nothing is posted again after one, since Slack may have posted it.
        """
        try:
            return await post(content)
        except SlackApiError as error:
            if not content.files or not (
                is_refused(error, MALFORMED) or (not once and _may_be_of_pictures(error))
            ):
                raise
            log.warning("pictures were refused", extra={"error": name_of(error)})
        for host in (self._files, self._addresses):
            host.forget(content.files)
        return await post(content.without_pictures())

    async def follow(self, workspace: str, channel: str, ts: str, missing: Sequence[Picture]) -> None:
        """Post the pictures that a message came without as files in its thread, each once.

        The words are there already, so a failure is only logged, and nothing is posted twice after it.
        """
        if not missing or self._is_barred(workspace):
            return
        done = self._followed.setdefault((workspace, channel, ts), set())
        new = [picture for picture in missing if key_of(workspace, picture) not in done]
        done.update(key_of(workspace, picture) for picture in new)
        while len(self._followed) > MAX_FOLLOWED:
            self._followed.popitem(last=False)
        try:
            async with asyncio.timeout(2 * self._timeouts.picture):
                await self._share(workspace, channel, ts, new)
        except FAILURES as failure:
            self._failed(workspace, new, failure, "pictures were not posted in the thread")

    async def _share(self, workspace: str, channel: str, ts: str, pictures: Sequence[Picture]) -> None:
        if not pictures:
            return
        slack = await self._clients.posting(workspace)
        pngs = await asyncio.gather(*(self._rasterizer.png(picture.svg) for picture in pictures))
        files = [
            (f"{picture.name}.png", png, picture.alt) for picture, png in zip(pictures, pngs, strict=True)
        ]
        await share(slack, channel, files, thread=ts)

    async def _in_file(self, workspace: str, picture: Picture) -> ImageBlock:
        return image_from_file(await self._files.get(workspace, picture), picture.alt)

    async def _at_address(self, workspace: str, picture: Picture) -> ImageBlock:
        return image_from_url(await self._addresses.get(workspace, picture), picture.alt)

    async def _tried(
        self, workspace: str, picture: Picture, drawing: Awaitable[ImageBlock]
    ) -> ImageBlock | None:
        try:
            async with asyncio.timeout(self._timeouts.picture):
                return await drawing
        except FAILURES as failure:
            self._failed(workspace, [picture], failure, "a picture is not shown")
            return None

    def _failed(self, workspace: str, pictures: Iterable[Picture], failure: Exception, what: str) -> None:
        code = _code(failure)
        names = ", ".join(picture.name for picture in pictures)
        log.warning(what, extra={"picture": names, "error": code})
        if code == "missing_scope":
            self._barred[workspace] = asyncio.get_running_loop().time() + BARRED

    def _is_barred(self, workspace: str) -> bool:
        return self._barred.get(workspace, 0) > asyncio.get_running_loop().time()


def _may_be_of_pictures(error: SlackApiError) -> bool:
    """Whether Slack itself refused, with a code that isn't about something else."""
    code = code_of(error)
    return is_slacks(error) and code not in OTHER_REASONS and not code.startswith("restricted_action")


def _code(failure: Exception) -> str:
    """What went wrong in a word for the log: Slack's own error code where there is one."""
    if isinstance(failure, SlackApiError):
        return name_of(failure)
    return str(failure) if isinstance(failure, UploadRefused | NotDrawn) else type(failure).__name__
