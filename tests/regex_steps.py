"""How much work a regular expression takes: what Python's matcher does, done in steps that can be counted.

Python's own matcher is not seen by any profiler. This one tries the same things in the same order, so that
what takes it a number of steps that grows with the square of the text, takes Python's a time that does.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # the only place where a pattern's parts are
from typing import Any

Item = tuple[Any, Any]
Groups = dict[int, tuple[int, int]]
Way = Callable[[Item, Any, int, Groups], Iterator[tuple[int, Groups]]]
_SAMPLE_REPEATS = 1


class Stepping:
    """A compiled pattern that counts its `steps` while it looks through a text."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._tree: Sequence[Item] = list(_parser.parse(pattern.pattern, pattern.flags))
        self._fold = bool(pattern.flags & re.IGNORECASE)
        self._multiline = bool(pattern.flags & re.MULTILINE)
        self._dot_all = bool(pattern.flags & re.DOTALL)
        self._text = ""
        self._held: dict[tuple[int, str], bool] = {}
        self._way_of = cache(self._find_way)
        self.steps = 0

    def _find_way(self, name: object) -> Way:
        way: Way = getattr(self, f"_{str(name).lower()}", self._character)
        return way

    def search_all(self, text: str) -> list[tuple[int, int]]:
        """Where it matches, as `finditer`, `sub` and `split` find it."""
        self._begin(text)
        found, start = [], 0
        with _deep():
            while start <= len(text):
                end = next(self._run(self._tree, 0, start, {}), None)
                if end is not None:
                    found.append((start, end))
                start = start + 1 if end is None or end == start else end
        return found

    def match_start(self, text: str) -> bool:
        """Whether the text begins so, as `match` finds it."""
        self._begin(text)
        with _deep():
            return any(True for _ in self._run(self._tree, 0, 0, {}))

    def full_match(self, text: str) -> bool:
        """Whether all of the text matches, as `fullmatch` finds it."""
        self._begin(text)
        with _deep():
            return any(end == len(text) for end in self._run(self._tree, 0, 0, {}))

    def _begin(self, text: str) -> None:
        self._text, self.steps = text, 0

    def _run(self, items: Sequence[Item], at: int, start: int, groups: Groups) -> Iterator[int]:
        """The places where the rest of the items may end, in the order in which they are tried."""
        if at == len(items):
            yield start
            return
        for end, inner in self._one(items[at], start, groups):
            yield from self._run(items, at + 1, end, inner)

    def _one(self, item: Item, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        self.steps += 1
        name, value = item
        yield from self._way_of(name)(item, value, start, groups)

    def _character(self, item: Item, _value: Any, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        if start < len(self._text) and self._is(item, self._text[start]):
            yield start + 1, groups

    def _at(self, _item: Item, value: Any, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        text, here = self._text, start
        is_edge = _is_word(text, here - 1) != _is_word(text, here)
        holds = {
            "AT_BEGINNING": here == 0 or (self._multiline and text[here - 1] == "\n"),
            "AT_BEGINNING_STRING": here == 0,
            "AT_END": here == len(text)
            or (text[here] == "\n" and (self._multiline or here + 1 == len(text))),
            "AT_END_STRING": here == len(text),
            "AT_BOUNDARY": is_edge,
            "AT_NON_BOUNDARY": not is_edge,
        }
        if holds[str(value)]:
            yield start, groups

    def _branch(self, _item: Item, value: Any, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        for way in value[1]:
            self.steps += 1
            for end in self._run(way.data, 0, start, groups):
                yield end, groups

    def _subpattern(
        self, _item: Item, value: Any, start: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        for end in self._run(value[3].data, 0, start, groups):
            yield end, {**groups, value[0]: (start, end)}

    def _groupref(self, _item: Item, value: Any, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        if value in groups:
            said = self._text[slice(*groups[value])]
            self.steps += len(said)
            if self._text.startswith(said, start):
                yield start + len(said), groups

    def _assert(self, _item: Item, value: Any, start: int, groups: Groups) -> Iterator[tuple[int, Groups]]:
        if self._looks(value, start, groups):
            yield start, groups

    def _assert_not(
        self, _item: Item, value: Any, start: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        if not self._looks(value, start, groups):
            yield start, groups

    def _looks(self, value: Any, start: int, groups: Groups) -> bool:
        direction, inner = value
        begin = start if direction > 0 else start - inner.getwidth()[0]
        ends = self._run(inner.data, 0, begin, groups) if begin >= 0 else iter(())
        return any(direction > 0 or end == start for end in ends)

    def _max_repeat(
        self, _item: Item, value: Any, start: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        least, most, inner = value
        if len(inner) == 1 and str(inner[0][0]) in ("LITERAL", "NOT_LITERAL", "IN", "ANY"):
            reach = self._reach(inner[0], start, most)
            for end in range(reach, start + least - 1, -1):
                self.steps += 1
                yield end, groups
        else:
            yield from self._more(inner.data, start, groups, least, most)

    def _min_repeat(
        self, _item: Item, value: Any, start: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        least, most, inner = value
        reach = self._reach(inner[0], start, most)
        for end in range(start + least, reach + 1):
            self.steps += 1
            yield end, groups

    def _possessive_repeat(
        self, item: Item, value: Any, start: int, groups: Groups
    ) -> Iterator[tuple[int, Groups]]:
        first = next(self._max_repeat(item, value, start, groups), None)
        if first:
            yield first

    def _reach(self, item: Item, start: int, most: Any) -> int:
        end, stop = start, len(self._text)
        while end < stop and end - start < int(most) and self._is(item, self._text[end]):
            end += 1
            self.steps += 1
        return end

    def _more(
        self, inner: Sequence[Item], start: int, groups: Groups, least: int, most: Any
    ) -> Iterator[tuple[int, Groups]]:
        if int(most) > 0:
            for end in self._run(inner, 0, start, groups):
                if end > start:
                    yield from self._more(inner, end, groups, least - 1, int(most) - 1)
        if least <= 0:
            yield start, groups

    def _is(self, item: Item, character: str) -> bool:
        """Whether an item takes the character. Items live as long as their tree, so their ids differ."""
        key = id(item), character
        if key not in self._held:
            self._held[key] = self._takes(item, character)
        return self._held[key]

    def _takes(self, item: Item, character: str) -> bool:
        name, value = str(item[0]), item[1]
        forms = {character, character.lower(), character.upper()} if self._fold else {character}
        if name == "ANY":
            return self._dot_all or character != "\n"
        if name in ("LITERAL", "NOT_LITERAL"):
            return (chr(value) in forms) == (name == "LITERAL")
        return any(_in(value, form) for form in forms if len(form) == 1)


def pieces_of(pattern: re.Pattern[str]) -> set[str]:
    """Texts that the pattern has a taste for: what its repeats take, with and without what precedes."""
    found: set[str] = set()
    _collect(list(_parser.parse(pattern.pattern, pattern.flags)), "", found)
    return {piece for piece in found if 0 < len(piece) <= 40}


def patterns_in(value: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """The compiled patterns of a module's global, also within tuples, lists and dictionaries."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list | dict) and id(value) not in seen:
        seen.add(id(value))
        for one in value.values() if isinstance(value, dict) else value:
            yield from patterns_in(one, seen)


def _collect(items: Sequence[Item], before: str, found: set[str]) -> None:
    said = before
    for name, value in items:
        inner: list[Sequence[Item]] = []
        match str(name):
            case "BRANCH":
                inner = [list(way) for way in value[1]]
            case "SUBPATTERN":
                inner = [list(value[3])]
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                inner = [list(value[2])]
                taken = _sample(list(value[2]))
                found |= {taken, said + taken, said}
        for part in inner[:4]:
            _collect(part, said, found)
        said += _sample([(name, value)])
    found.add(said)


def _sample(items: Sequence[Item]) -> str:
    return "".join(_SAMPLES.get(str(name), lambda _: "")(value) for name, value in items)


def _sample_of_set(value: Any) -> str:
    candidates = (chr(code) for code in (97, 65, 49, 32, 95, *range(33, 127), 10, 0xE9))
    return next((one for one in candidates if _in(value, one)), "")


_SAMPLES: dict[str, Callable[[Any], str]] = {
    "LITERAL": chr,
    "NOT_LITERAL": lambda value: "b" if value == 97 else "a",
    "ANY": lambda _: "a",
    "IN": _sample_of_set,
    "BRANCH": lambda value: _sample(list(value[1][0])),
    "SUBPATTERN": lambda value: _sample(list(value[3])),
    "MAX_REPEAT": lambda value: _sample(list(value[2])) * max(int(value[0]), _SAMPLE_REPEATS),
    "MIN_REPEAT": lambda value: _sample(list(value[2])) * max(int(value[0]), _SAMPLE_REPEATS),
    "POSSESSIVE_REPEAT": lambda value: _sample(list(value[2])) * max(int(value[0]), _SAMPLE_REPEATS),
}


def _in(values: Sequence[Item], character: str) -> bool:
    negated = bool(values) and str(values[0][0]) == "NEGATE"
    return any(_is_one_of(item, character) for item in values[negated:]) != negated


def _is_one_of(item: Item, character: str) -> bool:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        return chr(value) == character
    if name == "RANGE":
        return int(value[0]) <= ord(character) <= int(value[1])
    kind = str(value)
    holds = {
        "DIGIT": character.isdecimal(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }[kind.rpartition("_")[2]]
    return holds != ("NOT" in kind)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


@contextmanager
def _deep() -> Iterator[None]:
    """Patterns within patterns, each a few calls."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


assert _constants.MAXREPEAT  # `int` of it is a number, as all above relies on
