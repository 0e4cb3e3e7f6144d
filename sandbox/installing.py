"""Installing and uninstalling the app in a workspace."""

from collections.abc import Sequence
from dataclasses import replace

from sandbox import events
from sandbox.backend import Backend
from sandbox.records import Json, User


def install(backend: Backend, scopes: Sequence[str]) -> Json:
    """Install the app with these scopes. Returns its token as in the response of oauth.v2.access."""
    backend.app = backend.registered.granted(scopes)
    backend.faults.revoke_token("")
    app, workspace = backend.app, backend.workspace
    if app.bot_user_id in workspace.users:
        workspace.change_user(replace(workspace.users[app.bot_user_id], deleted=False))
    else:
        handle = app.name.lower().replace(" ", "")
        team = workspace.team.id
        bot = User(app.bot_user_id, app.name, handle, team, bot_id=app.bot_id, app_id=app.id)
        workspace.add_user(bot)
        workspace.app_user = bot.id
        for channel_id in workspace.app_channels:
            workspace.add_member(workspace.channels[channel_id], bot.id)
    return backend.grants.issue(backend)


def uninstall(backend: Backend, error: str = "account_inactive", *, reverse_events: bool = False) -> None:
    """Uninstall the app: revoke its tokens with this error, remove its bot, send both events."""
    sent = [
        events.tokens_revoked(backend.workspace, backend.app.bot_user_id),
        events.uninstalled(backend.workspace),
    ]
    for event in reversed(sent) if reverse_events else sent:
        backend.send_event(event)
    backend.grants.revoke_all(backend, error)
    backend.response_urls.expire_all()
    backend.app = backend.registered.granted(())
    workspace, bot = backend.workspace, backend.app.bot_user_id
    for channel in workspace.channels.values():
        if channel.kind != "im":
            workspace.remove_member(channel, bot)
    workspace.change_user(replace(workspace.users[bot], deleted=True))
