"""users.*: people and bots."""

from sandbox.api_objects import user_json
from sandbox.backend import Backend
from sandbox.methods import conversations as channels
from sandbox.methods.paging import page
from sandbox.records import Json


def info(backend: Backend, arguments: Json) -> Json:
    """users.info."""
    user = backend.user(arguments["user"])
    with_locale = bool(arguments.get("include_locale"))
    return {"user": user_json(backend.workspace, user, with_locale=with_locale)}


def list_all(backend: Backend, arguments: Json) -> Json:
    """users.list: all users, including deactivated ones and bots."""
    shown, cursor = page(list(backend.workspace.users.values()), arguments)
    with_locale = bool(arguments.get("include_locale"))
    return {
        "members": [user_json(backend.workspace, user, with_locale=with_locale) for user in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def conversations(backend: Backend, arguments: Json) -> Json:
    """users.conversations: the channels of a user (by default the bot) that the app can see."""
    user = backend.user(arguments.get("user", backend.app.bot_user_id))
    theirs = [
        channel
        for channel in backend.workspace.channels.values()
        if user.id in channel.members and (channel.kind == "public" or backend.is_in(channel))
    ]
    return channels.list_page(backend, theirs, arguments)
