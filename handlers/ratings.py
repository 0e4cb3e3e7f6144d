"""Ratings: giving one, and putting a contested tactic to a further round."""

from datetime import datetime

from handlers import draw
from handlers import permissions as may
from handlers.access import FoundTactic
from handlers.learning import bias_of
from handlers.views import notes
from handlers.views.blocks import Message
from handlers.views.learning import bias_line
from handlers.views.ratings import rating_form, read_rating_form
from handlers.views.sentences import why
from handlers.visit import Submission, Visit
from planning.calendar import working_days_after
from planning.deliveries import Kind
from planning.logbook import Action
from planning.people import require_rater
from planning.priorities import new_rating
from planning.tactics import Tactic
from planning.zones import zone_of
from storage import deliveries, homes, plans, ratings, tactics
from storage.changes.history import record
from storage.changes.rating_rounds import settle
from storage.changes.ratings import ask_ratings
from storage.changes.redraws import redraw_clicked
from storage.store import Tx

WHY_MOST = 600


async def open_rating(visit: Visit, tactic_id: str) -> None:
    """Open the rating form with the person's own last words in it."""
    found = await may.rate(visit, tactic_id)
    tactic = found.tactic
    async with visit.store.reading() as tx:
        own = await tx.run(ratings.of_person, visit.workspace, tactic.id, tactic.round, visit.person.id)
        lean = await tx.run(bias_of, visit.workspace, found.plan)
    reason = why(found.goal.serves.title, found.goal.title, tactic.title, limit=WHY_MOST)
    memory = visit.memory(found.plan.id, tactic.id, tactic.round)
    await visit.open(rating_form(tactic, reason, own, memory=memory.packed(), bias=bias_line(lean)))


async def rated(visit: Visit, form: Submission, shown: FoundTactic) -> None:
    """The rating form was sent."""
    rating = new_rating(visit.person.id, *read_rating_form(form.answers), visit.now)
    async with visit.transaction() as tx:
        tactic = await tx.run(tactics.get, visit.workspace, shown.tactic.id)
        require_rater(visit.person, tactic)
        (await tx.run(plans.get, visit.workspace, tactic.plan)).require_open()
        tactic.require_open()
        tactic.require_round(form.memory.version)
        before = await tx.run(ratings.of_person, visit.workspace, tactic.id, tactic.round, rating.person)
        if before and before.same_as(rating):
            return
        await tx.run(ratings.put, visit.workspace, tactic.id, tactic.round, rating)
        await tx.run(_written, visit, Action.TACTIC_RATED, tactic)
        await tx.run(deliveries.redraw_newest, visit.workspace, Kind.DIGEST, visit.person.id)
        await tx.run(redraw_clicked, visit.actor)
        await tx.run(homes.changed, visit.workspace, [visit.person.id])
        await tx.run(settle, visit.workspace, tactic, visit.now)
    visit.house.owed()
    visit.draw_change(draw.card(visit, tactic.id, notes.rated(rating)))


@may.changes
async def second_round(visit: Visit, tactic_id: str) -> Message | None:
    """Put a contested tactic to a further blind round; its raters and owners are asked again."""
    found = await may.change_tactic(visit, tactic_id)
    async with visit.transaction() as tx:
        before = await tx.run(tactics.get, visit.workspace, tactic_id)
        (await tx.run(plans.get, visit.workspace, before.plan)).require_open()
        await tx.run(ask_again, visit, before, before.second_round(_rate_by(visit, found)))
    visit.house.owed()
    return None if visit.delivery else await draw.card(visit, tactic_id, notes.second_round())


def ask_again(tx: Tx, visit: Visit, before: Tactic, after: Tactic, why: str = "") -> None:
    """Begin the round that `after` is in: its owners and everybody who rated before are asked."""
    given = ratings.of_round(tx, visit.workspace, before.id, before.round)
    saved = tactics.save_round(tx, visit.workspace, after)
    _written(tx, visit, Action.SECOND_ROUND, saved, why)
    homes.changed(tx, visit.workspace, saved.owners)
    ask_ratings(tx, visit.actor, saved, {rating.person for rating in given} | set(saved.owners))


def _rate_by(visit: Visit, found: FoundTactic) -> datetime:
    return working_days_after(visit.now, found.plan.rating_days, zone_of(found.plan.zone))


def _written(tx: Tx, visit: Visit, action: Action, tactic: Tactic, why: str = "") -> None:
    record(tx, visit.actor, action, plan=tactic.plan, subject=tactic.id, title=tactic.title, why=why)
    deliveries.redraw(tx, visit.workspace, tactic.id)
