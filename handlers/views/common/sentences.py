"""The why chain as a sentence: which company goal a goal helps, and how (PRODUCT: the why chain).

Titles are plain text in any wording. A title that begins with an English verb is inflected to fit the
sentence, any other is left unchanged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.views.common.verbs import (
    GERUNDS,
    MOSTLY_NOUNS,
    NAMED_THINGS,
    NOUNS_TOO,
    participle,
    participle_of_unknown,
)

MIN_LIMIT = 60
_MIN_PART = 12  # characters; parts are left out before others get shorter than this
_ELLIPSIS = "…"
_UNREADABLE = "⚠ Its goal can't be read."
_CONJUNCTIONS = frozenset(("and", "or", "then", "&"))
_RELATIVE_WORDS = "who whom whose which that what whether where when while why how if so because"
_RELATIVES = frozenset(_RELATIVE_WORDS.split())
_INFINITIVE_FOLLOWS = frozenset(("help", "let", "make"))  # "help people find and use it"
_OBJECT_WORDS = """
a an the our your their its his her my this these those each every all any some both more new
everyone everybody them it us
"""
_OBJECTS = frozenset(_OBJECT_WORDS.split())
# What only English has after a verb: "a" and "an" are Spanish and German words as well.
_ENGLISH_OBJECTS = frozenset(("the", "our", "your", "their", "its", "this", "these", "those", "every"))
_VERB_PHRASES = frozenset(
    (
        *("follow up", "look for", "network with", "partner with", "post on", "report on", "search for"),
        *("shop for", "test for", "vote for", "volunteer for", "work with"),
    )
)
_PARTICLES = frozenset(("in", "off", "on", "out", "over", "up"))
_PHRASE_ENDS = frozenset(
    "about across after and as at before by during for from in into on or over per to until via with".split()  # noqa: SIM905 - words
)
# Words of German, French, Dutch, Spanish and Swedish that no English title has: "Mail an alle".
_FOREIGN = frozenset(
    "alle avec dem een ein eine einen för für het mit och para pour und une von voor zu".split()  # noqa: SIM905 - words
)
_ACRONYM_VERBS = frozenset(("cc", "dm", "qa", "rsvp"))


def gerund(title: str) -> str | None:
    """The title in -ing, "running ads and driving sales"; None if it may not begin with an English verb.

    Verbs of the main clause are changed, up to an infinitive ("to attract and grow") or a relative clause.
    """
    words = _words(title)
    if words[0].lower() in GERUNDS:
        return None if _is_name(words) else _lower_first(words)
    if not _begins_with_verb(words):
        return None
    converted: list[str] = []
    at = after_verb = 0
    while at < len(words):
        verb = _verb(words, at) if _can_be_main_verb(words, at, after_verb) else None
        verb = verb or (_unknown_verb(words) if at == 0 else None)
        if verb is None and _starts_clause(words, at):
            break
        text, count = verb or (words[at], 1)
        converted.append(text)
        at += count
        after_verb = at if verb else after_verb
    return " ".join(converted + words[at:])


def infinitive(title: str) -> str | None:
    """The title inside a sentence, "improve the NPS score"; None if it doesn't begin with a verb."""
    words = _words(title)
    return _lower_first(words) if _begins_with_verb(words) else None


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

    `emphasis` formats each of the three titles (bold, escaping); `owners` and `when` are inserted as they
    are. `limit` (characters of the formatted sentence) shortens the longest titles first, with an ellipsis.
    If that is not enough, the parentheses and then the tactic are left out. Raises ValueError if it is
    below MIN_LIMIT.
    """
    if not goal.strip():
        return _UNREADABLE
    parts = [_company_goal_part(company_goal), _goal_part(goal)]
    details = _parenthesis(owners, when)
    whole = [*parts, _tactic_part(tactic)] if tactic else parts
    if limit is None:
        return _render(whole, details, None, emphasis)
    if limit < MIN_LIMIT:
        raise ValueError(f"a sentence needs {MIN_LIMIT} characters, not {limit}")
    for shown, shown_details, shortest in (
        (whole, details, _MIN_PART),
        (whole, "", _MIN_PART),
        (parts, "", 1),
    ):
        for part_limit in range(limit, shortest - 1, -1):
            if len(sentence := _render(shown, shown_details, part_limit, emphasis)) <= limit:
                return sentence
    return _render(parts, "", 1, emphasis)


@dataclass(frozen=True, slots=True)
class _Part:
    before: str
    words: str
    after: str = ""


def _company_goal_part(title: str) -> _Part:
    if verbs := infinitive(title):
        return _Part("To help us ", verbs)
    if gerund_text := gerund(title):
        return _Part("To help us with ", gerund_text)
    return _Part("To help us with “", " ".join(_words(title)), "”")


def _goal_part(title: str) -> _Part:
    if gerund_text := gerund(title):
        return _Part(", we are ", gerund_text)
    return _Part(", we are working on “", " ".join(_words(title)), "”")


def _tactic_part(title: str) -> _Part:
    if gerund_text := gerund(title):
        return _Part(", by ", gerund_text)
    return _Part(", by: ", " ".join(_words(title)))


def _parenthesis(owners: Sequence[str], when: str) -> str:
    people = " and ".join(filter(None, (", ".join(owners[:-1]), *owners[-1:])))
    inside = ", ".join(filter(None, (people, when)))
    return f" ({inside})" if inside else ""


def _render(parts: list[_Part], details: str, limit: int | None, emphasis: Callable[[str], str]) -> str:
    shortened_parts = [_shorten_words(part.words, limit) for part in parts]
    titles = (
        part.before + emphasis(words) + part.after for part, words in zip(parts, shortened_parts, strict=True)
    )
    ends_open = shortened_parts[-1].endswith(_ELLIPSIS) and not parts[-1].after and not details
    return "".join(titles) + details + ("" if ends_open else ".")


def _shorten_words(words: str, limit: int | None) -> str:
    if limit is None or len(words) <= limit:
        return words
    cut = words[: limit - 1]
    whole_words = words[:limit].rpartition(" ")[0]
    return (whole_words if len(whole_words) >= limit // 3 else cut).rstrip(" ,;:.") + _ELLIPSIS


def _words(title: str) -> list[str]:
    return " ".join(title.split()).rstrip(" .!;").split(" ")


def _lower_first(words: list[str]) -> str:
    text = " ".join(words)
    return text if _is_acronym(words[0]) else text[:1].lower() + text[1:]


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _begins_with_verb(words: list[str]) -> bool:
    verb = _verb(words, 0)
    first = _normalized(words[0])
    if not _FOREIGN.isdisjoint(word.lower() for word in words):
        return False
    if verb is None:
        return _unknown_verb(words) is not None
    if verb[1] > 1 or first == "a/b-test":
        return True
    if _is_acronym(words[0]) and first not in _ACRONYM_VERBS:
        return False
    if first in MOSTLY_NOUNS:
        return _has_object(words, 0)
    return first not in NOUNS_TOO or not _is_name(words)


def _unknown_verb(words: list[str]) -> tuple[str, int] | None:
    """A first word that can only be a verb, as English objects or a particle and an object follow it."""
    following = [word.lower() for word in words[1:3]]
    is_followed = following[:1] and following[0] in _ENGLISH_OBJECTS
    has_particle = len(following) > 1 and following[0] in _PARTICLES and following[1] in _ENGLISH_OBJECTS
    if not (is_followed or has_particle) or _is_acronym(words[0]):
        return None
    converted = participle_of_unknown(words[0])
    return (converted, 1) if converted else None


def _is_name(words: list[str]) -> bool:
    """Whether a title that begins with a noun or -ing form is a name: "Launch party", "Review of Q1"."""
    if words[0].endswith((",", ";")):
        return False
    following = [_normalized(word) for word in words[1:]]
    if not following:
        return words[0].lower() not in GERUNDS
    if following[0] in ("of", "for", "process"):
        return f"{words[0].lower()} {following[0]}" not in _VERB_PHRASES
    end = next((at for at, word in enumerate(following) if word in _PHRASE_ENDS), len(following))
    phrase = following[:end]
    if not phrase or any(word in _OBJECTS or word[:1].isdigit() for word in phrase):
        return False
    if words[0].lower() in GERUNDS and phrase[0] in NAMED_THINGS:
        return True
    return phrase[-1] in NAMED_THINGS or (len(phrase) == 1 and phrase[0].removesuffix("s") in NAMED_THINGS)


def _verb(words: list[str], at: int) -> tuple[str, int] | None:
    """The verb at `at` in -ing, and how many words it takes; an adverb may come before it."""
    for count in (2, 1):
        text = " ".join(words[at : at + count])
        if at + count > len(words):
            continue
        core = text.rstrip(",;:")
        if converted := participle(core.lower()):
            return converted + text[len(core) :], count
    if words[at].endswith("ly") and at + 1 < len(words) and (found := _verb(words, at + 1)):
        return f"{words[at].lower()} {found[0]}", found[1] + 1
    return None


def _can_be_main_verb(words: list[str], at: int, after_verb: int) -> bool:
    """At the start, after another verb and a conjunction, or after a conjunction if hardly a noun."""
    if at == 0:
        return True
    if words[at - 1].lower() not in _CONJUNCTIONS and not words[at - 1].endswith((",", ";")):
        return False
    if after_verb in (at, at - 1):
        return True
    return _normalized(words[at]) not in NOUNS_TOO or _has_object(words, at)


def _has_object(words: list[str], at: int) -> bool:
    following = words[at + 1].lower() if at + 1 < len(words) else ""
    phrase = f"{_normalized(words[at])} {following}"
    is_object = following in _OBJECTS or following[:1].isdigit()
    return is_object or following in _PARTICLES - {"in", "on"} or phrase in _VERB_PHRASES


def _starts_clause(words: list[str], at: int) -> bool:
    word = _normalized(words[at])
    if word == "to":
        return at + 1 < len(words) and _verb(words, at + 1) is not None
    after_infinitive = at > 0 and _normalized(words[0]) in _INFINITIVE_FOLLOWS
    return word in _RELATIVES or (after_infinitive and word not in NOUNS_TOO and _verb(words, at) is not None)


def _normalized(word: str) -> str:
    return word.rstrip(",;:").lower()
