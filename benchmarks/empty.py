"""An empty Bolt app: it acknowledges `/plan` and does nothing else."""

import asyncio
import os

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main() -> None:
    """Run until killed."""
    client = AsyncWebClient(os.environ.pop("SLACK_BOT_TOKEN"), base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, process_before_response=True)

    @app.command("/plan")
    async def acknowledge(ack: object) -> None:
        await ack("Here")  # type: ignore[operator]  # Bolt's ack

    await serve(app)


async def serve(app: AsyncApp) -> None:
    """Connect to Slack, or with PORT in the environment listen there for what Slack posts."""
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
    asyncio.run(main())
