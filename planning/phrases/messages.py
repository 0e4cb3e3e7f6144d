"""Parse a message into the title and notes of a tactic."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planning.phrases.markup import MENTION, insert_names, to_plain_text
from planning.phrases.quick_add import read_quick_add
from planning.phrases.values import QuickAdd, Speaker
from planning.text import NOTES_MAX, TITLE_MAX

_MENTION = re.compile(MENTION)
_LABELLED = re.compile(r"<[a-z]+:[^<>|\s]*\|([^<>]+)>")
_QUOTED = re.compile(r"^(?:&gt;|>)+[ \t]?", re.MULTILINE)
_MARK_OPENS = re.compile(r"(?<![\w*_~`])[*_~`](?=\S)")
_MARK_CLOSES = re.compile(r"(?<=\S)[*_~`](?![\w*_~`])")
_BULLET = re.compile(r"^[•◦▪*-]\s+")
_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[^a-z])")

_MAX_LATER = 20  # sentences after the first one
_SAYS_WHEN = re.compile(
    r"\b(?:by|due|before|until|deadline|eta|no later than|every|each|daily|weekly|monthly|quarterly)\b",
    re.IGNORECASE,
)
_PERSON_STAYS = re.compile(r"(?<!\w)@\w")


@dataclass(frozen=True, slots=True)
class MessageWords:
    """A title, and the whole message as notes if it has more; `marked` is the message with Slack's markup."""

    title: str
    notes: str
    marked: str = ""


def mentioned(text: str) -> tuple[str, ...]:
    """The ids of the people mentioned, each once."""
    return tuple(dict.fromkeys(_MENTION.findall(text)))


def read_message(text: str, names: Mapping[str, str]) -> MessageWords:
    """Parse a message: its first sentence, without a full stop, is the title.

    Title and notes are shortened to fit. `text` has Slack's markup, `names` are those of the people and
    channels in it, by id.
    """
    marked = _without_marks(text, names)
    said = to_plain_text(marked).strip()
    first = next((line for line in said.splitlines() if line.strip()), "")
    sentence = _SENTENCE_ENDS.split(_BULLET.sub("", first.strip()), maxsplit=1)[0]
    title = _shortened(_without_stop(" ".join(sentence.split())), TITLE_MAX)
    notes = "" if said in (title, f"{title}.") else _shortened(said, NOTES_MAX)
    return MessageWords(title, notes, marked)


def read_message_tactic(said: MessageWords, speaker: Speaker) -> QuickAdd:
    """The tactic of a message: its first sentence is read as in quick add.

    What that sentence doesn't say of date and owners may stand in a later one, after "by" or "every".
    """
    first, *later = _sentences(said.marked or said.title) or [""]
    found = read_quick_add(_without_stop(first), speaker)
    for sentence in later[:_MAX_LATER]:
        more = read_quick_add(sentence, speaker)
        if _SAYS_WHEN.search(sentence) and not (
            found.eta or found.recurrence or found.refusal or more.refusal
        ):
            found = replace(more, title=found.title, owners=found.owners, not_read=found.not_read)
        if not (found.owners or _PERSON_STAYS.search(more.title)):
            found = replace(found, owners=more.owners)
    title = _shortened(_without_stop(found.title), TITLE_MAX) if found.title else said.title
    return replace(found, title=title)


def _sentences(marked: str) -> list[str]:
    lines = (_BULLET.sub("", line.strip()) for line in marked.splitlines() if line.strip())
    return [sentence for line in lines for sentence in _SENTENCE_ENDS.split(line)]


def _without_marks(text: str, names: Mapping[str, str]) -> str:
    """The message without formatting, with names for people and labels for links."""
    labelled = _LABELLED.sub(lambda link: link[1], insert_names(text, names))
    unquoted = _QUOTED.sub("", labelled).replace("```", "")
    return "\n".join(map(_unmarked, unquoted.split("\n"))).strip()


def _unmarked(line: str) -> str:
    """Remove the formatting marks around words, in linear time: "now" for "*now*"."""
    closing: dict[str, list[int]] = defaultdict(list)
    for mark in _MARK_CLOSES.finditer(line):
        closing[mark[0]].append(mark.start())
    kept, done = [], 0
    for mark in _MARK_OPENS.finditer(line):
        closes = closing[mark[0]]
        if mark.start() >= done and (later := bisect_left(closes, mark.start() + 2)) < len(closes):
            kept += [line[done : mark.start()], line[mark.end() : closes[later]]]
            done = closes[later] + 1
    return "".join([*kept, line[done:]])


def _without_stop(sentence: str) -> str:
    """A title ends without a full stop; "and so on ..." keeps its dots."""
    return sentence if sentence.endswith("..") else sentence.removesuffix(".")


def _shortened(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
