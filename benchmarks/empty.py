"""The floor of answering: a Bolt app that acknowledges `/plan` and does nothing else.

It connects to Slack, or with PORT in its environment listens there for what Slack posts.
"""

import asyncio
import os
import sys

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main(process_before_response: bool) -> None:
    """Run until killed."""
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, process_before_response=process_before_response)

    @app.command("/plan")
    async def acknowledge(ack: object) -> None:
        await ack("Here")  # type: ignore[operator]  # Bolt's ack

    if "PORT" in os.environ:
        await _listen(app, int(os.environ["PORT"]))
    else:
        await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()  # type: ignore[no-untyped-call]  # the library's own


async def _listen(app: AsyncApp, port: int) -> None:
    runner = web.AppRunner(app.web_app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main("--process-before-response" in sys.argv))
