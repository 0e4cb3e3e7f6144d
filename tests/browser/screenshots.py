"""`make screenshots`: the pictures of docs/pictures, taken of the demo as it is now."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import expect

from sandbox import Workspace
from sandbox.__main__ import campfire_with_bot, play
from tests.browser.chromium import ABSENT, chromium_at, chromium_path
from tests.browser.window import Window, window_on, windows

PICTURES = Path(__file__).parent.parent.parent / "docs" / "pictures"
TO_TOP = "message => message.scrollIntoView({block: 'start'})"
Scene = Callable[[Window], Awaitable[None]]


def answer(command: str, words: str) -> Scene:
    """What a command answers Hailey, which has these words in it."""

    async def scene(window: Window) -> None:
        await window.look("Hailey", "#social")
        await window.write(command)
        await expect(window.newest).to_contain_text(words)
        await window.newest.evaluate(TO_TOP)

    return scene


async def matrix(window: Window) -> None:
    """The matrix as it is shared in the channel, with its picture."""
    await answer("/plan matrix", "Quick wins")(window)
    await window.press("Share in channel", window.newest)
    await expect(window.newest).to_contain_text("Shared by")
    await window.see_pictures(window.newest)
    await window.newest.evaluate(TO_TOP)


async def map_(window: Window) -> None:
    """The map as it is sent to a person, with its pictures."""
    await answer("/plan map", "Social media")(window)
    await window.press("Send me the picture", window.newest)
    await window.look("Hailey", "messages")
    await expect(window.newest).to_contain_text(": map")
    await window.see_pictures(window.newest)
    await window.newest.evaluate(TO_TOP)


async def tactic(window: Window) -> None:
    """A tactic read from a sentence."""
    await window.look("Hailey", "#social")
    await window.write("/tactic add Film our office every 2 weeks on Tuesday @hailey @brian")
    await expect(window.form).to_be_visible()


async def rating(window: Window) -> None:
    """What a tactic is worth and what it takes, before anybody sees what others say."""
    await window.look("Maya", "#social")
    await window.write("/tactic add Interview ten of our users @maya by 20 April")
    await window.choose("For which goal?", "2. ")
    await window.submit()
    await window.write("/tactic rate Interview")
    await window.choose("Value", "4")
    await window.choose("Complexity", "2")
    await window.fill("Why?", "Our users like to talk")


SHEET = """Company goal;Goal;Tactic;Owners;ETA;Value;Complexity
Expand into a new market segment;Build relationships with influencers;Visit a fair;Brian, Hailey;12 March;4;3
;;Send them a kit;@hailey;the 30th of every month;5;2
Ship 3 major new product features;Show how it is made;Film our office;@maya;Q1;4;2
;;Write a post about it;@nobody;03/04/2027;;
"""


async def import_(window: Window) -> None:
    """What a spreadsheet would add."""
    await window.look("Hailey", "#social")
    await window.write("/plan import")
    await window.form.get_by_label("CSV file (optional)", exact=True).set_input_files(
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    )
    await expect(window.form.get_by_role("button", name="Remove plan.csv")).to_be_visible()
    await window.form.locator("[data-key=submit]").click()
    await expect(window.form).to_contain_text("to fix")


async def reminder(window: Window) -> None:
    """What Brian reads on a morning."""
    await window.look("Brian", "messages")
    await expect(window.newest).to_contain_text("All your tactics")
    await window.newest.evaluate(TO_TOP)


async def check_in(window: Window) -> None:
    """The form of a check-in."""
    await window.look("Brian", "messages")
    await window.press("Answer", window.messages.filter(has_text="Are we on course?").last)
    await window.choose("How's it going?", "on course")


async def summary(window: Window) -> None:
    """The summary that closes a check-in."""
    await window.look("Hailey", "#social")
    message = window.messages.filter(has_text="Where we stand").last
    await window.see_pictures(message)
    await message.evaluate(TO_TOP)


async def export(window: Window) -> None:
    """The plan's files."""
    await answer("/plan export", "direct messages")(window)
    await window.look("Hailey", "messages")
    await expect(window.newest).to_contain_text(".csv")


async def home(window: Window) -> None:
    """App Home."""
    await window.look("Brian", "home")
    await expect(window.page.get_by_label("Home", exact=True)).to_contain_text("Your plans")


SCENES: dict[str, Scene] = {
    "plan": answer("/plan", "Do first"),
    "goals": answer("/goal list", "Add goal"),
    "tactic": tactic,
    "card": answer("/tactic show 3", "Brian"),
    "import": import_,
    "reminder": reminder,
    "check-in": check_in,
    "summary": summary,
    "advice": answer("/plan advice", "advice"),
    "upcoming": answer("/plan upcoming", "next 14 days"),
    "history": answer("/plan history", "Older"),
    "export": export,
    "home": home,
    # These come last, since they leave something in the conversations.
    "matrix": matrix,
    "map": map_,
    "rating": rating,
}


async def main() -> None:
    """Play Campfire's weeks, then photograph each scene, in the light and one in the dark."""
    path = chromium_path()
    if path is None:
        raise SystemExit(ABSENT)
    PICTURES.mkdir(exist_ok=True)
    async with campfire_with_bot(port=0) as slack, chromium_at(path) as chromium:
        await play(slack, lambda _told: None)
        for name, scene in SCENES.items():
            async with windows(chromium) as context, window_on(slack, context) as window:
                await expect(window.page.locator("body[data-looking]")).to_be_attached()
                await scene(window)
                await photograph(window, name)
                if name == "home":
                    await window.page.get_by_role("button", name="Dark", exact=True).click()
                    await photograph(window, "home-dark")
            tidy_up(slack.workspace)


def tidy_up(workspace: Workspace) -> None:
    """Close what is open, and take away what only one person sees, so that no scene shows the one before."""
    for stack in workspace.stacks.values():
        stack.clear()
    for channel in workspace.channels.values():
        for message in list(channel.messages.values()):
            if message.only_for:
                workspace.delete(message)


async def photograph(window: Window, name: str) -> None:
    """Take the picture once everything stands still."""
    await window.page.evaluate("document.fonts.ready")
    await window.page.wait_for_load_state("networkidle")
    await window.page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
    print(PICTURES / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
