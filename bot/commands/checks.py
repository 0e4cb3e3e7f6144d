"""The doctor's checks of clock, files, stored data and many-workspace mode."""

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
from bot.installations.token_cipher import TokenCipher, undecryptable_message
from bot.installations.token_exchange import OAuthClient
from bot.manifest import BOT_SCOPES, REDIRECT
from bot.slack_client import Api, SlackRefused, SlackUnreachable, refusal_on_failure
from bot.transports.signing import MAX_CLOCK_SKEW
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
    """The result of a check; "unknown" if it can't be checked from here, with how to check it."""

    verdict: Literal["ok", "problem", "unknown"]
    subject: str
    message: str


def check_clock_header(headers: Mapping[str, Any], our_time: datetime) -> Check:
    """Compare our clock with the Date header of Slack's response."""
    slack_time = read_date({name.lower(): str(value) for name, value in headers.items()}.get("date", ""))
    if slack_time is None:
        return Check("unknown", "clock", "I can't check it: Slack's response has no Date header.")
    return check_clock(slack_time, our_time)


def check_files(*files: Path | None) -> Check:
    """Check that the files that exist aren't open to everyone on this machine."""
    there = [file for file in files if file is not None and file.exists()]
    open_ = [str(file) for file in there if file.stat().st_mode & 0o007]
    if open_:
        return Check(
            "problem",
            "files",
            f"anyone on this machine can open {' and '.join(open_)}. Only this user needs to: chmod 600 "
            f"{shlex.join(open_)}",
        )
    return Check("ok", "files", "the settings and the database aren't open to everyone on this machine")


def check_clock(slack_time: datetime, our_time: datetime) -> Check:
    """Compare our clock with Slack's."""
    apart = round((our_time - slack_time).total_seconds())
    if abs(apart) <= MAX_CLOCK_SKEW:
        return Check("ok", "clock", f"{abs(apart):,} seconds from Slack's")
    return Check(
        "problem",
        "clock",
        f"{abs(apart):,} seconds {'ahead of' if apart > 0 else 'behind'} Slack's, so {_clock_effect(apart)}. "
        "Have this machine set its clock from the network (NTP).",
    )


def _clock_effect(apart: int) -> str:
    if abs(apart) > MAX_APART.total_seconds():
        return "nothing is sent on schedule until it's right"
    return "reminders come at the wrong time, and requests over HTTP are refused"


async def check_slack(api: Api, settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Check client id and secret by requesting tokens for a made-up code."""
    grants = OAuthClient(api, str(settings.slack_client_id), settings.secret("SLACK_CLIENT_SECRET"))
    try:
        with refusal_on_failure("SLACK_CLIENT_SECRET", api.address):
            await grants.exchange_code("none", f"{settings.public_url}{REDIRECT}")
    except SlackUnreachable as unreachable:
        yield Check("problem", "Slack", str(unreachable))
    except SlackRefused as refused:
        yield Check("ok", "Slack", f"responds at {api.address}")
        match refused.__cause__:
            case SlackApiError() as error:
                yield check_clock_header(headers_of(error), now())
                yield _client(code_of(error))


def _client(code: str) -> Check:
    match code:
        case "invalid_client_id" | "bad_client_secret":
            return Check(
                "problem",
                "client",
                f"Slack refused SLACK_CLIENT_ID and SLACK_CLIENT_SECRET ({code}). Take both from the app's "
                "settings, under Basic Information.",
            )
        case "invalid_code" | "bad_redirect_uri":
            return Check("ok", "client", "id and secret are accepted")
    return Check("unknown", "client", f"I can't check them: Slack says {code}. Try again later.")


async def check_workspaces(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Check the scopes of every installation, and that the keys decrypt their tokens."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        everywhere = installations.everywhere(tx)
    yield Check("ok", "workspaces", f"installed in {len(everywhere):,}")
    lacking = {
        one.workspace: lacks for one in everywhere if (lacks := set(BOT_SCOPES) - set(one.scopes.split(",")))
    }
    for workspace, lacks in lacking.items():
        message = f"{workspace} lacks {', '.join(sorted(lacks))}. Install the app there again."
        yield Check("problem", "scopes", message)
    if not lacking:
        yield Check("ok", "scopes", "every workspace has granted all that the manifest asks for")
    undecryptable = TokenCipher(settings.secret("TOKEN_KEYS")).undecryptable(everywhere)
    if undecryptable:
        yield Check(
            "problem",
            "keys",
            f"{undecryptable_message(undecryptable)} Add the key that encrypted them.",
        )
    else:
        yield Check("ok", "keys", "they decrypt every token")


async def check_zones(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Check that this machine knows the time zones of all people and plans; it uses UTC otherwise."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        zones = _zones(tx)
    unknown = [one for one in zones if not is_zone(one[2])]
    for what, id_, zone in unknown[:ZONES_SHOWN]:
        yield Check("problem", "time zones", f"{what} {id_}: {_unknown_zone(zone)} I use UTC.")
    if more := unknown[ZONES_SHOWN:]:
        yield Check("problem", "time zones", f"and {len(more):,} more")
    if not unknown:
        yield Check("ok", "time zones", "this machine knows all of them")


async def check_records(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Check for records that can't be read, or refer to missing ones; screens leave them out."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading_all() as tx:
        lost = _unreadable_records(tx)
    for one in lost[:RECORDS_SHOWN]:
        message = f"{one.table} {one.key} can't be read, or belongs to nothing (code {one.code})"
        yield Check("problem", "records", f"{message}. Restore a backup that has it, or ask for help.")
    if more := lost[RECORDS_SHOWN:]:
        yield Check("problem", "records", f"and {len(more):,} more")
    if not lost:
        yield Check("ok", "records", "all can be read")


def _zones(tx: GlobalTx) -> list[tuple[str, str, str]]:
    """The time zones of all people and plans, as (kind, id, zone)."""
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


async def check_address(settings: Settings, session: aiohttp.ClientSession) -> AsyncIterator[Check]:
    """Check that PUBLIC_URL leads to the bot, from this machine."""
    if settings.public_url is None:
        return
    try:
        async with session.get(f"{settings.public_url}/livez", allow_redirects=False) as response:
            message = f"HTTP {response.status}"
            is_there = response.status == 200
    except (aiohttp.ClientError, TimeoutError) as failure:
        message, is_there = type(failure).__name__, False
    if is_there:
        yield Check("ok", "address", f"the bot responds at {settings.public_url}")
    else:
        yield Check(
            "unknown",
            "address",
            f"{settings.public_url}/livez doesn't respond ({message}). Start the bot, then check again.",
        )
