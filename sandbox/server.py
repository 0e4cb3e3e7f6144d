"""The sandbox server: a workspace behind real HTTP and a real WebSocket on 127.0.0.1."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from email.utils import format_datetime
from mimetypes import guess_type
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox import attachments, responses
from sandbox.api import NO_CONTENT_TYPE, NO_DATE, WebApi
from sandbox.backend import Backend
from sandbox.campfire import campfire
from sandbox.clock import Clock
from sandbox.company import Company
from sandbox.consent import PATH, Consent
from sandbox.faults import Faults
from sandbox.grants import Grants
from sandbox.manifest import App, read_manifest
from sandbox.page import PageState, add_page
from sandbox.request_urls import RequestUrls
from sandbox.sockets import Sockets
from sandbox.transport import ACK_SECONDS, RETRY_DELAYS, Transport
from sandbox.triggers import TRIGGER_SECONDS, ResponseUrls, Triggers
from sandbox.workspace import Workspace

_MAX_BODY_BYTES = 16 * 1024 * 1024


class Sandbox(Company):
    """A local Slack: `async with Sandbox(manifest, clock) as slack`.

    It starts with one company, with or without the app `installed`; `add_company` adds others.
    `after_action` is awaited after each action of a person; set it to wait until the bot is idle. Timeouts
    are in real seconds, with Slack's values by default.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        clock: Clock,
        workspace: Workspace | None = None,
        *,
        installed: bool = True,
        port: int = 0,
        ack_seconds: float = ACK_SECONDS,
        trigger_seconds: float = TRIGGER_SECONDS,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        app = read_manifest(manifest)
        self.clock = clock
        self.after_action: Callable[[], Awaitable[None]] = _nothing
        self.signing_secret = secrets.token_hex(16)
        self.sockets = Sockets(ack_seconds, retry_delays)
        self.request_urls = RequestUrls(app, self.signing_secret, clock, ack_seconds, retry_delays)
        self.transport: Transport = self.sockets if app.socket_mode else self.request_urls
        self.grants: Grants[Backend] = Grants(clock, rotates=app.token_rotation)
        self._port = port
        self._trigger_seconds = trigger_seconds
        self._runner: web.AppRunner | None = None
        self._backends: dict[str, Backend] = {}
        super().__init__(self._opened(app, workspace or campfire()), self._until_idle)
        self.api = WebApi(self.backend)
        self._consent = Consent(self._backends)
        self.page_state = PageState(self, clock)
        self.workspace.watchers.append(self.page_state.notify)
        if installed:
            self.install()

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._routes(), shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        for backend in self._backends.values():
            backend.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.closing.set()
        await self.sockets.close()
        await self.request_urls.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- the app's configuration

    @property
    def url(self) -> str:
        """The root URL, such as "http://127.0.0.1:41234"."""
        return self.backend.url

    @property
    def api_url(self) -> str:
        """The base URL of the Web API, with its final slash."""
        return f"{self.backend.url}/api/"

    @property
    def app_token(self) -> str:
        """xapp-1-<app>-..., for apps.connections.open."""
        return self.backend.app_token

    @property
    def client_id(self) -> str:
        """The app's client id for OAuth."""
        return self.grants.client_id

    @property
    def client_secret(self) -> str:
        """The app's client secret for OAuth."""
        return self.grants.client_secret

    # --- for tests

    @property
    def recording(self) -> bool:
        """Whether requests in both directions are recorded (by default yes)."""
        return self.transport.recording

    @recording.setter
    def recording(self, kept: bool) -> None:
        self.transport.recording = kept

    @property
    def rate_limits(self) -> bool:
        """Whether Slack's rate limits are enforced (by default not)."""
        return self.api.rates.enforced

    @rate_limits.setter
    def rate_limits(self, enforced: bool) -> None:
        self.api.rates.enforced = enforced

    async def connected(self, number: int = 1) -> None:
        """Wait until the app has at least this many Socket Mode connections."""
        await self.sockets.connected(number)

    async def connect_app(self, url: str) -> None:
        """Send requests to the app at `url`, such as "http://127.0.0.1:41234", with the manifest's paths.

        Raises RequestUrlError if the app fails Slack's challenge.
        """
        await self.request_urls.connect_app(url)

    def add_company(self, workspace: Workspace, *, installed: bool = True) -> Company:
        """Add another company with the same clock, with or without the app installed.

        Ids of people and channels may be equal to those of other companies; all other ids are unique.
        """
        number = len(self._backends) + 1
        app = self.backend.registered
        theirs = replace(app, bot_id=f"{app.bot_id}{number}", bot_user_id=f"{app.bot_user_id}{number}")
        company = Company(self._opened(theirs, workspace), self._until_idle)
        if installed:
            company.install()
        return company

    # --- internals

    def _opened(self, app: App, workspace: Workspace) -> Backend:
        """Slack's side of the app in a workspace, not installed yet."""
        team = workspace.team.id
        if team in self._backends:
            raise ValueError(f"there is a {team} already")
        workspace.clock = self.clock
        home = next(iter(self._backends.values()), None)
        if home is not None:
            workspace.ids = home.workspace.ids
        self._backends[team] = Backend(
            registered=app,
            app=app.granted(()),
            grants=self.grants,
            workspace=workspace,
            sockets=self.sockets,
            request_urls=self.request_urls,
            transport=self.transport,
            triggers=Triggers(self._trigger_seconds),
            response_urls=ResponseUrls(self.clock, team),
            faults=Faults(self.sockets, self.request_urls),
            app_token=home.app_token if home else f"xapp-1-{app.id}-{secrets.token_hex(8)}",
            url=home.url if home else "",
        )
        return self._backends[team]

    async def _until_idle(self) -> None:
        await self.transport.first_attempts_made()
        await self.after_action()

    def _named_in(self, key: str) -> Backend:
        """The workspace whose id the last part of a URL starts with; by default the first one."""
        return self._backends.get(key.partition("-")[0], self.backend)

    def _routes(self) -> web.Application:
        routes = web.Application(client_max_size=_MAX_BODY_BYTES)
        routes.on_response_prepare.append(self._date)
        routes.router.add_route("*", "/api/{method}", self.api.serve)
        routes.router.add_get(PATH, self._consent.show)
        routes.router.add_post(PATH, self._consent.decide)
        routes.router.add_get("/link/", self.sockets.serve)
        routes.router.add_post("/response/{key}", self._response)
        routes.router.add_post("/upload/{file}", self._upload)
        routes.router.add_get("/files/{file}", self._file)
        routes.router.add_get("/files-pri/{file}", self._private)
        routes.router.add_get("/files-pri/{file}/download", self._private)
        add_page(routes, self.page_state)
        return routes

    async def _date(self, _request: web.Request, answer: web.StreamResponse) -> None:
        """Set the `Date` of every response to the manual clock; aiohttp would use the machine's."""
        if answer.get(NO_DATE) or self.faults.omit_date:
            answer.headers.popall("Date", None)
        else:
            answer.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)
        if answer.headers.get("Content-Type") == NO_CONTENT_TYPE:
            del answer.headers["Content-Type"]

    async def _response(self, request: web.Request) -> web.StreamResponse:
        backend = self._named_in(request.match_info["key"])
        fault = backend.faults.take("response_url", await responses.sent_json(request))
        if fault is None:
            return await responses.serve(backend, request)
        if fault.stored:
            await responses.serve(backend, request)
        if fault.kind == "refused":
            return web.json_response(fault.refusal, status=400)
        return await self.api.respond_unlike_slack(request, fault)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        key = request.match_info["file"]
        backend = self._named_in(key)
        if fault := backend.faults.take("upload", {}):
            return await self.api.respond_unlike_slack(request, fault)
        upload = backend.workspace.uploads.get(key.partition("-")[2])
        content = await request.read()
        if upload is None or len(content) != upload.length:
            return web.Response(text="the file does not have the announced length", status=400)
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _file(self, request: web.Request) -> web.Response:
        file = self.workspace.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        kind, _ = guess_type(file.name)
        return web.Response(body=file.content, content_type=kind or "application/octet-stream")

    async def _private(self, request: web.Request) -> web.StreamResponse:
        backend = self._named_in(request.match_info["file"])
        if fault := backend.faults.take("download", {}):
            return await self.api.respond_unlike_slack(request, fault)
        return await attachments.serve(backend, request)


async def _nothing() -> None:
    return
