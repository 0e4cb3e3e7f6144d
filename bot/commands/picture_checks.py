"""The doctor's checks of pictures, and its question to a person whether they see them."""

import re
from argparse import ArgumentTypeError
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands import is_safe_to_print
from bot.commands.checks import Check
from bot.config import Settings
from handlers.slack.errors import name_of
from handlers.slack.replies import SLACK_FAILURES
from handlers.views.charts.picture_test import SURFACE_NAMES, picture_question
from handlers.views.common.blocks import FORGOTTEN
from planning.pictures import Sightings, Source, Surface, may_show
from planning.records import is_forgotten
from storage import pictures
from storage.engine.sync import open_for_cli

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}", re.ASCII)


def person_id(typed: str) -> str:
    """An argparse type for a user id; raises ArgumentTypeError."""
    if not _PERSON.fullmatch(typed):
        named = repr(typed) if is_safe_to_print(typed) else "this"
        raise ArgumentTypeError(
            f"{named} isn't a member ID such as U024BE7LH (in Slack: profile, Copy member ID)"
        )
    return typed


async def known(settings: Settings, workspace: str, now: Callable[[], datetime]) -> AsyncIterator[Check]:
    """Where people in a workspace see pictures, by what they answered."""
    with open_for_cli(settings.database_url, now=now) as store, store.reading(workspace) as tx:
        sightings = pictures.sightings(tx)
    for finding in findings(sightings, Source.ADDRESS if settings.public_url else Source.FILE):
        yield finding


def findings(sightings: Sightings, source: Source) -> list[Check]:
    """A check for each surface that only one person sees."""
    return [_picture_check(sightings, surface, source) for surface in SURFACE_NAMES]


def _picture_check(sightings: Sightings, surface: Surface, source: Source) -> Check:
    sighting, where = sightings.get(surface), SURFACE_NAMES[surface]
    shown = "shown" if may_show(sightings, surface, source) else "replaced by words"
    if sighting is not None and sighting.source is source:
        saw = "sees them" if sighting.seen else "doesn't see them"
        person = FORGOTTEN if is_forgotten(sighting.person) else sighting.person
        message = f"{shown} in {where}: {person} {saw} ({sighting.at:%Y-%m-%d})"
        return Check("ok", "pictures", message)
    if source is Source.ADDRESS:
        return Check("ok", "pictures", f"{shown} in {where}, from PUBLIC_URL")
    return Check(
        "unknown",
        "pictures",
        f"{shown} in {where} until someone has checked. To ask: oncourse doctor --pictures U...",
    )


async def ask(client: AsyncWebClient, person: str) -> Check:
    """Send a person the question whether they see pictures."""
    try:
        await client.chat_postMessage(channel=person, **picture_question().fields)
    except SLACK_FAILURES as failure:
        why = name_of(failure) if isinstance(failure, SlackApiError) else type(failure).__name__
        return Check(
            "problem", "pictures", f"{person} wasn't asked ({why}). Choose someone in this workspace."
        )
    return Check(
        "ok", "pictures", f"{person} has a message with the question. The running bot does the rest."
    )
