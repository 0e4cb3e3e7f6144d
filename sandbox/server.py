"""The sandbox itself: a workspace behind real HTTP and a real WebSocket on 127.0.0.1."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from mimetypes import guess_type
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from sandbox import events, responses
from sandbox.api import WebApi
from sandbox.backend import Backend, Call, Refused
from sandbox.campfire import campfire
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.manifest import read_manifest
from sandbox.page import Desk, add_page
from sandbox.people import Person
from sandbox.records import Channel, Json, User
from sandbox.sockets import ACK_SECONDS, RETRY_DELAYS, Sockets
from sandbox.triggers import TRIGGER_SECONDS, ResponseUrls, Triggers
from sandbox.workspace import Workspace

_MOST_BYTES = 16 * 1024 * 1024


class Sandbox:
    """A Slack of one's own: `async with Sandbox(manifest, clock) as slack`.

    `after_act` is awaited after each act of a person; set it to wait until the bot is idle. The times are
    real seconds, Slack's own unless a test shortens them.
    """

    def __init__(
        self,
        manifest: Mapping[str, Any],
        clock: Clock,
        workspace: Workspace | None = None,
        *,
        port: int = 0,
        ack_seconds: float = ACK_SECONDS,
        trigger_seconds: float = TRIGGER_SECONDS,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
    ) -> None:
        self.clock = clock
        self.workspace = workspace or campfire()
        self.workspace.clock = clock
        self.sockets = Sockets(ack_seconds, retry_delays)
        self.faults = Faults(self.sockets)
        self.after_act: Callable[[], Awaitable[None]] = _nothing
        app = read_manifest(manifest)
        self.backend = Backend(
            app=app,
            workspace=self.workspace,
            sockets=self.sockets,
            triggers=Triggers(trigger_seconds),
            response_urls=ResponseUrls(clock),
            faults=self.faults,
            bot_token=f"xoxb-{secrets.token_hex(8)}",
            app_token=f"xapp-1-{app.id}-{secrets.token_hex(8)}",
        )
        self.api = WebApi(self.backend)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._people: dict[str, Person] = {}
        self.desk = Desk(self)
        self.workspace.watchers.append(self.desk.wake)
        self._install()

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._routes(), shutdown_timeout=1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self.backend.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.api.closing.set()
        await self.sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- what an app needs to know

    @property
    def url(self) -> str:
        """The root, such as "http://127.0.0.1:41234"."""
        return self.backend.url

    @property
    def api_url(self) -> str:
        """The base URL of the Web API, with its final slash."""
        return f"{self.backend.url}/api/"

    @property
    def bot_token(self) -> str:
        """xoxb-..."""
        return self.backend.bot_token

    @property
    def app_token(self) -> str:
        """xapp-1-<app>-..., for apps.connections.open."""
        return self.backend.app_token

    @property
    def bot_user_id(self) -> str:
        """The app's bot as a user."""
        return self.backend.app.bot_user_id

    # --- what tests look at

    @property
    def traffic(self) -> list[Call]:
        """Every call of the Web API so far."""
        return self.backend.traffic

    @property
    def problems(self) -> list[Refused]:
        """Everything the validator refused so far."""
        return self.backend.problems

    @property
    def rate_limits(self) -> bool:
        """Whether Slack's rate limits are enforced (off at first)."""
        return self.api.rates.enforced

    @rate_limits.setter
    def rate_limits(self, enforced: bool) -> None:
        self.api.rates.enforced = enforced

    async def connected(self, number: int = 1) -> None:
        """Wait until the app has at least so many Socket Mode connections."""
        await self.sockets.connected(number)

    async def settle(self) -> None:
        """Wait until every event was delivered and the app is idle (`after_act`)."""
        await self.sockets.events_tried()
        await self.after_act()

    # --- people and channels

    def person(self, name: str) -> Person:
        """The person of a name, @handle or id."""
        user = self.workspace.user_called(name)
        return self._people.setdefault(user.id, Person(self.backend, user.id, self.settle))

    def add_person(self, name: str, **traits: Any) -> Person:
        """Somebody new; `traits` are fields of User."""
        return self.person(self.workspace.add_person(name, **traits).id)

    async def join(self, person: str | Person, channel: str) -> None:
        """Somebody joins a channel."""
        user, place = self._user(person), self.workspace.channel_called(channel)
        self.workspace.enter(place, user.id)
        await self._tell(events.member_joined(self.workspace, place, user), place)

    async def leave(self, person: str | Person, channel: str) -> None:
        """Somebody leaves a channel."""
        user, place = self._user(person), self.workspace.channel_called(channel)
        self.workspace.leave(place, user.id)
        await self._tell(events.member_left(self.workspace, place, user), place)

    async def invite_bot(self, channel: str) -> None:
        """The app's bot is brought into a channel."""
        await self.join(self.bot_user_id, channel)

    async def remove_bot(self, channel: str, by: str | Person = "Maya") -> None:
        """The app's bot is taken out of a channel."""
        place = self.workspace.channel_called(channel)
        self.workspace.leave(place, self.bot_user_id)
        await self._tell(events.app_removed(self.workspace, place, self._user(by).id), place)

    async def archive(self, channel: str, by: str | Person = "Maya", *, archived: bool = True) -> None:
        """Archive a channel, or bring it back with `archived=False`."""
        place = self.workspace.channel_called(channel)
        self.workspace.set_archived(place, archived)
        await self._tell(events.archived(self.workspace, place, self._user(by).id), place)

    async def deactivate(self, person: str | Person) -> None:
        """Somebody's account is closed: they leave every channel, and the app hears of the change."""
        user = self._user(person)
        for place in self.workspace.channels.values():
            if place.kind != "im":
                self.workspace.leave(place, user.id)
        await self.change(user.id, deleted=True)

    async def change(self, person: str | Person, *, status: str | None = None, **traits: Any) -> None:
        """Change fields of a User (tz, locale, status_emoji, ...); `status` is short for status_text."""
        if status is not None:
            traits["status_text"] = status
        user = replace(self._user(person), **traits)
        self.workspace.change_user(user)
        await self._tell(events.user_changed(self.workspace, user))

    async def uninstall(self) -> None:
        """The app is removed from the workspace: its token dies, and it is told so."""
        self.faults.revoke_token("account_inactive")
        self.backend.tell(events.tokens_revoked(self.workspace, self.bot_user_id))
        await self._tell(events.uninstalled(self.workspace))

    # --- inside

    def _install(self) -> None:
        app = self.backend.app
        if app.bot_user_id in self.workspace.users:  # a workspace that was kept has it already
            return
        handle = app.name.lower().replace(" ", "")
        bot = User(
            app.bot_user_id, app.name, handle, self.workspace.team.id, bot_id=app.bot_id, app_id=app.id
        )
        self.workspace.add_user(bot)
        self.workspace.app_user = app.bot_user_id
        for channel_id in self.workspace.app_channels:
            self.workspace.enter(self.workspace.channels[channel_id], app.bot_user_id)

    def _routes(self) -> web.Application:
        routes = web.Application(client_max_size=_MOST_BYTES)
        routes.router.add_route("*", "/api/{method}", self.api.serve)
        routes.router.add_get("/link/", self.sockets.serve)
        routes.router.add_post("/response/{key}", self._response)
        routes.router.add_post("/upload/{file}", self._upload)
        routes.router.add_get("/files/{file}", self._file)
        add_page(routes, self.desk)
        return routes

    async def _response(self, request: web.Request) -> web.Response:
        fault = self.faults.take("response_url", {})
        if fault is None:
            return await responses.serve(self.backend, request)
        if fault.stored:
            await responses.serve(self.backend, request)
        if fault.kind == "status":
            return web.Response(status=fault.status, text=fault.error)
        return await self.api.silence(request, fault)

    async def _upload(self, request: web.Request) -> web.Response:
        if fault := self.faults.take("upload", {}):
            if fault.kind == "status":
                return web.Response(status=fault.status, text=fault.error)
            return await self.api.silence(request, fault)
        upload = self.workspace.uploads.get(request.match_info["file"])
        content = await request.read()
        if upload is None or len(content) != upload.length:
            return web.Response(text="the file is not the one announced", status=400)
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _file(self, request: web.Request) -> web.Response:
        file = self.workspace.files.get(request.match_info["file"])
        if file is None:
            raise web.HTTPNotFound
        kind, _ = guess_type(file.name)
        return web.Response(body=file.content, content_type=kind or "application/octet-stream")

    async def _tell(self, event: Json, place: Channel | None = None) -> None:
        self.backend.tell(event, place)
        await self.settle()

    def _user(self, person: str | Person) -> User:
        return person.user if isinstance(person, Person) else self.workspace.user_called(person)


async def _nothing() -> None:
    return
