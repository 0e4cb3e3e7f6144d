"""Settings: parsed from the environment and a `.env` file, validated, with errors that say what to do."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.addresses import http_parts, require_public, without_password
from bot.manifest import require_prefix
from bot.proxies import proxy_problem

ENV_FILE = Path(".env")
_ENCODING = "utf-8-sig"  # with or without a byte order mark
HTTP_PORT = 3000
_KEY_BYTES = 32
SETTING_HELP = {
    "SLACK_BOT_TOKEN": "the bot token of your Slack app, from OAuth & Permissions; it starts with xoxb-",
    "SLACK_APP_TOKEN": "an app-level token with connections:write (Basic Information); it starts with xapp-",
    "SLACK_SIGNING_SECRET": "the secret that Slack signs its requests with in HTTP mode (Basic Information)",
    "SLACK_CLIENT_ID": "the app's client id (Basic Information), for many workspaces",
    "SLACK_CLIENT_SECRET": "the app's client secret (Basic Information), for many workspaces",
    "TOKEN_KEYS": "one or more keys from `oncourse new-key`, separated by commas, the newest first",
    "PUBLIC_URL": "the https address where Slack and browsers reach the bot, without a path",
    "HOST": "the address to listen on in HTTP mode: 127.0.0.1 behind a proxy here, 0.0.0.0 in a container",
    "PORT": "the port to listen on, from 0 to 65535; 3000 by default in HTTP mode",
    "SLACK_API_URL": "a Web API address such as http://127.0.0.1:8765/api/; leave it out for Slack itself",
    "SLACK_TIMEOUT": "the timeout of a call to Slack in seconds: more than 0, at most 10",
    "DATABASE_URL": "the database, such as sqlite:///oncourse.db or postgresql://user:password@host/name",
    "COMMAND_PREFIX": "the start of each command's name, as in the app's manifest: oc- for /oc-plan",
    "HEARTBEAT_FILE": "a file that the bot can write, such as /data/oncourse.alive",
    "LOG_LEVEL": "one of DEBUG, INFO, WARNING, ERROR",
}


class SettingsRefused(Exception):
    """A setting is missing or invalid; the message names each variable and what to do."""


def _ignore_example(prefix: str) -> BeforeValidator:
    """Treat a placeholder such as the one in .env.example as not set."""

    def none_if_example(token: object) -> object:
        left = token.strip().removeprefix(prefix) if isinstance(token, str) else "token"
        return token if left.strip(".…*xX-") else None

    return BeforeValidator(none_if_example)


def _require_prefix(prefix: str) -> AfterValidator:
    def check(token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"doesn't start with {prefix}")
        return token

    return AfterValidator(check)


def _upper(typed: object) -> object:
    return typed.strip().upper() if isinstance(typed, str) else typed


def _require_api_url(url: str) -> str:
    without_password(http_parts(url))
    return url if url.endswith("/") else f"{url}/"


def _require_keys(keys: SecretStr) -> SecretStr:
    for key in keys.get_secret_value().split(","):
        try:
            length = len(urlsafe_b64decode(key.strip()))
        except ValueError:
            length = 0
        if length != _KEY_BYTES:
            raise ValueError("has something in it that isn't a key")
    return keys


class _EnvironmentSettings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )


class CommandSettings(_EnvironmentSettings):
    """Settings for the manifest."""

    command_prefix: Annotated[str, AfterValidator(require_prefix)] = ""


class DatabaseSettings(_EnvironmentSettings):
    """Settings for commands that use the database but not Slack."""

    database_url: str = Field("sqlite:///oncourse.db", repr=False)  # may hold a password


class KeySettings(DatabaseSettings):
    """Settings for commands that use the stored tokens but not Slack."""

    token_keys: Annotated[SecretStr, AfterValidator(_require_keys)] = Field()


Mode = Literal["socket", "http", "workspaces"]
"""How Slack reaches the bot: Socket Mode, or HTTP requests from one workspace or from many."""

_REQUIRED: dict[Mode, tuple[str, ...]] = {
    "socket": ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"),
    "http": ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"),
    "workspaces": (
        "SLACK_CLIENT_ID",
        "SLACK_CLIENT_SECRET",
        "SLACK_SIGNING_SECRET",
        "TOKEN_KEYS",
        "PUBLIC_URL",
    ),
}
# Settings of another mode, which would have no effect. Unknown SLACK_ variables are ignored.
_CONFLICTING: dict[Mode, tuple[str, ...]] = {
    "socket": ("TOKEN_KEYS", "PUBLIC_URL"),
    "http": (),
    "workspaces": ("SLACK_BOT_TOKEN",),
}
_MODE_NAMES = {
    "socket": "Socket Mode (SLACK_APP_TOKEN is set)",
    "http": "HTTP mode for one workspace (SLACK_SIGNING_SECRET is set)",
    "workspaces": "HTTP mode for many workspaces (SLACK_CLIENT_ID, SLACK_CLIENT_SECRET or TOKEN_KEYS is set)",
}


class Settings(DatabaseSettings, CommandSettings):
    """All settings. Which of Slack's secrets are set decides the `mode`."""

    slack_bot_token: Annotated[SecretStr | None, _require_prefix("xoxb-"), _ignore_example("xoxb-")] = None
    slack_app_token: Annotated[SecretStr | None, _require_prefix("xapp-"), _ignore_example("xapp-")] = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    token_keys: Annotated[SecretStr, AfterValidator(_require_keys)] | None = None
    public_url: Annotated[str, AfterValidator(require_public)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] | None = None
    slack_api_url: Annotated[str, AfterValidator(_require_api_url)] = "https://slack.com/api/"
    slack_timeout: Annotated[float, Field(gt=0, le=10)] = 10  # shorter than the lease in scheduler.delivery
    heartbeat_file: Path | None = None
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)] = "INFO"

    @property
    def mode(self) -> Mode:
        """How Slack reaches the bot."""
        if self.slack_app_token is not None:
            return "socket"
        if self.slack_client_id or self.slack_client_secret or self.token_keys:
            return "workspaces"
        return "http" if self.slack_signing_secret is not None else "socket"

    @property
    def listen_port(self) -> int | None:
        """The port to listen on; None for no web server."""
        return HTTP_PORT if self.port is None and self.mode != "socket" else self.port

    def secret(self, name: str) -> str:
        """The value of a secret setting that the mode requires."""
        kept: SecretStr = getattr(self, name.lower())
        return kept.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Every secret that is set, to redact from logs; TOKEN_KEYS one by one."""
        kept = (getattr(self, name) for name in Settings.model_fields)
        return tuple(
            part
            for secret in kept
            if isinstance(secret, SecretStr)
            for part in secret.get_secret_value().split(",")
        )

    @model_validator(mode="after")
    def _check_mode(self) -> Self:
        is_set = {name.upper() for name in Settings.model_fields if getattr(self, name) is not None}
        problems = [_problem(name, "isn't set") for name in _REQUIRED[self.mode] if name not in is_set]
        problems += [
            f"{name} is set, but isn't used in {_MODE_NAMES[self.mode]}. Remove one of the two."
            for name in _CONFLICTING[self.mode]
            if name in is_set
        ]
        if problems:
            raise ValueError("\n".join(problems))
        return self


SettingsType = TypeVar("SettingsType", bound=BaseSettings)


def read_settings() -> Settings:
    """The settings; raises SettingsRefused."""
    _require_time_zone(os.environ.get("TZ", ""))
    if wrong := proxy_problem():
        raise SettingsRefused(wrong)
    return _read(Settings)


def read_token_keys() -> tuple[str, str]:
    """The database's URL, and the keys that encrypt tokens there; raises SettingsRefused."""
    kept = _read(KeySettings)
    return kept.database_url, kept.token_keys.get_secret_value()


def read_database_url() -> str:
    """The database's URL; raises SettingsRefused."""
    return _read(DatabaseSettings).database_url


def read_command_prefix() -> str:
    """The start of each command's name; raises SettingsRefused."""
    return _read(CommandSettings).command_prefix


def _read(kind: type[SettingsType]) -> SettingsType:
    _require_readable(ENV_FILE)
    try:
        return kind()
    except ValidationError as error:
        raise SettingsRefused("\n".join(_problems(error))) from None


def _require_readable(file: Path) -> None:
    try:
        file.read_text(encoding=_ENCODING)
    except FileNotFoundError:
        return
    except IsADirectoryError:
        why = "it's a folder. Put the settings into a file of that name"
    except OSError as error:
        why = f"{error.strerror}. Let this user read it: chmod u+r {file}"
    except UnicodeDecodeError:
        why = "it isn't UTF-8 text. Save it as UTF-8"
    else:
        return
    raise SettingsRefused(f"{file} can't be read: {why}.")


def _require_time_zone(name: str) -> None:
    """Validate TZ: some libraries would take an unknown zone for UTC, others would fail."""
    try:
        if name and not name.startswith("/"):
            ZoneInfo(name.removeprefix(":"))
    except (ValueError, LookupError, OSError) as unknown:
        raise SettingsRefused(
            f"TZ is {name}, which isn't a time zone here. Write one like Europe/Riga, or leave it out."
        ) from unknown


def hide_environment() -> None:
    """Delete Slack's variables, the keys and the database's URL from the environment, once they are parsed.

    Bolt reads SLACK_CLIENT_ID and SLACK_CLIENT_SECRET by itself and then ignores our tokens, and child
    processes need none of these.
    """
    secret = ("DATABASE_URL", "TOKEN_KEYS")
    for name in [name for name in os.environ if name.startswith("SLACK_") or name in secret]:
        del os.environ[name]


def _problems(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors():
        match problem["type"]:
            case "missing":
                what = "isn't set"
            case "value_error":
                what = problem["msg"].removeprefix("Value error, ")
            case _:
                what = "isn't a value I can use"
        if problem["loc"]:
            what = _problem(str(problem["loc"][0]).upper(), what)
        lines.append(what)
    return lines


def _problem(name: str, what: str) -> str:
    return f"{name} {what}. It is {SETTING_HELP[name]}."
