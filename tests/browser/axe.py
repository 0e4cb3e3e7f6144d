"""What axe, the accessibility checker, finds on a page."""

from importlib.resources import files

from playwright.async_api import Page

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# All that is in order stays in the page: for a long conversation, sending it took longer than checking it.
# What `preload` fetches is for rules about autoplay, of which we have none, and ones that axe leaves out.
_SERIOUS_FAULTS = """async () => {
    const { violations } = await axe.run({ resultTypes: ["violations"], preload: false });
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    return serious.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}"""


async def serious_faults(page: Page) -> list[str]:
    """The rules that are broken seriously, each with the element it is about."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_AXE)
    return list(await page.evaluate(_SERIOUS_FAULTS))
