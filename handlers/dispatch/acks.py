"""Acknowledgements as responses of Bolt's."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.response import BoltResponse

from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames


def acknowledged(payload: Mapping[str, Any] | None = None) -> BoltResponse:
    """An acknowledgement, with a payload if there is one."""
    if not payload:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(payload), headers={"Content-Type": "application/json"})


def ephemeral(message: Message, commands: CommandNames) -> BoltResponse:
    """An acknowledgement with a message that only the person sees."""
    return acknowledged({"response_type": "ephemeral", **commands.in_json(message.fields)})
