"""Copy goals with their metrics, and open tactics, from a closed plan into the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from planning.goals import Goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan
from planning.tactics import Tactic, rating_deadline


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """Copies of the goals and open tactics, and how many of each weren't copied."""

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
    """Copies for `plan` of the goals and open tactics of the previous one, with ids from `new_id`.

    A goal whose company goal isn't in the new plan isn't copied, and neither are its tactics.
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
    """The copies of the goals, by the id of the original."""
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
    """A copy without ratings, which may have changed.

    What owners have finished still counts if the same occurrence is due in the copy. Past occurrences of a
    recurrence that was never completed aren't copied.
    """
    fresh = Tactic(
        id_,
        plan.id,
        goal.id,
        number,
        old.title,
        old.created_by,
        now,
        rating_deadline(plan, now),
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
    """A number for `new_id`, distinct from those of the plan's company goals."""
    return 1000 + number * 100 + place
