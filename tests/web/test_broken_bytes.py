"""Whatever bytes come in, as a request or as none, the answer is 4xx, and nothing comes of them."""

import asyncio
import gzip
import zlib
from collections.abc import Iterator

import pytest

from tests.stories.stage import Campfire
from tests.timeouts import AdjustableTimeouts
from tests.web.hostile import CANARY, FORM, Logged, command, kept, listening, signed

POST = "POST /slack/events HTTP/1.1"
ABOUT = "Host: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded"
WORD = CANARY.encode()


def length(body: bytes) -> str:
    return f"Content-Length: {len(body)}"


# What stands after the request line and ABOUT, and the body.
BODIES = {
    "gzip that is none": (f"Content-Encoding: gzip\r\n{length(WORD)}", WORD),
    "gzip cut off": (
        f"Content-Encoding: gzip\r\n{length(gzip.compress(WORD)[:-9])}",
        gzip.compress(WORD)[:-9],
    ),
    "gzip as it should be": (f"Content-Encoding: gzip\r\n{length(gzip.compress(WORD))}", gzip.compress(WORD)),
    "deflate that is none": (f"Content-Encoding: deflate\r\n{length(WORD)}", WORD),
    "deflate of another kind": (
        f"Content-Encoding: deflate\r\n{length(zlib.compress(WORD))}",
        zlib.compress(WORD),
    ),
    "br": (f"Content-Encoding: br\r\n{length(WORD)}", WORD),
    "zstd": (f"Content-Encoding: zstd\r\n{length(WORD)}", WORD),
    "an unknown coding": (f"Content-Encoding: {CANARY}\r\n{length(WORD)}", WORD),
    "codings in each other": (f"Content-Encoding: gzip, gzip, deflate\r\n{length(WORD)}", WORD),
    "codings one after another": (f"Content-Encoding: gzip\r\nContent-Encoding: br\r\n{length(WORD)}", WORD),
    "a coding without a name": (f"Content-Encoding: \r\n{length(WORD)}", WORD),
    "a coding of the transfer": ("Transfer-Encoding: gzip, chunked", b"5\r\nxyzzy\r\n0\r\n\r\n"),
    "an unknown coding of the transfer": (f"Transfer-Encoding: {CANARY}", WORD),
    "longer than said": ("Content-Length: 2", WORD),
    "shorter than said": ("Content-Length: 500", WORD),
    "of no length": ("Content-Length: -1", WORD),
    "of a length in words": (f"Content-Length: {CANARY}", WORD),
    "of two lengths": ("Content-Length: 5\r\nContent-Length: 12", WORD),
    "of a length that none has": (f"Content-Length: {'9' * 30}", WORD),
    "too long": (f"Content-Length: {1 << 40}", WORD * 10_000),
    "chunks that are none": ("Transfer-Encoding: chunked", WORD + b"\r\nabc\r\n0\r\n\r\n"),
    "a chunk longer than said": ("Transfer-Encoding: chunked", b"3\r\n" + WORD + b"\r\n0\r\n\r\n"),
    "a chunk cut off": ("Transfer-Encoding: chunked", b"5\r\nxyz"),
    "a chunk of a length below zero": ("Transfer-Encoding: chunked", b"-5\r\nxyzzy\r\n0\r\n\r\n"),
    "chunks and a length": ("Transfer-Encoding: chunked\r\nContent-Length: 3", b"3\r\nabc\r\n0\r\n\r\n"),
    "an unknown alphabet": (f"Content-Type: application/json; charset={CANARY}\r\n{length(WORD)}", WORD),
    "another alphabet": (f"Content-Type: application/json; charset=utf-16\r\n{length(WORD)}", WORD),
    "a type that is none": (f"Content-Type: \xff;;={CANARY}\r\n{length(WORD)}", WORD),
    "no bytes of any alphabet": (length(b"\xff\xfe\x00\x01"), b"\xff\xfe\x00\x01"),
    "an unknown expectation": (f"Expect: {CANARY}\r\n{length(WORD)}", WORD),
    "a switch to another protocol": (f"Upgrade: {CANARY}\r\n{length(WORD)}", WORD),
    "a header too long": (f"X-Long: {CANARY * 2000}", b""),
    "a header that is none": (f"X\x00Y: {CANARY}", b""),
    "a header over two lines": (f"X-Folded: a\r\n {CANARY}\r\n{length(WORD)}", WORD),
    "very many headers": ("\r\n".join(f"X-{number}: {CANARY}" for number in range(2000)), b""),
}
LINES = {
    "an unknown method": f"{CANARY} /slack/events HTTP/1.1",
    "no method": "\x00\x01\x02",
    "no address": f"POST http://[{CANARY}/slack/events HTTP/1.1",
    "an address of no alphabet": f"POST /\xff\xfe%zz?{CANARY}=%% HTTP/1.1",
    "a long address": f"POST /{'x' * 20_000} HTTP/1.1",
    "an unknown version": "POST /slack/events HTTP/9.9",
    "the next version": "PRI * HTTP/2.0",
    "a tunnel": f"CONNECT {CANARY}:1 HTTP/1.1",
    "an encrypted connection": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, timeouts: AdjustableTimeouts) -> None:
    """What does not come is not waited for."""
    monkeypatch.setattr(timeouts, "request_body", 0.05)


@pytest.fixture
def logged() -> Iterator[Logged]:
    with listening() as logged:
        yield logged


async def answered(campfire: Campfire, *pieces: bytes) -> int:
    """The status of the answer to what is sent in these pieces; each is read before the next is sent."""
    host, _, port = campfire.bot.address.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0)
    status = int((await reader.readline()).split()[1])
    writer.close()
    await campfire.bot.idle()
    return status


async def turned_away(campfire: Campfire, logged: Logged, case: str, *pieces: bytes) -> None:
    before, asked = await kept(campfire.bot.store), len(campfire.slack.traffic)
    status = await answered(campfire, *pieces)
    assert 400 <= status < 500, case
    assert await kept(campfire.bot.store) == before, case
    assert len(campfire.slack.traffic) == asked, case
    said = "\n".join(logged.lines)
    assert CANARY not in said, case
    assert '"level": "ERROR"' not in said, case


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "in two pieces"])
async def test_a_body_that_is_broken(
    campfire: Campfire, impatient: None, logged: Logged, at_once: bool
) -> None:
    for case, (head, body) in BODIES.items():
        about = ABOUT if "Content-Type" not in head else ABOUT.rpartition("\r\n")[0]
        whole = f"{POST}\r\n{about}\r\n{head}\r\n\r\n".encode("latin1")
        await turned_away(campfire, logged, case, *([whole + body] if at_once else [whole, body]))


async def test_what_is_no_request(campfire: Campfire, impatient: None, logged: Logged) -> None:
    for case, line in LINES.items():
        await turned_away(campfire, logged, case, f"{line}\r\n{ABOUT}\r\n\r\n".encode("latin1"))


async def test_no_coding_is_taken_even_if_slack_signed_it(campfire: Campfire, logged: Logged) -> None:
    body = gzip.compress(command(campfire, text=CANARY))
    vouched = "\r\n".join(f"{name}: {value}" for name, value in signed(campfire, body, FORM).headers)
    for coding in ("gzip", "deflate", "br", CANARY, "gzip, gzip"):
        head = f"{POST}\r\n{ABOUT}\r\n{vouched}\r\nContent-Encoding: {coding}\r\n{length(body)}\r\n\r\n"
        await turned_away(campfire, logged, coding, head.encode() + body)


async def test_a_broken_body_where_none_is_read(campfire: Campfire, logged: Logged) -> None:
    for path in ("/livez", "/readyz", "/metrics", "/slack/events", "/elsewhere"):
        head = f"GET {path} HTTP/1.1\r\n{ABOUT}\r\nContent-Encoding: gzip\r\n{length(WORD)}\r\n\r\n"
        assert await answered(campfire, head.encode() + WORD) in {200, 404, 405}, path
    assert '"level": "ERROR"' not in "\n".join(logged.lines)
