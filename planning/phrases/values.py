"""What a sentence is read for, and what it says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from planning.errors import PlanningError
from planning.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who types, and what their words can mean.

    `people` are ids by handle ("@maya"), `goals` the numbers of the plan's goals. `month_first` says that
    their locale writes 5/6 for 6 May. `written` is the day of words that were written before `today`.
    """

    today: date
    id: str = ""
    month_first: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    goals: Collection[int] = ()
    written: date | None = None

    @property
    def day_written(self) -> date:
        """The day from which "tomorrow" counts."""
        return self.written or self.today


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a sentence says about a tactic.

    `title` is plain text, `owners` are user ids in their order, `goal` is its number. `not_read` are words
    that look as if they said something and were not understood. `refusal` is why a date can't be taken:
    only people were read then, and the title has everything else. `is_day_assumed` says that the recurrence
    takes the day of today. `order_read` is a date whose day and month only the locale tells apart (the ETA,
    or one in the recurrence: "until 5/6"), which was read as `ordered_date`.
    """

    title: str
    owners: tuple[str, ...] = ()
    eta: date | None = None
    recurrence: Recurrence | None = None
    goal: int | None = None
    not_read: tuple[str, ...] = ()
    refusal: PlanningError | None = None
    is_day_assumed: bool = False
    order_read: str = ""
    ordered_date: date | None = None
