"""Ratings: rating a tactic, and starting another round for a contested one."""

from dataclasses import replace

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundTactic, plan_here
from handlers.dispatch.form_metadata import RatingMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.learning import bias_of
from handlers.tactics import tactic_messages
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.sentences import why
from handlers.views.plans.learning import bias_line
from handlers.views.tactics.ratings import rating_form, read_rating_form
from planning.errors import Code, PlanningError
from planning.learning import Bias
from planning.phrases import RatingWords, read_rating
from planning.priorities import Rating, new_rating
from storage import ratings, tactics
from storage.changes.ratings import rate_tactic, start_second_round
from storage.engine.transactions import Tx

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
    reason = why(found.goal.serves.title, found.goal.title, tactic.title, limit=MAX_WHY)
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
        interaction.draw_change(tactic_messages.card(interaction, tactic_id, notes.rated(rating)))


@may.changes
async def second_round(interaction: Interaction, tactic_id: str) -> Message | None:
    """Start another blind round for a contested tactic; its raters and owners are asked again."""
    await may.change_tactic(interaction, tactic_id)
    await interaction.write(start_second_round, interaction.actor, tactic_id)
    interaction.services.notify_due()
    return (
        None
        if interaction.place.delivery
        else await tactic_messages.card(interaction, tactic_id, notes.second_round())
    )
