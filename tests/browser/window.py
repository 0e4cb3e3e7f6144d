"""The sandbox's page in a browser, and what a person does there with mouse and keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import Browser, BrowserContext, Locator, Page, Request, expect

from sandbox import Sandbox
from tests.browser.chromium import fresh_page

_TOURED = "localStorage.setItem('oncourse.toured', 'yes')"


@dataclass
class Window:
    """The page, and the Slack behind it. `troubles` is what went wrong in it, and must stay empty."""

    page: Page
    slack: Sandbox
    troubles: list[str]

    async def look(self, person: str, place: str) -> None:
        """Look as somebody at "#social", at "messages" (those with the app), or at "home"."""
        user = self.slack.workspace.find_user(person)
        where = self.slack.workspace.find_channel(place).id if place.startswith("#") else place
        await self.page.goto(f"{self.slack.url}/#/{user.id}/{where}")
        seen = "D" if place == "messages" else where
        await expect(self.page.locator(f'body[data-looking^="{user.id} {seen}"]')).to_be_attached()

    async def write(self, text: str) -> None:
        """Type into the composer, and send it."""
        await self.composer.fill(text)
        await self.composer.press("Enter")

    def notice_failure(self, request: Request) -> None:
        """A request got no answer; one that the page gave up when it was left is none that failed."""
        if request.failure != "net::ERR_ABORTED":
            self.troubles.append(request.url)

    @property
    def composer(self) -> Locator:
        """Where one types."""
        return self.page.locator(".composer").get_by_role("combobox")

    @property
    def form(self) -> Locator:
        """The open form."""
        return self.page.locator("dialog.modal")

    @property
    def messages(self) -> Locator:
        """The messages of the place looked at, oldest first."""
        return self.page.get_by_label("Messages", exact=True).get_by_role("article")

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.messages.last

    async def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button of these words, in the newest message if nowhere else is meant."""
        await (within or self.newest).get_by_role("button", name=name, exact=True).first.click()

    async def fill(self, label: str, value: str) -> None:
        """Type into an input of the open form."""
        await self.form.get_by_label(label).fill(value)

    async def choose(self, label: str, option: str, nth: int = 0) -> None:
        """Choose in a menu or among the radio buttons of the open form."""
        menu = self.form.get_by_role("combobox", name=label)
        control = menu.or_(self.form.get_by_role("radiogroup", name=label)).nth(nth)
        await expect(control).to_be_visible()
        if await control.get_attribute("role") == "radiogroup":
            await control.get_by_role("radio", name=option).check()
        else:
            await control.click()
            await self.page.get_by_role("option", name=option).first.click()

    async def see_pictures(self, message: Locator) -> None:
        """Look at each picture of a message, which has at least one; they load when they come near."""
        pictures = message.get_by_role("img")
        await expect(pictures).not_to_have_count(0)
        for picture in await pictures.all():
            await picture.evaluate("picture => picture.scrollIntoView({block: 'center'})")
            await expect(picture).to_have_js_property("complete", True)
            await expect(picture).to_be_visible()

    async def submit(self) -> None:
        """Send the open form; it closes."""
        await self.form.locator("[data-key=submit]").click()
        await expect(self.form).to_be_hidden()


@asynccontextmanager
async def windows(chromium: Browser, *, toured: bool = True) -> AsyncIterator[BrowserContext]:
    """Where windows open, for people who took the tour or did not; it shares nothing with others."""
    context = await chromium.new_context(
        viewport={"width": 1360, "height": 860}, locale="en-US", timezone_id="UTC", color_scheme="light"
    )
    if toured:
        await context.add_init_script(_TOURED)
    yield context
    await context.close()


@asynccontextmanager
async def window_on(slack: Sandbox, context: BrowserContext) -> AsyncIterator[Window]:
    """A page on this Slack; what it stores is its address's own. At its end nothing went wrong in it."""
    async with fresh_page(context) as page:
        window = Window(page, slack, [])
        page.on("pageerror", lambda error: window.troubles.append(str(error)))
        page.on("console", lambda said: window.troubles.append(said.text) if said.type == "error" else None)
        page.on("requestfailed", window.notice_failure)
        await page.goto(slack.url)
        yield window
        assert not window.troubles, window.troubles
        await page.evaluate("localStorage.clear()")
