"""Search a conversation for a message of ours, page by page, as far back as Slack allows."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.errors import code_of, is_rate_limited, list_part, next_cursor, not_slacks

PAGE = 200  # messages, as many as Slack recommends
FEW = 15  # messages a page, one page a minute: what distributed apps outside the Marketplace get
UNREADABLE = ("missing_scope", "channel_is_limited_access")


class CannotTell(Exception):
    """The conversation cannot be read, or not as far as it would have to be."""


async def find_message(
    slack: AsyncWebClient, channel: str, id_: str, since: datetime, thread: str = ""
) -> str:
    """The ts of the message that was posted with that id in its metadata; "" where there is none.

    It is looked for in the channel, or in one `thread` of it.

    Raises CannotTell, SlackApiError, and what aiohttp raises.
    """
    cursors, few = [""], False
    while True:
        page = await _page(slack, channel, since, thread, cursors[-1], few=few)
        if ts := _posted_with(id_, page):
            return ts
        cursor = next_cursor(page)
        if not cursor and not page.get("has_more"):
            return ""
        if not cursor or cursor in cursors:
            raise CannotTell
        cursors.append(cursor)
        few = len(list_part(page, "messages")) <= FEW


async def _page(
    slack: AsyncWebClient, channel: str, since: datetime, thread: str, cursor: str, *, few: bool
) -> AsyncSlackResponse:
    """One page. Where pages are so `few` that there is one a minute, the next is not waited for."""
    try:
        ask = partial(slack.conversations_replies, ts=thread) if thread else slack.conversations_history
        return await ask(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            limit=PAGE,
            cursor=cursor or None,
            include_all_metadata=True,
        )
    except SlackApiError as error:
        if code_of(error) in UNREADABLE or (few and is_rate_limited(error)):
            raise CannotTell from error
        raise


def _posted_with(id_: str, page: AsyncSlackResponse) -> str:
    """Its ts; whatever others have put in their metadata is passed over."""
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
