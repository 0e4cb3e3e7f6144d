"""A plan as a tree: company goals, the goals that serve them, and their tactics."""

from collections.abc import Sequence
from dataclasses import dataclass

from planning.goals import Goal
from planning.plan import CompanyGoal, MarketingGoal, Plan
from planning.tactics import State, Tactic


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A goal and its tactics in order, without dropped ones; None if no goal serves the parent."""

    goal: Goal | None
    tactics: tuple[Tactic, ...] = ()


@dataclass(frozen=True, slots=True)
class TopGoalNode:
    """A company goal or marketing goal, with at least one branch."""

    serves: CompanyGoal | MarketingGoal
    branches: tuple[GoalNode, ...]


def tree(plan: Plan, goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[TopGoalNode, ...]:
    """The company goals of a plan in their order, then the marketing goals that `goals` serve."""
    marketing = {goal.serves.id: goal.serves for goal in goals if isinstance(goal.serves, MarketingGoal)}
    served: tuple[CompanyGoal | MarketingGoal, ...] = (*plan.company_goals, *marketing.values())
    return tuple(TopGoalNode(each, _branches(each.id, goals, tactics)) for each in served)


def tactics_without_goal(goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[Tactic, ...]:
    """The tactics, without dropped ones, whose goal isn't among `goals`: it can't be read."""
    known = {goal.id for goal in goals}
    return tuple(
        tactic for tactic in tactics if tactic.goal not in known and tactic.state is not State.DROPPED
    )


def _branches(served: str, goals: Sequence[Goal], tactics: Sequence[Tactic]) -> tuple[GoalNode, ...]:
    serving = (goal for goal in goals if goal.serves.id == served)
    return tuple(GoalNode(goal, _under(goal, tactics)) for goal in serving) or (GoalNode(None),)


def _under(goal: Goal, tactics: Sequence[Tactic]) -> tuple[Tactic, ...]:
    return tuple(tactic for tactic in tactics if tactic.goal == goal.id and tactic.state is not State.DROPPED)
