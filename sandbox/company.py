"""One company in front of its Slack: a workspace, the people in it, and what befalls both."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sandbox import events
from sandbox.backend import Backend, Call, Violation
from sandbox.installing import install, uninstall
from sandbox.people import Person
from sandbox.records import Channel, Json, User


class Company:
    """A workspace that the app may be installed in. `settle` waits until whatever happens is done with."""

    def __init__(self, backend: Backend, settle: Callable[[], Awaitable[None]]) -> None:
        self.backend = backend
        self.workspace = backend.workspace
        self.faults = backend.faults
        self._settle = settle
        self._people: dict[str, Person] = {}

    @property
    def bot_token(self) -> str:
        """The newest token of the app's bot here, "" as long as it was never installed."""
        return self.backend.bot_token

    @property
    def bot_user_id(self) -> str:
        """The app's bot as a user."""
        return self.backend.app.bot_user_id

    @property
    def installed(self) -> bool:
        """Whether the app may act here."""
        return self.backend.app.installed

    @property
    def traffic(self) -> list[Call]:
        """Every call of the Web API so far."""
        return self.backend.traffic

    @property
    def problems(self) -> list[Violation]:
        """Everything the validator refused so far."""
        return self.backend.problems

    async def settle(self) -> None:
        """Wait until every event was delivered and the app is idle."""
        await self._settle()

    # --- people and channels

    def person(self, name: str) -> Person:
        """The person of a name, @handle or id."""
        user = self.workspace.find_user(name)
        return self._people.setdefault(user.id, Person(self.backend, user.id, self.settle))

    def add_person(self, name: str, **fields: Any) -> Person:
        """Somebody new; `fields` are fields of User."""
        return self.person(self.workspace.add_person(name, **fields).id)

    async def join(self, person: str | Person, channel: str, *, notify: bool = True) -> None:
        """Somebody joins a channel; with `told=False` the event is lost, here and below."""
        user, place = self._user(person), self.workspace.find_channel(channel)
        self.workspace.add_member(place, user.id)
        if notify:
            await self._send_event(events.member_joined(self.workspace, place, user), place)

    async def leave(self, person: str | Person, channel: str, *, notify: bool = True) -> None:
        """Somebody leaves a channel."""
        user, place = self._user(person), self.workspace.find_channel(channel)
        self.workspace.remove_member(place, user.id)
        if notify:
            await self._send_event(events.member_left(self.workspace, place, user), place)

    async def invite_bot(self, channel: str) -> None:
        """The app's bot is brought into a channel."""
        await self.join(self.bot_user_id, channel)

    async def remove_bot(self, channel: str, by: str | Person = "Maya") -> None:
        """The app's bot is taken out of a channel."""
        place = self.workspace.find_channel(channel)
        self.workspace.remove_member(place, self.bot_user_id)
        await self._send_event(events.app_removed(self.workspace, place, self._user(by).id), place)

    async def archive(self, channel: str, by: str | Person = "Maya", *, archived: bool = True) -> None:
        """Archive a channel, or bring it back with `archived=False`."""
        place = self.workspace.find_channel(channel)
        self.workspace.set_archived(place, archived)
        await self._send_event(events.archived(self.workspace, place, self._user(by).id), place)

    async def turn_private(self, channel: str) -> None:
        """A public channel is turned private; its id stays."""
        self.workspace.set_kind(self.workspace.find_channel(channel), "private")

    async def share(self, channel: str, *, times: int = 1) -> str:
        """Share a private channel with another organisation: its id changes. Returns the new one.

        The app gets `times` events about it.
        """
        place = self.workspace.find_channel(channel)
        old, new = place.id, self.workspace.new_id("C")
        self.workspace.rename_id(place, new)
        place.shared = True
        for _ in range(times):
            await self._send_event(events.channel_id_changed(self.workspace, old, new), place)
        return new

    async def deactivate(
        self,
        person: str | Person,
        *,
        notify: bool = True,
        stays_listed: bool = False,
        signed_out: bool = True,
    ) -> None:
        """Somebody's account is closed: they leave every channel, and the app hears of the change.

        With `stays_listed` their channels still name them as members. With `signed_out=False` their client
        still sends what they do, as a request that was on its way already arrives.
        """
        user = self._user(person)
        for place in self.workspace.channels.values():
            if place.kind != "im" and not stays_listed:
                self.workspace.remove_member(place, user.id)
        if not signed_out:
            self.workspace.still_signed_in.add(user.id)
        await self.change(user.id, deleted=True, notify=notify)

    async def change(
        self, person: str | Person, *, status: str | None = None, notify: bool = True, **fields: Any
    ) -> None:
        """Change fields of a User (tz, locale, status_emoji, ...); `status` is short for status_text."""
        if status is not None:
            fields["status_text"] = status
        user = replace(self._user(person), **fields)
        self.workspace.change_user(user)
        if notify:
            await self._send_event(events.user_changed(self.workspace, user))

    # --- the app

    def install(self) -> str:
        """Somebody installs the app with all it asks for, from its settings. Returns its token."""
        install(self.backend, self.backend.registered.scopes)
        return self.bot_token

    async def uninstall(self, *, reverse_events: bool = False) -> None:
        """The app is removed from the workspace: its tokens die, and it is told so, in either order."""
        uninstall(self.backend, reverse_events=reverse_events)
        await self.settle()

    # --- inside

    async def _send_event(self, event: Json, place: Channel | None = None) -> None:
        self.backend.send_event(event, place)
        await self.settle()

    def _user(self, person: str | Person) -> User:
        return person.user if isinstance(person, Person) else self.workspace.find_user(person)
