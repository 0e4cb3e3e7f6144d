"""The guided tour, on the demo as it is: what each step says is before the eyes of whoever takes it."""

from playwright.async_api import Browser, Locator, expect

from sandbox.__main__ import campfire_with_bot, play
from tests.browser.window import window_on, windows


async def step_on(tour: Locator, title: str) -> None:
    """Go on to the next step, which has this title."""
    await tour.locator("[data-key='tour on']").click()
    await expect(tour.get_by_role("heading")).to_have_text(title)


async def test_the_tour_leads_through_the_method_a_check_in_and_a_reminder(chromium: Browser) -> None:
    async with (
        campfire_with_bot(port=0) as slack,
        windows(chromium, toured=False) as context,
        window_on(slack, context) as window,
    ):
        async with slack.page_state.playing("A moment, please."):
            await expect(window.page.get_by_role("alert")).to_contain_text("A moment, please.")
            await play(slack, lambda _told: None)
        tour = window.page.get_by_label("Tour", exact=True)
        await expect(tour).to_contain_text("Welcome to Campfire, Inc.")

        await step_on(tour, "1. Goals that serve the company")
        await expect(window.newest).to_contain_text("Do first")
        await step_on(tour, "2. Tactics, from a sentence")
        await expect(window.form.get_by_label("What needs doing?")).to_have_value("Film our office")
        await step_on(tour, "3. What comes first")
        await expect(window.form).to_be_hidden()
        await expect(window.newest).to_contain_text("what to do first")
        await step_on(tour, "4. People and dates")
        await expect(window.newest).to_contain_text("@Brian and @Hailey")
        await step_on(tour, "5. Are we on course?")
        asked = window.messages.filter(has_text="Answer by Wednesday, March 3rd").last
        await expect(asked.get_by_role("button", name="Answer")).to_be_visible()

        await step_on(tour, "6. One message a day")
        await expect(window.page.get_by_label("Clock")).to_contain_text("09:00 AM in New York")
        reminded = slack.clock.now()
        await tour.locator("[data-key='tour back']").click()
        await step_on(tour, "6. One message a day")
        assert slack.clock.now() == reminded

        await step_on(tour, "7. The week's summary")
        await expect(window.newest).to_contain_text("Where we stand, 1 March")
        await step_on(tour, "8. Everything of yours in one place")
        await expect(window.page.get_by_label("Home", exact=True)).to_contain_text("Your plans")
        await step_on(tour, "Your turn")
        await expect(window.form.get_by_label("Company goals")).to_be_visible()
        await tour.get_by_role("button", name="Close").click()
        await expect(tour).to_be_hidden()
