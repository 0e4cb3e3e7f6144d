"""What axe, the accessibility checker, finds on a page."""

from importlib.resources import files

from playwright.async_api import Page

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


async def serious_faults(page: Page) -> list[str]:
    """The rules that are broken seriously, each with the element it is about."""
    await page.evaluate(_AXE)
    found = await page.evaluate("axe.run()")
    return [
        f"{rule['id']}: {rule['help']}: {node['html']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]
