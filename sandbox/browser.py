"""A person's browser: it follows links and redirects, stores cookies and submits forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import aiohttp
from yarl import URL

from sandbox.backend import Backend
from sandbox.consent import LOGIN
from sandbox.errors import ActionError
from sandbox.request_urls import origin_of
from sandbox.transport import NotAckedError

SLACK = "https://slack.com"
_MAX_REDIRECTS = 10


@dataclass(slots=True)
class Form:
    """A form on a page: its target, its fields, and the name and value of each button by its label."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A loaded page: its public URL, status, HTML, text, links and forms."""

    url: str
    status: int
    html: str
    text: str
    links: tuple[str, ...]
    forms: tuple[Form, ...]


class Browser:
    """A browser signed in to Slack: `async with Browser(backend, user) as browser`.

    Requests to slack.com go to the sandbox, and requests to the app's public URLs go to the app.
    """

    def __init__(self, backend: Backend, user_id: str) -> None:
        self._backend = backend
        self._cookies = aiohttp.CookieJar(unsafe=True)  # allows cookies for 127.0.0.1
        for slack in (SLACK, backend.url):
            signed_in = {LOGIN: f"{backend.workspace.team.id}:{user_id}"}
            self._cookies.update_cookies(signed_in, URL(slack))
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def open(self, url: str) -> Page:
        """Load a public URL and follow redirects. Raises ActionError if there is no response."""
        return await self._go("GET", url, {})

    async def press(self, page: Page, words: str) -> Page:
        """Press the button with this label."""
        for form in page.forms:
            if words in form.buttons:
                sent = {**form.fields, **dict([form.buttons[words]])}
                return await self._go("POST", form.action, sent)
        raise ActionError(f"{page.url} has no button {words!r}: {page.text}")

    async def _go(self, method: str, url: str, sent: dict[str, str]) -> Page:
        for _ in range(_MAX_REDIRECTS):
            cookies = {name: morsel.value for name, morsel in self._cookies.filter_cookies(URL(url)).items()}
            request = self._session.request(
                method, self._found(url), data=sent or None, cookies=cookies, allow_redirects=False
            )
            try:
                async with request as answer:
                    html = await answer.text()
            except aiohttp.ClientError as nothing:
                raise ActionError(f"no response from {url}") from nothing
            self._cookies.update_cookies(answer.cookies, URL(url))
            if answer.status not in (301, 302, 303, 307, 308):
                return _read(url, answer.status, html)
            method, sent, url = "GET", {}, urljoin(url, answer.headers["Location"])
        raise ActionError(f"{url} redirects too often")

    def _found(self, url: str) -> str:
        if origin_of(url) == SLACK:
            return self._backend.url + url.removeprefix(SLACK)
        if origin_of(url) in map(origin_of, self._backend.registered.urls):
            try:
                return self._backend.request_urls.resolve(url)
            except NotAckedError as nowhere:
                raise ActionError(f"no response from {url}: the app is not connected yet") from nowhere
        return url


class _Reader(HTMLParser):
    """Parses links, forms and text."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self.words: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._button: tuple[str, str] | None = None
        self._hidden = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attributes}
        self._hidden = tag in ("style", "script", "title")
        match tag:
            case "a" if "href" in of:
                self.links.append(urljoin(self._url, of["href"]))
            case "form":
                self.forms.append(Form(urljoin(self._url, of.get("action", ""))))
            case "input" if self.forms and "name" in of:
                self.forms[-1].fields[of["name"]] = of.get("value", "")
            case "button":
                self._button = (of.get("name", ""), of.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        if tag == "button":
            self._button = None

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or self._hidden:
            return
        self.words.append(words)
        if self._button is not None and self.forms:
            self.forms[-1].buttons[words] = self._button


def _read(url: str, status: int, html: str) -> Page:
    reader = _Reader(url)
    reader.feed(html)
    return Page(url, status, html, "\n".join(reader.words), tuple(reader.links), tuple(reader.forms))
