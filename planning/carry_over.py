"""What comes along from a closed plan into the next: goals with their metrics, and open tactics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from planning.goals import Goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan
from planning.tactics import Tactic


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Copies of the goals and open tactics that come along, and how many of each stay behind."""

    goals: tuple[Goal, ...] = ()
    tactics: tuple[Tactic, ...] = ()
    goals_left: int = 0
    tactics_left: int = 0


def carried_over(
    plan: Plan,
    old_goals: Sequence[Goal],
    old_tactics: Sequence[Tactic],
    new_id: Callable[[int], str],
    now: datetime,
) -> CarriedOver:
    """Copies for `plan` of the goals and open tactics of the one before; they take ids from `new_id`.

    A goal whose company goal was left out of the new plan stays behind, and its tactics with it.
    """
    goals = _goals(plan, old_goals, new_id, now)
    going_on = sorted((one for one in old_tactics if one.goal in goals), key=lambda tactic: tactic.number)
    tactics = tuple(
        _tactic(plan, old, new_id(-number), goals[old.goal], number, now)
        for number, old in enumerate(going_on, start=1)
    )
    return CarriedOver(
        tuple(goals.values()), tactics, len(old_goals) - len(goals), len(old_tactics) - len(tactics)
    )


def _goals(
    plan: Plan, old_goals: Sequence[Goal], new_id: Callable[[int], str], now: datetime
) -> dict[str, Goal]:
    """The copies of the goals that go on, by the id of the old one."""
    served: dict[str, CompanyGoal | MarketingGoal] = {
        **MARKETING_GOALS,
        **{goal.id: goal for goal in plan.company_goals},
    }
    copies: dict[str, Goal] = {}
    for old in old_goals:
        if serves := served.get(old.serves.id):
            number = len(copies) + 1
            metrics = tuple(
                replace(metric, id=new_id(_place(old.number, place)))
                for place, metric in enumerate(old.metrics)
            )
            id_ = new_id(_place(old.number, 99))
            copies[old.id] = Goal(id_, plan.id, number, old.title, serves, now, metrics)
    return copies


def _tactic(plan: Plan, old: Tactic, id_: str, goal: Goal, number: int, now: datetime) -> Tactic:
    """A copy to be rated again, by a deadline that is set when it is added: it may look different by now.

    The parts that owners have finished still count if the same occurrence is due in the copy: where a rhythm
    was never completed, its past occurrences stay behind.
    """
    fresh = Tactic(
        id_,
        plan.id,
        goal.id,
        number,
        old.title,
        old.created_by,
        now,
        now,
        notes=old.notes,
        finish=old.finish,
        eta=old.eta,
        recurrence=old.recurrence,
        last_done=old.last_done,
        permalink=old.permalink,
    )
    today = plan.today(now)
    finished = old.finished if fresh.current(today) == old.current(today) else ()
    return replace(fresh, finished=finished).assigned(old.owners).in_state(old.state)


def _place(number: int, place: int) -> int:
    """A number for the ids of one goal's parts, apart from those of the plan's company goals."""
    return 1000 + number * 100 + place
