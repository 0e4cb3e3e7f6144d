"""Commands under another name: no words of ours name one that does not exist here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from bot.manifest import COMMANDS
from handlers.views.check_ins.messages import NotNow, not_now_message
from handlers.views.common.blocks import Message
from handlers.views.common.commands import NOUNS, CommandNames, slash
from handlers.views.common.errors import refusal
from handlers.views.common.help import SUBCOMMANDS, help_message, suggestion
from handlers.views.reminders.undelivered import UNDELIVERED, reason
from planning.errors import Code, PlanningError
from tests.handlers.campfire import PLAN

VIEWS = Path("handlers/views")
UNPREFIXED = re.compile(r"/(plan|goal|tactic|checkin)\b")
# Tables that pass `slash` where they are read, each drawn below.
TABLES = {
    ("common/help.py", "SUBCOMMANDS"),
    ("common/refusals.py", "REFUSALS"),
    ("reminders/undelivered.py", "_GONE"),
    ("reminders/undelivered.py", "_CLOSED_DMS"),
    ("reminders/undelivered.py", "_LEFT_CHANNEL"),
    ("reminders/undelivered.py", "_DMS_FORBIDDEN"),
    ("check_ins/messages.py", "_NOT_NOW_TEXTS"),
}


def test_every_command_has_a_name() -> None:
    assert set(NOUNS) == set(COMMANDS)


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("See `/plan history`, /goal and /checkin.", "See `/oc-plan history`, /oc-goal and /oc-checkin."),
        ("/planning and /invite @Oncourse", "/planning and /invite @Oncourse"),
        ("/tactic", "/oc-tactic"),
    ],
)
def test_a_prefix_is_put_before_commands_alone(words: str, called: str) -> None:
    assert CommandNames().in_words(slash(words)) == words
    assert prefixed(slash(words)) == called
    assert CommandNames("oc-").in_json({"blocks": [slash(words), 1]}) == {"blocks": [called, 1]}


def prefixed(drawn: str) -> str:
    """What a view says where commands begin with "oc-"."""
    return CommandNames("oc-").in_words(drawn)


def drawn_tables() -> Iterator[str]:
    """All that the tables say."""
    for code in Code:
        yield prefixed(refusal(PlanningError(code)))
        facts: dict[str, Any] = dict.fromkeys(("words", "title", "name", "count"), "x")
        yield prefixed(refusal(PlanningError(code, **facts)))
    for error in UNDELIVERED:
        yield prefixed(reason("UBRIAN", error).cure)
        yield prefixed(reason("CSOCIAL", error).cure)
    for why in get_args(NotNow):
        yield from _all_of(not_now_message(PLAN, why))
    for command in SUBCOMMANDS:
        yield from _all_of(help_message(command))
        yield from _all_of(suggestion(command, "nwe", "new"))


def _all_of(message: Message) -> Iterator[str]:
    yield prefixed(message.text)
    yield str(CommandNames("oc-").in_json([block.to_dict() for block in message.blocks]))


def test_every_table_speaks_of_prefixed_commands() -> None:
    said = list(drawn_tables())
    assert [words for words in said if UNPREFIXED.search(words)] == []
    assert sum("/oc-" in words for words in said) > 20


SPEAKING = sorted({path.relative_to(VIEWS).as_posix() for path in VIEWS.rglob("*.py")} - {"samples.py"})


@pytest.mark.parametrize("file", SPEAKING)
def test_words_that_name_a_command_pass_slash(file: str) -> None:
    tree = ast.parse((VIEWS / file).read_text())
    passing = {id(inner) for node in ast.walk(tree) if _passes(node) for inner in ast.walk(node)}
    passing |= {id(inner) for node in tree.body if _is_table(file, node) for inner in ast.walk(node)}
    passing |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    naming = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and _names(node)]
    assert [node.lineno for node in naming if id(node) not in passing] == []


def _names(node: ast.Constant) -> bool:
    return isinstance(node.value, str) and (bool(UNPREFIXED.search(node.value)) or node.value.endswith("`/"))


def _passes(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "slash"


def _is_table(file: str, node: ast.stmt) -> bool:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return (file, name) in TABLES
    return False
