"""Time on the page: a reminder's buttons, and a whole week's check-in by moving the clock."""

import pytest_asyncio
from playwright.async_api import expect

from sandbox.__main__ import moments
from tests.browser.window import Window
from tests.stories.begun import a_goal, a_plan, begun
from tests.stories.reminded import rate
from tests.stories.stage import Campfire


async def a_tactic_each(campfire: Campfire) -> None:
    """Brian and Hailey have one, have rated it, and have read of it in their first daily message."""
    await campfire.add_tactic("List 100 influencers @brian by 12 January")
    await campfire.add_tactic("Call the press @hailey by 1 February")
    await rate(campfire.brian, "List 100 influencers")
    await rate(campfire.hailey, "Call the press")
    await campfire.wait_until("2027-01-04 20:00")


campfire = begun(a_plan, a_goal, a_tactic_each, loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def planned(campfire: Campfire) -> Campfire:
    """The clock knows what comes."""
    campfire.slack.page_state.moments = moments(campfire.bot, campfire.slack.workspace.team.id)
    return campfire


async def move(window: Window, name: str) -> None:
    """Press a button of the clock, and wait until time has passed."""
    button = window.page.get_by_label("Clock").get_by_role("button", name=name)
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "false")
    await expect(button).to_have_attribute("aria-disabled", "false")


async def test_brian_is_reminded_and_ticks_it_off_in_place(planned: Campfire, window: Window) -> None:
    await window.look("Brian", "messages")
    await move(window, "Next daily message")
    await expect(window.newest).to_contain_text("due in 7 days")
    await expect(window.page.get_by_label("Clock")).to_contain_text("Jan 5, 2027, 09:00 AM in New York")
    await window.press("Done")
    await expect(window.newest).to_contain_text("done")
    await expect(window.newest.get_by_role("button", name="Done")).to_have_count(0)


async def test_a_phone_shows_the_reminders_words(planned: Campfire, window: Window) -> None:
    await window.look("Brian", "#social")
    await move(window, "Next daily message")
    phone = window.page.get_by_role("status", name="Notifications")
    await expect(phone).to_contain_text("Oncourse")
    await expect(phone).to_contain_text("1 due soon")
    await phone.get_by_role("button").first.click()
    await expect(window.newest).to_contain_text("List 100 influencers")


async def test_snoozing_from_the_menu_is_told_in_place(planned: Campfire, window: Window) -> None:
    await window.look("Brian", "messages")
    await move(window, "Next daily message")
    await window.newest.locator("[aria-haspopup=menu]").first.click()
    await window.page.get_by_role("menuitem", name="Snooze 3 days").click()
    await expect(window.newest).to_contain_text("snoozed until")


async def test_a_check_in_opens_is_answered_and_summed_up(planned: Campfire, window: Window) -> None:
    await window.look("Brian", "messages")
    await move(window, "Next check-in")
    await move(window, "Next daily message")
    await expect(window.newest).to_contain_text("1 check-in to answer")
    await expect(window.newest).to_contain_text("Are we on course?")
    await window.press("Answer")
    await window.choose("How's it going?", "off course")
    await window.fill("What happened?", "Nobody answers")
    await window.form.locator("[data-key=submit]").click()
    await window.choose("What now?", "Move the date")
    await window.fill("New date, if it moves", "2027-01-20")
    await window.fill("Why?", "They come back on Monday")
    await window.submit()
    await window.look("Hailey", "#social")
    await expect(window.newest).to_contain_text("1 off course")
    await expect(window.newest).to_contain_text("Nobody answers")
    await window.look("Hailey", "messages")
    await move(window, "Next check-in")
    await expect(window.newest).to_contain_text("Are we on course? closed")
    await window.look("Maya", "#social")
    await expect(window.newest).to_contain_text("Where we stand, 11 January 2027")
    await expect(window.newest).to_contain_text("No update from @Hailey")
    await expect(window.newest).to_contain_text("They come back on Monday")


async def test_a_day_and_a_week_pass(planned: Campfire, window: Window) -> None:
    await window.look("Maya", "#social")
    await move(window, "+1 day")
    await move(window, "+1 week")
    assert planned.slack.clock.now().date().isoformat() == "2027-01-12"
    unread = window.page.get_by_role("button", name="Act as Brian")
    await expect(unread).to_have_accessible_name("Act as Brian, 6 unread")
