"""Does a picture show to one person alone? A test picture, where it can be seen, and what the person says."""

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk.models.blocks import Block

from handlers.dispatch import permissions as may
from handlers.dispatch.form_metadata import FormMetadata
from handlers.dispatch.interaction import Interaction, Services
from handlers.views.charts import picture_test as views
from handlers.views.common.blocks import Message
from handlers.views.common.button_values import SightingValue
from handlers.views.common.inputs import message_modal
from planning.pictures import Surface
from storage.changes.home import answer_test, show_test_on_home


@may.changes
async def show(interaction: Interaction, _value: str) -> None:
    """The "Check pictures" button: the form opens at once, the pictures come when Slack has them."""
    await may.own_settings(interaction)
    form = message_modal(views.preparing(), metadata=FormMetadata(interaction.place).packed())
    interaction.services.tasks.start(_show(interaction, await interaction.open(form)))


@may.changes
async def seen(interaction: Interaction, value: str) -> Message:
    """The person sees the test picture."""
    return await _answered(interaction, value, seen=True)


@may.changes
async def unseen(interaction: Interaction, value: str) -> Message:
    """The person doesn't."""
    return await _answered(interaction, value, seen=False)


async def test_blocks(services: Services, workspace: str) -> Sequence[Block]:
    """The test picture for a Home, with its question; nothing while it cannot be drawn."""
    message = await _test(services, workspace, Surface.HOME)
    return message.blocks if message.files else ()


async def _show(interaction: Interaction, view_id: str) -> None:
    """Show it as a message that only they see, in the form that is open, and on their Home."""
    message = await _test(interaction.services, interaction.workspace, Surface.MODAL)
    on_form = replace(interaction, place=replace(interaction.place, screen=view_id))
    if not message.files:
        on_form.answer(views.unavailable())
        return
    on_form.answer(message)
    interaction.answer(await _test(interaction.services, interaction.workspace, Surface.EPHEMERAL))
    await interaction.write(show_test_on_home, interaction.actor)
    interaction.services.notify_due()


async def _test(services: Services, workspace: str, surface: Surface) -> Message:
    shown = await services.pictures.shown(workspace, views.test_picture(), private=True)
    return views.test_message(surface, services.pictures.source, shown)


async def _answered(interaction: Interaction, value: str, *, seen: bool) -> Message:
    await may.own_settings(interaction)  # what one person sees counts for the whole workspace
    shown = SightingValue.unpacked(value)
    await interaction.write(answer_test, interaction.actor, shown.surface, shown.source, seen=seen)
    interaction.services.notify_due()
    return views.answered_message(shown.surface, seen=seen)
