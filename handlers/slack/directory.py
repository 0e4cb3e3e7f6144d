"""A cache of people and channel members, so that commands need not fetch them from Slack."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.slack.clients import Clients
from handlers.slack.errors import (
    UNKNOWN_USER,
    is_refused,
    list_part,
    next_cursor,
    not_slacks,
    object_part,
    scope_needed,
)
from handlers.slack.profiles import described, names_of, person_from
from handlers.support.batch_loader import BatchLoader
from handlers.support.timeouts import Timeouts
from handlers.support.ttl_cache import TtlCache
from planning.errors import Code, PlanningError
from planning.people import Person, require_viewer
from planning.sheets import PeopleByName, people_by_name
from storage import cache_versions, people
from storage.changes.people import save_person
from storage.engine.store import Store
from storage.engine.transactions import GlobalTx, in_workspace
from storage.people import CachedPerson

# Events invalidate the cache; these timeouts limit how long a lost event can matter.
PERSON_MAX_AGE = timedelta(days=1)  # a name, a time zone, a language
ACCESS_MAX_AGE = timedelta(minutes=10)  # whether a person may change something: active, a member, a guest
CLOCK_TOLERANCE = timedelta(minutes=10)  # how far another process's clock may be ahead
LIST_TTL = timedelta(minutes=10)
PAGE_SIZE = 999  # Slack's limit
CHANNELS = "public_channel,private_channel"
NO_CHANNEL_CODES = frozenset({"channel_not_found", "not_in_channel"})

Item = TypeVar("Item")
VersionKey = tuple[str, str, str]
"""A workspace, a topic of `cache_versions`, and a channel or person in it."""


class Directory:
    """The people, channels and channel members of all workspaces, cached."""

    def __init__(
        self, store: Store, clients: Clients, now: Callable[[], datetime], timeouts: Timeouts
    ) -> None:
        self._store = store
        self._clients = clients
        self._now = now
        self._timeouts = timeouts
        self._members = TtlCache(self._fetch_members, now, LIST_TTL)
        self._channels = TtlCache(self._fetch_channels, now, LIST_TTL)
        self._by_name = TtlCache(self._fetch_by_name, now, LIST_TTL)
        self._cached = BatchLoader(store, _read_people)
        self._versions = BatchLoader(store, _read_versions)

    async def person(self, workspace: str, id_: str, max_age: timedelta = PERSON_MAX_AGE) -> Person:
        """The person of that id, who exists because they have just acted."""
        return (await self.people(workspace, [id_], max_age)).get(id_) or Person(id_, "", guest=True)

    async def people(
        self, workspace: str, ids: Iterable[str], max_age: timedelta = PERSON_MAX_AGE
    ) -> dict[str, Person]:
        """The people with these ids; those unknown to Slack are missing.

        Profiles fetched longer ago than `max_age` are fetched again.
        """
        wanted = tuple(dict.fromkeys(ids))
        found = await asyncio.gather(*(self._person(workspace, id_, max_age) for id_ in wanted))
        return {person.id: person for person in found if person}

    async def members(self, workspace: str, channel: str) -> frozenset[str]:
        """The ids of a channel's people; raises BOT_NOT_IN_CHANNEL, and NOT_A_CHANNEL for a group DM."""
        version = await self._versions.get((workspace, cache_versions.MEMBERS, channel))
        return await self._members.get((workspace, channel, version))

    async def members_now(self, workspace: str, channel: str) -> frozenset[str]:
        """As `members`, fetched from Slack now."""
        version = await self._versions.get((workspace, cache_versions.MEMBERS, channel))
        self._members.forget((workspace, channel, version))
        return await self._members.get((workspace, channel, version))

    async def people_now(self, workspace: str, ids: Iterable[str]) -> dict[str, Person]:
        """As `people`, fetched from Slack now."""
        found = await asyncio.gather(*(self._fetch(workspace, id_) for id_ in dict.fromkeys(ids)))
        return {person.id: person for person in found if person}

    async def shared_channels(self, workspace: str, person: str) -> dict[str, str]:
        """The channels that a person and the bot are both in: their names by id.

        Two requests, however many channels and plans there are.
        """
        theirs, ours = await asyncio.gather(
            *(self._channels_of(workspace, who) for who in (person, cache_versions.ITSELF))
        )
        return {id_: name for id_, name in theirs.items() if id_ in ours}

    async def all_by_name(self, workspace: str) -> PeopleByName:
        """All people of the workspace by name; raises NAMES_UNREAD while the list is still being fetched."""
        try:
            async with asyncio.timeout(self._timeouts.look_up):
                return await self._by_name.get(workspace)
        except TimeoutError as slow:
            raise PlanningError(Code.NAMES_UNREAD) from slow

    def forget_names(self, workspace: str) -> None:
        """Someone was renamed, joined or left: fetch the names again next time."""
        self._by_name.forget(workspace)

    async def save_profile(self, workspace: str, id_: str, user: Mapping[str, Any]) -> Person:
        """Store a person's profile from `users.info` or a `user_change` event."""
        person = person_from(id_, user, workspace)
        await self._store.write(workspace, save_person, person, self._now())
        return person

    async def is_member(self, workspace: str, channel: str, person: str) -> bool:
        """Whether the person is in the channel, as far as the bot can see."""
        try:
            return person in await self.members(workspace, channel)
        except PlanningError:
            return False

    async def require_member(self, workspace: str, channel: str, person: str) -> None:
        """Require that they may read a plan; raises OWNER_DEACTIVATED, NOT_IN_CHANNEL or BOT_NOT_IN_CHANNEL.

        Only a person who isn't in the channel is fetched from Slack, to know the reason; fetching everyone
        would be one request for each message.
        """
        is_member = person in await self.members(workspace, channel)
        if is_member:
            cached = await self._cached.get((workspace, person))
            known = cached.person if cached else None
        else:
            known = await self._person(workspace, person, ACCESS_MAX_AGE)
        if known and known.deleted:
            raise PlanningError(Code.OWNER_DEACTIVATED)
        require_viewer(is_member)

    async def _person(self, workspace: str, id_: str, max_age: timedelta) -> Person | None:
        known = await self._cached.get((workspace, id_))
        return known.person if known and self._is_fresh(known, max_age) else await self._fetch(workspace, id_)

    def _is_fresh(self, known: CachedPerson, max_age: timedelta) -> bool:
        """Whether a cached profile is still valid; one from the future was saved with a wrong clock."""
        return -CLOCK_TOLERANCE <= self._now() - known.at <= max_age

    async def _channels_of(self, workspace: str, who: str) -> dict[str, str]:
        version = sum(
            await asyncio.gather(
                *(
                    self._versions.get((workspace, cache_versions.CHANNELS, about))
                    for about in (who, cache_versions.EVERYONE)
                )
            )
        )
        return await self._channels.get((workspace, who, version))

    async def _fetch(self, workspace: str, id_: str) -> Person | None:
        try:
            async with asyncio.timeout(self._timeouts.look_up):
                slack = await self._clients.reading(workspace)
                user = object_part(await slack.users_info(user=id_, include_locale=True), "user")
        except SlackApiError as error:
            if is_refused(error, UNKNOWN_USER):
                return None
            raise
        return await self.save_profile(workspace, id_, user)

    async def _fetch_members(self, key: tuple[str, str, int]) -> frozenset[str]:
        workspace, channel, _ = key
        slack = await self._clients.reading(workspace)
        try:
            async with asyncio.timeout(self._timeouts.look_up):
                members = await _fetch_all(
                    "members",
                    lambda cursor: slack.conversations_members(
                        channel=channel, limit=PAGE_SIZE, cursor=cursor
                    ),
                    _ids,
                )
        except SlackApiError as error:
            if is_refused(error, NO_CHANNEL_CODES):
                raise PlanningError(Code.BOT_NOT_IN_CHANNEL) from error
            if _is_group_dm(error):
                raise PlanningError(Code.NOT_A_CHANNEL) from error
            raise
        return frozenset(members)

    async def _fetch_by_name(self, workspace: str) -> PeopleByName:
        slack = await self._clients.reading(workspace)
        users = await _fetch_all(
            "members", lambda cursor: slack.users_list(limit=PAGE_SIZE, cursor=cursor), list
        )
        return people_by_name(
            (person_from(id_, user, workspace), names_of(user)) for id_, user in described(users)
        )

    async def _fetch_channels(self, key: tuple[str, str, int]) -> dict[str, str]:
        workspace, person, _ = key
        slack = await self._clients.reading(workspace)
        try:
            async with asyncio.timeout(self._timeouts.look_up):
                channels = await _fetch_all(
                    "channels",
                    lambda cursor: slack.users_conversations(
                        user=person or None, types=CHANNELS, limit=PAGE_SIZE, cursor=cursor
                    ),
                    described,
                    may_be_none=True,
                )
        except SlackApiError as error:
            if is_refused(error, UNKNOWN_USER):
                return {}
            raise
        return {
            id_: name if isinstance(name := channel.get("name"), str) else "" for id_, channel in channels
        }


def _read_people(tx: GlobalTx, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], CachedPerson | None]:
    """The cached people of these workspaces and ids."""
    found: dict[tuple[str, str], CachedPerson | None] = dict.fromkeys(keys)
    for workspace, some in groupby(sorted(found), itemgetter(0)):
        with in_workspace(tx, workspace) as own:
            known = people.cached(own, [id_ for _, id_ in some])
        found |= {(workspace, id_): description for id_, description in known.items()}
    return found


def _read_versions(tx: GlobalTx, keys: Sequence[VersionKey]) -> dict[VersionKey, int]:
    """The version of each of these topics."""
    found: dict[VersionKey, int] = {}
    for (workspace, topic), some in groupby(sorted(set(keys)), itemgetter(0, 1)):
        with in_workspace(tx, workspace) as own:
            versions = cache_versions.versions(own, topic, [about for _, _, about in some])
        found |= {(workspace, topic, about): version for about, version in versions.items()}
    return found


def _is_group_dm(error: SlackApiError) -> bool:
    """Whether the error is about a group DM, which needs a scope that the bot doesn't have."""
    if is_refused(error, frozenset({"method_not_supported_for_channel_type"})):
        return True
    return is_refused(error, frozenset({"missing_scope"})) and "mpim:" in scope_needed(error)


def _ids(members: Iterable[object]) -> Iterator[str]:
    return (id_ for id_ in members if isinstance(id_, str) and id_)


async def _fetch_all(
    name: str,
    fetch: Callable[[str | None], Awaitable[AsyncSlackResponse]],
    read: Callable[[list[Any]], Iterable[Item]],
    *,
    may_be_none: bool = False,
) -> list[Item]:
    """Fetch all pages of a list; `read` parses the items of a page.

    Raises SlackApiError for an unusable list: it is missing, has no items (unless there `may_be_none`), has
    an item that can't be read, or its cursors go round in a circle.
    """
    items: list[Item] = []
    cursors = [""]
    while cursors[-1] or len(cursors) == 1:
        answer = await fetch(cursors[-1] or None)
        page, cursor = list_part(answer, name), next_cursor(answer)
        found = list(read(page))
        if cursor in cursors[1:] or len(found) < len(page):
            raise not_slacks(answer, name)
        items += found
        cursors.append(cursor)
    if not items and not may_be_none:
        raise not_slacks(answer, name)
    return items
