"""Settings: read from the environment and a `.env` file, typed, and loud about what is wrong."""

import os
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.manifest import require_prefix

CURES = {
    "SLACK_BOT_TOKEN": "the bot token of your Slack app, from OAuth & Permissions; it begins with xoxb-",
    "SLACK_APP_TOKEN": "an app-level token with connections:write (Basic Information); it begins with xapp-",
    "SLACK_API_URL": "a Web API address such as http://127.0.0.1:8765/api/; leave it out for Slack itself",
    "SLACK_TIMEOUT": "how many seconds Slack has to answer a call: more than 0, at most 10",
    "DATABASE_URL": "where plans are kept, such as sqlite:///oncourse.db or postgresql://user:password@host/name",
    "COMMAND_PREFIX": "how each command begins, as in the app's manifest: oc- for /oc-plan",
    "HEARTBEAT_FILE": "a file that the bot may write, such as /data/oncourse.alive",
    "LOG_LEVEL": "one of DEBUG, INFO, WARNING, ERROR",
}


class SettingsRefused(Exception):
    """Something in the settings is missing or wrong; the message names each variable and its cure."""


def _begins_with(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise ValueError(f"does not begin with {prefix}")
        return token

    return AfterValidator(check)


def _is_address(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("is no http address")
    return url if url.endswith("/") else f"{url}/"


class DatabaseSettings(BaseSettings):
    """What those need to know who keep the data without talking to Slack."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    database_url: str = "sqlite:///oncourse.db"


class Settings(DatabaseSettings):
    """Everything that can be set."""

    slack_bot_token: Annotated[SecretStr, _begins_with("xoxb-")] = Field()
    slack_app_token: Annotated[SecretStr, _begins_with("xapp-")] = Field()
    slack_api_url: Annotated[str, AfterValidator(_is_address)] = "https://slack.com/api/"
    slack_timeout: Annotated[float, Field(gt=0, le=10)] = 10  # the lease in scheduler.deliver counts on it
    command_prefix: Annotated[str, AfterValidator(require_prefix)] = ""
    heartbeat_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


Known = TypeVar("Known", bound=DatabaseSettings)


def read_settings() -> Settings:
    """The settings; raises SettingsRefused."""
    return _read(Settings)


def read_database_url() -> str:
    """Where plans are kept; raises SettingsRefused."""
    return _read(DatabaseSettings).database_url


def _read(kind: type[Known]) -> Known:
    try:
        return kind()
    except ValidationError as error:
        raise SettingsRefused("\n".join(_complaints(error))) from None


def hide_environment() -> None:
    """Take Slack's variables and the database's out of the environment, once they are read.

    Bolt goes by those that it finds, whatever it is told (with SLACK_CLIENT_ID and SLACK_CLIENT_SECRET it
    asks for no token of ours any more), and what this process starts needs none.
    """
    for name in [name for name in os.environ if name.startswith("SLACK_") or name == "DATABASE_URL"]:
        del os.environ[name]


def _complaints(error: ValidationError) -> list[str]:
    lines = []
    for problem in error.errors():
        name = str(problem["loc"][0]).upper()
        what = "is not set" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
        lines.append(f"{name} {what}. It is {CURES[name]}.")
    return lines
