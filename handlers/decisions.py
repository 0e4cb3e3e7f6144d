"""What a check-in decides about tactics that are off course, done to the plan."""

from collections.abc import Sequence

from handlers.access import require_owners
from handlers.permissions import Answering, answering
from handlers.ratings import ask_again
from handlers.visit import Visit
from planning.calendar import working_days_after
from planning.check_ins import Answer, Decision
from planning.errors import Code, PlanningError
from planning.logbook import Action
from planning.people import require_editor
from planning.plan import Plan
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import tactics
from storage.changes.check_in_answers import save_answers
from storage.changes.tactics import save_tactic
from storage.store import Tx

CHANGING = (Decision.MOVE, Decision.HAND_OVER, Decision.DROP, Decision.RE_RATE)


async def carry_out(visit: Visit, found: Answering, given: Sequence[Answer]) -> None:
    """Keep the answers and do what they decide, all in one transaction.

    Raises MEMBERS_ONLY for a guest who decides more than to keep it, what `permissions.answering` raises,
    CHANGED_MEANWHILE where it finds something else now, and what the changes themselves raise.
    """
    plan = found.plan
    if any(answer.decision in CHANGING for answer in given):
        require_editor(visit.person)
    for answer in given:
        if answer.taker:
            await require_owners(visit, plan, [answer.taker], f"{answer.tactic}.taker")
    async with visit.transaction() as tx:
        now = await tx.run(answering, visit, plan.id, found.asked_on)
        if now.check_in.id != found.check_in.id or not now.owned >= {answer.tactic for answer in given}:
            raise PlanningError(Code.CHANGED_MEANWHILE)
        await tx.run(save_answers, visit.actor, now.plan, now.check_in, given)
        for answer in given:
            tactic = await tx.run(tactics.get, visit.workspace, answer.tactic)
            await tx.run(_do, visit, plan, tactic, answer)
    visit.house.owed()


def _do(tx: Tx, visit: Visit, plan: Plan, tactic: Tactic, answer: Answer) -> None:
    match answer.decision:
        case Decision.MOVE if tactic.rhythm is None:  # a rhythm keeps its dates
            after = tactic.moved(answer.new_eta, None, plan.today(visit.now))
            save_tactic(tx, visit.actor, Action.TACTIC_MOVED, tactic, after, answer.reason)
        case Decision.HAND_OVER:
            after = tactic.handed_over(visit.person.id, answer.taker)
            save_tactic(tx, visit.actor, Action.TACTIC_HANDED_OVER, tactic, after, answer.reason)
        case Decision.DROP:
            after = tactic.dropped(answer.reason)
            save_tactic(tx, visit.actor, Action.TACTIC_DROPPED, tactic, after, answer.reason)
        case Decision.RE_RATE if not tactic.blind:
            deadline = working_days_after(visit.now, plan.rating_days, zone_of(plan.zone))
            ask_again(tx, visit, tactic, tactic.rated_anew(deadline), answer.reason)
