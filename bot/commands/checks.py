"""What the doctor finds, and what it finds of a bot that many workspaces install."""

import shlex
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.clock import read_date
from bot.config import Settings
from bot.installations.token_cipher import TokenCipher, not_opened
from bot.installations.token_exchange import Grants
from bot.manifest import BOT_SCOPES, REDIRECT
from bot.slack_client import Api, SlackRefused, SlackUnreachable, refusing
from bot.transports.signing import APART_MOST
from handlers.slack.errors import code_of, headers_of
from handlers.slack.profiles import ZONE_MAX
from planning.records import Unreadable
from planning.zones import is_zone
from scheduler.trusted_clock import MAX_APART
from storage import installations, people, plans
from storage.engine.sync import open_for_cli
from storage.engine.transactions import GlobalTx
from storage.readable import unreadable
from storage.transfer import export

ZONES_SHOWN = RECORDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Check:
    """What one check found. "unknown" is what cannot be seen from here, and how to see it."""

    verdict: Literal["ok", "problem", "unknown"]
    about: str
    said: str


def clock_of(headers: Mapping[str, Any], ours: datetime) -> Check:
    """Whether our clock agrees with Slack's, as far as an answer's headers tell."""
    slacks = read_date({name.lower(): str(value) for name, value in headers.items()}.get("date", ""))
    return clock(slacks, ours) if slacks else Check("unknown", "clock", "Slack's answer has no Date.")


def of_files(*files: Path | None) -> Check:
    """Whether those that are there are kept from everyone else on this machine."""
    there = [file for file in files if file is not None and file.exists()]
    open_ = [str(file) for file in there if file.stat().st_mode & 0o007]
    if open_:
        return Check(
            "problem",
            "files",
            f"anyone on this machine can open {' and '.join(open_)}. Only this user needs them: chmod 600 "
            f"{shlex.join(open_)}",
        )
    return Check("ok", "files", "the settings and the database aren't open to everyone on this machine")


def clock(slacks: datetime, ours: datetime) -> Check:
    """Whether our clock agrees with Slack's."""
    apart = round((ours - slacks).total_seconds())
    if abs(apart) <= APART_MOST:
        return Check("ok", "clock", f"{abs(apart):,} seconds from Slack's")
    return Check(
        "problem",
        "clock",
        f"{abs(apart):,} seconds {'ahead of' if apart > 0 else 'behind'} Slack's, so {_harm(apart)}. "
        "Have this machine set its clock from the network (NTP).",
    )


def _harm(apart: int) -> str:
    if abs(apart) > MAX_APART.total_seconds():
        return "nothing is sent on schedule until it's right"
    return "reminders come at the wrong time, and requests over HTTP are refused"


async def of_slack(api: Api, settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Whether Slack answers, and knows the app: it is shown a code that it never gave."""
    grants = Grants(api, str(settings.slack_client_id), settings.secret("SLACK_CLIENT_SECRET"))
    try:
        with refusing("SLACK_CLIENT_SECRET", api.address):
            await grants.redeem("none", f"{settings.public_url}{REDIRECT}")
    except SlackUnreachable as unreachable:
        yield Check("problem", "Slack", str(unreachable))
    except SlackRefused as refused:
        yield Check("ok", "Slack", f"answers at {api.address}")
        match refused.__cause__:
            case SlackApiError() as error:
                yield clock_of(headers_of(error), now())
                yield _client(code_of(error))


def _client(code: str) -> Check:
    match code:
        case "invalid_client_id" | "bad_client_secret":
            return Check(
                "problem",
                "client",
                f"Slack refuses SLACK_CLIENT_ID and SLACK_CLIENT_SECRET ({code}). Take both from the app's "
                "settings, under Basic Information.",
            )
        case "invalid_code" | "bad_redirect_uri":
            return Check("ok", "client", "id and secret are accepted")
    return Check("unknown", "client", f"Slack does not tell ({code}).")


async def of_workspaces(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Where the app is installed, with which scopes, and whether the keys open the tokens."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        everywhere = installations.everywhere(tx)
    yield Check("ok", "workspaces", f"installed in {len(everywhere):,}")
    lacking = {
        one.workspace: lacks for one in everywhere if (lacks := set(BOT_SCOPES) - set(one.scopes.split(",")))
    }
    for workspace, lacks in lacking.items():
        said = f"{workspace} lacks {', '.join(sorted(lacks))}. Install the app there once more."
        yield Check("problem", "scopes", said)
    if not lacking:
        yield Check("ok", "scopes", "every workspace has granted all that the manifest asks for")
    closed = TokenCipher(settings.secret("TOKEN_KEYS")).closed(everywhere)
    if closed:
        yield Check(
            "problem",
            "keys",
            f"{not_opened(closed)} Add the key that sealed them.",
        )
    else:
        yield Check("ok", "keys", "they open every token")


async def of_zones(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Whose time zone this machine does not know, so that it counts as UTC."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        zones = _zones(tx)
    unknown = [one for one in zones if not is_zone(one[2])]
    for what, id_, zone in unknown[:ZONES_SHOWN]:
        yield Check("problem", "time zones", f"{what} {id_}: {_unknown_zone(zone)} I use UTC.")
    if more := unknown[ZONES_SHOWN:]:
        yield Check("problem", "time zones", f"and {len(more):,} more")
    if not unknown:
        yield Check("ok", "time zones", "this machine knows all of them")


async def of_records(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """What of the database can't be read, or refers to what isn't there: on screens it is left out."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        lost = _unreadable_records(tx)
    for one in lost[:RECORDS_SHOWN]:
        said = f"{one.table} {one.key} can't be read, or belongs to nothing (code {one.code})"
        yield Check("problem", "records", f"{said}. Restore a backup that has it, or ask for help.")
    if more := lost[RECORDS_SHOWN:]:
        yield Check("problem", "records", f"and {len(more):,} more")
    if not lost:
        yield Check("ok", "records", "all can be read")


def _zones(tx: GlobalTx) -> list[tuple[str, str, str]]:
    """The time zones of all people and plans: of what, its id, and the zone."""
    everyone = [("person", *one) for one in people.zones(tx)]
    return [*everyone, *(("plan in", *one) for one in plans.zones(tx))]


def _unreadable_records(tx: GlobalTx) -> tuple[Unreadable, ...]:
    export.read_all(tx, export.workspaces(tx))
    return unreadable(tx)


def _unknown_zone(zone: str) -> str:
    if not zone:
        return "Slack has no time zone for this. Set one in Slack, under Preferences."
    named = zone if zone.isprintable() else ascii(zone)
    return f"this machine doesn't know time zone {named[:ZONE_MAX]}. Update the tzdata package."


async def of_address(settings: Settings, session: aiohttp.ClientSession) -> AsyncIterator[Check]:
    """Whether the bot is to be reached from outside, as far as that can be seen from here."""
    if settings.public_url is None:
        return
    try:
        async with session.get(f"{settings.public_url}/livez", allow_redirects=False) as answer:
            said = f"HTTP {answer.status}"
            is_there = answer.status == 200
    except (aiohttp.ClientError, TimeoutError) as failure:
        said, is_there = type(failure).__name__, False
    if is_there:
        yield Check("ok", "address", f"the bot answers at {settings.public_url}")
    else:
        yield Check(
            "unknown",
            "address",
            f"{settings.public_url}/livez does not answer ({said}). It has to, once the bot runs.",
        )
