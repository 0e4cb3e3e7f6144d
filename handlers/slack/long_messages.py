"""Posting what Slack may find too long: in several messages, or its beginning with a way to the rest."""

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TypeVar

from slack_sdk.errors import SlackApiError

from handlers.slack.errors import MALFORMED, TOO_LONG, is_refused, is_too_long, name_of
from handlers.views.common.lengths import Fields, split_in_two

log = logging.getLogger(__name__)

Posted = TypeVar("Posted")


async def post_in_parts(
    fields: Fields, post: Callable[[Fields, Posted | None, bool], Awaitable[Posted]]
) -> Posted:
    """Post a message, or its parts one after the other if it is too long; gives the first one's response.

    `post` also gets the first one's response, once there is one, and whether more parts follow.
    """
    parts, first = deque([fields]), None
    while parts:
        try:
            posted = await post(parts[0], first, len(parts) > 1)
        except SlackApiError as error:
            halves = split_in_two(parts[0]) if is_too_long(error) else None
            if halves is None:
                raise
            parts.popleft()
            parts.extendleft(reversed(halves))
        else:
            first = first or posted
            parts.popleft()
    assert first is not None  # noqa: S101 - there was one part at least
    return first


async def post_shortened(
    fields: Fields,
    post: Callable[[Fields], Awaitable[Posted]],
    shorten: Callable[[Fields], Fields],
    last: Callable[[Fields], Fields],
) -> Posted:
    """Post a message, or as much of its beginning as Slack accepts if it is too long.

    `shorten` adds to a beginning where the rest is; `last` is the final retry, if Slack takes no block.
    """
    shown = begun = fields
    while True:
        try:
            return await post(shown)
        except SlackApiError as error:
            if not is_refused(error, MALFORMED | TOO_LONG):
                raise
            log.info("a message was too long for Slack", extra={"error": name_of(error)})
            halves = split_in_two(begun) if is_too_long(error) else None
        if halves is None:
            return await post(last(fields))
        begun = halves[0]
        shown = shorten(begun)
