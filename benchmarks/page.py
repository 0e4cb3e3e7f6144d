"""`python -m benchmarks.page`: how fast the sandbox's page opens and stays, in a real browser."""

import asyncio
import os
import subprocess
import sys
import time
from statistics import median

from playwright.async_api import Browser, Page

from sandbox import Sandbox
from sandbox.__main__ import campfire_with_bot, play
from sandbox.records import Channel
from tests.browser.chromium import ABSENT, chromium_at, chromium_path

CHANNEL = "C0SOCIAL"
ROUNDS = 5
FEW, MANY = 20, 500
DRAWN = f"body[data-looking='U0MAYA {CHANNEL}'] .message"


async def main() -> None:
    """Measure and print."""
    path = chromium_path()
    if path is None:
        raise SystemExit(ABSENT)
    async with campfire_with_bot(port=0) as slack, chromium_at(path) as chromium:
        started = [await starting(chromium) for _ in range(ROUNDS)]
        print(f"{'the demo, from its start to the first drawn channel':56} {median(started):8.2f} s")
        await play(slack, lambda _told: None)
        opened = [await opening(chromium, slack.url) for _ in range(ROUNDS)]
        print(f"{'opening it, to the first drawn channel':56} {median(opened):8.2f} s")
        channel = slack.workspace.find_channel("#social")
        few = await news(chromium, slack, channel, FEW)
        many = await news(chromium, slack, channel, MANY)
        print(f"{f'a message until it is drawn, {FEW} in the channel':56} {few * 1000:8.1f} ms")
        print(f"{f'a message until it is drawn, {MANY} in the channel':56} {many * 1000:8.1f} ms")
        print(f"{'  which is':56} {many / few:8.2f} x")
        full = [await opening(chromium, slack.url) for _ in range(ROUNDS)]
        print(f"{f'opening it with {MANY} in the channel':56} {median(full):8.2f} s")


async def starting(chromium: Browser) -> float:
    """Seconds from starting the demo until a browser has drawn its first message."""
    begun = time.perf_counter()
    command = (sys.executable, "-m", "sandbox")
    environment = os.environ | {"ONCOURSE_DEMO_PORT": "0"}
    demo = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE, env=environment)
    assert demo.stdout is not None  # noqa: S101 - it is piped
    url = (await demo.stdout.readline()).decode().split()[1]
    taken = time.perf_counter() - begun + await opening(chromium, url)
    demo.terminate()
    await demo.wait()
    return taken


async def opening(chromium: Browser, url: str) -> float:
    """Seconds from asking for the page, in a fresh browser, until the channel is drawn."""
    context = await chromium.new_context()
    page = await context.new_page()
    begun = time.perf_counter()
    await page.goto(url, wait_until="commit")
    await page.locator(DRAWN).last.wait_for()
    taken = time.perf_counter() - begun
    await context.close()
    return taken


async def news(chromium: Browser, slack: Sandbox, channel: Channel, count: int) -> float:
    """Median seconds from a message being posted until the page shows it, with `count` in the channel."""
    for number in range(count - len(channel.messages)):
        slack.backend.post(channel, "U0BRIAN", {"text": f"Message {number}"})
    context = await chromium.new_context()
    page = await context.new_page()
    await page.goto(slack.url)
    await page.locator(DRAWN).last.wait_for()
    taken = [await _posted(page, slack, channel, f"Newest {count} {number}") for number in range(ROUNDS)]
    await context.close()
    return median(taken)


async def _posted(page: Page, slack: Sandbox, channel: Channel, text: str) -> float:
    begun = time.perf_counter()
    slack.backend.post(channel, "U0BRIAN", {"text": text})
    await page.get_by_text(text, exact=True).wait_for()
    return time.perf_counter() - begun


if __name__ == "__main__":
    asyncio.run(main())
