"""Every Web API method that the sandbox supports, one small function each."""

from collections.abc import Callable, Mapping

from sandbox.backend import Backend
from sandbox.methods import apps, chat, conversations, files, oauth, users, views
from sandbox.records import Json

Method = Callable[[Backend, Json], Json]
"""Takes parsed arguments, returns the response without `ok`; raises ApiError for an error response."""

METHODS: Mapping[str, Method] = {
    "api.test": apps.api_test,
    "auth.test": apps.auth_test,
    "auth.revoke": oauth.revoke,
    "apps.connections.open": apps.open_connection,
    "apps.uninstall": oauth.leave,
    "oauth.v2.access": oauth.access,
    "team.info": apps.team_info,
    "bots.info": apps.bot_info,
    "blocks.validate": apps.validate_blocks,
    "chat.postMessage": chat.post_message,
    "chat.update": chat.update,
    "chat.delete": chat.delete,
    "chat.postEphemeral": chat.post_ephemeral,
    "chat.getPermalink": chat.permalink,
    "conversations.info": conversations.info,
    "conversations.list": conversations.list_all,
    "conversations.members": conversations.members,
    "conversations.open": conversations.open_direct,
    "conversations.join": conversations.join,
    "conversations.history": conversations.history,
    "conversations.replies": conversations.replies,
    "users.info": users.info,
    "users.list": users.list_all,
    "users.conversations": users.conversations,
    "views.open": views.open_modal,
    "views.push": views.push,
    "views.update": views.update,
    "views.publish": views.publish,
    "files.getUploadURLExternal": files.announce,
    "files.completeUploadExternal": files.complete,
    "files.info": files.info,
}
NEEDS_APP_TOKEN = frozenset({"apps.connections.open"})
NEEDS_NO_TOKEN = frozenset({"api.test", "oauth.v2.access"})
NEEDS_TO_KNOW_TOKEN = frozenset({"auth.revoke"})
