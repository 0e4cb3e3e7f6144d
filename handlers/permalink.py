"""The address of the message that a tactic is made from."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from handlers.reply import SLACK_FAILURES
from handlers.visit import Visit

log = logging.getLogger(__name__)

PATIENCE = 1  # seconds, of the three that Slack waits for the answer to a form


def remembered(body: Mapping[str, Any]) -> str:
    """What a form has to remember of the message in whose menu a shortcut was chosen."""
    channel, ts = body["channel"]["id"], body["message_ts"]
    address = f"https://{body['team']['domain']}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return f"{channel}|{ts}|{address}"


async def permalink(visit: Visit, message: str) -> str:
    """The permalink of a `remembered` message; empty for none.

    Where Slack does not give one, as for a conversation that the bot is not in, it is the address as Slack
    makes them: whoever may read the message gets there all the same.
    """
    if not message:
        return ""
    channel, ts, address = message.split("|")
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await visit.slack.chat_getPermalink(channel=channel, message_ts=ts)
    except SLACK_FAILURES as failure:
        log.info("no permalink from Slack", extra={"error": type(failure).__name__})
        return address
    return str(answer["permalink"])
