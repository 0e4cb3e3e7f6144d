"""Ratings: of one tactic or of all that one was asked to rate, and a second round for a contested one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from slack_sdk.models.views import View

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundTactic, plan_here, plans_of, tactic_of
from handlers.dispatch.form_metadata import RatingMetadata, RatingsMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.learning import bias_of
from handlers.tactics import tactic_messages
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.sentences import why
from handlers.views.plans.learning import bias_line
from handlers.views.tactics.ratings import (
    RATINGS_A_PAGE,
    RatingDraft,
    ToRate,
    not_counted_message,
    nothing_to_rate_message,
    rating_form,
    ratings_form,
    read_rating_form,
    read_ratings_form,
)
from planning.errors import Code, PlanningError
from planning.learning import Bias
from planning.phrases import RatingWords, read_rating
from planning.priorities import Rating, new_rating
from planning.tactics import Tactic
from storage import goals, plans, ratings, tactic_lists, tactics
from storage.changes.ratings import OpenedRound, rate_tactic, rate_tactics, start_second_round
from storage.engine.transactions import Tx

MAX_TO_RATE = 50  # tactics whose ids fit into a form's metadata
MAX_WHY = 600


async def open_rating(interaction: Interaction, tactic_id: str, typed: RatingWords | None = None) -> None:
    """Open the rating form, filled in with what was `typed` with a command, or the person's last rating."""
    found = await may.rate(interaction, tactic_id)
    tactic = found.tactic
    own, lean = await interaction.read(_form_data, found, interaction.person.id)
    if typed:
        person, now = interaction.person.id, interaction.now
        said = typed.reason or (own.reason if own else "")
        own = Rating(person, typed.value, typed.complexity, said, now)
    reason = why(found.goal.serves.title, found.goal.title, limit=MAX_WHY)
    metadata = RatingMetadata(interaction.place, tactic.id, tactic.round)
    await interaction.open(rating_form(tactic, reason, own, metadata=metadata.packed(), bias=bias_line(lean)))


async def find_rated(interaction: Interaction, words: str) -> RatingWords | None:
    """The rating in the words of a command, with its tactic's id; None where they have none.

    A title may itself end with two numbers. Raises OUT_OF_RANGE, and what `storage.tactics.find` raises.
    """
    rating = read_rating(words)
    if rating is None:
        return None
    plan = await plan_here(interaction)
    return await interaction.read(_rated, plan.id, words, rating)


def _rated(tx: Tx, plan_id: str, words: str, rating: RatingWords) -> RatingWords | None:
    try:
        tactics.find(tx, plan_id, words)
    except PlanningError as refusal:
        if refusal.code is Code.REFERENCE_UNKNOWN:
            return replace(rating, which=tactics.find(tx, plan_id, rating.which).id)
    return None


async def start_rating(interaction: Interaction, tactic_id: str) -> None:
    """The "Rate" button."""
    await open_rating(interaction, tactic_id)


def _form_data(tx: Tx, found: FoundTactic, person: str) -> tuple[Rating | None, Bias]:
    """The person's own last rating in this round, and how far off the team's were in the plan before."""
    own = ratings.of_person(tx, found.tactic.id, found.tactic.round, person)
    return own, bias_of(tx, found.plan)


async def submit_rating(
    interaction: Interaction, form: Submission[RatingMetadata], shown: FoundTactic
) -> None:
    """The rating form was submitted."""
    rating = new_rating(interaction.person.id, *read_rating_form(form.answers), interaction.now)
    tactic_id = shown.tactic.id
    if await interaction.write(rate_tactic, interaction.actor, tactic_id, form.metadata.round, rating):
        interaction.services.notify_due()
        interaction.draw(tactic_messages.card(interaction, tactic_id, notes.rated(rating)))


async def open_ratings(interaction: Interaction, _first: str) -> Message | None:
    """Open the form for all that the person was asked to rate, a page at a time."""
    plans = await plans_of(interaction)
    waiting = await interaction.read(_waiting, interaction.person.id, tuple(plan.id for plan in plans))
    if not waiting:
        return nothing_to_rate_message()
    metadata = RatingsMetadata(interaction.place, left=tuple(map(_as_opened, waiting)))
    if form := await _ratings_page(interaction, metadata):
        await interaction.open(form)
    return None


async def submit_ratings(
    interaction: Interaction, form: Submission[RatingsMetadata], _found: None
) -> View | None:
    """A page of ratings was submitted: save them, and show the next one.

    Those whose ratings became visible since the form was opened stay on it, to be sent again.
    """
    opened = dict(map(_from_opened, form.metadata.tactics))
    given = _read_ratings(interaction, read_ratings_form(form.answers, opened))
    for tactic_id in given:
        found = await tactic_of(interaction, tactic_id)
        found.plan.require_open()
    saved = await interaction.write(rate_tactics, interaction.actor, opened, given)
    interaction.services.notify_due()
    if saved.not_counted:
        interaction.answer(not_counted_message(saved.not_counted))
    if saved.revealed:
        again = tuple(map(_as_opened, saved.revealed))
        metadata = replace(form.metadata, left=(*again, *form.metadata.left), page=form.metadata.page - 1)
        return await _ratings_page(interaction, metadata, given, saved.revealed)
    return await _ratings_page(interaction, form.metadata)


def _read_ratings(interaction: Interaction, drafts: Mapping[str, RatingDraft]) -> dict[str, Rating]:
    """The ratings of a page by tactic; raises a refusal about "<tactic>.<field>"."""
    by, now = interaction.person.id, interaction.now
    return {id_: new_rating(by, *draft, now, f"{id_}.") for id_, draft in drafts.items()}


async def _ratings_page(
    interaction: Interaction,
    metadata: RatingsMetadata,
    drafts: Mapping[str, Rating] | None = None,
    revealed: Sequence[Tactic] = (),
) -> View | None:
    """The form for the next page, without what needs no rating any more; None once nothing is left.

    It is filled in with `drafts`, else with what the person gave before.
    """
    size = RATINGS_A_PAGE
    here = RatingsMetadata(metadata.place, metadata.left[:size], metadata.left[size:], metadata.page + 1)
    if not here.tactics:
        return None
    ids = [id_ for id_, _ in map(_from_opened, here.tactics)]
    page, lean = await interaction.read(_page_data, ids, interaction.person.id)
    if not page:
        return await _ratings_page(interaction, here)
    page = [each._replace(own=(drafts or {}).get(each.tactic.id, each.own)) for each in page]
    pages = here.page + -(-len(here.left) // size)
    return ratings_form(
        page,
        metadata=replace(here, tactics=tuple(_as_opened(each.tactic) for each in page)).packed(),
        part=f"{here.page} of {pages}" if pages > 1 else "",
        bias=bias_line(lean),
        revealed=revealed,
    )


def _page_data(tx: Tx, ids: Sequence[str], person: str) -> tuple[list[ToRate], Bias]:
    """The open ones of these tactics in their order, and how far off the team's ratings were before."""
    found = tactic_lists.of_ids(tx, ids)
    open_ = [found[id_] for id_ in ids if id_ in found and found[id_].is_open]
    served = goals.of_ids(tx, {tactic.goal for tactic in open_})
    page = [
        ToRate(tactic, served[tactic.goal], ratings.of_person(tx, tactic.id, tactic.round, person))
        for tactic in open_
        if tactic.goal in served
    ]
    lean = bias_of(tx, plans.get(tx, page[0].tactic.plan)) if page else Bias(None, None, 0)
    return page, lean


def _waiting(tx: Tx, person: str, plan_ids: Sequence[str]) -> tuple[Tactic, ...]:
    return tuple(tactic_lists.rating_pending_in(tx, person, plan_ids, MAX_TO_RATE).tactics)


def _as_opened(tactic: Tactic) -> str:
    return f"{tactic.id}:{tactic.round}{'' if tactic.blind else ':shown'}"


def _from_opened(opened: str) -> tuple[str, OpenedRound]:
    id_, round_, *shown = opened.split(":")
    return id_, OpenedRound(int(round_), blind=not shown)


@may.changes
async def second_round(interaction: Interaction, tactic_id: str) -> Message:
    """Start another blind round for a contested tactic; its raters and owners are asked again."""
    await may.change_tactic(interaction, tactic_id)
    await interaction.write(start_second_round, interaction.actor, tactic_id)
    interaction.services.notify_due()
    return await tactic_messages.card(interaction, tactic_id, notes.second_round())
