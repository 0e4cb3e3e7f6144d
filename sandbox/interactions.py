"""Sending a person's interactions to the app, and applying the payload of its ack."""

import asyncio
from collections.abc import Sequence

from sandbox import payloads
from sandbox.attachments import release_files
from sandbox.backend import Backend
from sandbox.errors import ActionError, ApiError
from sandbox.manifest import Command, Shortcut
from sandbox.modals import CONNECTION_TROUBLE, apply_answer
from sandbox.records import Channel, Json, Message, User, View
from sandbox.responses import respond
from sandbox.transport import NotAckedError
from sandbox.triggers import ResponseUrl


async def run_command(backend: Backend, user: User, command: Command, text: str, channel: Channel) -> None:
    """Send a slash command; the ack may carry a reply."""
    payload = payloads.command(backend, user, command, text, channel)
    try:
        answer = await backend.transport.request("slash_commands", payload)
    except NotAckedError as error:
        backend.workspace.toast(user.id, f"{command.name} failed with the error “{error.error}”")
        return
    if answer:
        _post_reply(backend, user, channel, answer)


async def send_message_actions(
    backend: Backend, user: User, message: Message, actions: Sequence[Json]
) -> None:
    """Send clicks and selections in a message."""
    await _send(backend, user, payloads.actions_in_message(backend, user, message, actions))


async def send_view_actions(backend: Backend, user: User, view: View, actions: Sequence[Json]) -> None:
    """Send clicks and selections in a modal or Home."""
    await _send(backend, user, payloads.actions_in_view(backend, user, view, actions))


async def submit(backend: Backend, user: User, view: View, times: int = 1) -> None:
    """Submit a modal `times` times at once, then apply each ack."""
    release_files(backend, view)
    forms = [payloads.submission(backend, user, view) for _ in range(times)]
    answers = await asyncio.gather(*(_deliver(backend, user, form) for form in forms))
    for answer in answers:
        if answer is not None:
            apply_answer(backend, view, answer)


async def send_view_closed(backend: Backend, user: User, view: View, *, cleared: bool) -> None:
    """Send view_closed for a dismissed modal, if it has notify_on_close."""
    if view.definition.get("notify_on_close"):
        await _send(backend, user, payloads.closing(backend, user, view, cleared=cleared))


async def run_shortcut(backend: Backend, user: User, shortcut: Shortcut, message: Message | None) -> None:
    """Send a shortcut, on a message if one is given."""
    if message is None:
        payload = payloads.global_shortcut(backend, user, shortcut)
    else:
        payload = payloads.message_shortcut(backend, user, shortcut, message)
    await _send(backend, user, payload)


async def _send(backend: Backend, user: User, payload: Json) -> None:
    answer = await _deliver(backend, user, payload)
    if answer:
        reason = f"an ack of {payload['type']} must have no payload"
        try:
            backend.refuse("ack", "", reason, "invalid_arguments")
        except ApiError:
            backend.workspace.toast(user.id, CONNECTION_TROUBLE)


async def _deliver(backend: Backend, user: User, payload: Json) -> Json | None:
    if not backend.app.interactive:
        raise ActionError("the app is not installed, or its manifest does not enable interactivity")
    try:
        return await backend.transport.request("interactive", payload)
    except NotAckedError:
        backend.workspace.toast(user.id, CONNECTION_TROUBLE)
        return None


def _post_reply(backend: Backend, user: User, channel: Channel, answer: Json) -> None:
    url = ResponseUrl(user.id, channel.id, backend.workspace.clock.now())
    try:
        respond(backend, url, answer, "ack")
    except ApiError as refusal:
        backend.workspace.toast(user.id, f"the reply was rejected with the error “{refusal.error}”")
