"""A plan at one glance: its matrix and its map, as pictures and in words.

The words are gathered before the answer is acknowledged, the pictures drawn after it.
"""

from handlers.access import plan_here, plan_of
from handlers.views import maps as views
from handlers.views.blocks import Message
from handlers.views.pictures.matrix import matrix_picture
from handlers.views.pictures.plan_map import map_picture
from handlers.views.pictures.svg import Picture
from handlers.views.pictures.timeline import timeline_picture
from handlers.views.plans import matrix_message
from handlers.views.unreadable import with_unreadable
from handlers.visit import Visit
from planning.plan import Plan
from planning.priorities import Section
from planning.tree import tree
from storage import goals, tactic_lists, tactics
from storage.readable import unreadable

A_SECTION = 8
DRAWN_MOST = 200


async def matrix(visit: Visit, _typed: str = "") -> None:
    """`/plan matrix`: value against complexity."""
    await _matrix(visit, await plan_here(visit))


async def show_matrix(visit: Visit, plan_id: str) -> None:
    """The "Matrix" button, of a closed plan too."""
    await _matrix(visit, await plan_of(visit, plan_id))


async def map_(visit: Visit, _typed: str = "") -> None:
    """`/plan map`: from the company's goals to what is done for them, and when."""
    await _map(visit, await plan_here(visit), 0)


async def turn(visit: Visit, value: str) -> None:
    """The "Map" button, of a closed plan too, and its Previous and Next."""
    plan_id, _, offset = value.partition("|")
    await _map(visit, await plan_of(visit, plan_id), int(offset))


async def _matrix(visit: Visit, plan: Plan) -> None:
    async with visit.store.reading() as tx:
        counts = await tactics.section_counts(tx, visit.workspace, plan.id)
        first = {
            section: (
                await tactics.page(
                    tx,
                    visit.workspace,
                    plan.id,
                    tactics.Filter(section=section, unrated=section is None),
                    0,
                    A_SECTION,
                )
            ).tactics
            for section in (*Section, None)
        }
        drawn = await tactics.page(tx, visit.workspace, plan.id, tactics.Filter(), 0, DRAWN_MOST)
        lost = unreadable(tx)

    async def draw() -> Message:
        picture = matrix_picture(plan.name, drawn.tactics, drawn.total)
        shown = await visit.house.pictures.all_shown(visit.workspace, picture)
        return with_unreadable(matrix_message(plan, first, counts, shown), lost)

    visit.draw(draw())


async def _map(visit: Visit, plan: Plan, offset: int) -> None:
    async with visit.store.reading() as tx:
        every = await tactic_lists.all_of_plan(tx, visit.workspace, plan.id)
        grown = tree(plan, await goals.of_plan(tx, visit.workspace, plan.id), every)
        lost = unreadable(tx)
    today = plan.today(visit.now)

    async def draw() -> Message:
        pictures: list[Picture] = []
        if offset == 0:  # they show the whole plan, so the pages after need none
            pictures = [map_picture(plan.name, grown, today), timeline_picture(plan, every, today)]
        shown = await visit.house.pictures.all_shown(visit.workspace, *pictures)
        return with_unreadable(views.map_message(plan, grown, today, offset, shown), lost)

    visit.draw(draw())
