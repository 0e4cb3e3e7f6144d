"""oauth.*, auth.revoke, apps.uninstall: installation and tokens."""

from sandbox.backend import Backend
from sandbox.errors import ApiError
from sandbox.installing import install, uninstall
from sandbox.records import Json


def access(backend: Backend, arguments: Json) -> Json:
    """oauth.v2.access: exchange a code or a refresh token, which determines the workspace."""
    grants = backend.grants
    grants.check_client(arguments.get("client_id", ""), arguments.get("client_secret", ""))
    match arguments.get("grant_type", "authorization_code"):
        case "authorization_code":
            code = grants.redeem(arguments.get("code", ""), arguments.get("redirect_uri", ""))
            answer = _granted(code.backend, install(code.backend, code.scopes))
            return {**answer, "authed_user": {"id": code.user}}
        case "refresh_token":
            return _granted(*grants.refresh(arguments.get("refresh_token", "")))
    raise ApiError("invalid_grant_type")


def revoke(backend: Backend, arguments: Json) -> Json:
    """auth.revoke: revoke the token of this call."""
    if arguments.get("test"):
        return {"revoked": False}
    if backend.grants.revoke(arguments["token"]):
        uninstall(backend, "token_revoked")
    return {"revoked": True}


def leave(backend: Backend, arguments: Json) -> Json:
    """apps.uninstall."""
    backend.grants.check_client(arguments["client_id"], arguments["client_secret"])
    uninstall(backend)
    return {}


def _granted(backend: Backend, token: Json) -> Json:
    app, team = backend.app, backend.workspace.team
    return {
        **token,
        "token_type": "bot",
        "scope": ",".join(app.scopes),
        "bot_user_id": app.bot_user_id,
        "app_id": app.id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
