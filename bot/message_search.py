"""Search a conversation for a message that the bot posted, page by page."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.errors import code_of, is_rate_limited, list_part, next_cursor, not_slacks

PAGE_SIZE = 200  # messages, as many as Slack recommends
SMALL_PAGE = 15  # messages a page, one page a minute: the limit of distributed apps outside the Marketplace
UNREADABLE = ("missing_scope", "channel_is_limited_access")


class CannotTell(Exception):
    """The conversation can't be read, or not far enough back."""


async def find_message(
    slack: AsyncWebClient, channel: str, id_: str, since: datetime, thread: str = ""
) -> str:
    """The ts of the message with that id in its metadata, in a channel or one `thread` of it; "" if none.

    Raises CannotTell, SlackApiError, TimeoutError or aiohttp.ClientError.
    """
    cursors, small_pages = [""], False
    while True:
        page = await _fetch_page(slack, channel, since, thread, cursors[-1], small_pages=small_pages)
        if ts := _find_in_page(id_, page):
            return ts
        cursor = next_cursor(page)
        if not cursor and not page.get("has_more"):
            return ""
        if not cursor or cursor in cursors:
            raise CannotTell
        cursors.append(cursor)
        small_pages = len(list_part(page, "messages")) <= SMALL_PAGE


async def _fetch_page(
    slack: AsyncWebClient, channel: str, since: datetime, thread: str, cursor: str, *, small_pages: bool
) -> AsyncSlackResponse:
    """One page; raises CannotTell when Slack limits `small_pages` to one a minute, rather than wait."""
    try:
        ask = partial(slack.conversations_replies, ts=thread) if thread else slack.conversations_history
        return await ask(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            limit=PAGE_SIZE,
            cursor=cursor or None,
            include_all_metadata=True,
        )
    except SlackApiError as error:
        if code_of(error) in UNREADABLE or (small_pages and is_rate_limited(error)):
            raise CannotTell from error
        raise


def _find_in_page(id_: str, page: AsyncSlackResponse) -> str:
    """The ts of the message with that id; "" if it isn't on this page."""
    for message in list_part(page, "messages"):
        if not isinstance(message, Mapping):
            raise not_slacks(page, "messages")
        if _object(_object(message, "metadata"), "event_payload").get("id") == id_:
            if isinstance(ts := message.get("ts"), str) and ts:
                return ts
            raise not_slacks(page, "messages")
    return ""


def _object(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = holder.get(name)
    return value if isinstance(value, Mapping) else {}
