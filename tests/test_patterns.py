"""No regular expression takes more steps than in proportion to its text, whatever the text.

`tests/regex_steps.py` counts what a matcher does; each pattern is given texts of its own taste and
many others, once short and once four times as long.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from tests.regex_steps import Stepping, patterns_in, pieces_of
from tests.shapes import SHAPES

ROOT = Path(__file__).parent.parent
ROOMS = ("bot", "handlers", "planning", "sandbox", "scheduler", "storage")
FILES = sorted(
    file
    for room in ROOMS
    for path in (ROOT / room).rglob("*.py")
    if "migrations" not in (file := path.relative_to(ROOT).as_posix())
    and re.search(r"^(import re$|from re )", path.read_text(), re.MULTILINE)
)
# Patterns made while running, each of plain words that are escaped, or read from a file of ours.
MADE_LATER = {
    "bot/logs.py",  # the secrets of the settings
    "sandbox/blocks/fields.py",  # Slack's limits, from our own file
    "storage/engine/postgresql.py",  # words of PostgreSQL's own messages
    "storage/transfer/purge.py",  # an id
}
SHORT, LONG = 24, 96
GROWTH = 6  # four times the text, and some room for what is done once
ONCE = 400


@cache
def tree_of(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text())


def calls(file: str) -> Iterator[tuple[str, bool]]:
    """The functions of `re` that a file calls, and whether that is within a function."""
    for outer in ast.walk(tree_of(file)):
        for node in ast.walk(outer) if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef) else [outer]:
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=called)):
                    yield called, node is not outer
    return


def named_patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Every compiled pattern, with its file and the name it goes by."""
    for file in FILES:
        module = import_module(file.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        for name, value in vars(module).items():
            for pattern in patterns_in(value, set()):
                if isinstance(pattern.pattern, str):
                    yield file, name, pattern


PATTERNS = {
    (pattern.pattern, pattern.flags): (file, name, pattern) for file, name, pattern in named_patterns()
}

IDS = [f"{file}-{name}-{number}" for number, (file, name, _) in enumerate(PATTERNS.values())]


def ways_of(file: str, name: str) -> set[str]:
    """How a pattern is used in its file."""
    return {
        node.attr
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in (name, "pattern")
    } & {"search", "match", "sub", "split", "findall", "finditer", "fullmatch"}


def texts(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    for piece in sorted({*SHAPES.values(), *pieces_of(pattern)}):
        yield f"{(piece * length)[:length]}\x00"
    for before in sorted(pieces_of(pattern))[:6]:
        for piece in sorted(pieces_of(pattern))[:6]:
            yield f"{before}{(piece * length)[:length]}!"


@cache
def stepping(pattern: re.Pattern[str]) -> Stepping:
    """Parsed once: to parse it for each text took longer than all its steps."""
    return Stepping(pattern)


def steps(pattern: re.Pattern[str], text: str, ways: set[str]) -> int:
    counting = stepping(pattern)
    if ways == {"fullmatch"}:
        counting.full_match(text)
    elif ways == {"match"}:
        counting.match_start(text)
    else:
        counting.search_all(text)
    return counting.steps


@pytest.mark.parametrize(("file", "name", "pattern"), PATTERNS.values(), ids=IDS)
def test_four_times_the_text_takes_four_times_the_steps(
    file: str, name: str, pattern: re.Pattern[str]
) -> None:
    ways = ways_of(file, name)
    for short, long in zip(texts(pattern, SHORT), texts(pattern, LONG), strict=True):
        few = steps(pattern, short, ways)
        many = steps(pattern, long, ways)
        assert many <= GROWTH * few + ONCE, (long[:80], few, many)


@pytest.mark.parametrize("file", FILES)
def test_every_pattern_is_compiled_where_the_test_above_finds_it(file: str) -> None:
    made = {called for called, inside in calls(file) if inside or called != "compile"} - {"escape"}
    assert not made or file in MADE_LATER


@pytest.mark.parametrize(
    ("pattern", "text", "lengths"),
    [
        (r"(?<!\w)([*~])(?=\S)([^\n]+?)(?<=\S)\1", "~>", (SHORT, LONG)),
        (r"\s*[,;]", " ", (SHORT, LONG)),
        (r"\([^)]*\)", "(a", (SHORT, LONG)),
        (r"a*a*b", "a", (10, 40)),
        (r"x.*y", "x", (SHORT, LONG)),
        (r"(a+)+b", "a", (3, 12)),
        (r"(?:a|a)*b", "a", (3, 12)),
    ],
)
def test_a_pattern_that_takes_more_is_found_out(pattern: str, text: str, lengths: tuple[int, int]) -> None:
    few, many = (steps(re.compile(pattern), (text * length)[:length], set()) for length in lengths)
    assert many > GROWTH * few + ONCE


@pytest.mark.parametrize(("file", "name", "pattern"), PATTERNS.values(), ids=IDS)
def test_it_finds_what_pythons_matcher_finds(file: str, name: str, pattern: re.Pattern[str]) -> None:
    """Else its steps would say nothing of Python's."""
    for text in ("ab 12-x", "<@U1|b> ~a~ (b) ", "Mon, 5 May\n\n", "", "aé _", "a" * 40):
        if pattern.flags & re.ASCII and not text.isascii():
            continue
        spans = [found.span() for found in pattern.finditer(text) if found.end() > found.start()]
        assert [span for span in Stepping(pattern).search_all(text) if span[1] > span[0]] == spans
        assert Stepping(pattern).full_match(text) == bool(pattern.fullmatch(text))
