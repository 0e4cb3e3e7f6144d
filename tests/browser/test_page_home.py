"""App Home and shortcuts on the page."""

from playwright.async_api import Locator, expect

from tests.browser.axe import serious_faults
from tests.browser.window import Window
from tests.stories.begun import a_year, begun
from tests.stories.stage import Campfire

campfire = begun(a_year, loop_scope="session")


def home(window: Window) -> Locator:
    """What Home shows."""
    return window.page.get_by_label("Home", exact=True)


async def test_home_welcomes_shows_what_is_brians_and_follows_what_he_does(
    campfire: Campfire, window: Window
) -> None:
    await window.look("Brian", "home")
    await expect(home(window)).to_contain_text("Welcome to Oncourse")
    await window.press("Got it", home(window))
    await expect(home(window)).not_to_contain_text("Welcome to Oncourse")
    await expect(home(window)).to_contain_text("List 100 influencers")
    await expect(home(window)).to_contain_text("Social media 2027 in #social")
    await window.press("Rate 1", home(window))
    await window.choose("Value", "5")
    await window.choose("Complexity", "2")
    await window.submit()
    await expect(home(window)).to_contain_text("1 Quick wins")
    await campfire.maya.command("/tactic move 2 to 4 January", "#social")
    await campfire.maya.submit()
    await expect(home(window)).to_contain_text("due today, Monday 4 January 2027")
    await window.press("Done", home(window))
    await expect(home(window)).to_contain_text("Nothing due or overdue today")


async def test_home_keeps_its_settings_and_is_open_to_everybody(campfire: Campfire, window: Window) -> None:
    await window.look("Brian", "home")
    await window.press("Change settings", home(window))
    await window.choose("Daily message at", "11:00")
    await window.submit()
    await expect(home(window)).to_contain_text("Daily message at 11:00")
    assert await serious_faults(window.page) == []


async def test_a_message_becomes_a_tactic_that_keeps_its_address(campfire: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("We should film our office. It is the nicest in Riga.")
    await window.newest.locator("xpath=..").get_by_role("button", name="More actions").click()
    await window.page.get_by_role("menuitem", name="Add as a tactic").click()
    await expect(window.form.get_by_label("What needs doing?")).to_have_value("We should film our office")
    await window.choose("For which goal?", "1. ")
    await window.submit()
    await expect(window.newest).to_contain_text("We should film our office")
    await window.newest.get_by_role("link", name="From a message").click()
    await expect(window.page.locator(".message:focus")).to_contain_text("It is the nicest in Riga.")


async def test_a_new_tactic_is_added_from_anywhere(campfire: Campfire, window: Window) -> None:
    await campfire.start_plan(channel="#launches")
    await window.look("Maya", "#general")
    await window.page.get_by_role("button", name="Shortcuts").click()
    await window.page.get_by_role("menuitem", name="New tactic").click()
    await window.choose("For which plan?", "Social media 2027 in #social")
    await window.form.get_by_role("button", name="Next").click()
    await window.fill("What needs doing?", "Film our office")
    await window.choose("For which goal?", "1. ")
    await window.submit()
    await window.look("Maya", "messages")
    await expect(window.newest).to_contain_text("4. Film our office")
