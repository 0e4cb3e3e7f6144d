"""HTTP mode: signed requests to the app's request URLs, and its responses."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from time import monotonic
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from sandbox.clock import Clock
from sandbox.errors import RequestUrlError
from sandbox.manifest import App
from sandbox.records import Json
from sandbox.transport import ACK_SECONDS, RETRY_DELAYS, NotAckedError, Transport

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_AGENT = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
_CHALLENGE = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"


class RequestUrls(Transport):
    """Delivery to the URLs in the manifest. `origin` is where the app really listens, "" until then.

    Requests are signed with the clock's time. `disconnects` counts the next requests whose connection drops
    as soon as they are sent.
    """

    def __init__(
        self,
        app: App,
        signing_secret: str,
        clock: Clock,
        ack_seconds: float = ACK_SECONDS,
        retry_delays: Sequence[float] = RETRY_DELAYS,
    ) -> None:
        super().__init__(ack_seconds, retry_delays)
        self.signing_secret = signing_secret
        self.origin = ""
        self.disconnects = 0
        self._app = app
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    @property
    def reachable(self) -> bool:
        """Whether the app is connected."""
        return bool(self.origin)

    async def connect_app(self, url: str) -> None:
        """Send requests to the app at `url`, whatever host the manifest has; the paths are the manifest's.

        A request URL for events is verified first. Raises RequestUrlError if it fails Slack's challenge.
        """
        origin, self.origin = self.origin, origin_of(url)
        if self._app.events_url and not self._app.socket_mode:
            try:
                await self._verify()
            except RequestUrlError:
                self.origin = origin
                raise

    def resolve(self, public: str) -> str:
        """The real URL of a public URL of the app. Raises NotAckedError if the app is not connected."""
        if not public or not self.origin:
            raise NotAckedError("dispatch_failed", "connection_failed")
        return self.origin + public.removeprefix(origin_of(public))

    def is_app_url(self, public: str) -> bool:
        """Whether this is a URL of the connected app."""
        return bool(public and self.origin) and origin_of(public) == origin_of(self._app.interactivity_url)

    async def fetch(self, public: str) -> bytes:
        """Fetch a public URL of the app, without redirects; b"" if that fails."""
        try:
            async with asyncio.timeout(self.ack_seconds):
                get = self._client().get(self.resolve(public), headers=_AGENT, allow_redirects=False)
                async with get as answer:
                    return await answer.read() if answer.status == 200 else b""
        except (TimeoutError, OSError, aiohttp.ClientError):
            return b""

    async def request(self, kind: str, payload: Json) -> Json:
        """See Transport; sends to the command's URL or the interactivity URL."""
        if kind == "slash_commands":
            url, form = self._app.commands[payload["command"]].url, payload
        else:
            url, form = self._app.interactivity_url, {"payload": json.dumps(payload)}
        return await self._send(kind, payload, url, urlencode(form).encode(), {"Content-Type": _FORM})

    async def close(self) -> None:
        """Cancel every delivery."""
        await super().close()
        if self._session is not None:
            await self._session.close()

    async def _deliver(self, payload: Json, attempt: int, reason: str) -> None:
        again = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
        headers = {"Content-Type": _JSON, **again}
        await self._send("events_api", payload, self._app.events_url, json.dumps(payload).encode(), headers)

    async def _verify(self) -> None:
        challenge = {"type": "url_verification", "token": "sandbox", "challenge": _CHALLENGE}
        body = json.dumps(challenge).encode()
        try:
            kind, text = await self._post(self.resolve(self._app.events_url), body, {"Content-Type": _JSON})
            answered = _read_challenge(kind, text)
        except NotAckedError as failure:
            raise RequestUrlError(f"the request URL was not verified: {failure.error}") from failure
        if answered != _CHALLENGE:
            raise RequestUrlError("the request URL did not answer with the value of challenge")

    async def _send(
        self, kind: str, payload: Json, url: str, body: bytes, headers: Mapping[str, str]
    ) -> Json:
        started = monotonic()
        answer: Json | None = None
        try:
            posts = [self._post(self.resolve(url), body, headers) for _ in range(self._copies())]
            (content_type, text), *_ = await asyncio.gather(*posts)
            answer = {} if kind == "events_api" else _read_ack(kind, content_type, text)
        finally:
            self._record(started, kind, payload, answer)
        return answer

    async def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[str, str]:
        """Content type and body of a 2xx response. Raises NotAckedError for any other, or none."""
        signed = {**headers, **signed_headers(self.signing_secret, body, self._clock.now()), **_AGENT}
        try:
            async with asyncio.timeout(self.ack_seconds):
                if self.disconnects:
                    self.disconnects -= 1
                    await send_and_disconnect(url, body, signed)
                    raise TimeoutError
                post = self._client().post(url, data=body, headers=signed, allow_redirects=False)
                async with post as answer:
                    text = await answer.text(errors="replace")
        except TimeoutError as error:
            raise NotAckedError("operation_timeout", "http_timeout") from error
        except (OSError, EOFError, aiohttp.ClientError) as error:
            raise NotAckedError("dispatch_failed", "connection_failed") from error
        if not 200 <= answer.status < 300:
            raise _status_error(answer)
        return answer.content_type, text

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        return self._session


def origin_of(url: str) -> str:
    """Scheme, host and port of a URL."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


async def send_and_disconnect(url: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a request, and drop the connection once the app has received it."""
    where = urlsplit(url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    about = {"Host": where.netloc, "Content-Length": str(len(body)), "Expect": "100-continue", **headers}
    head = [f"POST {where.path} HTTP/1.1", *(f"{name}: {value}" for name, value in about.items())]
    try:
        writer.write("\r\n".join([*head, "", ""]).encode())
        await reader.readuntil(b"\r\n\r\n")  # "100 Continue": the app waits for the body
        writer.write(body)
        await writer.drain()
    finally:
        writer.close()


def _read_ack(kind: str, content_type: str, text: str) -> Json:
    """The payload of an ack: a JSON object, plain text for a command, or nothing."""
    if not text:
        return {}
    if content_type != _JSON:
        if kind == "slash_commands":
            return {"text": text}
        raise NotAckedError("invalid_response")
    try:
        answer = json.loads(text)
    except ValueError as error:
        raise NotAckedError("invalid_response") from error
    if not isinstance(answer, dict):
        raise NotAckedError("invalid_response")
    return answer


def _read_challenge(content_type: str, text: str) -> str:
    """The challenge in a response: as JSON, as a form, or as plain text."""
    if content_type == _JSON:
        return str(_read_ack("interactive", content_type, text).get("challenge"))
    if content_type == _FORM:
        return parse_qs(text).get("challenge", [""])[0]
    return text


def _status_error(answer: aiohttp.ClientResponse) -> NotAckedError:
    error = "http_service_error" if answer.status >= 500 else "http_client_error"
    return NotAckedError(error, "" if answer.headers.get("X-Slack-No-Retry") == "1" else "http_error")


def signed_headers(secret: str, body: bytes, at: datetime) -> dict[str, str]:
    """X-Slack-Request-Timestamp and X-Slack-Signature of a body, sent at this aware time.

    For tests that send requests as Slack does, or forge them.
    """
    timestamp = str(int(at.timestamp()))
    signed = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }
