"""Drawn blocks for everybody: axe finds nothing serious, large text and long words stay within their box."""

import pytest
from playwright.async_api import expect

from tests.browser.axe import serious_faults
from tests.browser.everything import FORM, GROUPED, HOME, INPUTS, MESSAGE, SUMMARY, ask
from tests.browser.sheet import PEOPLE, Json, Sheet
from tests.sandbox.payloads import actions, button, header, menu, mrkdwn, option, plain, section

SCREENS: dict[str, tuple[list[Json], Json]] = {
    "message": (MESSAGE, {}),
    "summary": (SUMMARY, {}),
    "form": (FORM, {"surface": "modal"}),
    "refused form": (
        FORM,
        {"surface": "modal", "errors": {element["type"]: "No." for element in INPUTS.values()}},
    ),
    "home": (HOME, {"surface": "home"}),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
async def test_axe_finds_nothing_serious(sheet: Sheet, screen: str, theme: str) -> None:
    blocks, knows = SCREENS[screen]
    await sheet.draw(*blocks, **knows)
    if theme == "dark":
        await sheet.in_dark()
    assert await serious_faults(sheet.page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_serious_in_what_opens(sheet: Sheet, theme: str) -> None:
    if theme == "dark":
        await sheet.in_dark()
    limited = {"type": "multi_static_select", "option_groups": GROUPED, "max_selected_items": 1}
    overflow = {"type": "overflow", "options": [option("Rate", "r", description=plain("again"))]}
    await sheet.draw(ask("Goals", limited), section(accessory=overflow), *MESSAGE, surface="modal")

    await sheet.page.get_by_role("combobox", name="Goals").click()
    assert await serious_faults(sheet.page) == []
    await sheet.page.get_by_role("option", name="Traffic").click()
    assert await serious_faults(sheet.page) == []
    await sheet.page.keyboard.type("zzz")
    assert await serious_faults(sheet.page) == []
    await sheet.press("Escape")  # the open list may cover what comes below it
    await sheet.page.get_by_role("button", name="More actions").first.click()
    assert await serious_faults(sheet.page) == []
    await sheet.press("Escape")
    await sheet.page.get_by_role("button", name="Value against").first.click()
    assert await serious_faults(sheet.page) == []


async def test_labels_hints_and_errors_are_tied_to_their_control(sheet: Sheet) -> None:
    await sheet.draw(
        *FORM,
        surface="modal",
        errors={"plain_text_input": "Say it in fewer words.", "radio_buttons": "Choose."},
    )
    title = sheet.page.get_by_role("textbox", name="Title", exact=True)
    await expect(title).to_have_accessible_description("Say it in fewer words. Short enough to say aloud")
    await expect(title).to_have_attribute("aria-invalid", "true")
    await expect(title).to_have_attribute("aria-required", "true")

    address = sheet.page.get_by_role("textbox", name="Address (optional)")
    await expect(address).to_have_accessible_description("Where the talk was")
    assert await address.get_attribute("aria-invalid") is None
    assert await address.get_attribute("aria-required") is None

    value = sheet.page.get_by_role("radiogroup", name="Value")
    await expect(value).to_have_accessible_description("Choose.")
    await expect(value).to_have_attribute("aria-required", "true")
    await expect(value.get_by_label("5 Moves the company goal")).to_have_accessible_description(
        "It would be missed"
    )
    await expect(sheet.page.get_by_role("group", name="Weekdays")).to_have_count(1)
    await expect(sheet.page.get_by_role("combobox", name="Goals")).to_have_attribute("aria-required", "true")


async def test_elements_outside_forms_have_names(sheet: Sheet) -> None:
    await sheet.draw(
        section(text=mrkdwn("*Reminder* hour"), accessory=menu()),
        section(text=mrkdwn("Reminder days"), accessory=menu(placeholder=plain("Days"))),
        actions({"type": "datepicker"}, {"type": "timepicker"}, menu()),
    )
    names = ["Reminder hour", "Days", "Choose"]
    boxes = sheet.page.get_by_role("combobox")
    for index, name in enumerate(names):
        await expect(boxes.nth(index)).to_have_accessible_name(name)
    await expect(boxes.nth(1)).to_have_accessible_description("Reminder days")
    await expect(sheet.page.get_by_label("Date")).to_be_visible()
    await expect(sheet.page.get_by_label("Time")).to_be_visible()


LONG = "Donaudampfschifffahrt" * 12
LONG_PEOPLE = [{**person, "name": LONG} for person in PEOPLE]


def lengthened(thing: object) -> object:
    """The same blocks with a very long word in each text that a person reads."""
    if isinstance(thing, list):
        return [lengthened(part) for part in thing]
    if not isinstance(thing, dict):
        return thing
    worded = thing.get("type") in ("plain_text", "mrkdwn", "text", "raw_text")
    changed = {key: lengthened(part) for key, part in thing.items()}
    return {**changed, "text": f"{LONG} {thing['text']}"} if worded else changed


async def sticking_out(sheet: Sheet) -> list[str]:
    """The elements that reach out of the sheet, but for what scrolls in its own box."""
    found: list[str] = await sheet.page.evaluate(
        "(() => {"
        " const right = document.querySelector('main').getBoundingClientRect().right;"
        " const out = [...document.querySelectorAll('main *')].filter((one) =>"
        "   !one.closest('.bk-scroll table, .out-of-sight, [popover]')"
        "   && one.getBoundingClientRect().right > right + 1);"
        " return out.map((one) => one.className || one.tagName);"
        "})()"
    )
    return found


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", [1000, 360])
async def test_long_words_stay_within_their_box(sheet: Sheet, screen: str, width: int) -> None:
    blocks, knows = SCREENS[screen]
    await sheet.page.set_viewport_size({"width": width, "height": 800})
    users = [{"id": person["id"], "name": LONG} for person in PEOPLE]
    longer = lengthened(blocks)
    assert isinstance(longer, list)
    await sheet.draw(*longer, **knows, people=LONG_PEOPLE, users=users)
    assert await sticking_out(sheet) == []


@pytest.mark.parametrize("screen", SCREENS)
async def test_text_of_twice_the_size_breaks_nothing(sheet: Sheet, screen: str) -> None:
    """As a browser's own text size does it, and, in half the width, as its zoom does."""
    blocks, knows = SCREENS[screen]
    await sheet.page.set_viewport_size({"width": 500, "height": 800})
    await sheet.draw(*blocks, **knows)
    await sheet.page.evaluate("document.documentElement.style.fontSize = '200%'")
    await sheet.page.evaluate("document.body.style.fontSize = '30px'")
    assert await sticking_out(sheet) == []
    for cut in await sheet.page.locator(".bk-button").all():
        assert await cut.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    await sheet.page.evaluate("document.documentElement.style.fontSize = '100%'")
    await sheet.page.evaluate("document.body.style.fontSize = ''")
    await sheet.page.set_viewport_size({"width": 320, "height": 800})
    assert await sticking_out(sheet) == []


async def test_a_long_section_of_a_message_is_folded_until_asked_for(sheet: Sheet) -> None:
    text = mrkdwn("word " * 400 + "<https://a.example|the end>")
    await sheet.draw(section(text=text))
    words = sheet.page.locator(".bk-words")
    more = sheet.page.get_by_role("button", name="Show more")
    assert await words.evaluate("(one) => one.scrollHeight > one.clientHeight")
    await more.click()
    assert await words.evaluate("(one) => one.scrollHeight <= one.clientHeight")
    await sheet.page.get_by_role("button", name="Show less").click()
    await expect(more).to_have_attribute("aria-expanded", "false")
    await sheet.press("Shift+Tab")
    await expect(sheet.page.get_by_role("link", name="the end")).to_be_in_viewport()

    for unfolded in (section(text=text, expand=True), section(text=mrkdwn("short"))):
        await sheet.draw(unfolded)
        await expect(more).to_have_count(0)
    await sheet.draw(section(text=text), surface="home")
    await expect(more).to_have_count(0)


async def test_headings_and_buttons_have_slacks_size(sheet: Sheet) -> None:
    await sheet.draw(header("Today"), actions(button(), menu()))
    assert await sheet.page.locator("h3").evaluate("(one) => getComputedStyle(one).fontSize") == "18px"
    for one in (sheet.page.get_by_role("button"), sheet.page.locator(".bk-select-frame")):
        box = await one.first.bounding_box()
        assert box
        assert 28 <= box["height"] <= 36
