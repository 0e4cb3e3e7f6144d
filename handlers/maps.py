"""A plan at one glance: its matrix and its map, as pictures and in words.

The words are gathered before the answer is acknowledged, the pictures drawn after it. One person alone sees
pictures only where they are known to show; elsewhere the words come at once, and offer the pictures.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from slack_sdk.models.blocks import Block

from handlers.access import plan_here, plan_of
from handlers.views import maps as views
from handlers.views.blocks import Message
from handlers.views.pictures.matrix import matrix_picture
from handlers.views.pictures.plan_map import map_picture
from handlers.views.pictures.svg import Picture
from handlers.views.pictures.timeline import timeline_picture
from handlers.views.plans import matrix_message, shared
from handlers.views.unreadable import with_astray, with_unreadable
from handlers.visit import Visit
from planning.people import require_editor
from planning.pictures import Sightings
from planning.plan import Plan
from planning.priorities import Section
from planning.tree import astray, tree
from storage import goals, pictures, plans, tactic_lists, tactics
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
    async with visit.store.reading() as tx:
        counts = await tx.run(tactics.section_counts, visit.workspace, plan.id)
        first = {
            section: (
                await tx.run(
                    tactics.page,
                    visit.workspace,
                    plan.id,
                    tactics.Filter(section=section, unrated=section is None),
                    0,
                    A_SECTION,
                )
            ).tactics
            for section in (*Section, None)
        }
        drawn = await tx.run(tactics.page, visit.workspace, plan.id, tactics.Filter(), 0, DRAWN_MOST)
        lost = unreadable(tx.sync_session)
        sightings = await tx.run(pictures.sightings, visit.workspace)
    return Glance(
        plan,
        "matrix",
        sightings,
        words=lambda shown: with_unreadable(matrix_message(plan, first, counts, shown), lost),
        draw=lambda: (matrix_picture(plan.name, drawn.tactics, drawn.total),),
    )


async def _map(visit: Visit, plan: Plan, offset: int = 0) -> Glance:
    async with visit.store.reading() as tx:
        every = await tx.run(tactic_lists.all_of_plan, visit.workspace, plan.id)
        plan = await tx.run(plans.get, visit.workspace, plan.id)
        serving = await tx.run(goals.of_plan, visit.workspace, plan.id, dropped=True)
        lost = unreadable(tx.sync_session)
        sightings = await tx.run(pictures.sightings, visit.workspace)
    today = plan.today(visit.now)
    grown = tree(plan, [goal for goal in serving if not goal.dropped], every)
    homeless = astray(serving, every)

    def in_words(shown: Sequence[Block]) -> Message:
        drawn = views.map_message(plan, grown, today, offset, shown)
        return with_unreadable(with_astray(drawn, homeless), lost)

    return Glance(
        plan,
        "map",
        sightings,
        words=in_words,
        draw=lambda: (map_picture(plan.name, grown, today), timeline_picture(plan, every, today)),
        pictured=offset == 0,
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
