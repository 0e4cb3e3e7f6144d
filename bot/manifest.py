"""The app manifest: commands, scopes, events and URLs that Slack needs."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

APPS = "https://api.slack.com/apps"
PREFIX = re.compile(r"[a-z0-9_-]{0,24}")  # Slack allows 32 characters, with the slash and "checkin"

COMMANDS = {
    "plan": (
        "The plan of this channel",
        "[new | settings | matrix | map | upcoming | advice | history | undo | import | export | close | next"
        " | help]",
    ),
    "goal": (
        "Goals that serve company goals",
        "add [title] | list | edit [number] | reading [number] [value] | drop [number] | help",
    ),
    "tactic": (
        "Tactics that serve goals",
        "add [what @who by when] | list | done | move | assign | rate | edit | drop | help",
    ),
    "checkin": ("Are we on course?", "[now | skip | answers | settings | help]"),
}
BOT_SCOPES = (
    "app_mentions:read",  # to answer who mentions it; without it all else works
    "channels:history",  # as im:history, for check-ins in channels
    "channels:read",
    "chat:write",
    "commands",
    "files:read",  # to wait until Slack has processed a picture
    "files:write",  # pictures of plans
    "groups:history",
    "groups:read",
    "im:history",  # to check whether a message arrived when posting it timed out
    "im:write",
    "users:read",
)
SHORTCUTS = (
    ("message", "tactic.from_message", "Add as a tactic", "Make a tactic of this message"),
    ("global", "tactic.new", "New tactic", "Add a tactic to one of your plans"),
)
BOT_EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_id_changed",  # a private channel gets another id when it is shared
    "channel_left",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "tokens_revoked",
    "user_change",
)
REQUESTS = "/slack/events"
INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"


def require_prefix(prefix: str) -> str:
    """Validate a prefix for command names; raises ValueError if Slack would refuse it."""
    if not PREFIX.fullmatch(prefix):
        raise ValueError(
            "is too long (24 characters at most), or has more than lower-case letters, digits, - and _"
        )
    return prefix


def link(described: Mapping[str, Any]) -> str:
    """The URL of Slack's form for a new app, filled in with a manifest."""
    packed = json.dumps(described, separators=(",", ":"))
    return f"{APPS}?{urlencode({'new_app': 1, 'manifest_json': packed}, quote_via=quote)}"


def manifest(prefix: str = "", public_url: str = "", *, many: bool = False) -> dict[str, Any]:
    """The manifest, with each command's name starting with `prefix`.

    With a `public_url` Slack sends its requests there, without one the app uses Socket Mode. With `many`,
    other workspaces can install the app there, and their tokens expire.
    """
    request_url = {"request_url": f"{public_url}{REQUESTS}"} if public_url else {}
    redirect_urls = {"redirect_urls": [f"{public_url}{REDIRECT}"]} if many else {}
    return {
        "display_information": {
            "name": "Oncourse",
            "description": "From company goals to a social media plan that people keep to",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "Oncourse", "always_online": True},
            "shortcuts": [
                {"name": name, "type": kind, "callback_id": callback, "description": description}
                for kind, callback, name, description in SHORTCUTS
            ],
            "slash_commands": _slash_commands(prefix, public_url),
        },
        "oauth_config": {**redirect_urls, "scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not public_url,
            "token_rotation_enabled": many,
        },
    }


def _slash_commands(prefix: str, public_url: str) -> list[dict[str, Any]]:
    url = {"url": f"{public_url}{REQUESTS}"} if public_url else {}
    return [
        {
            "command": f"/{prefix}{name}",
            **url,
            "description": description,
            "usage_hint": usage,
            "should_escape": True,
        }
        for name, (description, usage) in COMMANDS.items()
    ]
