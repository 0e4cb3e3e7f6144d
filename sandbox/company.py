"""One company's Slack: a workspace, the people in it, and what happens to both."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sandbox import events
from sandbox.backend import Backend, Call, Violation
from sandbox.installing import install, uninstall
from sandbox.people import Person
from sandbox.records import Channel, Json, Message, User


class Company:
    """A workspace that the app can be installed in. `settle` waits until all work is done."""

    def __init__(self, backend: Backend, settle: Callable[[], Awaitable[None]]) -> None:
        self.backend = backend
        self.workspace = backend.workspace
        self.faults = backend.faults
        self._settle = settle
        self._people: dict[str, Person] = {}

    @property
    def bot_token(self) -> str:
        """The newest token of the app's bot here; "" before the first installation."""
        return self.backend.bot_token

    @property
    def bot_user_id(self) -> str:
        """The user id of the app's bot."""
        return self.backend.app.bot_user_id

    @property
    def installed(self) -> bool:
        """Whether the app is installed here."""
        return self.backend.app.installed

    @property
    def traffic(self) -> list[Call]:
        """Every call of the Web API so far."""
        return self.backend.traffic

    @property
    def problems(self) -> list[Violation]:
        """Everything the validator has rejected so far."""
        return self.backend.problems

    async def settle(self) -> None:
        """Wait until every event has been delivered and the app is idle."""
        await self._settle()

    # --- people and channels

    def person(self, name: str) -> Person:
        """The person with this name, @handle or id."""
        user = self.workspace.find_user(name)
        return self._people.setdefault(user.id, Person(self.backend, user.id, self.settle))

    def add_person(self, name: str, **fields: Any) -> Person:
        """Add a person; `fields` are fields of User."""
        return self.person(self.workspace.add_person(name, **fields).id)

    async def join(self, person: str | Person, channel: str, *, notify: bool = True) -> None:
        """A user joins a channel. With `notify=False`, here and below, the app gets no event."""
        user, place = self._user(person), self.workspace.find_channel(channel)
        self.workspace.add_member(place, user.id)
        if notify:
            await self._send_event(events.member_joined(self.workspace, place, user), place)

    async def leave(self, person: str | Person, channel: str, *, notify: bool = True) -> None:
        """A user leaves a channel."""
        user, place = self._user(person), self.workspace.find_channel(channel)
        self.workspace.remove_member(place, user.id)
        if notify:
            await self._send_event(events.member_left(self.workspace, place, user), place)

    async def invite_bot(
        self, channel: str, by: str | Person = "Maya", mentioned_in: Message | None = None
    ) -> None:
        """A person invites the app's bot to a channel, perhaps as Slack proposes below a message there.

        For a message that mentions the bot the app gets app_mention, after member_joined_channel.
        """
        bot, place = self._user(self.bot_user_id), self.workspace.find_channel(channel)
        self.workspace.add_member(place, bot.id)
        inviter = self._user(by).id
        await self._send_event(events.member_joined(self.workspace, place, bot, inviter), place)
        if mentioned_in:
            await self._send_event(events.app_mentioned(self.workspace, mentioned_in), place)

    async def remove_bot(self, channel: str, by: str | Person = "Maya") -> None:
        """The app's bot is removed from a channel."""
        place = self.workspace.find_channel(channel)
        self.workspace.remove_member(place, self.bot_user_id)
        await self._send_event(events.app_removed(self.workspace, place, self._user(by).id), place)

    async def archive(self, channel: str, by: str | Person = "Maya", *, archived: bool = True) -> None:
        """Archive a channel, or unarchive it with `archived=False`."""
        place = self.workspace.find_channel(channel)
        self.workspace.set_archived(place, archived)
        await self._send_event(events.archived(self.workspace, place, self._user(by).id), place)

    async def turn_private(self, channel: str) -> None:
        """Turn a public channel private; its id stays."""
        self.workspace.set_kind(self.workspace.find_channel(channel), "private")

    async def share(self, channel: str, *, times: int = 1) -> str:
        """Share a private channel with another organisation: its id changes. Returns the new id.

        The app gets the event `times` times.
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
        """Deactivate a user: they leave every channel, and the app gets user_change.

        With `stays_listed` their channels still list them as members. With `signed_out=False` their client
        can still send requests, like one that was already on its way.
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
        """Update fields of a User (tz, locale, status_emoji, ...); `status` is short for status_text."""
        if status is not None:
            fields["status_text"] = status
        user = replace(self._user(person), **fields)
        self.workspace.change_user(user)
        if notify:
            await self._send_event(events.user_changed(self.workspace, user))

    # --- the app

    def install(self) -> str:
        """Install the app with all scopes it requests, as from its settings page. Returns its token."""
        install(self.backend, self.backend.registered.scopes)
        return self.bot_token

    async def uninstall(self, *, reverse_events: bool = False) -> None:
        """Uninstall the app: revoke its tokens and send both events, in reverse with `reverse_events`."""
        uninstall(self.backend, reverse_events=reverse_events)
        await self.settle()

    # --- internals

    async def _send_event(self, event: Json, place: Channel | None = None) -> None:
        self.backend.send_event(event, place)
        await self.settle()

    def _user(self, person: str | Person) -> User:
        return person.user if isinstance(person, Person) else self.workspace.find_user(person)
