"""A tactic's card and the lists of tactics: read the data, then render it."""

from dataclasses import replace
from datetime import date, datetime

from handlers.dispatch.interaction import Interaction
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_unreadable
from handlers.views.plans.learning import judge_blocks
from handlers.views.tactics.cards import TacticCard
from handlers.views.tactics.messages import (
    TACTICS_A_PAGE,
    TacticList,
    tactic_card,
    tactics_message,
)
from handlers.views.tactics.ratings import rating_request, superseded_request
from planning.deliveries import Delivery, round_of
from planning.errors import Code, PlanningError
from planning.phrases import TacticFilter
from planning.phrases.filters import MINE, UNOWNED
from planning.plan import Plan
from planning.records import Unreadable
from storage import calendars, goals, plans, ratings, tactics
from storage.engine.store import Store
from storage.engine.transactions import Tx
from storage.readable import unreadable


async def card(interaction: Interaction, tactic_id: str, note: str = "") -> Message:
    """The card of a tactic for this person, headed by a note of what was just done.

    The owners of a done tactic are asked what it was really like.
    """
    shown, lost = await interaction.read(_current_card, tactic_id, interaction.person.id, interaction.now)
    drawn = tactic_card(shown, note=note)
    if interaction.person.id in shown.tactic.owners:
        drawn = Message(drawn.text, [*drawn.blocks, *judge_blocks(shown.tactic)])
    return with_unreadable(drawn, lost)


async def request(store: Store, delivery: Delivery) -> Message:
    """A rating request as it is now: the request itself, its result, or that a further round began."""
    shown, _ = await store.read(delivery.workspace, _card_data, delivery.subject, delivery.recipient)
    if delivery.occasion != round_of(shown.tactic):
        return superseded_request(shown)
    return rating_request(shown)


def _current_card(
    tx: Tx, tactic_id: str, reader: str, now: datetime
) -> tuple[TacticCard, tuple[Unreadable, ...]]:
    """As `_card_data`, as of `now`, and with the absences of its owners."""
    shown, lost = _card_data(tx, tactic_id, reader)
    away = calendars.absences(tx, shown.tactic.owners, now)
    return replace(shown, today=shown.plan.today(now), away=away), lost


def _card_data(tx: Tx, tactic_id: str, reader: str) -> tuple[TacticCard, tuple[Unreadable, ...]]:
    """A tactic's card for `reader`, without others' ratings of a blind round, and what can't be read."""
    tactic = tactics.get(tx, tactic_id)
    given = ratings.of_round(tx, tactic.id, tactic.round)
    shown = given
    if tactic.blind:
        shown = ratings.of_round(tx, tactic.id, tactic.round - 1)
    card_ = TacticCard(
        tactic=tactic,
        goal=goals.of_ids(tx, [tactic.goal])[tactic.goal],
        plan=plans.get(tx, tactic.plan),
        raters=frozenset(rating.person for rating in given),
        ratings=shown,
        own=next((rating for rating in given if rating.person == reader), None),
        asked=reader in tactic.owners or tactic.round > 1,
    )
    return card_, unreadable(tx)


async def tactics_page(
    interaction: Interaction, plan: Plan, filter_: str = "", offset: int = 0, *, choose: str = ""
) -> Message:
    """One page of the plan's tactics; `filter_` is the text of a `TacticFilter`.

    With `choose`, each has the button of that verb.
    """
    today = plan.today(interaction.now)
    listing, lost = await interaction.read(_list_data, plan, filter_, offset, interaction.person.id, today)
    return with_unreadable(tactics_message(listing, today, choose=choose), lost)


def _list_data(
    tx: Tx, plan: Plan, filter_: str, offset: int, reader: str, today: date
) -> tuple[TacticList, tuple[Unreadable, ...]]:
    """The page of a plan's tactics, and what can't be read of it."""
    chosen = _criteria(tx, plan, TacticFilter.from_text(filter_), reader, today)
    page = tactics.page(tx, plan.id, chosen, offset, TACTICS_A_PAGE)
    listing = TacticList(
        plan=plan,
        tactics=page.tactics,
        total=page.total,
        offset=offset,
        filter=filter_,
        goals=goals.of_ids(tx, {tactic.goal for tactic in page.tactics}),
        raters=ratings.raters(tx, [(tactic.id, tactic.round) for tactic in page.tactics]),
    )
    return listing, unreadable(tx)


def _criteria(tx: Tx, plan: Plan, chosen: TacticFilter, reader: str, today: date) -> tactics.Filter:
    """The filter for the query; raises REFERENCE_UNKNOWN for a goal that the plan doesn't have."""
    person = reader if chosen.who == MINE else chosen.who
    return tactics.Filter(
        person=None if person in ("", UNOWNED) else person,
        unowned=chosen.who == UNOWNED,
        section=chosen.section,
        unrated=chosen.unrated,
        goal=_goal_id(tx, plan, chosen.goal) if chosen.goal else None,
        state="open" if chosen.state == "overdue" else chosen.state,
        due_before=today if chosen.state == "overdue" else None,
    )


def _goal_id(tx: Tx, plan: Plan, number: int) -> str:
    for goal in goals.of_plan(tx, plan.id, dropped=True):
        if goal.number == number:
            return goal.id
    raise PlanningError(Code.REFERENCE_UNKNOWN, words=f"goal {number}")
