"""How a person uses a control with the mouse, whatever kind it is."""

import re
from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, Page

Use = Callable[[Locator], Awaitable[None]]


def pick(words: str) -> Use:
    """Choose a thing of a menu."""

    async def use(control: Locator) -> None:
        await control.click()
        await control.page.get_by_role("option", name=words).click()

    return use


def fill(words: str) -> Use:
    """Type into a box."""

    async def use(control: Locator) -> None:
        await control.fill(words)

    return use


def tick(words: str) -> Use:
    """Tick a box, or choose a radio button."""

    async def use(group: Locator) -> None:
        await group.get_by_label(words).click()

    return use


def control(page: Page, label: str) -> Locator:
    """The control, or group of controls, that is called so."""
    return page.get_by_label(re.compile(rf"^{label}( \(optional\))?$"))
