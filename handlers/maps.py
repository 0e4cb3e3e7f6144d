"""A plan at one glance: its matrix and its map, as pictures and in words.

The words are gathered before the answer is acknowledged, the pictures drawn after it. One person alone sees
pictures only where they are known to show; elsewhere the words come at once, and offer the pictures.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from slack_sdk.models.blocks import Block

from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.interaction import Interaction
from handlers.views.charts.matrix import matrix_picture
from handlers.views.charts.plan_map import map_picture
from handlers.views.charts.svg import Picture
from handlers.views.charts.timeline import timeline_picture
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import PageValue
from handlers.views.common.unreadable import with_orphaned_tactics, with_unreadable
from handlers.views.plans import maps as views
from handlers.views.plans.messages import matrix_message, shared_by_line
from planning.goals import Goal
from planning.people import require_editor
from planning.pictures import Sightings
from planning.plan import Plan
from planning.priorities import Section
from planning.records import Unreadable
from planning.tactics import Tactic
from planning.tree import tactics_without_goal, tree
from storage import goals, pictures, plans, tactic_lists, tactics
from storage.engine.transactions import Tx
from storage.readable import unreadable

A_SECTION = 8
MAX_DRAWN = 200

What = Literal["matrix", "map"]


@dataclass(frozen=True, slots=True)
class Glance:
    """One way to show a plan: the message around its pictures, and the function that draws these.

    `pictured` says whether any belong there: they show the whole plan, so pages after the first need none.
    """

    plan: Plan
    what: What
    sightings: Sightings
    words: Callable[[Sequence[Block]], Message]
    draw: Callable[[], tuple[Picture, ...]]
    pictured: bool = True


async def matrix(interaction: Interaction, _typed: str = "") -> None:
    """`/plan matrix`: value against complexity."""
    _look(interaction, await _matrix(interaction, await plan_here(interaction)))


async def show_matrix(interaction: Interaction, plan_id: str) -> None:
    """The "Matrix" button, of a closed plan too."""
    _look(interaction, await _matrix(interaction, await plan_of(interaction, plan_id)))


async def send_matrix(interaction: Interaction, plan_id: str) -> None:
    """The matrix with its picture, as a direct message."""
    interaction.services.tasks.start(
        _send(interaction, await _matrix(interaction, await plan_of(interaction, plan_id)))
    )


async def share_matrix(interaction: Interaction, plan_id: str) -> None:
    """The matrix with its picture, for everyone in the plan's channel."""
    await _share(interaction, plan_id, _matrix)


async def map_(interaction: Interaction, _typed: str = "") -> None:
    """`/plan map`: from the company's goals to what is done for them, and when."""
    _look(interaction, await _map(interaction, await plan_here(interaction)))


async def turn_page(interaction: Interaction, value: str) -> None:
    """The "Map" button, of a closed plan too, and its Previous and Next."""
    page = PageValue.unpacked(value)
    _look(interaction, await _map(interaction, await plan_of(interaction, page.id), page.offset))


async def send_map(interaction: Interaction, plan_id: str) -> None:
    """The map with its pictures, as a direct message."""
    interaction.services.tasks.start(
        _send(interaction, await _map(interaction, await plan_of(interaction, plan_id)))
    )


async def share_map(interaction: Interaction, plan_id: str) -> None:
    """The map with its pictures, for everyone in the plan's channel."""
    await _share(interaction, plan_id, _map)


async def _matrix(interaction: Interaction, plan: Plan) -> Glance:
    found = await interaction.read(_matrix_data, plan.id)
    return Glance(
        plan,
        "matrix",
        found.sightings,
        words=lambda shown: with_unreadable(
            matrix_message(plan, found.first, found.counts, shown), found.unreadable
        ),
        draw=lambda: (matrix_picture(plan.name, found.drawn.tactics, found.drawn.total),),
    )


@dataclass(frozen=True, slots=True)
class _MatrixData:
    """The first tactics of each section and how many it has, None for the unrated; and those drawn."""

    counts: Mapping[Section | None, int]
    first: Mapping[Section | None, Sequence[Tactic]]
    drawn: tactics.Page
    unreadable: Sequence[Unreadable]
    sightings: Sightings


def _matrix_data(tx: Tx, plan_id: str) -> _MatrixData:
    counts = tactics.section_counts(tx, plan_id)
    first = {
        section: tactics.page(
            tx,
            plan_id,
            tactics.Filter(section=section, unrated=section is None),
            0,
            A_SECTION,
        ).tactics
        for section in (*Section, None)
    }
    drawn = tactics.page(tx, plan_id, tactics.Filter(), 0, MAX_DRAWN)
    return _MatrixData(counts, first, drawn, unreadable(tx), pictures.sightings(tx))


async def _map(interaction: Interaction, plan: Plan, offset: int = 0) -> Glance:
    found = await interaction.read(_map_data, plan.id)
    plan, today = found.plan, found.plan.today(interaction.now)
    grown = tree(plan, [goal for goal in found.goals if not goal.dropped], found.tactics)
    homeless = tactics_without_goal(found.goals, found.tactics)

    def in_words(shown: Sequence[Block]) -> Message:
        drawn = views.map_message(plan, grown, today, offset, shown)
        return with_unreadable(with_orphaned_tactics(drawn, homeless), found.unreadable)

    return Glance(
        plan,
        "map",
        found.sightings,
        words=in_words,
        draw=lambda: (map_picture(plan.name, grown, today), timeline_picture(plan, found.tactics, today)),
        pictured=offset == 0,
    )


@dataclass(frozen=True, slots=True)
class _MapData:
    """A plan with all its goals and tactics, dropped ones too."""

    tactics: Sequence[Tactic]
    plan: Plan
    goals: Sequence[Goal]
    unreadable: Sequence[Unreadable]
    sightings: Sightings


def _map_data(tx: Tx, plan_id: str) -> _MapData:
    return _MapData(
        tactics=tactic_lists.all_of_plan(tx, plan_id),
        plan=plans.get(tx, plan_id),
        goals=goals.of_plan(tx, plan_id, dropped=True),
        unreadable=unreadable(tx),
        sightings=pictures.sightings(tx),
    )


def _look(interaction: Interaction, glance: Glance) -> None:
    """Show it to this person only."""
    interaction.draw(_for_one(interaction, glance))


async def _for_one(interaction: Interaction, glance: Glance) -> Message:
    """With its pictures where they are known to show; else in words, with the ways to have the pictures."""
    if not glance.pictured:
        return glance.words(())
    offers = views.picture_buttons(glance.plan, glance.what, interaction.person)
    shown: list[Block] = []
    if interaction.services.pictures.may_show(glance.sightings, interaction.surface):
        drawn = glance.draw()
        shown = await interaction.services.pictures.all_shown(interaction.workspace, *drawn, private=True)
    message = replace(glance.words(shown), fallback=offers)
    return message if shown else message.without_pictures()


async def _for_many(interaction: Interaction, glance: Glance) -> Message:
    """The message as posted to a channel: everyone there has access to its pictures."""
    drawn = glance.draw()
    return replace(
        glance.words(await interaction.services.pictures.all_shown(interaction.workspace, *drawn)),
        pictures=drawn,
    )


async def _send(interaction: Interaction, glance: Glance) -> None:
    if (
        await interaction.share(await _for_many(interaction, glance), interaction.person.id)
        and not interaction.in_dm
    ):
        interaction.answer(views.sent_message(glance.plan))


async def _share(
    interaction: Interaction, plan_id: str, gather: Callable[[Interaction, Plan], Awaitable[Glance]]
) -> None:
    plan = await plan_of(interaction, plan_id)
    require_editor(interaction.person)
    interaction.services.tasks.start(_post(interaction, await gather(interaction, plan)))


async def _post(interaction: Interaction, glance: Glance) -> None:
    message = await _for_many(interaction, glance)
    by = shared_by_line(interaction.person.id, glance.plan.today(interaction.now))
    is_shared = await interaction.share(replace(message, blocks=[*message.blocks, by]), glance.plan.channel)
    if is_shared and (interaction.place.screen or interaction.channel != glance.plan.channel):
        interaction.answer(views.shared_message(glance.plan))
