"""The one place that answers when a listener raises an error."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from handlers.dispatch.acks import acknowledged, ephemeral
from handlers.dispatch.incoming import INTERACTION
from handlers.dispatch.interaction import Interaction
from handlers.dispatch.plan_owners import is_offered
from handlers.slack import payloads
from handlers.slack.replies import SLACK_FAILURES, log_error, reply_to
from handlers.support.task_tracker import TaskTracker
from handlers.views.common.blocks import Message
from handlers.views.common.commands import CommandNames
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

# Keys of a request's context, for the log: the name of the command, button or form, and the outcome.
ASKED, OUTCOME = "asked", "outcome"

ErrorListener = Callable[..., Awaitable[BoltResponse]]


def on_error(tasks: TaskTracker, commands: CommandNames) -> ErrorListener:
    """Say what went wrong: at the field of the form, or in a message that only the person sees.

    What needs a call to Slack runs in `tasks`, so that the acknowledgement doesn't wait for it.
    """

    async def answer_error(
        error: Exception, body: payloads.Request, context: AsyncBoltContext, client: AsyncWebClient
    ) -> BoltResponse:
        reference = "" if isinstance(error, PlanningError) else log_error(error)
        refused = f"refused: {error.code.name.lower()}" if isinstance(error, PlanningError) else ""
        context[OUTCOME] = refused or "failed"
        if "command" in body:
            typed = f"{body['command']} {body.get('text', '')}".strip()
            return ephemeral(await _message(error, reference, context, typed), commands)
        if body["type"] == "event_callback":
            return BoltResponse(status=500)  # not acknowledged, so that Slack sends it again
        if body["type"] == "view_submission" or body["type"] == "view_closed":
            return acknowledged(commands.in_json(_at_form(error, reference, body["view"])))
        message = await _message(error, reference, context)
        if body["type"] == "block_actions" and not body.get("view"):
            tasks.start(reply_to(client, body, commands).send(message))
        else:
            words = commands.in_words(_words(error, reference, in_form=False))
            tasks.start(_on_top(words, message, body, client, commands))
        return acknowledged()

    return answer_error


async def _message(error: Exception, reference: str, context: AsyncBoltContext, typed: str = "") -> Message:
    if isinstance(error, PlanningError):
        interaction: Interaction | None = context.get(INTERACTION)
        can_start = interaction is not None and interaction.person.may_edit
        ownerless = await _ownerless(error, interaction) if interaction else None
        return refusal_message(error, typed, can_start=can_start, ownerless=ownerless)
    return internal_error_message(reference, typed)


async def _ownerless(error: PlanningError, interaction: Interaction) -> Plan | None:
    """The plan that an error is about, if it has no active owner and the person can take it over."""
    if not (plan_id := error.values.get("plan")):
        return None
    plan = (await interaction.read(plans.of_ids, [str(plan_id)])).get(str(plan_id))
    return plan if plan and await is_offered(interaction, plan) else None


def _words(error: Exception, reference: str, *, in_form: bool) -> str:
    if isinstance(error, PlanningError):
        return refusal(error, in_form=in_form)
    return internal_error(reference)


def _at_form(error: Exception, reference: str, view: payloads.Form) -> dict[str, Any]:
    """The refusal at its field, or at the form's first field if it has no such field."""
    words = _words(error, reference, in_form=True)
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if not fields:
        return {"response_action": "update", "view": text_modal(view["title"]["text"], words).to_dict()}
    refused = error.field if isinstance(error, PlanningError) else None
    return {"response_action": "errors", "errors": {refused if refused in fields else fields[0]: words}}


async def _on_top(
    words: str,
    message: Message,
    body: payloads.BlockActions | payloads.GlobalShortcut | payloads.MessageShortcut,
    client: AsyncWebClient,
    commands: CommandNames,
) -> None:
    """Open a modal with the words, where there is no message to answer: in a form, on Home, for shortcuts."""
    view = body.get("view") if body["type"] == "block_actions" else None
    in_form = view is not None and view["type"] == "modal"
    show = client.views_push if in_form else client.views_open
    try:
        await show(trigger_id=body["trigger_id"], view=text_modal("That did not work", words))
    except SLACK_FAILURES as failure:
        log.warning("no form for an error", extra={"error": type(failure).__name__})
        await reply_to(client, body, commands).send(message)
