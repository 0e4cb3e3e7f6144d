"""views.*: modals and the Home tab."""

from typing import Any

from sandbox.api_objects import view_json
from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.modals import open_first, push_on, replace_definition
from sandbox.records import Json, View


def open_modal(backend: Backend, arguments: Json) -> Json:
    """views.open: open a first modal for the user of the trigger."""
    definition = _definition(backend, "views.open", arguments["view"], "modal")
    trigger = backend.triggers.redeem(_trigger_id(arguments))
    return _shown(backend, open_first(backend, trigger.user, definition))


def push(backend: Backend, arguments: Json) -> Json:
    """views.push: push a modal onto the one the trigger is from."""
    definition = _definition(backend, "views.push", arguments["view"], "modal")
    trigger = backend.triggers.redeem(_trigger_id(arguments))
    if trigger.view_id is None:
        raise ApiError("invalid_trigger_id")
    below = next((view for view in backend.workspace.stack(trigger.user) if view.id == trigger.view_id), None)
    if below is None:
        raise ApiError("not_found")
    return _shown(backend, push_on(backend, below, definition))


def update(backend: Backend, arguments: Json) -> Json:
    """views.update, by view_id or external_id; rejected if `hash` is not the latest."""
    view = _open(backend, arguments)
    definition = _definition(backend, "views.update", arguments["view"], view.definition["type"], view)
    _check_hash(view, arguments)
    replace_definition(backend, view, definition)
    return _shown(backend, view)


def publish(backend: Backend, arguments: Json) -> Json:
    """views.publish: update a user's Home tab."""
    if not backend.app.home_tab:
        raise ApiError("not_enabled")
    user = backend.user(arguments["user_id"], "invalid_arguments")
    before = backend.workspace.homes.get(user.id)
    definition = _definition(backend, "views.publish", arguments["view"], "home", before)
    if before is not None:
        _check_hash(before, arguments)
        replace_definition(backend, before, definition)
        return _shown(backend, before)
    view_id = backend.workspace.new_id("V")
    view = View(view_id, user.id, {}, "", view_id)
    replace_definition(backend, view, definition)
    return _shown(backend, view)


def _definition(backend: Backend, method: str, sent: Any, kind: str, replaced: View | None = None) -> Json:
    if not isinstance(sent, dict):
        raise ApiError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] must be an object: view"]}
        )
    if backend.find_by_external_id(sent, besides=replaced):
        raise ApiError("duplicate_external_id")
    return backend.validate_view(method, sent, kind)


def _trigger_id(arguments: Json) -> str:
    trigger_id = arguments.get("trigger_id") or arguments.get("interactivity_pointer")
    if not trigger_id:
        messages = ["[ERROR] missing required field: trigger_id"]
        raise ApiError("invalid_arguments", response_metadata={"messages": messages})
    return str(trigger_id)


def _open(backend: Backend, arguments: Json) -> View:
    view = None
    if "view_id" in arguments:
        view = backend.workspace.open_view(arguments["view_id"])
    elif "external_id" in arguments:
        view = backend.find_by_external_id({"external_id": arguments["external_id"]})
    if view is None:
        raise ApiError("not_found")
    return view


def _check_hash(view: View, arguments: Json) -> None:
    if "hash" in arguments and arguments["hash"] != view.hash:
        raise ApiError("hash_conflict")


def _shown(backend: Backend, view: View) -> Json:
    return {"view": view_json(backend.workspace, view)}
