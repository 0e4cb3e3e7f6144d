"""Asking whether pictures are visible in Slack, and the test picture that shows it."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, ImageBlock

from handlers.views.charts.svg import AMBER, INNER, MARGIN, RED, TEAL, Picture, circle, document, heading
from handlers.views.common.blocks import Message, actions, button, section, text_message
from handlers.views.common.button_values import SightingValue
from planning.pictures import Source, Surface

SURFACE_NAMES: Mapping[Surface, str] = {
    Surface.MODAL: "forms",
    Surface.EPHEMERAL: "messages only you see",
    Surface.HOME: "Home",
}
_QUESTION = (
    "*Can you see my pictures?* Slack doesn't say where it shows an app's pictures. I'll show you a test "
    "picture in three places, and you can tell me where you see it."
)


def picture_question() -> Message:
    """The direct message with the button that shows the test picture."""
    return Message(_QUESTION, question_blocks())


def question_blocks() -> list[Block]:
    """The question and its button."""
    return [section(_QUESTION), actions(button("Check pictures", "picture.test", "", style="primary"))]


def test_picture() -> Picture:
    """The test picture."""
    step = INNER / 4
    circles = (
        circle(MARGIN + step * place, 230, 80, fill=colour, ink=colour)
        for place, colour in ((1, TEAL), (2, AMBER), (3, RED))
    )
    return Picture(
        "test",
        document(360, heading("A test picture", "Three circles"), *circles),
        "Test picture: three circles",
    )


def preparing() -> Message:
    """The modal's content while the picture is being uploaded."""
    return text_message("One moment, I'm drawing the test picture.")


def unavailable() -> Message:
    """The picture could not be rendered or uploaded, so there is no answer yet."""
    return text_message(
        "Slack isn't taking pictures from me right now. Press Check pictures again in a few minutes."
    )


def test_message(surface: Surface, source: Source, shown: ImageBlock | None) -> Message:
    """The test picture in one place, with two answer buttons."""
    place = list(SURFACE_NAMES).index(surface) + 1
    elsewhere = (
        " Then close this and look at the other two: the message below, and my Home." if place == 1 else ""
    )
    name = SURFACE_NAMES[surface]
    text = (
        f"*Test picture {place} of {len(SURFACE_NAMES)}: {name}*\nDo you see three circles here?{elsewhere}"
    )
    value = SightingValue(surface, source)
    answers = actions(button("I see it", "picture.seen", value), button("I don't", "picture.unseen", value))
    return Message(text, [section(text), *([shown] if shown else []), answers])


def answered_message(surface: Surface, *, seen: bool) -> Message:
    """What the answer changes."""
    if seen:
        return text_message(f"✓ Saved. I'll show pictures in {SURFACE_NAMES[surface]}.")
    more = "." if surface is Surface.HOME else ", and offer to send you the picture."
    return text_message(f"✓ Saved. I'll use words in {SURFACE_NAMES[surface]}{more}")
