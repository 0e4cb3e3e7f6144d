"""api.test, auth.test, apps.connections.open, team.*, bots.*, blocks.*: the app itself."""

from typing import Any

from sandbox.backend import Backend
from sandbox.blocks import check_message, check_view
from sandbox.errors import ApiError
from sandbox.records import Json


def api_test(backend: Backend, arguments: Json) -> Json:  # noqa: ARG001  every method takes arguments
    """api.test: returns its arguments, and fails with an `error` argument."""
    if error := arguments.get("error"):
        raise ApiError(error, args=arguments)
    return {"args": arguments} if arguments else {}


def auth_test(backend: Backend, arguments: Json) -> Json:  # noqa: ARG001  every method takes arguments
    """auth.test."""
    team = backend.workspace.team
    bot = backend.user(backend.app.bot_user_id)
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": bot.handle,
        "team_id": team.id,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def open_connection(backend: Backend, arguments: Json) -> Json:  # noqa: ARG001  every method takes arguments
    """apps.connections.open: the URL of one Socket Mode connection."""
    if not backend.app.socket_mode:
        raise ApiError("forbidden_team")
    address = backend.url.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={backend.sockets.issue_ticket()}&app_id={backend.app.id}"}


def team_info(backend: Backend, arguments: Json) -> Json:
    """team.info, for this workspace only."""
    team = backend.workspace.team
    if arguments.get("team", team.id) != team.id:
        raise ApiError("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain}}


def bot_info(backend: Backend, arguments: Json) -> Json:
    """bots.info."""
    wanted = arguments.get("bot", backend.app.bot_id)
    for user in backend.workspace.users.values():
        if user.bot_id == wanted:
            shown = {"id": user.bot_id, "name": user.name, "user_id": user.id, "app_id": user.app_id}
            return {"bot": {**shown, "deleted": user.deleted}}
    raise ApiError("bot_not_found")


def validate_blocks(backend: Backend, arguments: Json) -> Json:
    """blocks.validate: the problems of blocks, a message or a view."""
    if len(arguments) != 1:
        raise ApiError("invalid_arguments")
    (kind, sent), *_ = arguments.items()
    problems = _problems(kind, sent)
    try:
        backend.check("blocks.validate", problems, f"invalid_{kind}")
    except ApiError as refusal:
        errors = [
            {"code": "failed_constraint", "message": problem.reason, "pointer": problem.pointer}
            for problem in problems
        ]
        raise ApiError(refusal.error, errors=errors) from refusal
    return {}


def _problems(kind: str, sent: Any) -> Any:
    if kind == "view":
        return check_view(sent)
    return check_message(sent if kind == "message" else {"text": "fallback", "blocks": sent})
