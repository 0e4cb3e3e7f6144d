"""Filling things in: what elements hold and offer, how they count, and when typing is told."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.everything import FORM, INPUTS, NOON, RATINGS, ask
from tests.browser.sheet import Json, Sheet
from tests.browser.using import control, pick
from tests.sandbox.payloads import GOALS, menu, mrkdwn, option, plain, question, section


async def test_emptied_inputs_hold_nothing(sheet: Sheet) -> None:
    await sheet.draw(*FORM, surface="modal")
    await sheet.page.get_by_label("Target").fill("")
    await sheet.page.get_by_label("ETA").fill("")
    await sheet.page.get_by_role("button", name="Remove #launch").click()
    await sheet.page.get_by_role("button", name="Remove Priya").click()
    assert [list(state.values())[1:] for state in await sheet.holds()] == [
        [None],
        [None],
        [["U0PRIYA"]],
        [[]],
    ]


async def test_an_optional_menu_can_be_cleared(sheet: Sheet) -> None:
    await sheet.draw(ask("Goal", INPUTS["Goal"], optional=True), surface="modal")
    await sheet.page.get_by_role("button", name="Clear").click()
    assert await sheet.holds() == [{"type": "static_select", "selected_option": None}]
    await expect(sheet.page.get_by_role("combobox")).to_have_value("")


async def test_choosing_what_is_chosen_changes_nothing(sheet: Sheet) -> None:
    await sheet.draw(section(text=mrkdwn("Goal"), accessory=menu(initial_option=GOALS[0])))
    await pick("Build relationships")(sheet.page.get_by_role("combobox"))
    assert await sheet.told() == []


async def test_no_more_than_allowed_can_be_chosen(sheet: Sheet) -> None:
    element = {"type": "multi_users_select", "max_selected_items": 2, "initial_users": ["U0BRIAN", "U0MAYA"]}
    await sheet.draw(ask("Owners", element), surface="modal")

    await sheet.page.get_by_role("combobox").click()
    await expect(sheet.page.get_by_role("option", name="At most 2 can be chosen")).to_be_visible()
    await sheet.page.get_by_role("option", name="Priya").click(force=True)
    assert await sheet.told() == []

    await sheet.page.get_by_role("option", name="Maya").click()
    await sheet.page.get_by_role("option", name="Priya").click()
    assert (await sheet.holds())[-1]["selected_users"] == ["U0BRIAN", "U0PRIYA"]


async def test_what_a_screen_knows_stands_in_the_elements(sheet: Sheet) -> None:
    """Not what the element began with: values win over initial_*, also when they are empty."""
    held: dict[str, Json] = {
        "Title": {"value": "Typed before"},
        "Target": {"value": None},
        "ETA": {"selected_date": "2027-03-31"},
        "Value": {"selected_option": RATINGS[2]},
        "Weekdays": {"selected_options": INPUTS["Weekdays"]["options"]},
        "Goal": {"selected_option": None},
        "Owner": {"selected_user": "U0THEO"},
        "Owners": {"selected_users": []},
        "Channel": {"selected_channel": "C0GONE"},
    }
    kinds = {label: INPUTS[label]["type"] for label in held}
    values = {kinds[label]: {kinds[label]: {"type": kinds[label], **state}} for label, state in held.items()}
    await sheet.draw(*FORM, surface="modal", values=values)

    async def shown(label: str) -> str:
        return await control(sheet.page, label).input_value()

    assert await shown("Title") == "Typed before"
    assert await shown("Target") == ""
    assert await shown("ETA") == "2027-03-31"
    assert await shown("Goal") == ""
    assert await shown("Owner") == "Theo"
    assert await shown("Channel") == "C0GONE"
    await expect(sheet.page.get_by_label("1 Nice to have")).to_be_checked()
    await expect(sheet.page.get_by_label("Monday")).to_be_checked()
    await expect(sheet.page.get_by_role("button", name="Remove Brian")).to_have_count(0)


async def test_pickers_offer_whom_and_what_may_be_picked(sheet: Sheet) -> None:
    async def offered(element: Json) -> list[str]:
        await sheet.draw(ask("Pick", element), surface="modal")
        await sheet.page.get_by_role("combobox").click()
        return await sheet.page.get_by_role("option").all_inner_texts()

    everybody = ["Brian", "Hailey", "Maya", "Priya\nGuest", "Sofía Nuñez"]
    assert await offered({"type": "users_select"}) == everybody
    assert await offered({"type": "channels_select"}) == ["#social", "#general"]
    rooms = ["#social", "#general", "#launch\nprivate"]
    assert await offered({"type": "conversations_select"}) == [*rooms, *everybody]
    private: dict[str, Any] = {"filter": {"include": ["private"]}}
    assert await offered({"type": "conversations_select", **private}) == ["#launch\nprivate"]


async def test_text_is_told_at_enter_or_at_each_character_as_the_element_says(sheet: Sheet) -> None:
    def box(*events: str, **fields: Any) -> Json:
        config = {"dispatch_action_config": {"trigger_actions_on": list(events)}} if events else {}
        return question(
            {"type": "plain_text_input", "action_id": "it", **config, **fields}, dispatch_action=True
        )

    async def told(block: Json) -> list[str]:
        await sheet.draw(block, surface="modal")
        await sheet.page.get_by_label("Title").press_sequentially("ab")
        await sheet.press("Enter")
        return [act["value"] for act in await sheet.acts()]

    assert await told(box()) == ["ab"]
    assert await told(box("on_enter_pressed", multiline=True)) == ["ab"]
    assert await told(box("on_character_entered")) == ["a", "ab"]
    assert await told(box("on_character_entered", "on_enter_pressed")) == ["a", "ab", "ab"]
    assert await told({**box(), "dispatch_action": False}) == []


async def test_a_date_typed_by_keyboard_is_told_when_it_is_done(sheet: Sheet) -> None:
    """While the year is typed, 2, 20 and 202 are years too."""
    eta = {"type": "datepicker", "action_id": "eta"}
    await sheet.draw(section(block_id="due", text=mrkdwn("ETA"), accessory=eta))

    await sheet.page.get_by_label("ETA").focus()
    await sheet.page.keyboard.type("03312027")
    assert await sheet.told() == []
    await sheet.press("Enter")
    assert await sheet.acts() == [{**eta, "block_id": "due", "selected_date": "2027-03-31"}]
    await expect(sheet.page.get_by_text("Wednesday, March 31, 2027")).to_be_visible()

    await sheet.draw(section(block_id="due", text=mrkdwn("ETA"), accessory=eta))
    await sheet.page.get_by_label("ETA").focus()
    await sheet.page.keyboard.type("0401202812")
    assert await sheet.told() == []
    await sheet.press("Tab", "Tab")
    assert [act["selected_date"] for act in await sheet.acts()] == ["2812-04-01"]


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Europe/Riga", "2027-02-01T12:00"), ("America/Los_Angeles", "2027-02-01T02:00")],
)
async def test_a_moment_is_picked_in_the_readers_zone(sheet: Sheet, zone: str, shown: str) -> None:
    await sheet.draw(ask("Moment", INPUTS["Moment"]), surface="modal", zone=zone)
    moment = sheet.page.get_by_label("Moment")
    await expect(moment).to_have_value(shown)

    await moment.fill("2027-07-01T00:00")
    await moment.fill(shown)

    assert (await sheet.holds())[-1]["selected_date_time"] == NOON
    assert (await sheet.holds())[0]["selected_date_time"] == (
        1814389200 if zone == "Europe/Riga" else 1814425200
    )


async def test_characters_left_are_counted_near_the_end(sheet: Sheet) -> None:
    await sheet.draw(ask("Title", INPUTS["Title"]), surface="modal")
    title, count = sheet.page.get_by_label("Title"), sheet.page.get_by_role("status")

    for typed, left in (
        (39, ""),
        (40, "10 characters left"),
        (50, "0 characters left"),
        (53, "-3 characters left"),
    ):
        await title.fill("🎉" * typed)
        await expect(count).to_have_text(left)
    assert await title.input_value() == "🎉" * 53


async def test_characters_that_it_still_takes_are_counted_from_the_first_on(sheet: Sheet) -> None:
    box = {"type": "plain_text_input", "min_length": 5, "max_length": 100}
    await sheet.draw(ask("Title", box), surface="modal")
    for typed, said in (("", ""), ("ab", "3 more to go"), ("abcde", "")):
        await sheet.page.get_by_label("Title").fill(typed)
        await expect(sheet.page.get_by_role("status")).to_have_text(said)


async def test_a_file_input_names_its_limits_and_hands_over_what_is_chosen(sheet: Sheet) -> None:
    await sheet.draw(ask("Import", INPUTS["Import"]), surface="modal")
    box = sheet.page.get_by_label("Import", exact=True)
    await expect(box).to_have_accessible_description("Up to 1 file of .json, .csv, 10 MB each.")
    await box.set_input_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": b"a,b"})
    assert (await sheet.told())[-1] == {"attach": ["file_input", "file_input", ["plan.csv"]]}


async def test_a_chosen_file_can_be_removed(sheet: Sheet) -> None:
    held = {"file_input": {"file_input": {"type": "file_input", "files": [{"id": "F1", "name": "plan.csv"}]}}}
    await sheet.draw(ask("Import", INPUTS["Import"]), surface="modal", values=held)
    await expect(sheet.page.get_by_text("plan.csv")).to_be_visible()
    await sheet.page.get_by_role("button", name="Remove plan.csv").click()
    assert (await sheet.holds())[-1] == {"type": "file_input", "files": []}
    await expect(sheet.page.get_by_text("plan.csv")).to_be_hidden()
    await expect(sheet.page.get_by_label("Import", exact=True)).to_be_focused()


async def test_menus_with_unreadable_words_still_choose(sheet: Sheet) -> None:
    odd = [option("<b>&amp;", "1"), option(":tada: party", "2")]
    await sheet.draw(
        section(text=mrkdwn("Odd"), accessory=menu(options=odd, placeholder=plain("Pick :eyes:")))
    )
    await pick("🎉 party")(sheet.page.get_by_label("Pick 👀"))
    assert (await sheet.acts())[0]["selected_option"] == odd[1]
