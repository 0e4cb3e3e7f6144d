"""Names of months, weekdays and small numbers, in English and Latvian."""

_ENGLISH_MONTHS = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
# A Latvian date is in the locative ("1. februārī") or with "until" in the dative ("līdz 1. februārim").
_LATVIAN_MONTHS = (
    "janvāris janvārī janvārim",
    "februāris februārī februārim",
    "marts martā martam",
    "aprīlis aprīlī aprīlim",
    "maijs maijā maijam",
    "jūnijs jūnijā jūnijam",
    "jūlijs jūlijā jūlijam",
    "augusts augustā augustam",
    "septembris septembrī septembrim",
    "oktobris oktobrī oktobrim",
    "novembris novembrī novembrim",
    "decembris decembrī decembrim",
)
_WEEKDAYS = (
    "monday mon pirmdien pirmdiena",
    "tuesday tues tue otrdien otrdiena",
    "wednesday wed wensday trešdien trešdiena",
    "thursday thurs thur thu ceturtdien ceturtdiena",
    "friday fri piektdien piektdiena",
    "saturday sat sestdien sestdiena",
    "sunday sun svētdien svētdiena",
)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"


PHRASE_MAX = 200
"""Characters; longer text is neither a date nor a recurrence, and isn't passed to slow parsers."""


def _numbered(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {name: number for number, forms in enumerate(names, first) for name in forms.split()}


MONTHS = _numbered(_ENGLISH_MONTHS, 1) | _numbered(_LATVIAN_MONTHS, 1)
WEEKDAYS = _numbered(_WEEKDAYS, 0)
FULL_NAMES = tuple(forms.split()[0] for forms in (*_ENGLISH_MONTHS, *_WEEKDAYS))
"""The English names of months and weekdays, in full."""
NUMBERS = _numbered(tuple(_NUMBERS.split()), 1) | {"a": 1, "an": 1}


def any_of(names: dict[str, int]) -> str:
    """A regular expression for one of `names`, longer ones first."""
    return "(?:" + "|".join(sorted(names, key=len, reverse=True)) + ")"


def number(word: str) -> int:
    """The value of "3", "three" or "a"; `word` is one of these."""
    return NUMBERS[word] if word in NUMBERS else int(word)
