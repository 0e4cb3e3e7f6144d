"""The stack of modals that a person has open, and how a response_action changes it."""

from collections.abc import Mapping

from sandbox.backend import Backend
from sandbox.elements import preserve_values
from sandbox.errors import ApiError
from sandbox.pictures import private_surface
from sandbox.records import Json, View

MAX_MODALS = 3
CONNECTION_TROUBLE = "We had some trouble connecting. Try again?"


def open_first(backend: Backend, user_id: str, definition: Json) -> View:
    """Open a modal in place of the whole stack."""
    backend.workspace.stack(user_id).clear()
    return _placed(backend, user_id, definition, None)


def push_on(backend: Backend, below: View, definition: Json) -> View:
    """Push a modal onto another. Raises ApiError: push_limit_reached."""
    if len(backend.workspace.stack(below.user)) >= MAX_MODALS:
        raise ApiError("push_limit_reached")
    return _placed(backend, below.user, definition, below)


def replace_definition(backend: Backend, view: View, definition: Json) -> None:
    """Update a view; state is preserved where block_id and action_id stay the same."""
    view.values = preserve_values(view.values, definition["blocks"])
    view.definition = definition
    view.errors = {}
    view.hash = f"{backend.workspace.new_ts()}.{backend.workspace.new_id('h')}"
    surface = private_surface(definition)
    backend.record_hidden_pictures(view.user, surface, definition["blocks"])
    if surface == "home":
        backend.workspace.publish_home(view)
    else:
        backend.workspace.modal_changed(view.user)


def close(backend: Backend, view: View) -> None:
    """Remove a view from its stack."""
    stack = backend.workspace.stack(view.user)
    if view in stack:
        stack.remove(view)
        backend.workspace.modal_changed(view.user)


def apply_answer(backend: Backend, view: View, answer: Mapping[str, object]) -> None:
    """Apply the ack of a submission; an empty ack closes the view.

    An invalid ack is recorded as a problem; the form stays open, with Slack's error message.
    """
    try:
        _apply(backend, view, answer)
    except ApiError:
        backend.workspace.toast(view.user, CONNECTION_TROUBLE)


def _apply(backend: Backend, view: View, answer: Mapping[str, object]) -> None:
    match answer.get("response_action"):
        case None:
            if answer:
                _refuse(backend, "/response_action", "a payload must have a response_action")
            close(backend, view)
        case "errors":
            _show_errors(backend, view, answer.get("errors"))
        case "update":
            definition = _sent_view(backend, answer)
            replace_definition(backend, view, definition)
        case "push":
            push_on(backend, view, _sent_view(backend, answer))
        case "clear":
            backend.workspace.stack(view.user).clear()
            backend.workspace.modal_changed(view.user)
        case unknown:
            _refuse(backend, "/response_action", f"there is no response_action {unknown}")


def _sent_view(backend: Backend, answer: Mapping[str, object]) -> Json:
    sent = answer.get("view")
    if not isinstance(sent, dict):
        _refuse(backend, "/view", "the view is missing")
        raise AssertionError
    return backend.validate_view("response_action", sent, "modal")


def _show_errors(backend: Backend, view: View, errors: object) -> None:
    if not isinstance(errors, dict) or not errors:
        _refuse(backend, "/errors", "errors must be messages by block_id")
        return
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    for block_id, words in errors.items():
        if block_id not in inputs:
            _refuse(backend, f"/errors/{block_id}", "there is no input with this block_id")
        if not isinstance(words, str) or not words.strip():
            _refuse(backend, f"/errors/{block_id}", "an error must not be empty")
    view.errors = dict(errors)
    backend.workspace.modal_changed(view.user)


def _refuse(backend: Backend, pointer: str, reason: str) -> None:
    backend.refuse("response_action", pointer, reason, "invalid_arguments")


def _placed(backend: Backend, user_id: str, definition: Json, below: View | None) -> View:
    view_id = backend.workspace.new_id("V")
    view = View(view_id, user_id, {}, "", below.root_id if below else view_id, below.id if below else None)
    backend.workspace.stack(user_id).append(view)
    replace_definition(backend, view, definition)
    return view
