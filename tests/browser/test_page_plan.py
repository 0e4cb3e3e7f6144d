"""From an empty channel to a prioritised plan, on the page alone."""

from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import expect

from tests.browser.window import Window
from tests.stories.stage import COMPANY_GOALS, Campfire

GOAL = "Build relationships with influencers"


async def start_plan(window: Window) -> None:
    """Maya starts the year's plan."""
    await window.look("Maya", "#social")
    await window.write("/plan new")
    await window.fill("Name", "Social media 2027")
    await window.fill("Starts on", "2027-01-01")
    await window.fill("Company goals", COMPANY_GOALS)
    await window.submit()


async def add_goal(window: Window) -> None:
    """She adds a goal by a command, and says which company goal it helps."""
    await window.write(f"/goal add {GOAL}")
    await window.choose("Which company goal does it help?", "Expand into a new market segment")
    await window.submit()


async def add_tactic(window: Window, sentence: str) -> None:
    """She adds a tactic by a sentence under the only goal."""
    await window.write(f"/tactic add {sentence}")
    await expect(window.form).to_be_visible()
    await window.submit()


async def wait_until(window: Window, moment: str) -> None:
    """Time passes until this moment of the first day (UTC)."""
    await window.slack.clock.advance_to(datetime.fromisoformat(f"2027-01-04 {moment}").replace(tzinfo=UTC))
    await window.slack.settle()


async def rate(window: Window, person: str, title: str, value: str, complexity: str, reason: str) -> None:
    """Somebody rates the only tactic that their newest message asks them to rate."""
    await window.look(person, "messages")
    await expect(window.newest).to_contain_text(title)
    await window.press("Rate 1")
    await window.choose("Value", value)
    await window.choose("Complexity", complexity)
    await window.fill("Why?", reason)
    await window.submit()
    await window.slack.settle()  # what others see is drawn anew, and a button pressed just then may be gone


async def test_a_plan_is_started_with_a_goal_and_a_tactic(window: Window) -> None:
    await start_plan(window)
    shown = window.messages.filter(has_text="Only visible to you")
    await expect(shown.last).to_contain_text("Social media 2027")
    told = window.messages.filter(has_text="@Maya started the plan Social media 2027.")
    await expect(told).not_to_contain_text("Only visible to you")
    await add_goal(window)
    await expect(window.newest).to_contain_text(GOAL)
    await window.write("/tactic add List 100 influencers @brian by 1 February")
    await expect(window.form.get_by_label("What needs doing?")).to_have_value("List 100 influencers")
    await expect(window.form.get_by_label("ETA")).to_have_value("2027-02-01")
    await expect(window.form).to_contain_text("Brian")
    await window.submit()
    await expect(window.newest).to_contain_text(
        "To help us expand into a new market segment, we are building"
    )
    await wait_until(window, "14:00")
    await window.look("Brian", "messages")
    await expect(window.newest).to_contain_text("@Maya assigned you 1. List 100 influencers")
    await expect(window.newest).to_contain_text("1 tactic to rate by Thursday 7 January 2027.")


async def test_what_two_people_rate_is_revealed_together_and_stands_in_the_matrix(window: Window) -> None:
    await start_plan(window)
    await add_goal(window)
    await add_tactic(window, "List 100 influencers @brian @hailey by 1 February")
    await wait_until(window, "17:00")
    await rate(window, "Brian", "List 100 influencers", "5", "2", "Everything else builds on it")
    await expect(window.newest).to_contain_text("1. List 100 influencers rated")
    await expect(window.newest).not_to_contain_text("Quick wins")
    await rate(window, "Hailey", "List 100 influencers", "4", "2", "A week of work")
    await expect(window.newest).to_contain_text("rated: 1 Quick wins")
    await window.look("Brian", "messages")
    await expect(window.newest).to_contain_text("rated: 1 Quick wins")
    await window.look("Maya", "#social")
    await window.write("/tactic show 1")
    await expect(window.newest).to_contain_text("Everything else builds on it")
    await window.write("/plan matrix")
    await expect(window.newest).to_contain_text("1 Quick wins (1)")


async def test_a_contested_tactic_goes_to_a_second_round(campfire: Campfire, window: Window) -> None:
    await campfire.start_plan()
    await campfire.add_goal(GOAL)
    await campfire.add_tactic("List 100 influencers @brian @hailey by 1 February")
    await wait_until(window, "17:00")
    await rate(window, "Brian", "List 100", "5", "2", "I know three brands")
    await rate(window, "Hailey", "List 100", "3", "5", "Contracts, briefs and approvals")
    await window.look("Hailey", "#social")
    await window.write("/tactic show 1")
    await expect(window.newest).to_contain_text("Contested: 1 says quick win, 1 says money pit")
    await window.press("Start second round")
    await expect(window.newest).to_contain_text("A second round has started.")
    await wait_until(window, "17:10")
    await rate(window, "Brian", "New for you: 1 to rate", "5", "2", "As before")
    await window.look("Hailey", "#social")
    await expect(window.newest).to_contain_text("A second round has started.")
    await window.press("Rate")
    await expect(window.form).to_contain_text("This is the second round.")
    await window.choose("Value", "5")
    await window.choose("Complexity", "2")
    await window.submit()
    await expect(window.newest).to_contain_text("1 Quick wins")


async def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("/plan new")
    await window.fill("Name", "Backwards")
    await window.fill("Starts on", "2027-12-31")
    await window.fill("Ends on", "2027-01-01")
    await window.fill("Company goals", COMPANY_GOALS)
    await window.form.locator("[data-key=submit]").click()
    ends = window.form.get_by_label("Ends on")
    await expect(ends).to_have_attribute("aria-invalid", "true")
    await expect(ends).to_have_accessible_description(
        "The plan starts on Friday 31 December 2027. Choose a later end date."
    )
    await expect(ends).to_be_focused()
    await expect(window.form.get_by_label("Name")).to_have_value("Backwards")
    await window.fill("Ends on", "2028-06-30")
    await window.submit()
    await expect(window.newest).to_contain_text("Backwards")


async def test_what_slack_itself_holds_back_is_said_at_its_field(window: Window) -> None:
    await window.look("Maya", "#social")
    await window.write("/plan new")
    await window.fill("Name", "")
    await window.form.locator("[data-key=submit]").click()
    name = window.form.get_by_label("Name")
    await expect(name).to_have_accessible_description("Please complete this required field.")
    await expect(name).to_be_focused()


SHEET = f"""Company goal;Goal;Tactic;Owners;ETA;Value;Complexity
Expand into a new market segment;{GOAL};List 100 influencers;Brian;1 February;5;2
;;Send them a kit;@nobody;03/04/2027;;
"""


async def test_a_plan_comes_out_of_a_spreadsheet(window: Window) -> None:
    await start_plan(window)
    await window.write("/plan import")
    await window.fill("Or paste the rows", "Kept while a file is chosen")
    await window.form.get_by_label("CSV file (optional)", exact=True).set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": SHEET.encode("utf-16")}
    )
    await expect(window.form.get_by_role("button", name="Remove plan.csv")).to_be_visible()
    await expect(window.form.get_by_label("Or paste the rows")).to_have_value("Kept while a file is chosen")
    await window.fill("Or paste the rows", "")
    await window.form.locator("[data-key=submit]").click()
    await expect(window.form).to_contain_text("Ready to add 1 tactic, 1 goal and 1 rating.")
    await expect(window.form).to_contain_text("Row 3 Owners: I can't find “@nobody” here.")
    await window.form.get_by_role("button", name="Add 1 row").click()
    await expect(window.form).to_be_hidden()
    await expect(window.newest).to_contain_text("Added: 1 tactic, 1 goal and 1 rating.")


async def test_the_files_of_a_plan_can_be_saved(campfire: Campfire, window: Window) -> None:
    await campfire.live_a_year()
    await window.look("Maya", "#social")
    await window.write("/plan export")
    await window.look("Maya", "messages")
    table = window.messages.get_by_role("link", name=".csv")
    await expect(table).to_be_visible()
    async with window.page.expect_download() as saved:
        await table.click()
    path = await (await saved.value).path()
    assert "List 100 influencers" in Path(path).read_text("utf-8")  # noqa: ASYNC240 - a small file of ours


GROWS = """async (picture) => {
    const log = picture.closest('.log');
    log.scrollTop = log.scrollHeight - log.clientHeight - 20;
    await new Promise((done) => log.addEventListener('scroll', done, { once: true }));
    log.scrollTop = log.scrollHeight;
    picture.style.height = `${picture.clientHeight + 4000}px`;
    picture.style.maxHeight = 'none';
    await new Promise((done) => log.addEventListener('scroll', done, { once: true }));
    picture.dispatchEvent(new Event('load'));
}"""


async def test_a_picture_that_gets_its_height_late_pushes_nothing_out_of_sight(
    campfire: Campfire, window: Window
) -> None:
    await campfire.live_a_year()
    await window.look("Maya", "#social")
    await window.write("/plan matrix")
    await window.press("Share in channel")
    shared = window.messages.filter(has_text="Shared by")
    await window.see_pictures(shared)
    await window.write("Good morning")
    await expect(window.newest).to_contain_text("Good morning")
    await shared.get_by_role("img").evaluate(GROWS)
    await expect(window.newest).to_be_in_viewport()
