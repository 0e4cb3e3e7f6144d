"""Owners and goals in a sentence: "@brian and me", "assign to @maya", "for goal 2", "#2"."""

import re
from collections.abc import Collection, Mapping

from planning.phrases.tokens import Sentence

PLACE = re.compile("\ue000([0-9]+)\ue001")
"""Where a mention of Slack's stood, as a token that has no blank in it: its place among the mentions."""

_GROUPS = frozenset(("@here", "@channel", "@everyone"))
_JOINING = frozenset(("and", "&", "+", "with"))
_LEADING = (
    *(("assign", "to"), ("assigned", "to"), ("assign",), ("owned", "by"), ("owner",), ("owners",)),
    *(("for",), ("by",), ("with",), ("cc",)),
)
_GOAL = re.compile(r"#?([0-9]{1,4})")


def owners_before(sentence: Sentence, end: int, me: str, people: Mapping[str, str]) -> tuple[int, list[str]]:
    """The owners whose list ends before a token: where it begins, and their ids; (end, []) if there are none.

    "me" counts next to another owner, after "assign to" or a comma, and alone at the end of the list.
    """
    start, has_me_only = end, True
    found: list[str] = []
    index = end - 1
    while index >= 0 and sentence.is_free(index, index + 1):
        token = sentence.tokens[index]
        word = token.text.lower()
        who = person_of(token.text, me, people)
        if who:
            found.insert(0, who)
            has_me_only = has_me_only and word in ("me", "myself")
            start = index
        elif not (word in _JOINING or (token.is_sign and found)):
            break
        index -= 1
    if not found:
        return end, []
    start = _with_leading(sentence, start)
    follows = sentence.words(start, start + 1).lower() in (
        "assign",
        "assigned",
        "owner",
        "owners",
        "owned",
        "for",
    )
    after_comma = start > 0 and sentence.tokens[start - 1].is_sign
    if has_me_only and not (follows or after_comma or start == 0):
        return end, []
    return start, found


def person_of(word: str, me: str, people: Mapping[str, str]) -> str | None:
    """The id of the person that a word names: a mention, a handle, or "me"."""
    lower = word.lower()
    if lower in ("me", "myself") and word != "Me":
        return me or None
    return people.get(lower.removesuffix("'s")) if word.startswith(("@", "\ue000")) else None


def is_stranger(word: str, people: Mapping[str, str]) -> bool:
    """Whether a word names a group, or an unknown person."""
    return word.lower() in _GROUPS or (len(word) > 2 and word[0] == "@" and word.lower() not in people)


def goal_before(sentence: Sentence, end: int) -> tuple[int, int | None]:
    """The number of the goal that is named before a token, and where that begins; (end, None) if none is."""
    number = _GOAL.fullmatch(sentence.words(end - 1, end))
    if number is None:
        return end, None
    word = sentence.words(end - 2, end - 1).lower() if end > 1 else ""
    if word != "goal" and not number[0].startswith("#"):
        return end, None
    start = end - 2 if word == "goal" else end - 1
    if start > 0 and sentence.words(start - 1, start).lower() in ("for", "to", "under"):
        start -= 1
    return start, int(number[1])


def known_goal(number: int, goals: Collection[int]) -> bool:
    """Whether there is a goal of this number."""
    return number in goals


def _with_leading(sentence: Sentence, start: int) -> int:
    first = start - 1 if start and sentence.tokens[start - 1].text == ":" else start
    for words in _LEADING:
        begins = first - len(words)
        if begins >= 0 and sentence.words(begins, first).lower() == " ".join(words):
            return begins
    return start
