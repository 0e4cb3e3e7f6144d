"""What the release before drew still works: each kind of its buttons and forms is answered as it was then."""

import pytest

from handlers import BUTTONS, CHOICES, FORMS
from tests.stories.all_forms import a_week_of_everything
from tests.stories.begun import begun
from tests.stories.recorded_payloads import a_week_of_all_kinds, press, read, send
from tests.stories.stage import Campfire

week = begun(a_week_of_everything)
week_of_all_kinds = begun(a_week_of_all_kinds)

BUTTONS_BEFORE = read("buttons")
FORMS_BEFORE = read("forms")
NEW_FORMS = {"tactic.drop_several"}  # which no release has drawn yet


def test_every_kind_is_recorded() -> None:
    pressed = {each["action"]["action_id"].partition(":")[0] for each in BUTTONS_BEFORE.values()}
    assert pressed == {*BUTTONS, *CHOICES, "goal.menu", "tactic.menu"}
    assert {each["view"]["callback_id"] for each in FORMS_BEFORE.values()} == set(FORMS) - NEW_FORMS


async def test_every_button_is_answered_as_before(week_of_all_kinds: Campfire) -> None:
    campfire, answers, is_closed = week_of_all_kinds, {}, False
    campfire.slack.workspace.files_visible_on = {"ephemeral", "modal", "home"}
    await campfire.hailey.command("/tactic list", "#social")
    for name, recorded in BUTTONS_BEFORE.items():
        if recorded.get("closed") and not is_closed:
            await campfire.close_plan()
            is_closed = True
        answers[name] = await press(campfire, recorded)
        if campfire.hailey.modal:
            await campfire.hailey.dismiss(everything=True)
    assert answers == {name: recorded["answer"] for name, recorded in BUTTONS_BEFORE.items()}


@pytest.mark.parametrize("name", FORMS_BEFORE)
async def test_every_form_is_answered_as_before(week: Campfire, name: str) -> None:
    recorded = FORMS_BEFORE[name]
    if recorded.get("closed"):
        await week.close_plan()
    assert await send(week, recorded) == recorded["answer"]


async def test_a_rating_given_in_an_older_message_is_answered(week_of_all_kinds: Campfire) -> None:
    hailey = week_of_all_kinds.hailey
    await press(week_of_all_kinds, BUTTONS_BEFORE["tactic.rate:<tactic 5> <tactic 5> on @Oncourse"])
    await hailey.fill_in({"Value": "5", "Complexity": "2"})
    await hailey.submit()
    assert "(only visible to you)\nThanks. Value 5, complexity 2.\n*5. Book a room*" in hailey.news()
