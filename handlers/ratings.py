"""Ratings: rating a tactic, and starting another round for a contested one."""

from handlers.dispatch import permissions as may
from handlers.dispatch.access import FoundTactic
from handlers.dispatch.form_metadata import RatingMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.learning import bias_of
from handlers.tactics import tactic_messages
from handlers.views.common import notes
from handlers.views.common.blocks import Message
from handlers.views.common.sentences import why
from handlers.views.plans.learning import bias_line
from handlers.views.tactics.ratings import rating_form, read_rating_form
from planning.learning import Bias
from planning.priorities import Rating, new_rating
from storage import ratings
from storage.changes.ratings import rate_tactic, start_second_round
from storage.engine.transactions import Tx

MAX_WHY = 150


async def open_rating(interaction: Interaction, tactic_id: str) -> None:
    """Open the rating form, filled in with the person's last rating."""
    found = await may.rate(interaction, tactic_id)
    tactic = found.tactic
    own, lean = await interaction.read(_form_data, found, interaction.person.id)
    reason = why(found.goal.serves.title, found.goal.title, limit=MAX_WHY)
    metadata = RatingMetadata(interaction.place, tactic.id, tactic.round)
    await interaction.open(rating_form(tactic, reason, own, metadata=metadata.packed(), bias=bias_line(lean)))


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
