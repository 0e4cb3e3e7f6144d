"""The Web API client: one shared connection pool, and no retry that could post twice."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.config import SETTING_HELP
from bot.manifest import BOT_SCOPES
from bot.proxies import through_proxy
from handlers.slack.errors import (
    NOT_DONE,
    TAKEN_BACK,
    code_of,
    headers_of,
    is_slacks,
    read_retry_after,
    status_of,
    text_part,
)

log = logging.getLogger(__name__)

MAX_PAUSE = timedelta(minutes=1)  # the longest Retry-After that a client waits for by itself
_TOKEN_ERRORS = TAKEN_BACK | {"invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope"}
_TEMPORARY_ERRORS = (NOT_DONE - _TOKEN_ERRORS) | {"internal_error", "fatal_error"}


def shared_session(timeout: float, *tracing: aiohttp.TraceConfig) -> aiohttp.ClientSession:
    """The connection pool of all clients, with a timeout in seconds for each call."""
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=timeout),
        trace_configs=list(tracing) or None,
        middlewares=(through_proxy,),
    )


class SlackClient(AsyncWebClient):
    """The SDK's client, which treats a response that isn't a JSON object as an empty one.

    For such responses the SDK itself raises AttributeError, or the errors of decoding and parsing: bytes that
    aren't text, a number with too many digits, an unknown charset.
    """

    async def _request(self, *, http_verb: Any, api_url: Any, req_args: Any) -> dict[str, Any]:
        try:
            answer = await super()._request(http_verb=http_verb, api_url=api_url, req_args=req_args)
        except SlackApiError as error:  # broken JSON; the SDK checks the status later
            return {"data": {}, "headers": headers_of(error), "status_code": status_of(error)}
        except (ValueError, LookupError, RecursionError) as unreadable:
            raise aiohttp.ClientPayloadError(type(unreadable).__name__) from unreadable
        return answer if isinstance(answer["data"], dict) else {**answer, "data": {}}


class _RateLimitRetry(AsyncRetryHandler):
    """Retries after Slack's Retry-After, unless that is longer than MAX_PAUSE."""

    async def _can_retry_async(self, *, response: HttpResponse | None = None, **_other: Any) -> bool:
        return response is not None and response.status_code == 429 and _pause_of(response) <= MAX_PAUSE

    async def prepare_for_next_attempt_async(
        self, *, state: RetryState, response: HttpResponse | None = None, **_other: Any
    ) -> None:
        state.next_attempt_requested = True
        if response is not None:
            await asyncio.sleep(_pause_of(response).total_seconds())
        state.increment_current_attempt()


def _pause_of(response: HttpResponse) -> timedelta:
    headers = {name.lower(): values[0] for name, values in response.headers.items() if values}
    asked = read_retry_after(headers.get("retry-after"), headers.get("date"))
    return asked or timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Api:
    """Creates clients: the Web API's base URL and the shared session; clients differ only in their token."""

    address: str
    session: aiohttp.ClientSession

    def posting(self, token: str | None = None) -> AsyncWebClient:
        """A client for calls that change something: no retries, since the first try may have succeeded."""
        return SlackClient(token, base_url=self.address, session=self.session, retry_handlers=[])

    def reading(self, token: str | None = None) -> AsyncWebClient:
        """A client for calls that only read, with retries."""
        return SlackClient(
            token,
            base_url=self.address,
            session=self.session,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(max_retry_count=1),
                _RateLimitRetry(max_retry_count=1),
                AsyncServerErrorRetryHandler(max_retry_count=1),
            ],
        )


async def sign_in(api: Api, token: str) -> tuple[str, str]:
    """Validate a bot token; returns its workspace's id and the bot's user id. Raises SlackRefused."""
    with refusal_on_failure("SLACK_BOT_TOKEN", api.address):
        bot = await api.posting(token).auth_test()
        workspace, user = text_part(bot, "team_id"), text_part(bot, "user_id")
    if missing := missing_scopes(bot):
        log.warning("scopes are missing: install the app again from its manifest", extra={"scopes": missing})
    return workspace, user


async def socket_address(api: Api, app_token: str) -> str:
    """A WebSocket URL for Socket Mode. Raises SlackRefused."""
    with refusal_on_failure("SLACK_APP_TOKEN", api.address):
        return text_part(await api.posting().apps_connections_open(app_token=app_token), "url")


def missing_scopes(answer: AsyncSlackResponse) -> list[str]:
    """The scopes in the manifest that the token lacks, from a response's x-oauth-scopes header."""
    granted = str(answer.headers.get("x-oauth-scopes", "")).split(",")
    return sorted(set(BOT_SCOPES) - set(granted))


@contextmanager
def refusal_on_failure(token: str, address: str) -> Iterator[None]:
    """Convert a failed call into SlackRefused; `token` is the setting that holds its token."""
    try:
        yield
    except SlackApiError as error:
        if is_slacks(error) and code_of(error) not in _TEMPORARY_ERRORS:
            raise SlackRefused(_refused(token, code_of(error))) from error
        raise SlackUnreachable(_describe_failure(error, address)) from error
    except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError) as failure:
        raise SlackUnreachable(
            f"The proxy in HTTPS_PROXY or HTTP_PROXY doesn't let me through ({type(failure).__name__}). "
            "Check it, or list Slack's servers in NO_PROXY."
        ) from failure
    except (aiohttp.ClientError, TimeoutError) as failure:
        raise SlackUnreachable(
            f"Slack can't be reached at {address} ({type(failure).__name__}). Check the network, and "
            "SLACK_API_URL if it's set."
        ) from failure


def _describe_failure(error: SlackApiError, address: str) -> str:
    code, status = code_of(error), status_of(error)
    if code or status == 429 or status >= 500:
        said = code if status == 200 else f"HTTP {status}"
        return f"Slack is having problems ({said}). Try again later."
    return (
        f"Something other than Slack responds at {address} (HTTP {status}), perhaps a proxy or sign-in page. "
        "Check the network, HTTPS_PROXY, and SLACK_API_URL if it's set."
    )


def _refused(token: str, code: str) -> str:
    if code == "forbidden_team":
        return f"Socket Mode is off ({code}). Turn it on in the app's settings, under Socket Mode."
    if code in TAKEN_BACK:
        return f"Slack has revoked {token} ({code}). Install the app again: it is {SETTING_HELP[token]}."
    return f"Slack refused {token} ({code}). It is {SETTING_HELP[token]}."


class SlackRefused(Exception):
    """Slack refuses the bot or can't be reached; the message says why and what to do."""


class SlackUnreachable(SlackRefused):
    """Slack can't be reached, is failing, or something other than Slack responds."""
