"""The one place that answers when a listener could not do what a person asked."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.acks import acknowledged, told
from handlers.dispatch.interaction import Interaction
from handlers.dispatch.plan_owners import is_offered
from handlers.slack.replies import SLACK_FAILURES, recorded, reply_to
from handlers.support.task_tracker import TaskTracker
from handlers.views.common.blocks import Message
from handlers.views.common.errors import (
    internal_error,
    internal_error_message,
    refusal,
    refusal_message,
    text_modal,
)
from planning.errors import PlanningError
from planning.plan import Plan
from storage import plans

log = logging.getLogger(__name__)

# What the context of a request says for the log: the name of the command, button or form, and how it ended.
ASKED, OUTCOME = "asked", "outcome"
SHORTCUTS = ("shortcut", "message_action")

ErrorListener = Callable[..., Awaitable[BoltResponse]]


def on_error(tasks: TaskTracker) -> ErrorListener:
    """Says what went wrong where it was asked: at the form's field, or to the person alone.

    Words that need Slack are sent in the `tasks`, so that the acknowledgement is not kept waiting.
    """

    async def answer_error(
        error: Exception, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse:
        reference = "" if isinstance(error, PlanningError) else recorded(error)
        refused = f"refused: {error.code.name.lower()}" if isinstance(error, PlanningError) else ""
        context[OUTCOME] = refused or "failed"
        if body.get("type") == "view_submission":
            return acknowledged(_at_form(error, reference, body["view"]))
        if body.get("type") == "event_callback":
            return BoltResponse(status=500)  # not acknowledged, so that Slack tells us once more
        if "command" in body:
            typed = f"{body['command']} {body['text']}".strip()
            return told(await _message(error, reference, context, typed))
        message = await _message(error, reference, context)
        if "view" in body or body.get("type") in SHORTCUTS:
            words = _words(error, reference, in_form=False)
            tasks.start(_on_top(words, message, body, client))
        else:
            tasks.start(reply_to(client, body).send(message))
        return acknowledged()

    return answer_error


async def _message(error: Exception, reference: str, context: AsyncBoltContext, typed: str = "") -> Message:
    if isinstance(error, PlanningError):
        interaction: Interaction | None = context.get("visit")
        can_start = interaction is not None and interaction.person.may_edit
        ownerless = await _ownerless(error, interaction) if interaction else None
        return refusal_message(error, typed, can_start=can_start, ownerless=ownerless)
    return internal_error_message(reference, typed)


async def _ownerless(error: PlanningError, interaction: Interaction) -> Plan | None:
    """The plan that an error is about, where none of its owners is left and the visitor can take it over."""
    if not (plan_id := error.values.get("plan")):
        return None
    plan = (await interaction.read(plans.of_ids, [str(plan_id)])).get(str(plan_id))
    return plan if plan and await is_offered(interaction, plan) else None


def _words(error: Exception, reference: str, *, in_form: bool) -> str:
    if isinstance(error, PlanningError):
        return refusal(error, in_form=in_form)
    return internal_error(reference)


def _at_form(error: Exception, reference: str, view: Mapping[str, Any]) -> dict[str, Any]:
    """The refusal at its field, or at the form's first when that one is not on it."""
    words = _words(error, reference, in_form=True)
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not fields:
        return {"response_action": "update", "view": text_modal(view["title"]["text"], words).to_dict()}
    refused = error.field if isinstance(error, PlanningError) else None
    return {"response_action": "errors", "errors": {refused if refused in fields else fields[0]: words}}


async def _on_top(words: str, message: Message, body: Mapping[str, Any], client: AsyncWebClient) -> None:
    """What has no message to answer below, as a click in a form or on Home: the words open on top."""
    in_form = body.get("view", {}).get("type") == "modal"
    show = client.views_push if in_form else client.views_open
    try:
        await show(trigger_id=body["trigger_id"], view=text_modal("That did not work", words))
    except SLACK_FAILURES as failure:
        log.warning("no form for an error", extra={"error": type(failure).__name__})
        await reply_to(client, body).send(message)
