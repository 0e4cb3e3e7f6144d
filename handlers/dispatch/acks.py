"""Acknowledgements as Bolt sends them, where they are ready before it would make one."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.response import BoltResponse

from handlers.views.common.blocks import Message


def acknowledged(payload: Mapping[str, Any] | None = None) -> BoltResponse:
    """Taken notice of, with a payload if there is one."""
    if not payload:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(payload), headers={"Content-Type": "application/json"})


def told(message: Message) -> BoltResponse:
    """Taken notice of, with a message for nobody but the person."""
    return acknowledged({"response_type": "ephemeral", **message.fields})
