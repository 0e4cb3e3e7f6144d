"""Mentions of Slack's in a sentence: each is a token without a blank in it while the sentence is read."""

import re
from collections.abc import Mapping, Sequence

from planning.phrases.markup import MENTION, to_plain_text

PLACE = re.compile("\ue000([0-9]+)\ue001")
"""Such a token, with one group: its place among the mentions."""

_MENTION = re.compile(MENTION)


def with_places(text: str, people: Mapping[str, str]) -> tuple[str, dict[str, str], list[str]]:
    """The text as it was typed, with a token for each mention.

    Also the ids of those whom handles and tokens mean, and the names that the tokens stand for.
    """
    ids: list[str] = []
    names: list[str] = []

    def place(mention: re.Match[str]) -> str:
        ids.append(mention[1])
        names.append(to_plain_text(mention[0]))
        return f" \ue000{len(ids) - 1}\ue001 "

    clean = text.replace("\ue000", "").replace("\ue001", "")
    plain = to_plain_text(_MENTION.sub(place, clean))
    return plain, {**people, **{f"\ue000{number}\ue001": id_ for number, id_ in enumerate(ids)}}, names


def named(words: str, names: Sequence[str]) -> str:
    """The words with names again for the tokens."""
    return PLACE.sub(lambda place: names[int(place[1])], words)
