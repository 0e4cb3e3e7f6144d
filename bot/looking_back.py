"""Search a conversation for a message of ours, page by page, as far back as Slack allows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.slack_errors import code_of, is_rate_limited, not_slacks

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
        if ts := _posted_with(id_, page["messages"]):
            return ts
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor and not page.get("has_more"):
            return ""
        if not cursor or cursor in cursors:
            raise CannotTell
        cursors.append(cursor)
        few = len(page["messages"]) <= FEW


async def _page(
    slack: AsyncWebClient, channel: str, since: datetime, thread: str, cursor: str, *, few: bool
) -> Mapping[str, Any]:
    """One page. Where pages are so `few` that there is one a minute, the next is not waited for."""
    try:
        ask = partial(slack.conversations_replies, ts=thread) if thread else slack.conversations_history
        answer = await ask(
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
    if not isinstance(answer.get("messages"), list):
        raise not_slacks(answer, "messages")
    found: Mapping[str, Any] = answer.data  # type: ignore[assignment]  # which may be bytes elsewhere
    return found


def _posted_with(id_: str, messages: Iterable[Mapping[str, Any]]) -> str:
    for message in messages:
        payload = (message.get("metadata") or {}).get("event_payload") or {}
        if payload.get("id") == id_:
            return str(message["ts"])
    return ""
