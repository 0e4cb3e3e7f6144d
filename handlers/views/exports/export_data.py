"""The data that all export files are made from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from handlers.views.common.blocks import FORGOTTEN
from planning.goals import Goal, Reading, unreadable_goal
from planning.plan import Plan
from planning.records import Unreadable, is_forgotten
from planning.tactics import Tactic


@dataclass(frozen=True, slots=True)
class ExportData:
    """A plan with all its goals and tactics, including dropped ones, by number.

    `readings` are the newest by metric id, `names` are people's by id (the id is used if there is none).
    `now` is the time of the export, aware UTC; `unreadable` lists records that are left out because they
    can't be read.
    """

    plan: Plan
    goals: tuple[Goal, ...]
    tactics: tuple[Tactic, ...]
    readings: Mapping[str, Reading]
    names: Mapping[str, str]
    now: datetime
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def today(self) -> date:
        """The date in the plan's time zone."""
        return self.plan.today(self.now)

    def goal_of(self, tactic: Tactic) -> Goal:
        """The goal of a tactic."""
        return next((goal for goal in self.goals if goal.id == tactic.goal), unreadable_goal(tactic.goal))

    def named(self, people: Iterable[str]) -> list[str]:
        """The names of these people."""
        return [FORGOTTEN if is_forgotten(each) else self.names.get(each) or each for each in people]
