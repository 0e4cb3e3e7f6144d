"""The Web API client: one shared connection pool, and no retry that could post twice; signing in."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import CURES
from bot.manifest import BOT_SCOPES

log = logging.getLogger(__name__)


def shared_session(timeout: float) -> aiohttp.ClientSession:
    """The connection pool of all clients; `timeout` seconds for a call, whatever a client says itself."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout))


def posting_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """For what changes something: never repeated by itself, since the first try may have arrived."""
    return AsyncWebClient(token, base_url=base_url, session=session, retry_handlers=[])


def reading_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """For what only reads, and may be asked again."""
    return AsyncWebClient(
        token,
        base_url=base_url,
        session=session,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=1),
            AsyncRateLimitErrorRetryHandler(max_retry_count=1),
            AsyncServerErrorRetryHandler(max_retry_count=1),
        ],
    )


class SlackRefused(Exception):
    """Slack does not let the bot in, or is not there; the message says why and names the cure."""


async def sign_in(client: AsyncWebClient, app_token: str) -> str:
    """Try both tokens; gives the address to connect to. Raises SlackRefused."""
    with _refusing("SLACK_BOT_TOKEN", client.base_url):
        bot = await client.auth_test()
    granted = str(bot.headers.get("x-oauth-scopes", "")).split(",")
    if missing := sorted(set(BOT_SCOPES) - set(granted)):
        log.warning("scopes are missing: install the app again from its manifest", extra={"scopes": missing})
    with _refusing("SLACK_APP_TOKEN", client.base_url):
        opened = await client.apps_connections_open(app_token=app_token)
    return str(opened["url"])


@contextmanager
def _refusing(token: str, address: str) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        status, code = error.response.status_code, error.response.get("error", "")
        if status != 200:
            raise SlackRefused(f"Slack is out of order (HTTP {status}). Start again in a while.") from error
        raise SlackRefused(f"Slack refuses {token} ({code}). It is {CURES[token]}.") from error
    except (aiohttp.ClientError, TimeoutError) as failure:
        raise SlackRefused(
            f"Slack cannot be reached at {address} ({type(failure).__name__}). Check the network, and "
            "SLACK_API_URL if it is set."
        ) from failure
