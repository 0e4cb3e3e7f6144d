"""Everything works without a mouse; what opens is never cut off, and only one thing is open."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.everything import FORM, INPUTS, MAP, RATINGS, ask
from tests.browser.sheet import Json, Sheet
from tests.sandbox.payloads import GOALS, actions, button, context, header, menu, mrkdwn, option, section

MORE: Json = {
    "type": "overflow",
    "action_id": "more",
    "options": [option("Rate", "rate"), option("Move ETA", "move"), option("Drop", "drop")],
}
# Resolves when what listens to the scrolling has heard of it.
SCROLLED_ON = """(main) => new Promise((done) => {
  main.addEventListener("scroll", () => requestAnimationFrame(done), { once: true });
  main.scrollTop += 20;
})"""
GOAL_NAMES = ["Build relationships", "Grow the list", "Brand awareness", "Traffic"]


async def active(sheet: Sheet) -> str:
    """The thing of a list that Enter would take, as a screen reader hears it."""
    box = sheet.page.locator("[role=combobox][aria-expanded=true]")
    row = sheet.page.locator(f"#{await box.get_attribute('aria-activedescendant')}")
    await expect(row).to_be_in_viewport()
    return await row.inner_text()


async def test_a_menu_is_walked_by_arrows(sheet: Sheet) -> None:
    await sheet.draw(ask("Goal", INPUTS["Goal"]), surface="modal")
    await sheet.press("Tab", "ArrowDown")
    assert await active(sheet) == "Grow the list"

    walked = []
    for key in ("ArrowDown", "ArrowUp", "Home", "ArrowUp", "ArrowDown", "End", "PageUp", "PageDown"):
        await sheet.press(key)
        walked.append(GOAL_NAMES.index(await active(sheet)))
    assert walked == [2, 1, 0, 3, 0, 3, 0, 3]

    await sheet.press("Enter")
    assert (await sheet.holds())[-1]["selected_option"]["value"] == "m2"
    await expect(sheet.page.get_by_role("combobox")).to_have_value("Traffic")
    await expect(sheet.page.get_by_role("combobox")).to_be_focused()
    await expect(sheet.page.get_by_role("listbox")).to_be_hidden()


async def test_typing_searches_a_menu_without_accents_or_case(sheet: Sheet) -> None:
    await sheet.draw(ask("Owner", INPUTS["Owner"]), surface="modal")
    await sheet.press("Tab")
    await sheet.page.keyboard.type("NUNEZ")
    assert await sheet.page.get_by_role("option").all_inner_texts() == ["Sofía Nuñez"]
    await sheet.press("Enter")
    assert await sheet.holds() == [{"type": "users_select", "selected_user": "U0SOFIA"}]


async def test_a_search_without_a_match_says_so_and_takes_nothing(sheet: Sheet) -> None:
    await sheet.draw(ask("Goal", INPUTS["Goal"]), surface="modal")
    await sheet.press("Tab")
    await sheet.page.keyboard.type("zzz")
    assert await sheet.page.get_by_role("option").all_inner_texts() == ["Nothing matches"]
    await sheet.press("Enter", "Escape")
    assert await sheet.told() == []
    await expect(sheet.page.get_by_role("combobox")).to_have_value("Grow the list")


async def test_groups_of_options_are_named(sheet: Sheet) -> None:
    await sheet.draw(ask("Goal", INPUTS["Goal"]), surface="modal")
    await sheet.press("Tab", "Enter")
    group = sheet.page.get_by_role("group", name="Marketing goals")
    assert await group.get_by_role("option").all_inner_texts() == ["Brand awareness", "Traffic"]


async def test_several_are_chosen_and_let_go_by_keyboard(sheet: Sheet) -> None:
    await sheet.draw(ask("Owners", {"type": "multi_users_select"}), surface="modal")
    await sheet.press("Tab")
    await sheet.page.keyboard.type("bri")
    await sheet.press("Enter")
    await sheet.page.keyboard.type("may")
    await sheet.press("Enter", "Backspace", "Escape", "Shift+Tab", "Enter")
    chosen = [state["selected_users"] for state in await sheet.holds()]
    assert chosen == [["U0BRIAN"], ["U0BRIAN", "U0MAYA"], ["U0BRIAN"], []]
    await expect(sheet.page.get_by_role("combobox")).to_be_focused()


async def test_escape_closes_the_list_and_not_the_dialog_around_it(sheet: Sheet) -> None:
    await sheet.draw(ask("Goal", INPUTS["Goal"]), surface="modal")
    await sheet.page.evaluate(
        "const dialog = document.createElement('dialog');"
        "dialog.append(document.querySelector('main'));"
        "document.body.append(dialog);"
        "dialog.showModal()"
    )
    await sheet.page.get_by_role("combobox").focus()
    await sheet.press("ArrowDown")
    await expect(sheet.page.get_by_role("option", name="Traffic")).to_be_visible()
    await sheet.press("Escape")
    await expect(sheet.page.get_by_role("listbox")).to_be_hidden()
    await expect(sheet.page.get_by_role("combobox")).to_be_focused()
    await sheet.press("Escape")
    await expect(sheet.page.get_by_role("dialog")).to_be_hidden()


async def test_only_one_thing_is_open_and_a_click_elsewhere_closes_it(sheet: Sheet) -> None:
    await sheet.draw(
        header("Elsewhere"),
        section(text=mrkdwn("Goal"), accessory=menu()),
        section(text=mrkdwn("Tactic"), accessory=MORE),
    )
    listbox, popup = sheet.page.get_by_role("listbox"), sheet.page.get_by_role("menu")
    await sheet.page.get_by_role("combobox").click()
    await expect(listbox).to_be_visible()
    await sheet.page.get_by_role("button", name="More actions").focus()
    await sheet.press("Enter")
    await expect(listbox).to_be_hidden()
    await expect(popup).to_be_visible()
    await sheet.page.get_by_text("Elsewhere").click()
    await expect(popup).to_be_hidden()
    await sheet.page.get_by_role("combobox").click()
    await sheet.press("Tab")
    await expect(listbox).to_be_hidden()


async def test_an_overflow_menu_is_walked_by_arrows_and_letters(sheet: Sheet) -> None:
    await sheet.draw(section(accessory=MORE), section(text=mrkdwn("Below"), accessory=button(action_id="x")))
    opener = sheet.page.get_by_role("button", name="More actions")
    await sheet.press("Tab", "ArrowUp")
    await expect(opener).to_have_attribute("aria-expanded", "true")

    async def here() -> str:
        return await sheet.page.locator(":focus").inner_text()

    walked = [await here()]
    for key in ("ArrowDown", "ArrowDown", "End", "Home", "ArrowUp", "m", "d", "r"):
        await sheet.press(key)
        walked.append(await here())
    last, first = "Drop", "Rate"
    assert walked == [last, first, "Move ETA", last, first, last, "Move ETA", last, first]

    await sheet.press("Escape")
    await expect(opener).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "false")
    await sheet.press("Enter", "Tab")
    await expect(sheet.page.get_by_role("menu")).to_be_hidden()
    await expect(sheet.page.get_by_role("button", name="Rate")).to_be_focused()
    assert await sheet.told() == []

    await sheet.press("Shift+Tab", "Space", "ArrowDown", "Enter")
    assert [act["selected_option"] for act in await sheet.acts()] == [option("Move ETA", "move")]


async def test_radio_buttons_and_checkboxes_are_chosen_by_keyboard(sheet: Sheet) -> None:
    await sheet.draw(ask("Value", INPUTS["Value"]), ask("Weekdays", INPUTS["Weekdays"]), surface="modal")
    await sheet.press("Tab", "ArrowDown", "ArrowDown", "Tab", "Tab", "Space", "Space")
    days = INPUTS["Weekdays"]["options"]
    assert [list(state.values())[1] for state in await sheet.holds()] == [
        RATINGS[1],
        RATINGS[2],
        [days[1]],
        [],
    ]


async def test_buttons_are_pressed_by_keyboard(sheet: Sheet) -> None:
    await sheet.draw(actions(button(action_id="a"), button(action_id="b")))
    await sheet.press("Tab", "Enter", "Tab", "Space")
    assert [act["action_id"] for act in await sheet.acts()] == ["a", "b"]


async def test_a_picture_opens_larger_and_escape_leads_back(sheet: Sheet) -> None:
    await sheet.draw({"type": "image", **MAP})
    await sheet.press("Tab", "Enter")
    larger = sheet.page.get_by_role("dialog", name=MAP["alt_text"])
    await expect(larger.get_by_role("img")).to_be_visible()
    assert await larger.get_by_role("img").evaluate("(image) => image.naturalWidth") == 900
    await sheet.press("Escape")
    await expect(larger).to_have_count(0)
    await expect(sheet.page.get_by_role("button", name=MAP["alt_text"])).to_be_focused()


async def test_a_picture_closes_by_a_click_beside_it(sheet: Sheet) -> None:
    await sheet.draw(section(text=mrkdwn("Map"), accessory={"type": "image", **MAP}))
    await sheet.page.get_by_role("button", name=MAP["alt_text"]).click()
    await sheet.page.mouse.click(5, 300)
    await expect(sheet.page.get_by_role("dialog")).to_have_count(0)


async def bounds(locator: Locator) -> tuple[float, float, float, float]:
    box = await locator.bounding_box()
    assert box
    return box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]


@pytest.mark.parametrize("above", [True, False])
async def test_a_list_stands_where_there_is_room(sheet: Sheet, above: bool) -> None:
    """Also out of a box that scrolls, and when it scrolls on."""
    many = menu(options=[option(f"Goal {number}", str(number)) for number in range(40)])
    space = [section(text=mrkdwn("word\n" * 30))]
    await sheet.page.set_viewport_size({"width": 700, "height": 500})
    await sheet.draw(*(space if above else []), section(text=mrkdwn("Goal"), accessory=many), *space)
    await sheet.page.evaluate("document.querySelector('main').className = 'scrolling'")
    box = sheet.page.get_by_role("combobox")
    await box.scroll_into_view_if_needed()
    if above:
        await sheet.page.evaluate("document.querySelector('main').style.marginTop = '16rem'")
    await box.click()

    left, top, right, bottom = await bounds(sheet.page.get_by_role("listbox"))
    assert left >= 0
    assert top >= 0
    assert right <= 700
    assert bottom <= 500
    _, box_top, _, box_bottom = await bounds(box)
    assert bottom <= box_top if above else top >= box_bottom
    await sheet.press("End")
    assert await active(sheet) == "Goal 39"

    gap = top - box_bottom
    await sheet.page.locator("main").evaluate(SCROLLED_ON)
    if not above:
        moved = await bounds(sheet.page.get_by_role("listbox"))
        assert moved[1] - (await bounds(box))[3] == pytest.approx(gap, abs=1)


async def test_a_list_goes_with_the_block_it_belongs_to(sheet: Sheet) -> None:
    """The shell may draw a block anew while its list is open."""
    await sheet.draw(section(text=mrkdwn("Goal"), accessory=menu()))
    await sheet.page.get_by_role("combobox").click()
    await sheet.draw(section(text=mrkdwn("Goal"), accessory=menu()))
    await expect(sheet.page.get_by_role("listbox")).to_be_hidden()
    await sheet.page.get_by_role("combobox").click()
    await sheet.page.get_by_role("option", name="Grow the list").click()
    assert [act["selected_option"] for act in await sheet.acts()] == [GOALS[1]]


async def test_every_control_is_found_again_by_its_ids(sheet: Sheet) -> None:
    await sheet.draw(*FORM, surface="modal")
    for element in INPUTS.values():
        kind = element["type"]
        block = sheet.page.locator(f"[data-block-id={kind}]")
        first = block.locator(f"[data-block={kind}][data-action={kind}]").first
        await expect(first).to_have_count(1)
        await first.focus()
        await expect(first).to_be_focused()
    days = sheet.page.locator("[data-block=checkboxes][data-option='5']")
    await expect(days).to_have_accessible_name("Friday")


async def test_the_focus_may_be_asked_for(sheet: Sheet) -> None:
    wanted = ask("Owner", {"type": "users_select", "focus_on_load": True})
    await sheet.draw(ask("Title", INPUTS["Title"]), wanted, surface="modal")
    await expect(sheet.page.locator("[autofocus]")).to_have_accessible_name("Owner")


async def test_the_focus_is_always_seen(sheet: Sheet) -> None:
    await sheet.draw(
        section(accessory=MORE),
        actions(button(action_id="a"), menu()),
        context(mrkdwn("<https://a.example|link>")),
        *FORM,
        {"type": "image", **MAP},
    )
    seen = 0
    await sheet.press("Tab")
    while await sheet.page.evaluate("document.activeElement !== document.body"):
        outline = await sheet.page.evaluate(
            "[document.activeElement, document.activeElement.closest('.bk-select-frame')]"
            ".filter(Boolean).map((one) => getComputedStyle(one).outlineStyle)"
        )
        assert set(outline) - {"none"}, await sheet.page.evaluate("document.activeElement.outerHTML")
        seen += 1
        await sheet.press("Tab")
    assert seen > 30
