"""Which tactics a person wants to see listed: "mine", "overdue @brian", "quick wins for goal 2"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal, NoReturn, Self

from planning.errors import Code, PlanningError
from planning.phrases.markup import MENTION, to_plain_text
from planning.priorities import Section

MINE, UNOWNED = "mine", "unowned"
MAX_WORDS = 12
_MENTION = re.compile(MENTION)
_GOAL = re.compile(r"(?:goal )?#([0-9]{1,6})|goal ([0-9]{1,6})")
_BETWEEN = re.compile(r"[\s,;:-]+")
_LONGEST, _MAX_PHRASE = 3, 30  # words, characters


@dataclass(frozen=True, slots=True)
class TacticFilter:
    """Which tactics of a plan are listed: all these criteria at once.

    `who` is MINE, UNOWNED (those without owners), a person's id, or "" for anyone's; `goal` is a number.
    """

    who: str = ""
    state: Literal["open", "overdue", "done", "all"] = "open"
    section: Section | None = None
    unrated: bool = False
    goal: int | None = None

    @property
    def text(self) -> str:
        """This filter as a button's value keeps it: "", "mine overdue section:1 goal:2", "person:U1"."""
        return " ".join(filter(None, self._parts()))

    def _parts(self) -> Iterator[str]:
        yield self.who if self.who in ("", MINE, UNOWNED) else f"person:{self.who}"
        yield "" if self.state == "open" else self.state
        yield f"section:{self.section.value}" if self.section else ""
        yield "unrated" if self.unrated else ""
        yield f"goal:{self.goal}" if self.goal else ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The filter that has this `text`; raises FILTER_UNKNOWN."""
        chosen = cls()
        for part in text.split():
            kind, _, value = part.partition(":")
            match kind, value:
                case "person", _ if value:
                    chosen = replace(chosen, who=value)
                case "section", ("1" | "2" | "3" | "4"):
                    chosen = replace(chosen, section=Section(int(value)))
                case "goal", _ if value.isdecimal():
                    chosen = replace(chosen, goal=int(value))
                case _ if part in _PHRASES:
                    chosen = replace(chosen, **_PHRASES[part])
                case _:
                    raise PlanningError(Code.FILTER_UNKNOWN, words=text)
        return chosen


# What each criterion may be called.
_CRITERIA: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("who", MINE, ("mine", "my", "me", "myself")),
    ("who", UNOWNED, ("unowned", "no owner", "no owners", "nobody", "unassigned")),
    ("who", UNOWNED, ("without owner", "without owners", "without an owner")),
    ("state", "open", ("open",)),
    ("state", "overdue", ("overdue", "late")),
    ("state", "done", ("done", "finished", "completed")),
    ("state", "all", ("all", "everything")),
    ("unrated", True, ("unrated", "not rated", "not rated yet")),
    ("section", Section.QUICK_WINS, ("1", "section 1", "quick win", "quick wins", "quickwins")),
    ("section", Section.BIG_BETS, ("2", "section 2", "big bet", "big bets", "bigbets")),
    ("section", Section.FILL_INS, ("3", "section 3", "fill in", "fill ins", "fillins")),
    ("section", Section.MONEY_PITS, ("4", "section 4", "money pit", "money pits", "moneypits")),
)
_PHRASES: Mapping[str, Mapping[str, Any]] = {
    name: {field: value} for field, value, names in _CRITERIA for name in names
}
_SAY_NOTHING = frozenset(
    ("tactics", "tactic", "and", "in", "of", "by", "for", "the", "owned", "with", "are", "section")
)


def read_filter(typed: str, people: Mapping[str, str] | None = None) -> TacticFilter:
    """What a command asks to see; people come as Slack's mentions, or as handles: ids by "@brian".

    Raises FILTER_UNKNOWN, with the `nearest` word that there is, if any.
    """
    handles = people or {}
    said = to_plain_text(_MENTION.sub(" ", typed)).lower().split()
    ids = [*_MENTION.findall(typed), *(handles[word] for word in said if word in handles)]
    plain = " ".join(word for word in said if word not in handles)
    words = [word for word in _BETWEEN.split(plain) if word]
    chosen: dict[str, Any] = {"who": ids[0]} if ids else {}
    if len(set(ids)) > 1 or len(words) > MAX_WORDS:
        raise PlanningError(Code.FILTER_UNKNOWN, words=to_plain_text(typed))
    while words:
        count, found = _next(words) or _refused(words, typed)
        if any(chosen.get(name, value) != value for name, value in found.items()):
            raise PlanningError(Code.FILTER_UNKNOWN, words=to_plain_text(typed))
        chosen |= found
        words = words[count:]
    return TacticFilter(**chosen)


def _next(words: list[str]) -> tuple[int, Mapping[str, Any]] | None:
    """How many words the next criterion has, and what it says; None if there is none."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:count])
        if phrase in _PHRASES:
            return count, _PHRASES[phrase]
        if goal := _GOAL.fullmatch(phrase):
            return count, {"goal": int(goal[1] or goal[2])}
    return (1, {}) if words[0] in _SAY_NOTHING else None


def _refused(words: list[str], typed: str) -> NoReturn:
    """Raise FILTER_UNKNOWN, with the nearest that there is instead of the next words."""
    for count in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(words[:count])
        if len(phrase) < _MAX_PHRASE and (near := get_close_matches(phrase, _PHRASES, n=1, cutoff=0.7)):
            raise PlanningError(Code.FILTER_UNKNOWN, words=phrase, nearest=near[0])
    raise PlanningError(Code.FILTER_UNKNOWN, words=to_plain_text(typed))
