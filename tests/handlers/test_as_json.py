"""What is sent is what the SDK itself would send."""

from datetime import date

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Option, SectionBlock

from handlers.views.common import blocks, inputs
from handlers.views.common.as_json import as_json
from handlers.views.common.errors import internal_error_message

SURE = blocks.confirmation("Drop it?", "It stays in the history.", "Drop")
FORM = inputs.form(
    "plan.new",
    "Start plan",
    [
        inputs.ask("name", "Name", inputs.text_box("Social", placeholder="A name"), hint="Short"),
        inputs.ask("ends_on", "Ends", inputs.date_box(date(2027, 12, 31)), optional=True),
        inputs.ask("owners", "Owners", inputs.people_box(["U0MAYA"])),
        inputs.ask("value", "Value", inputs.radio([("1 Low", "1"), ("5 High", "5")], "5")),
        inputs.ask("days", "Days", inputs.checkboxes([("Monday", "0"), ("Friday", "4")], ["4"])),
        inputs.ask("goal", "Goal", inputs.grouped_choice([("Sell", [Option(label="Grow", value="g")])])),
        inputs.ask("reading", "Reading", inputs.number_box(2.5)),
    ],
    metadata="{}",
    submit="Start",
)
DRAWN: list[JsonObject] = [
    FORM,
    blocks.header("A header"),
    blocks.section("Words", blocks.menu("tactic.menu", [("Rate", "rate:1")])),
    SectionBlock(text="Words", block_id="row"),
    blocks.context("Quiet", quote="Said"),
    blocks.actions(blocks.button("Drop", "tactic.drop", "1", confirm=SURE), blocks.button("See", "see", "")),
    blocks.image_from_file("F0PICTURE", "A picture"),
    blocks.divider(),
    *internal_error_message("1234", "add _Write_ <@U0MAYA>\n\n").blocks,
]


@pytest.mark.parametrize("part", DRAWN, ids=lambda part: type(part).__name__)
def test_it_is_what_the_sdk_makes_of_it(part: JsonObject) -> None:
    assert as_json(part) == part.to_dict()


def test_what_the_sdk_refuses_is_refused() -> None:
    too_long = blocks.actions(blocks.button("Go", "go", "v" * 2001))
    with pytest.raises(SlackObjectFormationError):
        too_long.to_dict()
    with pytest.raises(SlackObjectFormationError):
        as_json(too_long)
