"""A plan as a tree: what of the company is served, the goals that serve it, and the tactics under these."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.goals import Goal
from planning.plan import CompanyGoal, MarketingGoal, Plan
from planning.tactics import State, Tactic


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal with its tactics in order, dropped ones left out; no goal where nothing serves yet."""

    goal: Goal | None
    tactics: tuple[Tactic, ...] = ()


@dataclass(frozen=True, slots=True)
class Trunk:
    """What of the company is served, and by what: at least one branch."""

    serves: CompanyGoal | MarketingGoal
    branches: tuple[Branch, ...]


def tree(plan: Plan, goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[Trunk, ...]:
    """The company goals of a plan in their order, then the marketing goals that `goals` serve."""
    marketing = {goal.serves.id: goal.serves for goal in goals if isinstance(goal.serves, MarketingGoal)}
    served: tuple[CompanyGoal | MarketingGoal, ...] = (*plan.company_goals, *marketing.values())
    return tuple(Trunk(each, _branches(each.id, goals, tactics)) for each in served)


def astray(goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[Tactic, ...]:
    """The tactics, dropped ones left out, whose goal is not among all that there are: it can't be read."""
    known = {goal.id for goal in goals}
    return tuple(
        tactic for tactic in tactics if tactic.goal not in known and tactic.state is not State.DROPPED
    )


def _branches(served: str, goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[Branch, ...]:
    serving = (goal for goal in goals if goal.serves.id == served)
    return tuple(Branch(goal, _under(goal, tactics)) for goal in serving) or (Branch(None),)


def _under(goal: Goal, tactics: Sequence[Tactic]) -> tuple[Tactic, ...]:
    return tuple(tactic for tactic in tactics if tactic.goal == goal.id and tactic.state is not State.DROPPED)
