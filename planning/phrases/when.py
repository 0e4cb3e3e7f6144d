"""Dates and recurrences in a sentence: where they may be, and the prepositions that leave with them."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planning.errors import Code, PlanningError
from planning.phrases import dates
from planning.phrases.recurrence import read_recurrence
from planning.phrases.tokens import Sentence
from planning.phrases.words import MONTHS, WEEKDAYS, any_of
from planning.recurrence import Recurrence

_MAX_DATE, _MAX_RECURRENCE = 10, 18  # words

_BY = r"(?:no later than|not later than|on or before|due by|due on|due in|due for|due|by|before|until|till"
_BY += r"|eta|deadline|latest|līdz)"
_PREPOSITION = re.compile(rf"(?P<word>{_BY}|on|for|in|at|from|@)? ?(?P<date>.+?)(?: at the latest| latest)?")
_BEGINS = re.compile(rf"(?:{_BY}|on)\b")
_UNTIL = re.compile(r"(?:until|till|til|through|thru|up to)\b")
_WITHIN_PERIOD = re.compile(r"(?:in|during|this|next)\b")
_DIGIT = re.compile("[0-9]")
_EDGE = re.compile(r"(?:the )?(?:end|start|beginning|last day|first day|middle)\b|mid\b|eo[wmqy]\b")
_ONE_PERIOD = re.compile(
    r"(?:on )?(?:the )?(?:end|last day|first day) (?:of|in) (?:the|this) (?:month|quarter)"
)
_PERIOD = re.compile(r"(?:this|next) (?:week|month|quarter|year)")
_SHORT_DATE = re.compile(r"[0-9]{1,2}/[0-9]{1,2}")
_SLASHED = re.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4}|/[0-9]{2})?(?![0-9/])")
_AMOUNT = re.compile(r"[0-9]+\.[0-9]+")  # "by 1.5" says how much, "by 1.5.2027" when
_BARE_NUMBER = re.compile(r"(?:the )?[0-9]{1,2}(?:st|nd|rd|th)?")
_ALWAYS = "24/7"
_STARTS_RECURRENCE = re.compile(
    r"(?:on|at|the|once|every|each|everyday|daily|weekly|bi-?weekly|monthly|quarterly|yearly|annually|fortnightly|weekdays"
    rf"|working|workdays|first|second|third|fourth|fifth|last|[0-9]+(?:st|nd|rd|th)|{any_of(WEEKDAYS)}s"
    r"|mon(?:day)?(?= ?(?:-|\u2013|to|through) ?fri)|mon(?:day)?-fri(?:day)?)\b"
)
_NAMED_DAYS = re.compile(  # "Black Friday" is no Friday
    r"(?:black|giving|cyber|good|ash|shrove|fat|palm|easter|business|super|casual|freaky|ruby|bloody|taco|throwback"
    r"|wacky|whit|pancake|holy|maundy|blue|clean|mothering|stir-up|bowl|small)"
)
_JOINING = frozenset(("and", "or", "&", "of"))
_TYPED_WRONG = re.compile(r"e(?:ver|vry|vey|very|vrey|veyr|veery)")
_DANGLING = frozenset(
    "for from to of about after before until since around at in with and or between le la am".split()  # noqa: SIM905 - words
)
# Before a day, these words make it another day, several days, or none: "not before friday", "w/c 15 March".
_BARRING = frozenset(
    "not except excluding either between maybe perhaps than around about w/c wc nor or vs plus".split()  # noqa: SIM905 - words
)
_FOLLOWS = frozenset(
    ("to", "at", "with", "for", "in", "from", "about", "on", "of", "the", "a", "an", "as", "via")
)


@dataclass(frozen=True, slots=True)
class When:
    """A date or a recurrence, with what the notice says about how it was parsed."""

    eta: date | None = None
    recurrence: Recurrence | None = None
    is_day_assumed: bool = False
    order_read: str = ""
    ordered_date: date | None = None
    preposition: str = ""

    @property
    def may_end(self) -> bool:
        """Whether it is a date that a recurrence before it would end on."""
        return self.eta is not None and bool(_UNTIL.match(self.preposition))

    @property
    def may_limit(self) -> bool:
        """Whether it is a period in which a recurrence before it would take place: "in March"."""
        return self.eta is not None and bool(_WITHIN_PERIOD.match(self.preposition))


def before(sentence: Sentence, end: int, today: date, month_first: bool) -> tuple[int, When | None]:
    """The longest date or recurrence that ends before a token, and where it begins.

    Raises DATE_UNREADABLE or RECURRENCE_UNREADABLE for one that no calendar has.
    """
    for start in range(max(0, end - _MAX_RECURRENCE), end):
        if _can_begin(sentence, start, end) and (
            found := _recurrence(sentence, start, end, today, month_first)
        ):
            return start, found
    for start in range(max(0, end - _MAX_DATE), end):
        if _can_begin(sentence, start, end) and (found := _date(sentence, start, end, today, month_first)):
            return start, found
    return end, None


def after(sentence: Sentence, start: int, today: date, month_first: bool) -> tuple[int, When | None]:
    """A date or recurrence that the sentence begins with, and where it ends.

    It ends with a sign ("Tomorrow: ...", "12 March - ..."), or has its day in full ("On 22 March publish").
    """
    tokens = sentence.tokens
    for end in range(min(len(tokens), start + _MAX_RECURRENCE), start, -1):
        if not _can_begin(sentence, start, end) or tokens[end - 1].is_sign:
            continue
        has_sign = end < len(tokens) and tokens[end].is_sign
        if not has_sign and not _says_itself(sentence.words(start, end)):
            continue
        found = _recurrence(sentence, start, end, today, month_first)
        found = found or _date(sentence, start, end, today, month_first)
        if found:
            return end, found
    return start, None


def within(sentence: Sentence, today: date, month_first: bool) -> tuple[int, int, When] | None:
    """A date after a preposition, or "every ...", in the middle of the sentence."""
    tokens = sentence.tokens
    for start, token in enumerate(tokens):
        word = token.text.lower()
        if word not in _MIDDLE:
            continue
        for end in range(min(len(tokens) - 1, start + _MAX_DATE), start + 1, -1):
            words = sentence.words(start, end)
            if not _can_begin(sentence, start, end) or not _may_be_within(sentence, word, words, end):
                continue
            found = _recurrence(sentence, start, end, today, month_first)
            found = found or _date(sentence, start, end, today, month_first)
            if found:
                return start, end, found
    return None


_MIDDLE = frozenset(["by", "due", "before", "until", "till", "on", "every", "each"])


def _may_be_within(sentence: Sentence, word: str, words: str, end: int) -> bool:
    follows = sentence.tokens[end]
    after = sentence.tokens[end + 1].text.lower() if end + 1 < len(sentence.tokens) else ""
    if follows.text.lower() in _JOINING or (follows.is_sign and after == "or"):
        return False
    goes_on = follows.is_sign or follows.text in _FOLLOWS
    return goes_on if word in ("every", "each") else goes_on or bool(_DIGIT.search(words))


def _says_itself(words: str) -> bool:
    parts = words.lower().split()
    has_day = _DIGIT.search(words) and any(part.strip(".") in MONTHS for part in parts)
    ends_with_weekday = parts[-1] in WEEKDAYS or parts[-1].removesuffix("s") in WEEKDAYS
    is_recurring = parts[0] in ("every", "each") and ends_with_weekday
    return bool(has_day and _BEGINS.match(words.lower())) or is_recurring


def _can_begin(sentence: Sentence, start: int, end: int) -> bool:
    first = sentence.tokens[start]
    is_barred = start > 0 and sentence.tokens[start - 1].text.lower() in _BARRING
    return not first.is_sign and not is_barred and sentence.is_free(start, end)


def _recurrence(sentence: Sentence, start: int, end: int, today: date, month_first: bool) -> When | None:
    words = sentence.words(start, end).lower()
    with_signs = _as_typed(sentence, start, end)
    if not _STARTS_RECURRENCE.match(with_signs.lower()) or _ONE_PERIOD.fullmatch(words):
        return None
    previous = sentence.tokens[start - 1].text.lower() if start else ""
    if previous in ("and", "or", "&", "to", "of", "next") or previous.isdigit():
        return None
    try:
        if found := read_recurrence(with_signs, today, month_first=month_first):
            return _with_order(When(recurrence=found), with_signs, today, month_first)
    except PlanningError as refusal:
        if refusal.code is not Code.RECURRENCE_NO_DAY:
            raise
        found = read_recurrence(with_signs, today, month_first=month_first, assume_day=True)
        return _with_order(When(recurrence=found, is_day_assumed=True), with_signs, today, month_first)
    return None


def _with_order(found: When, words: str, today: date, month_first: bool) -> When:
    """The same, with the date in the recurrence whose day and month only the locale tells apart."""
    dated = next((match[0] for match in _SLASHED.finditer(words) if dates.is_ordered_by_locale(match[0])), "")
    if not dated:
        return found
    return replace(found, order_read=dated, ordered_date=dates.find_date(dated, today, month_first))


def _as_typed(sentence: Sentence, start: int, end: int) -> str:
    tokens = sentence.tokens
    return sentence.text[tokens[start].start : tokens[end - 1].end]


def _date(sentence: Sentence, start: int, end: int, today: date, month_first: bool) -> When | None:
    words = sentence.words(start, end).lower()
    preposition, plain = _split(words)
    if not plain or plain == _ALWAYS or not _may_be_date(sentence, start, preposition, plain):
        return None
    if dates.is_impossible(plain, today, month_first):
        raise PlanningError(Code.DATE_UNREADABLE, "eta", words=_as_typed(sentence, start, end))
    phrase = f"in {plain}" if preposition in ("in", "due in") else plain
    found = dates.find_date(phrase, today, month_first) or dates.find_date(plain, today, month_first)
    if preposition == "before" and (first := dates.find_date(f"start of {plain}", today, month_first)):
        found = first - timedelta(days=1)
    if found is None and preposition in ("by", "on"):
        found = dates.find_foreign_date(plain, today)
    if found is None:
        return None
    order_read = plain if dates.is_ordered_by_locale(plain) else ""
    ordered = found if order_read else None
    return When(eta=found, order_read=order_read, ordered_date=ordered, preposition=preposition or plain)


def _split(words: str) -> tuple[str, str]:
    match = _PREPOSITION.fullmatch(words)
    if match is None:
        return "", words
    word = match["word"] or ""
    if word and words[len(word) : len(word) + 1] not in (" ", ""):  # "onward" does not begin with "on"
        return "", words
    return word, match["date"].strip()


def _may_be_date(sentence: Sentence, start: int, preposition: str, plain: str) -> bool:
    """Whether words that can be read as a date are one where they are."""
    names_day = dates.names_day(plain)
    if preposition in ("for", "from"):
        return preposition == "for" and bool(_DIGIT.search(plain)) and not _BARE_NUMBER.fullmatch(plain)
    if preposition == "at":
        return bool(_EDGE.match(plain))
    if preposition == "on":
        return names_day or bool(_EDGE.match(plain)) or not plain.isascii()
    if preposition == "in":
        return True
    if preposition:
        return not _AMOUNT.fullmatch(plain)
    return _may_be_bare(sentence, start, plain, names_day)


def _may_be_bare(sentence: Sentence, start: int, plain: str, names_day: bool) -> bool:
    previous = sentence.tokens[start - 1] if start else None
    if _SHORT_DATE.fullmatch(plain):
        return previous is None or previous.is_sign
    if _BARE_NUMBER.fullmatch(plain) or _AMOUNT.fullmatch(plain):
        return False
    if previous and (previous.text.lower() in _DANGLING or (plain in WEEKDAYS and _is_name(previous.text))):
        return False
    if plain in WEEKDAYS and start > 1 and sentence.tokens[start - 2].text.lower() in WEEKDAYS:
        return False  # "mon, wed, fri" are several days
    return names_day or bool(_EDGE.match(plain) or _PERIOD.fullmatch(plain))


def _is_name(word: str) -> bool:
    return bool(_NAMED_DAYS.fullmatch(word.lower()) or _TYPED_WRONG.fullmatch(word.lower()))
