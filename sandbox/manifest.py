"""The app as its manifest describes it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sandbox.errors import ManifestError

_COMMAND = re.compile(r"/[a-z0-9_-]{1,31}")

# The scopes of which an app needs one to receive an event, from the reference page of each event.
_EVENT_SCOPES: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "tokens_revoked": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_id_changed": frozenset({"channels:read", "groups:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "message.mpim": frozenset({"mpim:history"}),
    "team_join": frozenset({"users:read"}),
    "user_change": frozenset({"users:read"}),
}


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command. `should_escape` turns typed @names and #channels into ids."""

    name: str
    should_escape: bool
    description: str = ""
    usage_hint: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut in Slack's menus."""

    name: str
    kind: Literal["global", "message"]
    callback_id: str


@dataclass(frozen=True, slots=True)
class App:
    """What Slack knows about the app."""

    name: str
    id: str
    bot_id: str
    bot_user_id: str
    scopes: tuple[str, ...]
    events: frozenset[str]
    commands: Mapping[str, Command]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    interactive: bool
    socket_mode: bool
    events_url: str = ""
    interactivity_url: str = ""
    redirect_urls: tuple[str, ...] = ()
    token_rotation: bool = False

    @property
    def urls(self) -> tuple[str, ...]:
        """Every public URL of the app."""
        commands = (command.url for command in self.commands.values())
        return tuple(filter(None, (self.events_url, self.interactivity_url, *commands, *self.redirect_urls)))

    @property
    def installed(self) -> bool:
        """Whether it has any scope."""
        return bool(self.scopes)

    def granted(self, scopes: Sequence[str]) -> "App":
        """The app restricted to these scopes; without any, all its features are off."""
        allowed = "commands" in scopes
        return replace(
            self,
            scopes=tuple(scopes),
            events=frozenset(event for event in self.events if scopes and may_hear(event, scopes)),
            commands=self.commands if allowed else {},
            shortcuts=self.shortcuts if allowed else (),
            home_tab=self.home_tab and bool(scopes),
            messages_tab=self.messages_tab and bool(scopes),
            interactive=self.interactive and bool(scopes),
        )


def may_hear(event: str, scopes: Iterable[str]) -> bool:
    """Whether these scopes allow an app to receive an event."""
    needed = _EVENT_SCOPES[event]
    return not needed or bool(needed & set(scopes))


def read_manifest(manifest: Mapping[str, Any]) -> App:
    """Parse a manifest in Slack's format. Raises ManifestError if it is inconsistent."""
    features = manifest.get("features", {})
    settings = manifest.get("settings", {})
    home = features.get("app_home", {})
    name = manifest["display_information"]["name"]
    key = "".join(sign for sign in name.upper() if sign.isascii() and sign.isalnum())
    app = App(
        name=features.get("bot_user", {}).get("display_name", name),
        id=f"A0{key}",
        bot_id=f"B0{key}",
        bot_user_id=f"U0{key}",
        scopes=tuple(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands={command.name: command for command in _commands(features)},
        shortcuts=tuple(
            Shortcut(shortcut["name"], shortcut["type"], shortcut["callback_id"])
            for shortcut in features.get("shortcuts", ())
        ),
        home_tab=home.get("home_tab_enabled", False),
        messages_tab=home.get("messages_tab_enabled", False),
        messages_read_only=home.get("messages_tab_read_only_enabled", True),
        interactive=settings.get("interactivity", {}).get("is_enabled", False),
        socket_mode=settings.get("socket_mode_enabled", False),
        events_url=settings.get("event_subscriptions", {}).get("request_url", ""),
        redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", ())),
        token_rotation=settings.get("token_rotation_enabled", False),
        interactivity_url=settings.get("interactivity", {}).get("request_url", ""),
    )
    _check(app)
    return app


def _commands(features: Mapping[str, Any]) -> list[Command]:
    return [
        Command(
            command["command"],
            command.get("should_escape", False),
            command.get("description", ""),
            command.get("usage_hint", ""),
            command.get("url", ""),
        )
        for command in features.get("slash_commands", ())
    ]


def _check(app: App) -> None:
    for url in app.urls:
        if not url.startswith("https://"):
            raise ManifestError(f"{url} does not start with https://")
    for event in sorted(app.events):
        if event not in _EVENT_SCOPES:
            raise ManifestError(f"event {event} is unknown to the sandbox")
        if not may_hear(event, app.scopes):
            needed = ", ".join(sorted(_EVENT_SCOPES[event]))
            raise ManifestError(f"event {event} needs one of the scopes {needed}")
    for command in app.commands:
        if not _COMMAND.fullmatch(command):
            raise ManifestError(f"{command} is not a valid name of a slash command")
    if app.commands and "commands" not in app.scopes:
        raise ManifestError("slash commands need the scope commands")
    if app.shortcuts and not (app.interactive and "commands" in app.scopes):
        raise ManifestError("shortcuts need interactivity and the scope commands")
