"""What comes along from a closed plan into the next: goals with their metrics, and open tactics."""

from dataclasses import dataclass, replace

from handlers.visit import Submission, Visit
from planning.calendar import working_days_after
from planning.goals import Goal
from planning.plan import MARKETING_GOALS, CompanyGoal, MarketingGoal, Plan
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import goals, tactics
from storage.changes.imports import add_all
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many goals and open tactics came along, and how many stay behind."""

    goals: int
    tactics: int
    goals_left: int
    tactics_left: int


def carry_over(tx: Tx, visit: Visit, form: Submission, previous: Plan, plan: Plan) -> CarriedOver:
    """Copy what goes on into `plan`; gives how much that was.

    A goal whose company goal was left out of the new plan stays behind, and its tactics with it.
    """
    old_goals = goals.of_plan(tx, visit.workspace, previous.id)
    new_goals = _goals(form, plan, old_goals, visit)
    still_open = tactics.open_of_plan(tx, visit.workspace, previous.id)
    going_on = [tactic for tactic in still_open if tactic.goal in new_goals]
    going_on.sort(key=lambda tactic: tactic.number)
    copies = [
        _tactic(form, plan, tactic, new_goals[tactic.goal], number, visit)
        for number, tactic in enumerate(going_on, start=1)
    ]
    add_all(tx, visit.actor, plan.id, list(new_goals.values()), copies, {})
    left = len(old_goals) - len(new_goals), len(still_open) - len(going_on)
    return CarriedOver(len(new_goals), len(going_on), *left)


def _goals(form: Submission, plan: Plan, old_goals: tuple[Goal, ...], visit: Visit) -> dict[str, Goal]:
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
                replace(metric, id=form.new_id(_place(old.number, place)))
                for place, metric in enumerate(old.metrics)
            )
            copies[old.id] = Goal(
                form.new_id(_place(old.number, 99)), plan.id, number, old.title, serves, visit.now, metrics
            )
    return copies


def _tactic(form: Submission, plan: Plan, old: Tactic, goal: Goal, number: int, visit: Visit) -> Tactic:
    """A fresh copy to be rated anew: what it takes may look different by now.

    The parts that owners have finished count as long as they are of what is due in the copy, too: occurrences
    of a rhythm that was never completed stay behind where they are past.
    """
    fresh = Tactic(
        form.new_id(-number),
        plan.id,
        goal.id,
        number,
        old.title,
        old.created_by,
        visit.now,
        working_days_after(visit.now, plan.rating_days, zone_of(plan.zone)),
        notes=old.notes,
        finish=old.finish,
        eta=old.eta,
        rhythm=old.rhythm,
        last_done=old.last_done,
        permalink=old.permalink,
    )
    today = plan.today(visit.now)
    finished = old.finished if fresh.current(today) == old.current(today) else ()
    return replace(fresh, finished=finished).assigned(old.owners).in_state(old.state)


def _place(number: int, place: int) -> int:
    """A number for the ids of one goal's parts, apart from those of the plan's company goals."""
    return 1000 + number * 100 + place
