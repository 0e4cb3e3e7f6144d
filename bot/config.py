"""Settings: read from the environment and a `.env` file, typed, and loud about what is wrong."""

import os
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.addresses import http_parts, require_public, without_password
from bot.manifest import require_prefix
from bot.proxies import complaint_about_proxies

ENV_FILE = Path(".env")
_ENCODING = "utf-8-sig"  # with the mark that some editors put first, or without
HTTP_PORT = 3000
_KEY_BYTES = 32
CURES = {
    "SLACK_BOT_TOKEN": "the bot token of your Slack app, from OAuth & Permissions; it begins with xoxb-",
    "SLACK_APP_TOKEN": "an app-level token with connections:write (Basic Information); it begins with xapp-",
    "SLACK_SIGNING_SECRET": "what Slack signs its requests with in HTTP mode (Basic Information)",
    "SLACK_CLIENT_ID": "the app's client id (Basic Information), for many workspaces",
    "SLACK_CLIENT_SECRET": "the app's client secret (Basic Information), for many workspaces",
    "TOKEN_KEYS": "keys that `oncourse new-key` prints, with commas between them, the newest first",
    "PUBLIC_URL": "the https address under which Slack and browsers reach the bot, without a path",
    "HOST": "the address to listen on in HTTP mode: 127.0.0.1 behind a proxy here, 0.0.0.0 in a container",
    "PORT": "the port to listen on, from 0 to 65535; 3000 in HTTP mode where it is not set",
    "SLACK_API_URL": "a Web API address such as http://127.0.0.1:8765/api/; leave it out for Slack itself",
    "SLACK_TIMEOUT": "how many seconds Slack has to answer a call: more than 0, at most 10",
    "DATABASE_URL": "where plans are kept, such as sqlite:///oncourse.db or postgresql://user:password@host/name",
    "COMMAND_PREFIX": "how each command begins, as in the app's manifest: oc- for /oc-plan",
    "HEARTBEAT_FILE": "a file that the bot may write, such as /data/oncourse.alive",
    "LOG_LEVEL": "one of DEBUG, INFO, WARNING, ERROR",
}


class SettingsRefused(Exception):
    """Something in the settings is missing or wrong; the message names each variable and its cure."""


def _none_if_example(prefix: str) -> BeforeValidator:
    """What stands in .env.example, or the like, is no token yet."""

    def given(token: object) -> object:
        left = token.strip().removeprefix(prefix) if isinstance(token, str) else "token"
        return token if left.strip(".…*xX-") else None

    return BeforeValidator(given)


def _begins_with(prefix: str) -> AfterValidator:
    def check(token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"does not begin with {prefix}")
        return token

    return AfterValidator(check)


def _in_capitals(typed: object) -> object:
    return typed.strip().upper() if isinstance(typed, str) else typed


def _is_address(url: str) -> str:
    without_password(http_parts(url))
    return url if url.endswith("/") else f"{url}/"


def _are_keys(keys: SecretStr) -> SecretStr:
    for key in keys.get_secret_value().split(","):
        try:
            length = len(urlsafe_b64decode(key.strip()))
        except ValueError:
            length = 0
        if length != _KEY_BYTES:
            raise ValueError("has something in it that is no key")
    return keys


class _FromEnvironment(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding=_ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )


class CommandSettings(_FromEnvironment):
    """What the manifest needs to know."""

    command_prefix: Annotated[str, AfterValidator(require_prefix)] = ""


class DatabaseSettings(_FromEnvironment):
    """What those need to know who keep the data without talking to Slack."""

    database_url: str = Field("sqlite:///oncourse.db", repr=False)  # with a password, perhaps


class KeySettings(DatabaseSettings):
    """What those need to know who look after the tokens without talking to Slack."""

    token_keys: Annotated[SecretStr, AfterValidator(_are_keys)] = Field()


Mode = Literal["socket", "http", "workspaces"]
"""How Slack reaches the bot: by a connection that the bot makes; by requests, from one workspace or many."""

_NEEDED: dict[Mode, tuple[str, ...]] = {
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
# What another mode has, and would be there in vain. What else the environment says of Slack is let be.
_OUT_OF_PLACE: dict[Mode, tuple[str, ...]] = {
    "socket": ("TOKEN_KEYS", "PUBLIC_URL"),
    "http": (),
    "workspaces": ("SLACK_BOT_TOKEN",),
}
_MODES = {
    "socket": "Socket Mode (SLACK_APP_TOKEN is set)",
    "http": "HTTP mode for one workspace (SLACK_SIGNING_SECRET is set)",
    "workspaces": "HTTP mode for many workspaces (SLACK_CLIENT_ID, SLACK_CLIENT_SECRET or TOKEN_KEYS is set)",
}


class Settings(DatabaseSettings, CommandSettings):
    """Everything that can be set. Which of Slack's secrets are there decides on the `mode`."""

    slack_bot_token: Annotated[SecretStr | None, _begins_with("xoxb-"), _none_if_example("xoxb-")] = None
    slack_app_token: Annotated[SecretStr | None, _begins_with("xapp-"), _none_if_example("xapp-")] = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    token_keys: Annotated[SecretStr, AfterValidator(_are_keys)] | None = None
    public_url: Annotated[str, AfterValidator(require_public)] | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] | None = None
    slack_api_url: Annotated[str, AfterValidator(_is_address)] = "https://slack.com/api/"
    slack_timeout: Annotated[float, Field(gt=0, le=10)] = 10  # the lease in scheduler.delivery counts on it
    heartbeat_file: Path | None = None
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_in_capitals)] = "INFO"

    @property
    def mode(self) -> Mode:
        """How Slack reaches the bot."""
        if self.slack_app_token is not None:
            return "socket"
        if self.slack_client_id or self.slack_client_secret or self.token_keys:
            return "workspaces"
        return "http" if self.slack_signing_secret is not None else "socket"

    @property
    def listens_on(self) -> int | None:
        """The port to listen on; None for none."""
        return HTTP_PORT if self.port is None and self.mode != "socket" else self.port

    def secret(self, name: str) -> str:
        """The value of a secret setting, which the mode needs and so is set."""
        kept: SecretStr = getattr(self, name.lower())
        return kept.get_secret_value()

    def secrets(self) -> tuple[str, ...]:
        """Every secret that is set, for what must never show one."""
        kept = (getattr(self, name) for name in Settings.model_fields)
        return tuple(
            part
            for secret in kept
            if isinstance(secret, SecretStr)
            for part in secret.get_secret_value().split(",")
        )

    @model_validator(mode="after")
    def _fits_the_mode(self) -> Self:
        is_set = {name.upper() for name in Settings.model_fields if getattr(self, name) is not None}
        complaints = [_complaint(name, "is not set") for name in _NEEDED[self.mode] if name not in is_set]
        complaints += [
            f"{name} is set, and has no place in {_MODES[self.mode]}. Take one of them out."
            for name in _OUT_OF_PLACE[self.mode]
            if name in is_set
        ]
        if complaints:
            raise ValueError("\n".join(complaints))
        return self


Known = TypeVar("Known", bound=BaseSettings)


def read_settings() -> Settings:
    """The settings; raises SettingsRefused."""
    _require_time_zone(os.environ.get("TZ", ""))
    if wrong := complaint_about_proxies():
        raise SettingsRefused(wrong)
    return _read(Settings)


def read_token_keys() -> tuple[str, str]:
    """Where plans are kept, and the keys that seal tokens there; raises SettingsRefused."""
    kept = _read(KeySettings)
    return kept.database_url, kept.token_keys.get_secret_value()


def read_database_url() -> str:
    """Where plans are kept; raises SettingsRefused."""
    return _read(DatabaseSettings).database_url


def read_command_prefix() -> str:
    """How each command begins; raises SettingsRefused."""
    return _read(CommandSettings).command_prefix


def _read(kind: type[Known]) -> Known:
    _require_readable(ENV_FILE)
    try:
        return kind()
    except ValidationError as error:
        raise SettingsRefused("\n".join(_complaints(error))) from None


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
    """A zone that is not known would be taken for UTC by some, and stop others."""
    try:
        if name and not name.startswith("/"):
            ZoneInfo(name.removeprefix(":"))
    except (ValueError, LookupError, OSError) as unknown:
        raise SettingsRefused(
            f"TZ is {name}, which isn't a time zone here. Write one like Europe/Riga, or leave it out."
        ) from unknown


def hide_environment() -> None:
    """Take Slack's variables, the keys and the database's address out of the environment, once they are read.

    Bolt goes by those that it finds, whatever it is told (with SLACK_CLIENT_ID and SLACK_CLIENT_SECRET it
    asks for no token of ours any more), and what this process starts needs none.
    """
    secret = ("DATABASE_URL", "TOKEN_KEYS")
    for name in [name for name in os.environ if name.startswith("SLACK_") or name in secret]:
        del os.environ[name]


def _complaints(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors():
        match problem["type"]:
            case "missing":
                what = "is not set"
            case "value_error":
                what = problem["msg"].removeprefix("Value error, ")
            case _:
                what = "isn't a value I can use"
        if problem["loc"]:
            what = _complaint(str(problem["loc"][0]).upper(), what)
        lines.append(what)
    return lines


def _complaint(name: str, what: str) -> str:
    return f"{name} {what}. It is {CURES[name]}."
