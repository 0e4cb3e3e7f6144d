"""`oncourse doctor --blocks`: validate a sample of each screen with Slack's `blocks.validate`."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.checks import Check
from bot.config import SettingsRefused, read_settings
from bot.slack_client import Api, shared_session
from handlers.slack.errors import code_of, name_of
from handlers.slack.replies import SLACK_FAILURES
from handlers.views.common.as_json import as_json
from handlers.views.common.blocks import Home, Message
from handlers.views.common.commands import CommandNames
from handlers.views.samples import Screen, samples

INVALID = ("invalid_blocks", "invalid_message", "invalid_view")


async def check_screens() -> AsyncIterator[Check]:
    """Validate every screen, without posting any; the last check says how many Slack accepts."""
    try:
        settings = read_settings()
        token = settings.secret("SLACK_BOT_TOKEN") if settings.mode != "workspaces" else ""
    except SettingsRefused as refused:
        for complaint in str(refused).splitlines():
            yield Check("problem", "settings", complaint)
        return
    if not token:
        message = "This needs a bot token. Set SLACK_BOT_TOKEN to one workspace's, just for this."
        yield Check("unknown", "blocks", message)
        return
    async with shared_session(settings.slack_timeout) as session:
        client = Api(settings.slack_api_url, session).reading(token)
        async for finding in validate_screens(client):
            yield finding


async def validate_screens(client: AsyncWebClient) -> AsyncIterator[Check]:
    """Each error that Slack finds; stops if Slack doesn't respond."""
    accepted = 0
    for name, screen in samples():
        try:
            # As a form: the SDK's own method puts the payload into the URL, which is limited in length.
            await client.api_call("blocks.validate", data=_arguments(screen))
        except SlackApiError as error:
            if code_of(error) not in INVALID:
                yield _unanswered(name_of(error))
                return
            for refused in _refused(name, error.response.data):
                yield refused
        except SLACK_FAILURES as failure:
            yield _unanswered(type(failure).__name__)
            return
        else:
            accepted += 1
    yield Check("ok", "blocks", f"Slack accepts {accepted} of {sum(1 for _ in samples())} screens")


def _arguments(screen: Screen) -> dict[str, str]:
    match screen:
        case Message():
            name, shown = "message", screen.fields
        case Home():
            name, shown = "view", {"type": "home", "blocks": screen.fields["blocks"]}
        case _:
            name, shown = "view", as_json(screen)
    return {name: json.dumps(CommandNames().in_json(shown))}


def _refused(name: str, answer: Any) -> Iterator[Check]:
    """A check for each error in the response, or for its error code."""
    errors = answer.get("errors") or [answer.get("error")]
    for error in errors:
        match error:
            case {"message": words, "pointer": place}:
                yield Check("problem", "blocks", f"{name}: {words} at {place}")
            case _:
                yield Check("problem", "blocks", f"{name}: {error}")


def _unanswered(why: str) -> Check:
    return Check("problem", "blocks", f"Slack didn't check them ({why}), so I stopped. Try again later.")
