"""The page is for everybody: by keyboard alone, in the dark, to screen readers, and whatever people type."""

from typing import Literal

import pytest
from playwright.async_api import WebSocketRoute, expect

from tests.browser.axe import serious_faults
from tests.browser.window import Window
from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire

HOSTILE = (
    '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script>&lt;b&gt; <!channel> *_~`'
)
SCREENS = (
    "/plan",
    "/plan matrix",
    "/plan history",
    "/plan advice",
    "/goal list",
    "/tactic list",
    "/tactic show 1",
)


campfire = begun(a_year, loop_scope="session")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_axe_finds_nothing_serious_on_any_screen(
    campfire: Campfire, window: Window, theme: Literal["light", "dark"]
) -> None:
    await window.page.emulate_media(color_scheme=theme)
    await window.look("Maya", "#social")
    for command in SCREENS:
        await window.write(command)
    await expect(window.messages.filter(has_text="Finished by")).not_to_have_count(0)
    await window.press("Share in channel", window.messages.filter(has_text="what to do first"))
    await window.see_pictures(window.messages.filter(has_text="Shared by"))
    await expect(window.page.locator("html")).to_have_attribute("data-theme", theme)
    assert await serious_faults(window.page) == []
    for name in ("Traffic", "Faults"):
        await window.page.get_by_role("button", name=name, exact=True).click()
        assert await serious_faults(window.page) == []
    await window.write("/tactic add Film our office @hailey")
    await expect(window.form).to_be_visible()
    await window.form.locator("[data-key=submit]").click()
    await expect(window.form.locator("[aria-invalid=true]").first).to_be_focused()
    assert await serious_faults(window.page) == []


async def test_the_dark_is_chosen_and_kept(window: Window) -> None:
    await window.page.get_by_role("button", name="Dark", exact=True).click()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert await window.page.evaluate(ground) == "rgb(26, 29, 33)"
    await window.page.reload()
    await expect(window.page.get_by_role("button", name="Light", exact=True)).to_be_visible()
    assert await window.page.evaluate(ground) == "rgb(26, 29, 33)"


async def test_a_tactic_is_added_by_keyboard_alone(campfire: Campfire, window: Window) -> None:
    press = window.page.keyboard.press
    await window.look("Brian", "#social")
    await window.page.locator("body").press("Tab")
    await expect(window.page.get_by_role("link", name="Skip to the conversation")).to_be_focused()
    await press("Enter")
    await expect(window.page.locator("main")).to_be_focused()
    await expect(window.page.get_by_role("button", name="Act as Brian")).to_have_attribute(
        "aria-pressed", "true"
    )
    for _ in range(60):
        await press("Tab")
        if await window.composer.evaluate("box => box === document.activeElement"):
            break
    await window.page.keyboard.type("/tac")
    await press("Tab")
    await window.page.keyboard.type("add Film our office by 30 April")
    await press("Enter")
    await expect(window.form.get_by_label("What needs doing?")).to_be_focused()
    await press("Tab")
    await press("ArrowDown")
    await press("ArrowDown")
    await press("Enter")
    await expect(window.form.get_by_role("combobox", name="For which goal?")).to_have_value(
        "2. Raise awareness of the new features → Ship 3 major new product…"
    )
    await press("Tab")
    await window.page.keyboard.type("Hai")
    await press("Enter")
    await expect(window.form.get_by_role("button", name="Remove Hailey")).to_be_visible()
    for _ in range(30):
        await press("Tab")
        if await window.form.locator("[data-key=submit]").evaluate("it => it === document.activeElement"):
            break
    await press("Enter")
    await expect(window.form).to_be_hidden()
    await expect(window.newest).to_contain_text("4. Film our office")
    await expect(window.newest).to_contain_text("@Hailey")


async def test_escape_closes_a_form_and_the_focus_goes_back(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("/goal add Be on TikTok")
    await expect(window.form).to_be_visible()
    await window.page.keyboard.press("Escape")
    await expect(window.form).to_be_hidden()
    await expect(window.composer).to_be_focused()
    assert campfire.maya.modal is None


async def test_the_focus_stays_where_it_was_when_a_message_is_drawn_anew(
    campfire: Campfire, window: Window
) -> None:
    await campfire.wait_until("2027-01-04 14:00")
    await window.look("Brian", "messages")
    await expect(window.newest).to_contain_text("1 tactic to rate")
    more = window.newest.locator("xpath=..").get_by_role("button", name="More actions")
    await more.focus()
    await campfire.brian.command("/tactic rate 2", "#social")
    await campfire.brian.fill_in({"Value": "5", "Complexity": "2"})
    await campfire.brian.submit()
    await expect(window.newest).to_contain_text("(edited)")
    await expect(more).to_be_focused()


async def test_hostile_text_is_text_wherever_it_comes(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#launches")
    await window.write(HOSTILE)
    await expect(window.newest).to_contain_text(HOSTILE)
    await window.write("/plan new")
    await window.fill("Name", HOSTILE[:80])
    await window.fill("Company goals", HOSTILE)
    await window.submit()
    await window.write(f"/goal add {HOSTILE}")
    await window.choose("Which company goal does it help?", "<img")
    await window.fill("Metric", HOSTILE[:40])
    await window.fill("Target", "50")
    await window.submit()
    await window.write("/tactic add Buy a map @hailey")
    await window.fill("What needs doing?", HOSTILE)
    await window.fill("Notes", HOSTILE)
    await window.submit()
    await window.press("Rate")
    await window.choose("Value", "5")
    await window.choose("Complexity", "2")
    await window.fill("Why?", HOSTILE)
    await window.submit()
    for command in SCREENS:
        await window.write(command)
        await expect(window.newest).to_contain_text("<img src=x onerror=")
    await campfire.wait_until("2027-01-04 17:00")
    await window.look("Hailey", "messages")
    await expect(window.newest).to_contain_text("@Maya assigned you 1. <img src=x onerror=")
    assert await window.page.evaluate("window.pwned") is None
    assert await window.page.locator("img[src=x]").count() == 0


async def test_two_people_look_at_once_and_each_sees_their_own(campfire: Campfire, window: Window) -> None:
    other = await window.page.context.new_page()
    brian = Window(other, window.slack, window.troubles)
    await window.look("Maya", "#social")
    await brian.look("Brian", "#social")
    await window.write("/plan")
    await expect(window.newest).to_contain_text("Only visible to you")
    await window.press("Share in channel")
    await expect(brian.newest).to_contain_text("Shared by @Maya")
    await expect(brian.messages).to_have_count(1)


async def test_an_unfinished_message_is_kept_for_its_place_and_person(window: Window) -> None:
    await window.look("Maya", "#social")
    await window.composer.fill("Half a th")
    await window.look("Maya", "#general")
    await expect(window.composer).to_have_value("")
    await window.look("Maya", "#social")
    await expect(window.composer).to_have_value("Half a th")


async def test_whoever_leaves_a_private_channel_goes_home_and_can_be_somebody_else(window: Window) -> None:
    await window.look("Maya", "#leadership")
    await window.write("/leave")
    await expect(window.page.locator("body[data-looking='U0MAYA home']")).to_be_attached()
    await window.page.get_by_role("button", name="Act as Brian").click()
    await expect(window.page.locator("body[data-looking='U0BRIAN home']")).to_be_attached()


async def test_the_header_and_the_box_follow_what_becomes_of_a_channel(
    campfire: Campfire, window: Window
) -> None:
    await window.look("Maya", "#general")
    header = window.page.locator(".place-header")
    await expect(header).to_contain_text("Oncourse isn't here yet. Type /invite @Oncourse")
    await window.write("/invite @Oncourse")
    await expect(header).not_to_contain_text("isn't here yet")
    await expect(window.newest).to_contain_text("This channel has no plan yet.")
    await window.composer.fill("Half a th")
    await campfire.brian.write("Good morning", "#general")
    await expect(window.newest).to_contain_text("Good morning")
    await expect(window.composer).to_be_focused()
    await expect(window.composer).to_have_value("Half a th")
    await campfire.slack.archive("#general")
    await expect(header).to_contain_text("archived")
    await expect(window.page.locator(".composer")).to_contain_text("This channel is archived.")


async def test_a_form_drawn_anew_keeps_what_it_says_when_it_is_held_back(
    campfire: Campfire, window: Window
) -> None:
    await window.look("Maya", "#social")
    await window.write("/tactic add Film our office")
    await window.choose("For which goal?", "1. ")
    await window.fill("Repeats", "every Monday")
    await window.form.locator("[data-key=submit]").click()
    await expect(window.form).to_contain_text("Monday 11 January 2027")
    await window.fill("What needs doing?", "")
    await window.form.locator("[data-key=submit]").click()
    title = window.form.get_by_label("What needs doing?")
    await expect(title).to_have_accessible_description("Please complete this required field.")
    await expect(window.form).to_contain_text("Monday 11 January 2027")


async def test_what_slack_refuses_is_said_and_kept_to_be_mended(window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("/plann new")
    await expect(window.page.get_by_role("alert")).to_contain_text(
        "/plann is not a command of this workspace"
    )
    await expect(window.composer).to_have_value("/plann new")


async def test_faults_and_traffic_are_before_ones_eyes(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await window.page.get_by_role("button", name="Faults", exact=True).click()
    panel = window.page.get_by_role("complementary")
    await panel.get_by_label("Method", exact=True).select_option("views.open")
    await panel.get_by_label("Fault", exact=True).select_option("error 500, nothing done")
    await panel.get_by_role("button", name="Trigger", exact=True).click()
    await expect(panel).to_contain_text("views.open: 1 to come")
    await window.write("/goal add Be on TikTok")
    await expect(window.newest).to_contain_text("Only visible to you")
    await expect(window.form).to_be_hidden()
    await window.page.get_by_role("button", name="Traffic", exact=True).click()
    await expect(panel.locator(".failed").first).to_contain_text("views.open")
    await panel.locator(".failed summary").first.click()
    await expect(panel.locator(".failed[open]")).to_contain_text("internal_error")
    await campfire.brian.write("Good morning", "#social")
    await window.write("/plan help")
    await expect(panel.locator("summary").filter(has_text="/plan help")).to_be_visible()
    await expect(panel.locator(".failed[open]")).to_contain_text("internal_error")


async def test_the_focus_stays_in_the_traffic_while_more_comes(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await window.page.get_by_role("button", name="Traffic", exact=True).click()
    panel = window.page.get_by_role("complementary")
    summary = panel.locator("summary").first
    await summary.focus()
    said = await summary.text_content() or ""
    await campfire.brian.command("/plan help", "#social")
    await expect(panel.locator("summary").filter(has_text="/plan help")).to_be_visible()
    await expect(panel.locator("summary:focus")).to_have_text(said)


async def test_people_talk_in_a_thread(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("What do we think?")
    await window.newest.locator("xpath=..").get_by_role("button", name="More actions").click()
    await window.page.get_by_role("menuitem", name="Reply in thread").click()
    thread = window.page.get_by_role("complementary")
    await thread.get_by_role("combobox", name="Reply").fill("That it is fine")
    await thread.get_by_role("combobox", name="Reply").press("Enter")
    await expect(thread.get_by_role("article").last).to_contain_text("That it is fine")
    await expect(window.newest).to_contain_text("What do we think?")
    await expect(window.newest.get_by_role("button", name="1 reply")).to_be_visible()


async def test_the_page_comes_back_by_itself_when_its_connection_was_lost(window: Window) -> None:
    connections: list[WebSocketRoute] = []

    def pass_on(connection: WebSocketRoute) -> None:
        connection.connect_to_server()
        connections.append(connection)

    await window.page.route_web_socket("**/page/live", pass_on)
    await window.page.reload()
    await window.look("Maya", "#social")
    await connections[0].close()
    await expect(window.page.get_by_role("alert")).to_contain_text("The sandbox has stopped")
    await expect(window.page.get_by_role("alert")).to_be_empty()
    await window.write("Still here")
    await expect(window.newest).to_contain_text("Still here")
