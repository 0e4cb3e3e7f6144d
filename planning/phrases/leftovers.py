"""What a sentence says about time that a tactic does not have, or that was not understood: it is named."""

import re
from collections.abc import Iterator
from datetime import date

from planning.phrases import when
from planning.phrases.tokens import Sentence
from planning.phrases.words import FULL_NAMES, MONTHS, NUMBERS, WEEKDAYS, any_of

_MAX_WORDS = 8

_CLOCK = r"(?:[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]\.?m\.?|[0-9]{1,2}[:.h][0-9]{2}|[0-9]{1,2} o'clock)"
_IS_CLOCK = re.compile(
    r"(?:(?:at|by|around|before|after|@) )?[0-9]{1,2}(?:[:.][0-9]{2})? ?[ap]\.?m\.?"
    rf"|at {_CLOCK}|.*o'clock"
)
_ASIDE = re.compile(
    r"at [0-9]{1,2}"
    rf"|(?:(?:at|by|around|before|after|from|@) )?(?:{_CLOCK}|noon|midday|midnight)"
    r"(?: (?:sharp|[a-z]{2,4}t))?"
    rf"|from {_CLOCK} to {_CLOCK}|{_CLOCK} ?(?:-|to) ?{_CLOCK}"
    r"|(?:in the |this )?(?:early |late )?(?:morning|afternoon|evening)s?"
    r"|at (?:night|lunch|lunchtime)|lunchtime"
    r"|(?:by |at |before )?(?:the )?(?:cob|eob|eod|close of business|end of (?:the )?day)|first thing"
    r"|(?:except|excluding|but not|apart from|other than) .+|for [a-z0-9]+ (?:days?|weeks?|months?|times?)"
)
_SEASON = "(?:spring|summer|autumn|fall|winter|weekend|holidays?)"
_DAY_NAME = rf"(?:{any_of(WEEKDAYS)}|tomorrow|tmrw)"
_DAY_NAMES = rf"{_DAY_NAME}(?:(?: and | or | to | & |[-/ ])+{_DAY_NAME})*"
_FOREIGN_DAY = (
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|demain|lunes|martes|miércoles|jueves|viernes|sábado|mañana|rīt|parīt|šodien)"
)
_LENGTH = r"(?:hour|day|week|wk|fortnight|month|quarter|year|yr)s?"
_NUMERIC = r"[0-9]{1,2}(?:[/-][0-9]{1,2}|[.][0-9]{1,2}[.][0-9]{2,4})(?:[/-][0-9]{2,4})?"
_ORDINAL = r"[0-9]{1,2}(?:st|nd|rd|th)"
_HOLIDAY = (
    r"(?:christmas(?: eve)?|xmas|easter|thanksgiving|halloween|new year'?s?(?: (?:eve|day))?|ramadan|diwali"
    r"|hanukkah|valentine'?s(?: day)?|mother'?s day|father'?s day|midsummer|pentecost|labou?r day|may day"
    r"|april fool'?s?(?: day)?|boxing day|bank holiday)"
)
_PART = r"(?:hour|minute|moon|season|weekend|morning|evening|night|sprint)s?"
_UNIT = rf"(?:{_PART}|(?:day|week|month|quarter|year)s?)"
_NTH = r"(?:first|second|third|fourth|fifth|last|[0-9]{1,2}(?:st|nd|rd|th))"
_TIMES = r"(?:[0-9]+ ?x|(?:[0-9]+|two|three|four|five|several|a few) times|once|twice|thrice)"
_ABOUT = r"(?:early|late|around|about)"
_COUNTED = rf"(?:[0-9]{{1,3}}|{any_of(NUMBERS)})"
_SOME = r"(?:few|couple of|couple|several|some)"
_DURING = r"(?:in|within|over|for|during)"
_PART_OF = r"(?:(?:end|start|beginning|middle) of )"
_DAY_NUMBER = r"[0-9]{1,2}(?:st|nd|rd|th)?"
_JOINS = r"(?: (?:and|or|to|&) | ?[-\u2013/] ?)"
_WITHIN = r"(?:by|before|after|until|till|around|over|for|on|in|during)"
_UNTIL = r"(?:by|before|after|until|till|due|starting|from|since)"
_VAGUE = (
    r"(?:and )?(?:asap|a\.s\.a\.p|as soon as possible|soon|someday|some day|sometime|eventually|later(?: on)?"
    r"|at some point|whenever|when (?:ready|possible|there is time)|regularly|occasionally|hourly|often"
    r"|from time to time|now and then)"
)
_HALF = re.compile(
    "|".join(
        (
            _VAGUE,
            rf"(?:ever|every|each) (?:\S+ ){{0,2}}(?:{_PART}|so often|now and then)",
            rf"every (?:other|few|couple of|second|third|\S+) {_UNIT}",
            rf"{_TIMES}(?: (?:a|an|per|each|every) | ?/ ?){_UNIT}",
            r"(?:(?:on|at|over) )?(?:the )?weekends",
            r"(?:on )?(?:the )?[0-9]{1,2}(?:st|nd|rd|th) (?:\S+ )*(?:every|each) month",
            rf"(?:on|by|until) the {_NTH} (?:\S+ )?(?:moon|sprint|weekend|school day)",
            rf"(?:{_WITHIN} )?(?:this|next|last|the|early|late|mid)[ -]{_SEASON}",
            rf"(?:daily |weekly |monthly |every \S+ )?(?:until|till) (?:(?:the )?{_SEASON}|.*\bnotice)",
            rf"(?:by|before|after|until|till|around|over) (?:the )?{_HOLIDAY}|in the new year",
            rf"(?:{_WITHIN} )?{_ABOUT} (?:next )?(?:{any_of(MONTHS)}|month|week|quarter|year|q[1-4])",
            rf"{_UNTIL} (?:.* )?(?:{any_of(WEEKDAYS)}|{any_of(MONTHS)})(?: .*)?",
            r"(?:for|from|of|about|after|since|around|to) (?:this|next) (?:week|month|quarter|year)",
            r"on a (?:daily|weekly|monthly|regular) basis",
            rf"(?:{_WITHIN}|at) (?:the )?{_HOLIDAY}",
            rf"(?:{_WITHIN} )?{_SEASON} [0-9]{{4}}|(?:in|every|each) (?:the )?{_SEASON}",
            r"(?:not |no )?(?:before|earlier than|until after|after) \S+|not later",
            rf"(?:(?:on|by|in|from|between|either|around|about|maybe|perhaps|not) )*{_DAY_NAMES}(?:-?ish)?",
            rf"(?:(?:by|on|due|until|before) )?{_NUMERIC}|at [0-9]{{1,2}}",
            rf"(?:on |by )?(?:the )?{_ORDINAL}(?:{_JOINS}(?:the )?{_ORDINAL})*",
            rf"(?:(?:from|between|by) )?{_DAY_NUMBER}{_JOINS}{_DAY_NUMBER} (?:of )?{any_of(MONTHS)}",
            rf"{_DURING} (?:the )?(?:next |coming )?(?:a )?{_SOME} {_LENGTH}",
            rf"{_DURING} the (?:next |coming )?(?:{_COUNTED} )?{_LENGTH}",
            rf"for the next {_COUNTED} \S+",
            rf"(?:by|in|for|until|at) (?:the )?{_PART_OF}?(?:h[12]|q[1-4]|week [0-9]{{1,2}})",
            r"kw ?[0-9]{1,2}",
            rf"(?:(?:bis|am|ab|vor|le|au|el|hasta) )?{_FOREIGN_DAY}|katru \S+",
            r"(?:(?:by|at|before) )?(?:the )?(?:year|month|quarter|week)[- ]?end",
            rf"(?:this|next) {any_of(MONTHS)}|(?:every|each) {any_of(MONTHS)}",
            rf"(?:on |by )?(?:the )?{_NTH} of {any_of(MONTHS)}",
            r"(?:w/c|wc|week of|week commencing|week starting) .*[0-9].*",
            rf"(?:every |each ).*{any_of(WEEKDAYS)}.* ?x ?[0-9]{{1,2}}",
            rf"(?:for |to )?goals? ?{_COUNTED}.*|this (?:morning|afternoon|evening)",
        )
    )
)
_DAY_ALONE = re.compile(_DAY_NAME)
_PREPOSITIONS = frozenset(("by", "due", "before", "until", "till"))
_DAY_IN_MONTH = re.compile(
    rf"(?:{any_of(WEEKDAYS)} )?(?:the )?[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{any_of(MONTHS)}(?: [0-9]{{4}})?"
    rf"|(?:{any_of(WEEKDAYS)} )?{any_of(MONTHS)} [0-9]{{1,2}}(?:st|nd|rd|th)?(?: [0-9]{{4}})?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_ALSO_KNOWN = (
    "tomorrow",
    "today",
    "every",
    "daily",
    "weekly",
    "monthly",
    "quarterly",
    "yearly",
    "month",
    "quarter",
)
_KNOWN = tuple(word for word in (*FULL_NAMES, *_ALSO_KNOWN) if len(word) > 4)

_NOT_MISTYPED = frozenset(
    ("sundae", "sundaes", "marches", "augusta", "weekend", "even", "very", "never", "fever", "mars")
)


def aside_before(sentence: Sentence, end: int) -> int:
    """Where a time of day or an exception begins that ends before a token; `end` if there is none."""
    for start in range(max(0, end - _MAX_WORDS), end):
        begins = sentence.is_free(start, end) and not sentence.tokens[start].is_sign
        if begins and _ASIDE.fullmatch(sentence.words(start, end).lower()):
            return start
    return end


def is_clock(words: str) -> bool:
    """Whether words are a time of day and can be nothing else: "5pm", "at 18:00", not "9:16"."""
    return bool(_IS_CLOCK.fullmatch(words.lower()))


def dates_within(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Dates that are still in the sentence, each as long as it can be."""
    end = 0
    for start in range(len(sentence.tokens)):
        if start < end or sentence.tokens[start].is_sign:
            continue
        for last in range(min(len(sentence.tokens), start + 6), start, -1):
            if sentence.is_free(start, last) and _DAY_IN_MONTH.fullmatch(sentence.words(start, last).lower()):
                yield start, last
                end = last
                break


def days_alone(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Weekdays before a sign, which would be dates at the end: "thurs" in "the teaser thurs, then ..."."""
    for index, token in enumerate(sentence.tokens[:-1]):
        is_day = _DAY_ALONE.fullmatch(token.text.lower()) and sentence.is_free(index, index + 1)
        if is_day and sentence.tokens[index + 1].text in ",;.!":
            yield index, index + 1


def said_before(sentence: Sentence, today: date, month_first: bool) -> Iterator[tuple[int, int]]:
    """Dates that could be read but are not the tactic's, as there is another: "by 1/4" before "by 1/5"."""
    end = 0
    for start, token in enumerate(sentence.tokens):
        if start < end or token.text.lower() not in _PREPOSITIONS:
            continue
        for last in range(min(len(sentence.tokens), start + 6), start + 1, -1):
            if sentence.tokens[last - 1].is_sign or not sentence.is_free(start, last):
                continue
            begins, found = when.before(sentence, last, today, month_first)
            if found and begins == start:
                yield start, last
                end = last
                break


def at_the_end(sentence: Sentence, today: date, month_first: bool) -> Iterator[tuple[int, int]]:
    """What the rest ends with that looks like a date or a recurrence, or is one with a typing mistake."""
    end = len(sentence.tokens)
    while end and (end - 1 in sentence.gone or sentence.tokens[end - 1].is_sign):
        end -= 1
    while end and any(first < end <= last for first, last in sentence.named):
        end = next(first for first, last in sentence.named if first < end <= last)
    for last in dict.fromkeys((end, aside_before(sentence, end))):
        for start in range(max(0, last - _MAX_WORDS), last):
            if not sentence.is_free(start, last) or sentence.tokens[start].is_sign:
                continue
            words = sentence.words(start, last).lower()
            if _HALF.fullmatch(words) or _is_mistyped(words, today, month_first):
                yield start, end
                return


def _is_mistyped(words: str, today: date, month_first: bool) -> bool:
    parts = words.split()
    mended = [_nearest(part) or part for part in parts]
    if mended == parts or len(parts) > 5:
        return False
    again = Sentence.of(" ".join(mended))
    start, found = when.before(again, len(again.tokens), today, month_first)
    return found is not None and start == 0


def _nearest(word: str) -> str | None:
    is_a_word = word in _NOT_MISTYPED or word in WEEKDAYS or word in MONTHS or word in _KNOWN
    if len(word) < 4 or is_a_word:
        return None
    return next((known for known in _KNOWN if _is_near(word, known)), None)


def _is_near(word: str, known: str) -> bool:
    """Whether one letter is wrong, missing, too much, or has changed places with the next."""
    if abs(len(word) - len(known)) > 1:
        return False
    pairs = enumerate(zip(word, known, strict=False))
    at = next((index for index, (ours, theirs) in pairs if ours != theirs), min(len(word), len(known)))
    rest, other = word[at:], known[at:]
    is_swapped = rest[:2] == other[1::-1] and rest[2:] == other[2:]
    return is_swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
