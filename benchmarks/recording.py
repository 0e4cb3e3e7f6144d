"""What the bot does for each act, recorded once: `benchmarks.hand_written` replays it as the floor."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.acts import Somebody
from benchmarks.processes import BOT, started
from benchmarks.stub import CHANNEL, TEAM, Json, Stub

WARM_UPS = 3  # what is cached afterwards isn't part of an act
WRITES = ("INSERT", "UPDATE", "DELETE")

Statement = tuple[str, list[Any]]
"""SQL and its parameters; "COMMIT" ends a transaction that wrote."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One act: the statements before its ack and after it, and everything that was sent.

    `ack` is the ack's content, `view` the form that was opened, `response` the body posted to the response
    URL.
    """

    before_ack: list[Statement] = field(default_factory=list)
    after_ack: list[Statement] = field(default_factory=list)
    ack: Json = field(default_factory=dict)
    view: Json = field(default_factory=dict)
    response: Json = field(default_factory=dict)


async def record(slack: Stub, database: str, folder: Path, channel: str = CHANNEL, team: str = TEAM) -> Path:
    """Run the bot on `database` and record its acts; returns the JSON file that the floor reads."""
    log, file = folder / "statements.jsonl", folder / "recording.json"
    async with slack, started(slack, (*BOT, str(log)), database):
        await slack.connected()
        recorder = _Recorder(Somebody(slack, "U00001", channel, team), log)
        for _ in range(WARM_UPS + 1):
            recordings = await recorder.all_acts()
    file.write_text(json.dumps({act: asdict(recording) for act, recording in recordings.items()}))
    return file


class _Recorder:
    """A person who acts while the bot logs its statements."""

    def __init__(self, person: Somebody, log: Path) -> None:
        self._person = person
        self._log = log
        self._value = 0

    async def all_acts(self) -> dict[str, Recording]:
        """Each act once."""
        press, form = await self._press()
        return {
            "/plan help": await self._command("/plan", "help"),
            "/plan": await self._command("/plan"),
            "/tactic list": await self._command("/tactic", "list"),
            "press": press,
            "rate": await self._rate(form),
        }

    async def _command(self, name: str, text: str = "") -> Recording:
        self._log.write_text("")
        ack, _ = await self._person.reads(name, text)
        # An ack that came before the answer was ready is empty; the answer then went to the response URL.
        content = ack.content or self._person.slack.last_response
        return Recording(before_ack=self._statements(), ack=_parsed(content))

    async def _press(self) -> tuple[Recording, Json]:
        self._log.write_text("")
        _, form = await self._person.begins_rating(f"{self._person.channel}-3")
        view = {name: value for name, value in form.items() if name != "id"}
        return Recording(before_ack=self._statements(), view=view), form

    async def _rate(self, form: Json) -> Recording:
        self._log.write_text("")
        self._value += 1
        before = self._person.slack.answers
        await self._person.rates(form, self._value, self._value)
        await self._person.slack.told(before + 1)
        statements = self._statements()
        until = _end_of_first_write(statements)
        response = _parsed(self._person.slack.last_response)
        return Recording(statements[:until], statements[until:], response=response)

    def _statements(self) -> list[Statement]:
        return [tuple(json.loads(line)) for line in self._log.read_text().splitlines()]


def _end_of_first_write(statements: list[Statement]) -> int:
    """How many statements there are up to the COMMIT of the first transaction that wrote."""
    first = next(place for place, (sql, _) in enumerate(statements) if sql.startswith(WRITES))
    return next(place for place, (sql, _) in enumerate(statements) if place > first and sql == "COMMIT") + 1


def _parsed(content: Json | bytes) -> Json:
    parsed: Json = content if isinstance(content, dict) else json.loads(content)
    return parsed
