"""Owners and goals in a sentence: "@brian and me", "assign to @maya", "for goal 2", "#2"."""

import re
from collections.abc import Collection, Mapping

from planning.phrases.tokens import Sentence
from planning.phrases.words import NUMBERS

_GROUPS = frozenset(("@here", "@channel", "@everyone"))
_JOINING = frozenset(("and", "&", "+", "with", "or"))
_ME = frozenset(("me", "myself", "@me"))
_LEADING = (
    *(("assign", "to"), ("assigned", "to"), ("assign",), ("owned", "by"), ("owner",), ("owners",)),
    *(("for",), ("by",), ("with",), ("w/",), ("cc",), ("via",)),
)
_ASSIGNING = frozenset(("assign to", "assigned to", "owned by", "owner", "owners"))
_GOAL = re.compile(r"#?([0-9]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)")


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
            has_me_only = has_me_only and word in _ME
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
    is_certain = follows or after_comma or start == 0 or sentence.tokens[end - 1].text.lower() == "@me"
    if has_me_only and not is_certain:
        return end, []
    return start, found


def person_of(word: str, me: str, people: Mapping[str, str]) -> str | None:
    """The id of the person that a word names: a mention, a handle, or "me"."""
    lower = word.lower()
    if lower in _ME and word != "Me":
        return me or None
    return people.get(lower.removesuffix("'s")) if word.startswith(("@", "\ue000")) else None


def named_before(sentence: Sentence, end: int, people: Mapping[str, str]) -> tuple[int, str | None]:
    """Where "assigned to brian" or "owner: brian" begins that ends before a token, and whom it means.

    The id is None for a name that nobody here has; (end, None) if no name stands there.
    """
    if end < 2 or not sentence.is_free(end - 1, end) or not sentence.tokens[end - 1].text.isalpha():
        return end, None
    start = _with_leading(sentence, end - 1)
    if sentence.words(start, end - 1).lower() not in _ASSIGNING or not sentence.is_free(start, end):
        return end, None
    return start, people.get(f"@{sentence.tokens[end - 1].text.lower()}")


def is_stranger(word: str, people: Mapping[str, str]) -> bool:
    """Whether a word names a group, or an unknown person."""
    return word.lower() in _GROUPS or (len(word) > 2 and word[0] == "@" and word.lower() not in people)


def goal_before(sentence: Sentence, end: int) -> tuple[int, int | None]:
    """The number of the goal that is named before a token, and where that begins; (end, None) if none is."""
    number = _GOAL.fullmatch(sentence.words(end - 1, end).lower())
    if number is None:
        return end, None
    first = end - 2 if end > 1 and sentence.tokens[end - 2].text == ":" else end - 1
    word = sentence.words(first - 1, first).lower() if first > 0 else ""
    if word != "goal" and not number[0].startswith("#"):
        return end, None
    start = first - 1 if word == "goal" else end - 1
    if start > 0 and sentence.words(start - 1, start).lower() in ("for", "to", "under", "re", "towards"):
        start -= 1
    return start, NUMBERS[number[1]] if number[1] in NUMBERS else int(number[1])


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
