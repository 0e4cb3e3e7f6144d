"""The floor of answering: an app that does what the bot does, written by hand with nothing to spare.

Bolt with `process_before_response`, the bot's own SQL through sqlite3, the bot's own JSON. It replays what
`benchmarks.recording` wrote down. It connects to Slack, or with PORT in its environment listens there.
"""

import asyncio
import json
import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.empty import serve

WRITES = ("INSERT", "UPDATE", "DELETE")


class Replay:
    """The recorded acts, on a database of their own."""

    def __init__(self, recording: Path, database: str) -> None:
        self._acts: dict[str, dict[str, Any]] = json.loads(recording.read_text())
        self._database = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")

    def run(self, act: str, part: str = "before_ack") -> dict[str, Any]:
        """Execute the statements of one part of an act; returns all that the act sends."""
        recorded = self._acts[act]
        statements = recorded[part]
        writes = any(sql.startswith(WRITES) for sql, _ in statements)
        self._database.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        for sql, parameters in statements:
            if sql != "COMMIT":
                # The same row is inserted each time.
                again = sql.replace("INSERT INTO", "INSERT OR REPLACE INTO", 1)
                self._database.execute(again, parameters).fetchall()
        self._database.execute("COMMIT")
        return recorded


async def main(recording: Path) -> None:
    """Run until killed."""
    replay = Replay(recording, os.environ["DATABASE_URL"])
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"], session=session
        )
        app = AsyncApp(client=client, process_before_response=True)
        _register(app, replay, session)
        await serve(app)


def _register(app: AsyncApp, replay: Replay, session: aiohttp.ClientSession) -> None:
    response_urls: dict[str, str] = {}  # by person: that of the card on which they pressed Rate
    responding: set[asyncio.Task[None]] = set()

    @app.command("/plan")
    async def plan(ack: Any, command: dict[str, str]) -> None:
        act = "/plan help" if command["text"] == "help" else "/plan"
        await ack(**replay.run(act)["ack"])

    @app.command("/tactic")
    async def tactic_list(ack: Any) -> None:
        await ack(**replay.run("/tactic list")["ack"])

    @app.action("tactic.rate")
    async def press(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        response_urls[body["user"]["id"]] = body["response_url"]
        await client.views_open(trigger_id=body["trigger_id"], view=replay.run("press")["view"])
        await ack()

    @app.view("tactic.rate")
    async def rate(ack: Any, body: dict[str, Any]) -> None:
        replay.run("rate")
        await ack()
        task = asyncio.create_task(respond(response_urls[body["user"]["id"]]))
        responding.add(task)
        task.add_done_callback(responding.discard)

    async def respond(url: str) -> None:
        async with session.post(url, json=replay.run("rate", "after_ack")["response"]) as answer:
            await answer.read()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
