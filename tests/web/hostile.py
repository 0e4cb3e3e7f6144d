"""Requests as Slack sends them, and as nobody should: what each is answered, and whether it left a trace."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import aiohttp
from multidict import CIMultiDict
from sqlalchemy import select

from bot.logs import JsonLines
from sandbox import signed_headers
from storage.engine.store import Store
from storage.tables import Row
from tests.stories.stage import Campfire
from tests.transactions import reading

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
CANARY = "xyzzy-canary"
"""Words that must never be in the logs."""


@dataclass(frozen=True)
class Sent:
    """A request: its body, its type, and the headers that vouch for it."""

    body: bytes
    content_type: str
    headers: Sequence[tuple[str, str]]


def signed(campfire: Campfire, body: bytes, content_type: str, at: datetime | None = None) -> Sent:
    """As Slack sends it, at that moment."""
    moment = at or campfire.slack.clock.now()
    return Sent(
        body, content_type, tuple(signed_headers(campfire.slack.signing_secret, body, moment).items())
    )


def command(campfire: Campfire, **changed: str) -> bytes:
    """Maya types `/plan` and something that must not be logged."""
    return urlencode(
        {
            "command": "/plan",
            "text": CANARY,
            "user_id": campfire.maya.id,
            "team_id": campfire.slack.workspace.team.id,
            "channel_id": "C0SOCIAL",
            "trigger_id": "1.2.abc",
            "response_url": f"{campfire.slack.url}/commands/nothing",
            **changed,
        }
    ).encode()


def home_opened(campfire: Campfire, event_id: str = "Ev1", **changed: Any) -> dict[str, Any]:
    """Maya opens her Home."""
    return {
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(campfire.slack.clock.now().timestamp()),
        "team_id": campfire.slack.workspace.team.id,
        "event": {"type": "app_home_opened", "user": campfire.maya.id, "tab": "home"},
        **changed,
    }


def event(body: Mapping[str, Any]) -> bytes:
    """An event as Slack sends it."""
    return json.dumps(body).encode()


def interaction(body: Mapping[str, Any]) -> bytes:
    """A click or a form as Slack sends it."""
    return urlencode({"payload": json.dumps(body)}).encode()


async def post(campfire: Campfire, sent: Sent, path: str = "/slack/events") -> tuple[int, str]:
    """The status and the words of the answer; what came of it has ended."""
    headers = CIMultiDict([("Content-Type", sent.content_type), *sent.headers])
    async with (
        aiohttp.ClientSession() as session,
        session.post(campfire.bot.address + path, data=BytesIO(sent.body), headers=headers) as answer,
    ):
        said = await answer.text()
    await campfire.bot.idle()
    return answer.status, said


async def kept(store: Store) -> list[str]:
    """All that is in the database, a line for each row."""
    with reading(store) as tx:
        connection = tx.connection()
        return [
            f"{table.name} {dict(row)}"
            for table in Row.metadata.sorted_tables
            for row in connection.execute(select(table)).mappings()
        ]


class Logged(logging.Handler):
    """What the bot's own logs would say meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._form = JsonLines()

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self._form.format(record))


@contextmanager
def listening() -> Iterator[Logged]:
    """Everything that is logged meanwhile, from INFO on."""
    logged, root = Logged(), logging.getLogger()
    level = root.level
    root.addHandler(logged)
    root.setLevel(logging.INFO)
    yield logged
    root.removeHandler(logged)
    root.setLevel(level)
