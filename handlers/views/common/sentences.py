"""The why chain in words: which company goal a goal helps, and by what (PRODUCT: the why chain).

Titles are plain text as people typed them, so English is met half-way: a title that begins with a known verb
is bent to fit the sentence, any other is quoted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.views.common.verbs import GERUNDS, MOSTLY_NOUNS, NOUNS_TOO, participle

MIN_LIMIT = 60
_MIN_PART = 12  # characters; before the parts get shorter than this, what is least needed is left out
_ELLIPSIS = "…"
_UNREADABLE = "⚠ Its goal can't be read."
_JOINTS = frozenset(("and", "or", "then", "&"))
_RELATIVE_WORDS = "who whom whose which that what whether where when while why how if so because"
_RELATIVES = frozenset(_RELATIVE_WORDS.split())
_INFINITIVE_FOLLOWS = frozenset(("help", "let", "make"))  # "help people find and use it"
_OBJECT_WORDS = """
a an the our your their its his her my this these those each every all any some both more new
everyone everybody them it us
"""
_OBJECTS = frozenset(_OBJECT_WORDS.split())
_VERB_PHRASES = frozenset(
    ("follow up", "network with", "partner with", "post on", "report on", "search for", "work with")
)


def gerund(title: str) -> str | None:
    """The title in -ing, "running ads and driving sales"; None if no known verb begins it.

    Verbs of the main clause change; an infinitive ("to attract and grow") or a relative clause ends it.
    """
    words = _words(title)
    if words[0].lower() in GERUNDS:
        return _lowered(words)
    if not _begins_with_verb(words):
        return None
    bent: list[str] = []
    at = after_verb = 0
    while at < len(words):
        verb = _verb(words, at) if _main_verb_may_stand(words, at, after_verb) else None
        if verb is None and _clause_begins(words, at):
            break
        text, count = verb or (words[at], 1)
        bent.append(text)
        at += count
        after_verb = at if verb else after_verb
    return " ".join(bent + words[at:])


def bare(title: str) -> str | None:
    """The title as it stands within a sentence, "improve the NPS score"; None if no known verb begins it."""
    words = _words(title)
    return _lowered(words) if _begins_with_verb(words) else None


def alignment(company_goal: str, goal: str) -> str:
    """How a goal serves, as plain text: "To help us ship 3 features, we are raising awareness of them"."""
    return why(company_goal, goal)


def why(
    company_goal: str,
    goal: str,
    tactic: str | None = None,
    owners: Sequence[str] = (),
    when: str = "",
    limit: int | None = None,
    emphasis: Callable[[str], str] = str,
) -> str:
    """Why a tactic is done: "To help us grow, we are building trust, by listing 5 cafés (Brian, by 1 May)."

    `emphasis` draws each of the three parts (bold, escaping); `owners` and `when` are put in as they come.
    A `limit` (characters of the drawn sentence) shortens the longest parts first, with an ellipsis; where
    that is not enough, the parenthesis and then the tactic are left out, never a part of the fixed words.
    Raises ValueError for a limit under LIMIT_LEAST.
    """
    if not goal.strip():
        return _UNREADABLE
    parts = [_company_part(company_goal), _doing_part(goal, ", we are ")]
    details = _parenthesis(owners, when)
    whole = [*parts, _doing_part(tactic, ", by ")] if tactic else parts
    if limit is None:
        return _drawn(whole, details, None, emphasis)
    if limit < MIN_LIMIT:
        raise ValueError(f"a sentence needs {MIN_LIMIT} characters, not {limit}")
    for kept, said, least in ((whole, details, _MIN_PART), (whole, "", _MIN_PART), (parts, "", 1)):
        for most in range(limit, least - 1, -1):
            if len(sentence := _drawn(kept, said, most, emphasis)) <= limit:
                return sentence
    return _drawn(parts, "", 1, emphasis)


@dataclass(frozen=True, slots=True)
class _Part:
    before: str
    words: str
    after: str = ""


def _company_part(title: str) -> _Part:
    if verbs := bare(title):
        return _Part("To help us ", verbs)
    if doing := gerund(title):
        return _Part("To help us with ", doing)
    return _Part("To help us with “", " ".join(_words(title)), "”")


def _doing_part(title: str, before: str) -> _Part:
    if doing := gerund(title):
        return _Part(before, doing)
    return _Part(f"{before}working on “", " ".join(_words(title)), "”")


def _parenthesis(owners: Sequence[str], when: str) -> str:
    people = " and ".join(filter(None, (", ".join(owners[:-1]), *owners[-1:])))
    inside = ", ".join(filter(None, (people, when)))
    return f" ({inside})" if inside else ""


def _drawn(parts: list[_Part], details: str, most: int | None, emphasis: Callable[[str], str]) -> str:
    shortened = [_shortened(part.words, most) for part in parts]
    drawn = (part.before + emphasis(words) + part.after for part, words in zip(parts, shortened, strict=True))
    ends_open = shortened[-1].endswith(_ELLIPSIS) and not parts[-1].after and not details
    return "".join(drawn) + details + ("" if ends_open else ".")


def _shortened(words: str, most: int | None) -> str:
    if most is None or len(words) <= most:
        return words
    cut = words[: most - 1]
    whole_words = words[:most].rpartition(" ")[0]
    return (whole_words if len(whole_words) >= most // 3 else cut).rstrip(" ,;:.") + _ELLIPSIS


def _words(title: str) -> list[str]:
    return " ".join(title.split()).rstrip(" .!;").split(" ")


def _lowered(words: list[str]) -> str:
    text = " ".join(words)
    return text if _shouted(words[0]) else text[:1].lower() + text[1:]


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _begins_with_verb(words: list[str]) -> bool:
    verb = _verb(words, 0)
    if verb is None or (_shouted(words[0]) and verb[1] == 1):  # an acronym, unlike "A/B test"
        return False
    return _plain(words[0]) not in MOSTLY_NOUNS or _object_follows(words, 0)


def _verb(words: list[str], at: int) -> tuple[str, int] | None:
    """The verb at `at` in -ing, with the number of words it takes; an adverb may stand before it."""
    for count in (2, 1):
        text = " ".join(words[at : at + count])
        core = text.rstrip(",;:")
        if bent := participle(core.lower()):
            return bent + text[len(core) :], count
    if words[at].endswith("ly") and at + 1 < len(words) and (found := _verb(words, at + 1)):
        return f"{words[at].lower()} {found[0]}", found[1] + 1
    return None


def _main_verb_may_stand(words: list[str], at: int, after_verb: int) -> bool:
    """At the start, after another verb and a joint, or after a joint when a noun is unlikely there."""
    if at == 0:
        return True
    if words[at - 1].lower() not in _JOINTS and not words[at - 1].endswith((",", ";")):
        return False
    if after_verb in (at, at - 1):
        return True
    return _plain(words[at]) not in NOUNS_TOO or _object_follows(words, at)


def _object_follows(words: list[str], at: int) -> bool:
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    phrase = f"{_plain(words[at])} {following}"
    return following in _OBJECTS or following[:1].isdigit() or phrase in _VERB_PHRASES


def _clause_begins(words: list[str], at: int) -> bool:
    word = _plain(words[at])
    if word == "to":
        return at + 1 < len(words) and _verb(words, at + 1) is not None
    led = at > 0 and _plain(words[0]) in _INFINITIVE_FOLLOWS
    return word in _RELATIVES or (led and word not in NOUNS_TOO and _verb(words, at) is not None)


def _plain(word: str) -> str:
    return word.rstrip(",;:").lower()
