"""Does a picture show to one person alone? A test picture, where it can be seen, and what the person says."""

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from handlers.dispatch import permissions as may
from handlers.dispatch.interaction import House, Visit
from handlers.views.charts import picture_test as views
from handlers.views.common.blocks import Message
from handlers.views.common.inputs import message_modal
from planning.pictures import Source, Surface
from storage.changes.home import answer_test, show_test_on_home


@may.changes
async def show(visit: Visit, _value: str) -> None:
    """The "Check pictures" button: the form opens at once, the pictures come when Slack has them."""
    await may.own_settings(visit)
    form = message_modal(views.preparing(), memory=visit.memory().packed())
    visit.house.background.start(_show(visit, await visit.open(form)))


@may.changes
async def seen(visit: Visit, value: str) -> Message:
    """The person sees the test picture."""
    return await _answered(visit, value, seen=True)


@may.changes
async def unseen(visit: Visit, value: str) -> Message:
    """The person doesn't."""
    return await _answered(visit, value, seen=False)


async def test_blocks(house: House, workspace: str) -> Sequence[Block]:
    """The test picture for a Home, with its question; nothing while it cannot be drawn."""
    message = await _test(house, workspace, Surface.HOME)
    return message.blocks if message.files else ()


async def _show(visit: Visit, view_id: str) -> None:
    """Show it as a message that only they see, in the form that is open, and on their Home."""
    message = await _test(visit.house, visit.workspace, Surface.MODAL)
    on_form = replace(visit, screen=view_id)
    if not message.files:
        on_form.answer(views.not_possible())
        return
    on_form.answer(message)
    visit.answer(await _test(visit.house, visit.workspace, Surface.EPHEMERAL))
    await visit.write(show_test_on_home, visit.actor)
    visit.house.owed()


async def _test(house: House, workspace: str, surface: Surface) -> Message:
    shown = await house.pictures.shown(workspace, views.picture(), private=True)
    return views.test_message(surface, house.pictures.source, shown)


async def _answered(visit: Visit, value: str, *, seen: bool) -> Message:
    await may.own_settings(visit)  # what one person sees counts for the whole workspace
    where, _, source = value.partition("|")
    surface = Surface(where)
    await visit.write(answer_test, visit.actor, surface, Source(source), seen=seen)
    visit.house.owed()
    return views.answered_message(surface, seen=seen)
