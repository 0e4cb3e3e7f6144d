"""`oncourse run` for many workspaces, as a process of its own."""

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from bot.manifest import manifest
from sandbox import Clock, Sandbox
from tests.bot.processes import started
from tests.bot.test_run import GRACE
from tests.timeouts import BUSY
from tests.web.stage import KEY, PUBLIC


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def ready(address: str) -> None:
    """Wait until the bot says that it is."""
    async with asyncio.timeout(BUSY), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"{address}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectorError:
                pass  # it has only just begun
            await asyncio.sleep(0.05)


async def test_it_serves_whoever_installs_it_and_tells_its_logs_no_secret(tmp_path: Path) -> None:
    clock, address = Clock(datetime.now(UTC)), f"http://127.0.0.1:{free_port()}"
    described = manifest("oc-", PUBLIC, many=True)
    async with Sandbox(described, clock, installed=False, ack_seconds=BUSY, trigger_seconds=BUSY) as slack:
        settings = {
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_CLIENT_ID": slack.client_id,
            "SLACK_CLIENT_SECRET": slack.client_secret,
            "SLACK_API_URL": slack.api_url,
            "TOKEN_KEYS": KEY,
            "PUBLIC_URL": PUBLIC,
            "COMMAND_PREFIX": "oc-",
            "PORT": address.rpartition(":")[2],
            "DATABASE_URL": f"sqlite:///{tmp_path / 'oncourse.db'}",
        }
        process = await started("run", settings, tmp_path)
        try:
            await ready(address)
            await slack.connect_app(address)
            page = await slack.person("Maya").install(f"{PUBLIC}/slack/install")
            assert page.text.startswith("Oncourse is in Campfire, Inc.")
            await slack.person("Maya").command("/oc-plan help", "#social")
            assert "/oc-plan new" in slack.person("Maya").news()
            process.terminate()
            async with asyncio.timeout(GRACE):
                _, err = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert process.returncode == 0
        assert '"message": "installed"' in err.decode()
        secrets = (slack.signing_secret, slack.client_secret, slack.bot_token, KEY)
        assert not any(secret in err.decode() for secret in secrets)
        assert slack.problems == []
