"""Downloading a file that was chosen in a form, from its URL at Slack, with the bot's token."""

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack.errors import text_part
from planning.errors import Code, PlanningError
from planning.sheets import MAX_BYTES

log = logging.getLogger(__name__)

_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file's name and bytes, of these at most one more than MAX_BYTES."""

    name: str
    content: bytes


async def fetch(slack: AsyncWebClient, file: str, seconds: float) -> Fetched:
    """The file of that id; where Slack does not give it within `seconds`, raises FILE_UNREADABLE."""
    try:
        async with asyncio.timeout(seconds):
            told = await slack.files_info(file=file)
            address = text_part(told, "file", "url_private_download")
            return Fetched(text_part(told, "file", "name"), await _content(slack, address))
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as failure:
        log.warning("a file could not be fetched", exc_info=failure)
        raise PlanningError(Code.FILE_UNREADABLE, "file") from failure


async def _content(slack: AsyncWebClient, address: str) -> bytes:
    """The bytes at the URL. Without permission Slack redirects to a sign-in page, which isn't the file."""
    _require_slack(slack, address)
    assert slack.session is not None  # noqa: S101 - all clients of ours share one
    headers = {"Authorization": f"Bearer {slack.token}"}
    content = bytearray()
    async with slack.session.get(address, headers=headers, allow_redirects=False) as answer:
        if answer.status != 200:
            raise aiohttp.ClientError(f"http_{answer.status}")
        async for piece in answer.content.iter_chunked(_PIECE):
            content += piece
            if len(content) > MAX_BYTES:
                break
    return bytes(content[: MAX_BYTES + 1])


def _require_slack(slack: AsyncWebClient, address: str) -> None:
    """Require a host of Slack's: no other gets the token."""
    home, there = urlsplit(slack.base_url), urlsplit(address)
    is_slack = f".{there.hostname}".endswith(f".{home.hostname}")
    if not is_slack or there.scheme != home.scheme:
        raise aiohttp.ClientError("not an address of Slack's")
