"""A proxy of the environment is gone through by everything that the bot connects to, and by nothing else."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from yarl import URL

from bot.config import SettingsRefused, read_settings
from bot.manifest import manifest
from bot.proxies import proxy_for
from bot.slack_client import Api, SlackUnreachable, shared_session, sign_in
from tests.stories.stage import Campfire, raised
from tests.stories.test_import import previewed
from tests.timeouts import BUSY

_REQUEST = re.compile(rb"^[A-Z]+ ([a-z]+://[^ ]+) HTTP/1\.1\r$", re.MULTILINE)


class Proxy:
    """Passes on whatever comes, and keeps it."""

    def __init__(self) -> None:
        self.address = ""
        self._taken = bytearray()

    @property
    def asked(self) -> set[str]:
        """The paths that were asked for through it, by how they begin."""
        paths = (URL(found.decode()).parts[1] for found in _REQUEST.findall(bytes(self._taken)))
        return set(paths)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, of which all goes to the server that its first line names."""
        first = await reader.readline()
        there = URL(first.split()[1].decode())
        back, forth = await asyncio.open_connection(there.host, there.port)
        self._taken += first
        forth.write(first)
        await asyncio.gather(self._pass_on(reader, forth, keep=True), self._pass_on(back, writer))

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, keep: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while piece := await reader.read(65536):
                if keep:
                    self._taken += piece
                writer.write(piece)
                await writer.drain()
        writer.close()


@pytest.fixture
async def proxy() -> AsyncIterator[Proxy]:
    proxy = Proxy()
    server = await asyncio.start_server(proxy.take, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    proxy.address = f"http://someone:sesame@127.0.0.1:{port}"
    yield proxy
    server.close()


@asynccontextmanager
async def lived_a_little(folder: Path) -> AsyncIterator[Campfire]:
    """A bot that was connected to, called, and has sent and fetched files."""
    async with raised(folder, manifest()) as campfire:
        await campfire.start_plan()
        await campfire.maya.command("/plan export", "#social")
        await previewed(campfire)
        assert "Ready to add 3 tactics" in campfire.maya.form()
        yield campfire


async def test_calls_sockets_and_files_go_through_the_proxy(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.address)
    async with lived_a_little(tmp_path):
        assert proxy.asked == {"api", "upload", "files-pri", "link", "response"}


async def test_what_no_proxy_names_is_reached_without(
    proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.address)
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    monkeypatch.setenv("NO_PROXY", "example.com,127.0.0.1")
    async with lived_a_little(tmp_path):
        assert proxy.asked == set()


@pytest.mark.parametrize(
    ("address", "no_proxy", "through"),
    [
        ("https://slack.com/api/", "", "http://one:1"),
        ("wss://wss-primary.slack.com/link", "", "http://one:1"),
        ("https://files.slack.com/upload", "", "http://one:1"),
        ("http://127.0.0.1:8765/api/", "", "http://two:2"),
        ("ws://127.0.0.1:8765/link", "", "http://two:2"),
        ("https://files.slack.com/upload", "slack.com", None),
        ("wss://wss-primary.slack.com/link", ".slack.com", None),
        ("http://127.0.0.1:8765/api/", "127.0.0.1:8765", None),
        ("http://127.0.0.1:8765/api/", "127.0.0.1:80", "http://two:2"),
        ("https://slack.com/api/", "*", None),
    ],
)
def test_the_scheme_chooses_the_proxy(
    address: str, no_proxy: str, through: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://one:1")
    monkeypatch.setenv("http_proxy", "http://two:2")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert proxy_for(URL(address)) == (URL(through) if through else None)


@pytest.mark.parametrize(
    "written",
    ["socks5://me:sesame@proxy:1", "proxy.example.com:3128", "sesame", "http://me:sesame@proxy:abc"],
)
def test_a_proxy_that_is_written_wrongly_is_named(
    written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTPS_PROXY", written)
    with pytest.raises(SettingsRefused) as refused:
        read_settings()
    assert str(refused.value).startswith("HTTPS_PROXY isn't the http address of a proxy.")
    assert "sesame" not in str(refused.value)


async def test_a_proxy_that_is_away_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://me:sesame@127.0.0.1:9")
    async with shared_session(BUSY) as session:
        with pytest.raises(SlackUnreachable) as refused:
            await sign_in(Api("https://slack.test/api/", session), "xoxb-1")
    assert str(refused.value).startswith("The proxy in HTTPS_PROXY or HTTP_PROXY doesn't let me through")
    assert "sesame" not in str(refused.value)
