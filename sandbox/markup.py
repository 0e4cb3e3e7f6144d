"""Converting typed text to Slack's markup."""

import re

from sandbox.errors import ActionError
from sandbox.workspace import Workspace

_TOKEN = re.compile(r"(?P<link>https?://[^\s<>|]+)|(?<!\w)@(?P<user>[\w.-]*\w)|(?<!\w)#(?P<channel>[\w-]+)")
_EVERYBODY = frozenset({"channel", "here", "everyone"})


def escape(text: str) -> str:
    """Replace `&`, `<` and `>` by entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_markup(text: str, workspace: Workspace, *, with_names: bool) -> str:
    """Typed text with people, channels and links as markup, the rest escaped.

    `with_names` gives `<@U1|brian>` as in commands, otherwise `<@U1>` as in messages. With names, a private
    channel that the app is not in has an empty name: `<#C1|>`.
    """
    parts, end = [], 0
    for token in _TOKEN.finditer(text):
        parts += [escape(text[end : token.start()]), _markup(token, workspace, with_names)]
        end = token.end()
    return "".join([*parts, escape(text[end:])])


def _markup(token: re.Match[str], workspace: Workspace, with_names: bool) -> str:
    if token["link"]:
        return f"<{escape(token['link'])}>"
    if token["user"] in _EVERYBODY:
        return f"<!{token['user']}>"
    if token["user"] in workspace.groups:
        group = f"!subteam^{workspace.groups[token['user']]}"
        return f"<{group}|@{token['user']}>" if with_names else f"<{group}>"
    try:
        if token["user"]:
            user = workspace.find_user(token["user"])
            return f"<@{user.id}|{user.handle}>" if with_names else f"<@{user.id}>"
        channel = workspace.find_channel(token["channel"])
    except ActionError:
        return escape(token[0])
    is_named = with_names and (channel.kind == "public" or workspace.app_user in channel.members)
    return f"<#{channel.id}|{channel.name if is_named else ''}>"
