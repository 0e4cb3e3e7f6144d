"""Ratings, scores and the order of tactics (PRODUCT: Rating, Order)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from statistics import median

from planning import text
from planning.errors import Code, PlanningError

MIDPOINT = 3
SCALE = range(1, 6)
RATERS_WITHOUT_OWNER = 2


class Section(IntEnum):
    """The section of a tactic by value and complexity; lower numbers come first."""

    QUICK_WINS = 1
    BIG_BETS = 2
    FILL_INS = 3
    MONEY_PITS = 4


@dataclass(frozen=True, slots=True)
class Rating:
    """One person's value (1-5) and complexity (1-5) for a tactic, with an optional reason."""

    person: str
    value: int
    complexity: int
    reason: str
    at: datetime

    def same_as(self, other: "Rating") -> bool:
        """Whether both are the same, except for person and time."""
        return (self.value, self.complexity, self.reason) == (other.value, other.complexity, other.reason)


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a round: medians, number of raters, ranges, and raters by section."""

    value: float
    complexity: float
    n: int
    value_range: tuple[int, int]
    complexity_range: tuple[int, int]
    split: tuple[tuple[Section, int], ...]

    @property
    def section(self) -> Section:
        """The section of the medians."""
        return section(self.value, self.complexity)

    @property
    def ratio(self) -> float:
        """value / complexity."""
        return self.value / self.complexity

    @property
    def contested(self) -> bool:
        """Whether the raters' own sections differ."""
        return len(self.split) > 1


def section(value: float, complexity: float) -> Section:
    """High means strictly above the midpoint 3, on both axes."""
    if value > MIDPOINT:
        return Section.BIG_BETS if complexity > MIDPOINT else Section.QUICK_WINS
    return Section.MONEY_PITS if complexity > MIDPOINT else Section.FILL_INS


def new_rating(person: str, value: int | None, complexity: int | None, reason: str, now: datetime) -> Rating:
    """A rating from its form; raises EMPTY, OUT_OF_RANGE or TOO_LONG about the field."""
    return Rating(
        person,
        one_to_five("value", value),
        one_to_five("complexity", complexity),
        text.optional_line(reason, "reason"),
        now,
    )


def score(ratings: Iterable[Rating]) -> Score | None:
    """The score of one round's ratings; None without any."""
    given = tuple(ratings)
    if not given:
        return None
    values = [rating.value for rating in given]
    complexities = [rating.complexity for rating in given]
    split = Counter(section(rating.value, rating.complexity) for rating in given)
    return Score(
        value=float(median(values)),
        complexity=float(median(complexities)),
        n=len(given),
        value_range=(min(values), max(values)),
        complexity_range=(min(complexities), max(complexities)),
        split=tuple(sorted(split.items())),
    )


def reveals(owners: Iterable[str], raters: Iterable[str], rate_by: datetime, now: datetime) -> bool:
    """Whether a blind round is over: every owner has rated, or the rating deadline has passed.

    With no owner yet, two raters are enough.
    """
    rated, asked = set(raters), set(owners)
    everyone = asked <= rated if asked else len(rated) >= RATERS_WITHOUT_OWNER
    return everyone or now >= rate_by


def one_to_five(field: str, number: int | None) -> int:
    """Validate a value or complexity; raises EMPTY or OUT_OF_RANGE about `field`."""
    if number is None:
        raise PlanningError(Code.EMPTY, field)
    if not 1 <= number <= 5:
        raise PlanningError(Code.OUT_OF_RANGE, field, least=1, most=5)
    return number
