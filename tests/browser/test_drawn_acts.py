"""What each element tells when a person uses it with the mouse: actions and states in Slack's shape."""

import pytest
from playwright.async_api import expect

from tests.browser.everything import GROUPED, HOME, INPUTS, RATINGS, SURE, ask
from tests.browser.sheet import Json, Sheet
from tests.browser.using import Use, control, fill, pick, tick
from tests.sandbox.payloads import GOALS, actions, button, mrkdwn, option, section

USES: list[tuple[str, Use, Json]] = [
    ("ETA", fill("2027-03-31"), {"selected_date": "2027-03-31"}),
    ("Hour", fill("17:30"), {"selected_time": "17:30"}),
    ("Moment", fill("2027-07-01T12:00"), {"selected_date_time": 1814432400}),
    ("Value", tick("3 Helps"), {"selected_option": RATINGS[1]}),
    ("Weekdays", tick("Friday"), {"selected_options": [INPUTS["Weekdays"]["options"][1]]}),
    ("Goal", pick("Traffic"), {"selected_option": GROUPED[1]["options"][1]}),
    ("Goals", pick("Grow the list"), {"selected_options": [GOALS[0]]}),
    ("Owner", pick("Priya"), {"selected_user": "U0PRIYA"}),
    ("Owners", pick("Maya"), {"selected_users": ["U0BRIAN", "U0HAILEY", "U0MAYA"]}),
    ("Channel", pick("#general"), {"selected_channel": "C0GENERAL"}),
    ("Channels", pick("#social"), {"selected_channels": ["C0SOCIAL"]}),
    ("Place", pick("Brian"), {"selected_conversation": "U0BRIAN"}),
    ("Places", pick("#social"), {"selected_conversations": ["C0LAUNCH", "U0PRIYA", "C0SOCIAL"]}),
]
TYPED: list[tuple[str, Use, Json]] = [
    ("Title", fill("List 100"), {"value": "List 100"}),
    ("Target", fill("a few"), {"value": "a few"}),
    ("Email", fill("maya@a.example"), {"value": "maya@a.example"}),
    ("Address", fill("https://a.example"), {"value": "https://a.example"}),
]


@pytest.mark.parametrize(("label", "use", "holds"), [*USES, *TYPED], ids=lambda part: str(part)[:12])
async def test_an_input_holds_what_was_put_into_it(sheet: Sheet, label: str, use: Use, holds: Json) -> None:
    kind = INPUTS[label]["type"]
    await sheet.draw(ask(label, INPUTS[label]), surface="modal")

    await use(control(sheet.page, label))

    assert await sheet.told() == [{"hold": [kind, kind, {"type": kind, **holds}]}]


@pytest.mark.parametrize(("label", "use", "holds"), USES, ids=lambda part: str(part)[:12])
async def test_an_element_outside_a_form_acts_at_once(
    sheet: Sheet, label: str, use: Use, holds: Json
) -> None:
    kind = INPUTS[label]["type"]
    block = next(block for block in HOME if kind in str(block))
    await sheet.draw(block, surface="home")
    named = "Date and time" if label == "Moment" else label

    await use(control(sheet.page, named))

    assert await sheet.told() == [{"act": {"type": kind, "action_id": kind, "block_id": kind, **holds}}]


@pytest.mark.parametrize(("label", "use", "holds"), USES, ids=lambda part: str(part)[:12])
async def test_a_dispatching_input_holds_and_acts(sheet: Sheet, label: str, use: Use, holds: Json) -> None:
    kind = INPUTS[label]["type"]
    await sheet.draw(ask(label, INPUTS[label], dispatch_action=True), surface="modal")

    await use(control(sheet.page, label))

    assert (await sheet.holds())[-1] == {"type": kind, **holds}
    assert await sheet.acts() == [{"type": kind, "action_id": kind, "block_id": kind, **holds}]


async def test_a_button_tells_all_that_it_is(sheet: Sheet) -> None:
    rate = button(action_id="rate", value="7", style="primary")
    await sheet.draw({**actions(rate), "block_id": "row"})

    await sheet.page.get_by_role("button", name="Rate").click()

    assert await sheet.acts() == [{**rate, "block_id": "row"}]


async def test_a_button_with_an_address_is_a_link_that_acts_too(sheet: Sheet) -> None:
    target = sheet.page.url.replace("drawing.html", "map.svg")
    await sheet.draw({**actions(button(action_id="open", url=target)), "block_id": "row"})

    async with sheet.page.context.expect_page() as opened:
        await sheet.page.get_by_role("link", name="Rate").click()

    assert (await opened.value).url == target
    assert await sheet.acts() == [{**button(action_id="open", url=target), "block_id": "row"}]


async def test_a_button_is_called_by_its_accessibility_label(sheet: Sheet) -> None:
    await sheet.draw(actions(button(action_id="rate", accessibility_label="Rate tactic 1")))
    assert await sheet.page.get_by_role("button", name="Rate tactic 1", exact=True).inner_text() == "Rate"


@pytest.mark.parametrize("agrees", [True, False])
async def test_a_question_comes_before_an_act(sheet: Sheet, agrees: bool) -> None:
    await sheet.draw(actions(button(action_id="drop", confirm=SURE)), agrees=agrees)

    await sheet.page.get_by_role("button", name="Rate").click()

    assert (await sheet.told())[0] == {"confirm": SURE}
    assert len(await sheet.acts()) == agrees


ASKED: list[tuple[str, Use, str]] = [
    ("Goal", pick("Traffic"), "Grow the list"),
    ("ETA", fill("2027-03-31"), "2027-02-01"),
    ("Hour", fill("17:30"), "09:00"),
]


@pytest.mark.parametrize(("label", "use", "before"), ASKED, ids=lambda part: str(part)[:12])
async def test_a_choice_is_taken_back_when_the_question_is_denied(
    sheet: Sheet, label: str, use: Use, before: str
) -> None:
    element = {"action_id": "it", "confirm": SURE, **INPUTS[label]}
    await sheet.draw(section(text=mrkdwn(label), accessory=element), agrees=False)

    await use(control(sheet.page, label))
    await expect(control(sheet.page, label)).to_have_value(before)
    await sheet.press("Tab")

    assert await sheet.told() == [{"confirm": SURE}]


async def test_ticks_and_chips_are_taken_back_when_the_question_is_denied(sheet: Sheet) -> None:
    await sheet.draw(
        section(text=mrkdwn("Days"), accessory={"action_id": "days", "confirm": SURE, **INPUTS["Weekdays"]}),
        section(text=mrkdwn("Owners"), accessory={"action_id": "who", "confirm": SURE, **INPUTS["Owners"]}),
        agrees=False,
    )
    await sheet.page.get_by_label("Monday").click()
    await expect(sheet.page.get_by_label("Monday")).not_to_be_checked()
    await sheet.page.get_by_role("button", name="Remove Brian").click()
    await expect(sheet.page.get_by_role("button", name="Remove Brian")).to_be_visible()
    assert await sheet.acts() == []


async def test_an_overflow_menu_tells_the_chosen_option(sheet: Sheet) -> None:
    chosen = option("Drop", "drop")
    overflow = {"type": "overflow", "action_id": "more", "options": [option("Rate", "rate"), chosen]}
    await sheet.draw(section(block_id="tactic", accessory=overflow))

    await sheet.page.get_by_role("button", name="More actions").click()
    await sheet.page.get_by_role("menuitem", name="Drop").click()

    assert await sheet.acts() == [
        {"type": "overflow", "block_id": "tactic", "action_id": "more", "selected_option": chosen}
    ]
    await expect(sheet.page.get_by_role("menu")).to_be_hidden()
    await expect(sheet.page.get_by_role("button", name="More actions")).to_be_focused()
