"""The floor of delivering: a client that posts ready bodies, a line each in the file that it is given."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

AT_ONCE = 20


async def main(bodies: Sequence[str]) -> None:
    """Post them all, AT_ONCE at a time, over one session."""
    waiting = iter([json.loads(body) for body in bodies])
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], session=session
        )
        await asyncio.gather(*(_post(client, waiting) for _ in range(AT_ONCE)))


async def _post(client: AsyncWebClient, waiting: Iterator[dict[str, Any]]) -> None:
    for body in waiting:
        await client.chat_postMessage(**body)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text().splitlines()))
