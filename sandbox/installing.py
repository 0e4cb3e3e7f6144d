"""The app comes into a workspace, and goes."""

from collections.abc import Sequence
from dataclasses import replace

from sandbox import events
from sandbox.backend import Backend
from sandbox.records import Json, User


def install(backend: Backend, scopes: Sequence[str]) -> Json:
    """Let the app act in a workspace with these scopes. Returns its token, as oauth.v2.access answers it."""
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
    """Take the app out: its tokens die with this error, its bot leaves, and it is told of both."""
    told = [
        events.tokens_revoked(backend.workspace, backend.app.bot_user_id),
        events.uninstalled(backend.workspace),
    ]
    for event in reversed(told) if reverse_events else told:
        backend.send_event(event)
    backend.grants.revoke_all(backend, error)
    backend.response_urls.expire_all()
    backend.app = backend.registered.granted(())
    workspace, bot = backend.workspace, backend.app.bot_user_id
    for channel in workspace.channels.values():
        if channel.kind != "im":
            workspace.remove_member(channel, bot)
    workspace.change_user(replace(workspace.users[bot], deleted=True))
