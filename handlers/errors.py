"""The one place that answers when a listener could not do what a person asked."""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.models.blocks import Block
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.views.blocks import Message
from handlers.views.errors import refusal, refusal_message, trouble, trouble_message, words_only
from handlers.visit import Visit
from planning.errors import PlanningError

log = logging.getLogger(__name__)


async def answer_error(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
    """Say what went wrong where it was asked: at the form's field, or to the person alone."""
    reference = "" if isinstance(error, PlanningError) else _recorded(error)
    if body.get("type") == "view_submission":
        return _acknowledged(_at_form(error, reference, body["view"]))
    typed = f"{body['command']} {body['text']}".strip() if "command" in body else ""
    if isinstance(error, PlanningError):
        message = refusal_message(error, typed, can_start=_is_member(context.get("visit")))
    else:
        message = trouble_message(reference, typed)
    if "command" in body:
        return _acknowledged(_ephemeral(message))
    if url := body.get("response_url"):
        await AsyncWebhookClient(url).send(
            text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
        )
    return _acknowledged({})


def _recorded(error: Exception) -> str:
    """Log what was not meant to happen; gives the reference that the person is told."""
    reference = secrets.token_hex(4)
    log.error("listener failed", exc_info=error, extra={"reference": reference})
    return reference


def _is_member(visit: Visit | None) -> bool:
    return visit is not None and not (visit.person.guest or visit.person.stranger)


def _at_form(error: Exception, reference: str, view: Mapping[str, Any]) -> dict[str, Any]:
    """The refusal at its field, or at the form's first when that one is not on it."""
    refused = error if isinstance(error, PlanningError) else None
    words = refusal(refused, in_form=True) if refused else trouble(reference)
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not fields:
        return {"response_action": "update", "view": words_only(view["title"]["text"], words).to_dict()}
    field = refused.field if refused and refused.field in fields else fields[0]
    return {"response_action": "errors", "errors": {field: words}}


def _ephemeral(message: Message) -> dict[str, Any]:
    return {
        "response_type": "ephemeral",
        "text": message.text,
        "blocks": [block.to_dict() if isinstance(block, Block) else block for block in message.blocks],
    }


def _acknowledged(payload: Mapping[str, Any]) -> BoltResponse:
    if not payload:
        return BoltResponse(status=200, body="")
    return BoltResponse(status=200, body=json.dumps(payload), headers={"Content-Type": "application/json"})
