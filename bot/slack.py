"""The Web API client: one shared connection pool, and no retry that could post twice; signing in."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.config import CURES
from bot.manifest import BOT_SCOPES
from bot.proxies import through_proxy

log = logging.getLogger(__name__)

# What reading an answer raises that is not of the Web API: text, a list, an object without what Slack says.
ODD = (AttributeError, KeyError, TypeError, ValueError)
TAKEN_BACK = {"token_revoked", "account_inactive", "token_expired"}


def shared_session(timeout: float, *tracing: aiohttp.TraceConfig) -> aiohttp.ClientSession:
    """The connections of all clients; `timeout` seconds for a call, whatever a client says itself."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=timeout),
        trace_configs=list(tracing) or None,
        middlewares=(through_proxy,),
    )


@dataclass(frozen=True, slots=True)
class Api:
    """Where Slack's Web API is, and the connections to it; a client differs by its token alone."""

    address: str
    session: aiohttp.ClientSession

    def posting(self, token: str | None = None) -> AsyncWebClient:
        """For what changes something: never repeated by itself, since the first try may have arrived."""
        return AsyncWebClient(token, base_url=self.address, session=self.session, retry_handlers=[])

    def reading(self, token: str | None = None) -> AsyncWebClient:
        """For what only reads, and may be asked again."""
        return AsyncWebClient(
            token,
            base_url=self.address,
            session=self.session,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(max_retry_count=1),
                AsyncRateLimitErrorRetryHandler(max_retry_count=1),
                AsyncServerErrorRetryHandler(max_retry_count=1),
            ],
        )


class SlackRefused(Exception):
    """Slack does not let the bot in, or is not there; the message says why and names the cure."""


class SlackUnreachable(SlackRefused):
    """Nobody is there, or Slack is out of order."""


async def sign_in(api: Api, token: str) -> tuple[str, str]:
    """Try a bot token; gives the workspace it is of, and who the bot is there. Raises SlackRefused."""
    with refusing("SLACK_BOT_TOKEN", api.address):
        bot = await api.posting(token).auth_test()
        workspace, user = fact(bot, "team_id"), fact(bot, "user_id")
    if missing := missing_scopes(bot):
        log.warning("scopes are missing: install the app again from its manifest", extra={"scopes": missing})
    return workspace, user


async def socket_address(api: Api, app_token: str) -> str:
    """Where to connect to for Socket Mode. Raises SlackRefused."""
    with refusing("SLACK_APP_TOKEN", api.address):
        opened = await api.posting().apps_connections_open(app_token=app_token)
        return fact(opened, "url")


def missing_scopes(answer: AsyncSlackResponse) -> list[str]:
    """What the manifest asks for and the bot token, as Slack says with each answer, does not have."""
    granted = str(answer.headers.get("x-oauth-scopes", "")).split(",")
    return sorted(set(BOT_SCOPES) - set(granted))


@contextmanager
def refusing(token: str, address: str) -> Iterator[None]:
    """What keeps a call with the token of that setting from being answered becomes SlackRefused."""
    try:
        yield
    except SlackApiError as error:
        status, code = status_of(error), code_of(error)
        if status != 200:
            raise SlackUnreachable(f"Slack is out of order (HTTP {status}). Try again in a while.") from error
        if not code:
            raise _not_slack(address) from error
        raise SlackRefused(_refused(token, code)) from error
    except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError) as failure:
        raise SlackUnreachable(
            f"The proxy of HTTPS_PROXY or HTTP_PROXY lets nothing through ({type(failure).__name__}). Check "
            "it, or name Slack's servers in NO_PROXY."
        ) from failure
    except (aiohttp.ClientError, TimeoutError) as failure:
        raise SlackUnreachable(
            f"Slack cannot be reached at {address} ({type(failure).__name__}). Check the network, and "
            "SLACK_API_URL if it is set."
        ) from failure
    except ODD as error:
        raise _not_slack(address) from error


def _not_slack(address: str) -> SlackUnreachable:
    return SlackUnreachable(
        f"What answers at {address} isn't Slack's Web API. Check SLACK_API_URL if it is set, and what stands "
        "between this machine and Slack."
    )


def status_of(error: SlackApiError) -> int:
    """The HTTP status, also of an answer that the library could not read."""
    answer = error.response
    return int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0))


def code_of(error: SlackApiError) -> str:
    """Slack's code for what is wrong; "" where something else has answered."""
    match getattr(error.response, "data", None):
        case {"error": str(code)}:
            return code
    return ""


def fact(answer: AsyncSlackResponse, name: str) -> str:
    """What Slack says under that name; raises KeyError where it says nothing."""
    if not answer.get(name):
        raise KeyError(name)
    return str(answer[name])


def _refused(token: str, code: str) -> str:
    if code == "forbidden_team":
        return f"Socket Mode is off ({code}). Turn it on in the app's settings, under Socket Mode."
    if code in TAKEN_BACK:
        return f"Slack has taken {token} back ({code}). Install the app again: it is {CURES[token]}."
    return f"Slack refuses {token} ({code}). It is {CURES[token]}."
