"""A plan at one glance: its matrix and its map, as pictures and in words.

The words are gathered before the answer is acknowledged, the pictures drawn after it. One person alone sees
pictures only where they are known to show; elsewhere the words come at once, and offer the pictures.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from slack_sdk.models.blocks import Block

from handlers.dispatch.access import plan_here, plan_of
from handlers.dispatch.interaction import Visit
from handlers.views.charts.matrix import matrix_picture
from handlers.views.charts.plan_map import map_picture
from handlers.views.charts.svg import Picture
from handlers.views.charts.timeline import timeline_picture
from handlers.views.common.blocks import Message
from handlers.views.common.unreadable import with_astray, with_unreadable
from handlers.views.plans import maps as views
from handlers.views.plans.messages import matrix_message, shared
from planning.goals import Goal
from planning.people import require_editor
from planning.pictures import Sightings
from planning.plan import Plan
from planning.priorities import Section
from planning.records import Unreadable
from planning.tactics import Tactic
from planning.tree import astray, tree
from storage import goals, pictures, plans, tactic_lists, tactics
from storage.engine.transactions import Tx
from storage.readable import unreadable

A_SECTION = 8
DRAWN_MOST = 200

What = Literal["matrix", "map"]


@dataclass(frozen=True, slots=True)
class Glance:
    """What shows a plan: its words around whatever pictures there are, and how these are drawn.

    `pictured` says whether any belong there: they show the whole plan, so pages after the first need none.
    """

    plan: Plan
    what: What
    sightings: Sightings
    words: Callable[[Sequence[Block]], Message]
    draw: Callable[[], tuple[Picture, ...]]
    pictured: bool = True


async def matrix(visit: Visit, _typed: str = "") -> None:
    """`/plan matrix`: value against complexity."""
    _look(visit, await _matrix(visit, await plan_here(visit)))


async def show_matrix(visit: Visit, plan_id: str) -> None:
    """The "Matrix" button, of a closed plan too."""
    _look(visit, await _matrix(visit, await plan_of(visit, plan_id)))


async def send_matrix(visit: Visit, plan_id: str) -> None:
    """The matrix with its picture, as a direct message."""
    visit.house.background.start(_send(visit, await _matrix(visit, await plan_of(visit, plan_id))))


async def share_matrix(visit: Visit, plan_id: str) -> None:
    """The matrix with its picture, for everyone in the plan's channel."""
    await _share(visit, plan_id, _matrix)


async def map_(visit: Visit, _typed: str = "") -> None:
    """`/plan map`: from the company's goals to what is done for them, and when."""
    _look(visit, await _map(visit, await plan_here(visit)))


async def turn(visit: Visit, value: str) -> None:
    """The "Map" button, of a closed plan too, and its Previous and Next."""
    plan_id, _, offset = value.partition("|")
    _look(visit, await _map(visit, await plan_of(visit, plan_id), int(offset)))


async def send_map(visit: Visit, plan_id: str) -> None:
    """The map with its pictures, as a direct message."""
    visit.house.background.start(_send(visit, await _map(visit, await plan_of(visit, plan_id))))


async def share_map(visit: Visit, plan_id: str) -> None:
    """The map with its pictures, for everyone in the plan's channel."""
    await _share(visit, plan_id, _map)


async def _matrix(visit: Visit, plan: Plan) -> Glance:
    found = await visit.read(_matrix_data, plan.id)
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
    drawn = tactics.page(tx, plan_id, tactics.Filter(), 0, DRAWN_MOST)
    return _MatrixData(counts, first, drawn, unreadable(tx), pictures.sightings(tx))


async def _map(visit: Visit, plan: Plan, offset: int = 0) -> Glance:
    found = await visit.read(_map_data, plan.id)
    plan, today = found.plan, found.plan.today(visit.now)
    grown = tree(plan, [goal for goal in found.goals if not goal.dropped], found.tactics)
    homeless = astray(found.goals, found.tactics)

    def in_words(shown: Sequence[Block]) -> Message:
        drawn = views.map_message(plan, grown, today, offset, shown)
        return with_unreadable(with_astray(drawn, homeless), found.unreadable)

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


def _look(visit: Visit, glance: Glance) -> None:
    """Show it to the person alone."""
    visit.draw(_for_one(visit, glance))


async def _for_one(visit: Visit, glance: Glance) -> Message:
    """With its pictures where they are known to show; else in words, with the ways to have the pictures."""
    if not glance.pictured:
        return glance.words(())
    offers = views.offers(glance.plan, glance.what, visit.person)
    shown: list[Block] = []
    if visit.house.pictures.may_show(glance.sightings, visit.surface):
        drawn = glance.draw()
        shown = await visit.house.pictures.all_shown(visit.workspace, *drawn, private=True)
    message = replace(glance.words(shown), instead=offers)
    return message if shown else message.without_pictures()


async def _for_many(visit: Visit, glance: Glance) -> Message:
    """As it is posted, where those who can read the message have access to what stands in it."""
    drawn = glance.draw()
    return replace(
        glance.words(await visit.house.pictures.all_shown(visit.workspace, *drawn)), pictures=drawn
    )


async def _send(visit: Visit, glance: Glance) -> None:
    if await visit.share(await _for_many(visit, glance), visit.person.id) and not visit.in_dm:
        visit.answer(views.sent_message(glance.plan))


async def _share(visit: Visit, plan_id: str, gather: Callable[[Visit, Plan], Awaitable[Glance]]) -> None:
    plan = await plan_of(visit, plan_id)
    require_editor(visit.person)
    visit.house.background.start(_post(visit, await gather(visit, plan)))


async def _post(visit: Visit, glance: Glance) -> None:
    message = await _for_many(visit, glance)
    by = shared(visit.person.id, glance.plan.today(visit.now))
    is_shared = await visit.share(replace(message, blocks=[*message.blocks, by]), glance.plan.channel)
    if is_shared and (visit.screen or visit.channel != glance.plan.channel):
        visit.answer(views.shared_message(glance.plan))
