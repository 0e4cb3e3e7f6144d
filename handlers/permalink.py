"""The address of the message that a tactic is made from."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from handlers.reply import SLACK_FAILURES
from handlers.slack_errors import text_part
from handlers.visit import Visit

log = logging.getLogger(__name__)

PATIENCE = 1  # seconds, of the three in which the form has to be opened


async def permalink(visit: Visit, body: Mapping[str, Any]) -> str:
    """The permalink of the message in whose menu a shortcut was chosen.

    Where Slack does not give one, as for a conversation that the bot is not in, it is the address as Slack
    makes them: whoever may read the message gets there all the same.
    """
    channel, ts = body["channel"]["id"], body["message_ts"]
    try:
        async with asyncio.timeout(PATIENCE):
            return text_part(await visit.slack.chat_getPermalink(channel=channel, message_ts=ts), "permalink")
    except SLACK_FAILURES as failure:
        log.info("no permalink from Slack", extra={"error": type(failure).__name__})
        return f"https://{body['team']['domain']}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
