"""People and channel members as Slack knows them, remembered so that a command need not ask again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.clients import Clients
from handlers.remembered import Remembered
from handlers.together import Together
from planning.countries import country_of_zone, is_country
from planning.errors import Code, PlanningError
from planning.people import Person, looks_away
from planning.sheets import Crowd, crowd_of
from storage import people, topics
from storage.store import Store, Tx

# Events keep both fresh; these bound how long a missed event can matter.
PERSON_KEPT = timedelta(days=1)
CLOCKS_APART = timedelta(minutes=10)  # so far may another process's be ahead
MEMBERS_KEPT = timedelta(minutes=10)
A_PAGE = 999  # the most Slack takes
CHANNELS = "public_channel,private_channel"
ITSELF = ""  # asked of no person in particular, Slack speaks of the bot
NOBODY = ("user_not_found", "user_not_visible")
_MEMBERS, _CHANNELS = "members", "channels"  # topics about channels, and about people
PATIENCE = 1.25  # seconds for each of the two questions, of the three that Slack waits for the answer

Topic = tuple[str, str, str]
"""A workspace, a topic in it, and what of that the topic is about."""


class Directory:
    """Who is who, and who is in which channel."""

    def __init__(self, store: Store, clients: Clients, now: Callable[[], datetime]) -> None:
        self._store = store
        self._clients = clients
        self._now = now
        self._members = Remembered(self._ask_members, now, MEMBERS_KEPT)
        self._channels = Remembered(self._ask_channels, now, MEMBERS_KEPT)
        self._crowds = Remembered(self._ask_crowd, now, MEMBERS_KEPT)
        self._known = Together(store.reading, self._look_up)
        self._versions = Together(store.reading, self._read_versions)

    async def person(self, workspace: str, id_: str) -> Person:
        """The person of that id, who exists because they have just acted."""
        return (await self.people(workspace, [id_])).get(id_) or Person(id_, "", guest=True)

    async def people(self, workspace: str, ids: Iterable[str]) -> dict[str, Person]:
        """The people of these ids; whom Slack does not know is missing from the answer."""
        wanted = tuple(dict.fromkeys(ids))
        found = await asyncio.gather(*(self._person(workspace, id_) for id_ in wanted))
        return {person.id: person for person in found if person}

    async def members(self, workspace: str, channel: str) -> frozenset[str]:
        """The ids of a channel's people; raises BOT_NOT_IN_CHANNEL where the bot is not one of them."""
        version = await self._versions.get((workspace, _MEMBERS, channel))
        return await self._members.get((workspace, channel, version))

    async def shared_channels(self, workspace: str, person: str) -> dict[str, str]:
        """The channels that a person and the bot are both in: their names by id.

        Two questions, however many channels and plans there are.
        """
        theirs, ours = await asyncio.gather(*(self._channels_of(workspace, who) for who in (person, ITSELF)))
        return {id_: name for id_, name in theirs.items() if id_ in ours}

    async def crowd(self, workspace: str) -> Crowd:
        """Everybody of the workspace by their names; raises NAMES_UNREAD while Slack still tells them."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._crowds.get(workspace)
        except TimeoutError as slow:
            raise PlanningError(Code.NAMES_UNREAD) from slow

    def forget_names(self, workspace: str) -> None:
        """Somebody is called something else, or has come or left: ask again next time."""
        self._crowds.forget(workspace)

    async def learn(self, workspace: str, user: Mapping[str, Any]) -> Person:
        """Keep what Slack says of a person, from `users.info` or a `user_change` event."""
        person = _person(user, workspace)
        async with self._store.transaction(workspace) as tx:
            await people.put(tx, workspace, person, self._now())
        return person

    async def is_member(self, workspace: str, channel: str, person: str) -> bool:
        """Whether the person is in the channel, as far as the bot can see."""
        try:
            return person in await self.members(workspace, channel)
        except PlanningError:
            return False

    async def require_member(self, workspace: str, channel: str, person: str) -> None:
        """They can be told of a plan; raises NOT_IN_CHANNEL, OWNER_DEACTIVATED or BOT_NOT_IN_CHANNEL."""
        if person in await self.members(workspace, channel):
            return
        known = (await self.people(workspace, [person])).get(person)
        raise PlanningError(Code.OWNER_DEACTIVATED if known and known.deleted else Code.NOT_IN_CHANNEL)

    async def _person(self, workspace: str, id_: str) -> Person | None:
        return await self._known.get((workspace, id_)) or await self._ask(workspace, id_)

    async def _look_up(
        self, tx: Tx, asked: Sequence[tuple[str, str]]
    ) -> dict[tuple[str, str], Person | None]:
        """The people of these workspaces and ids who are known well enough."""
        since, until = self._now() - PERSON_KEPT, self._now() + CLOCKS_APART
        found: dict[tuple[str, str], Person | None] = dict.fromkeys(asked)
        for workspace, some in groupby(sorted(found), itemgetter(0)):
            ids = [id_ for _, id_ in some]
            fresh = await people.fresh(tx, workspace, ids, since=since, until=until)
            found |= {(workspace, id_): person for id_, person in fresh.items()}
        return found

    async def _channels_of(self, workspace: str, who: str) -> dict[str, str]:
        version = await self._versions.get((workspace, _CHANNELS, who))
        return await self._channels.get((workspace, who, version))

    async def _read_versions(self, tx: Tx, asked: Sequence[Topic]) -> dict[Topic, int]:
        """How often each of these topics has changed."""
        found: dict[Topic, int] = {}
        for (workspace, topic), some in groupby(sorted(set(asked)), itemgetter(0, 1)):
            versions = await topics.versions(tx, workspace, topic, [about for _, _, about in some])
            found |= {(workspace, topic, about): version for about, version in versions.items()}
        return found

    async def _ask(self, workspace: str, id_: str) -> Person | None:
        try:
            async with asyncio.timeout(PATIENCE):
                slack = await self._clients.reading(workspace)
                answer = await slack.users_info(user=id_, include_locale=True)
        except SlackApiError as error:
            if error.response["error"] in NOBODY:
                return None
            raise
        return await self.learn(workspace, answer["user"])

    async def _ask_members(self, key: tuple[str, str, int]) -> frozenset[str]:
        workspace, channel, _ = key
        slack = await self._clients.reading(workspace)
        try:
            pages = await _all_pages(
                lambda cursor: slack.conversations_members(channel=channel, limit=A_PAGE, cursor=cursor)
            )
        except SlackApiError as error:
            if error.response["error"] in ("channel_not_found", "not_in_channel"):
                raise PlanningError(Code.BOT_NOT_IN_CHANNEL) from error
            raise
        return frozenset(member for page in pages for member in page["members"])

    async def _ask_crowd(self, workspace: str) -> Crowd:
        slack = await self._clients.reading(workspace)
        pages = await _pages(lambda cursor: slack.users_list(limit=A_PAGE, cursor=cursor))
        return crowd_of(
            (_person(user, workspace), _names(user)) for page in pages for user in page["members"]
        )

    async def _ask_channels(self, key: tuple[str, str, int]) -> dict[str, str]:
        workspace, person, _ = key
        slack = await self._clients.reading(workspace)
        try:
            pages = await _all_pages(
                lambda cursor: slack.users_conversations(
                    user=person or None, types=CHANNELS, limit=A_PAGE, cursor=cursor
                )
            )
        except SlackApiError as error:
            if error.response["error"] in NOBODY:
                return {}
            raise
        return {channel["id"]: channel["name"] for page in pages for channel in page["channels"]}


async def came_or_went(tx: Tx, workspace: str, channel: str, person: str = ITSELF) -> None:
    """A person, or the bot, has come to a channel or left it: every process asks again next time."""
    await topics.changed(tx, workspace, _MEMBERS, [channel])
    # Which person the bot is, nobody needs to know.
    await topics.changed(tx, workspace, _CHANNELS, {person, ITSELF})


async def _all_pages(ask: Callable[[str | None], Awaitable[AsyncSlackResponse]]) -> list[AsyncSlackResponse]:
    """Every page of a list, within PATIENCE."""
    async with asyncio.timeout(PATIENCE):
        return await _pages(ask)


async def _pages(ask: Callable[[str | None], Awaitable[AsyncSlackResponse]]) -> list[AsyncSlackResponse]:
    """Every page of a list, however long that takes."""
    pages: list[AsyncSlackResponse] = []
    cursor = ""
    while cursor or not pages:
        pages.append(await ask(cursor or None))
        cursor = (pages[-1].get("response_metadata") or {}).get("next_cursor", "")
    return pages


def _names(user: Mapping[str, Any]) -> tuple[str, ...]:
    """What a person may be called by: what Slack shows, their full name, their @handle."""
    profile = user.get("profile") or {}
    called = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    return tuple(filter(None, called))


def _person(user: Mapping[str, Any], workspace: str) -> Person:
    profile = user.get("profile") or {}
    zone, locale = user.get("tz") or "UTC", user.get("locale") or "en-US"
    expires = profile.get("status_expiration") or 0
    return Person(
        id=user["id"],
        name=profile.get("display_name") or user.get("real_name") or user.get("name") or user["id"],
        zone=zone,
        locale=locale,
        deleted=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        stranger=_is_stranger(user, workspace),
        country=_country(zone, locale),
        status_away=looks_away(profile.get("status_text") or "", profile.get("status_emoji") or ""),
        status_until=datetime.fromtimestamp(expires, UTC) if expires else None,
    )


def _is_stranger(user: Mapping[str, Any], workspace: str) -> bool:
    """Whether a person is of another workspace than this.

    Slack itself calls only those strangers who share no channel with the app.
    """
    home = user.get("team_id") or workspace
    teams = (user.get("enterprise_user") or {}).get("teams") or ()
    return bool(user.get("is_stranger")) or workspace not in (home, *teams)


def _country(zone: str, locale: str) -> str:
    """Where somebody lives says more than the language they chose; "" where neither tells."""
    region = locale.rpartition("-")[2]
    return country_of_zone(zone) or (region if is_country(region) else "")
