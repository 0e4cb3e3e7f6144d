"""The Web API client: one shared connection pool, and no retry that could post twice."""

import aiohttp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT = 10  # seconds
READ_TIMEOUT = 2  # a person waits for what is read, and Slack for the answer within three


def posting_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """For what changes something: never repeated by itself, since the first try may have arrived."""
    return AsyncWebClient(token, base_url=base_url, timeout=TIMEOUT, session=session, retry_handlers=[])


def reading_client(token: str, base_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """For what only reads, and may be asked again."""
    return AsyncWebClient(
        token,
        base_url=base_url,
        timeout=READ_TIMEOUT,
        session=session,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=1),
            AsyncRateLimitErrorRetryHandler(max_retry_count=1),
            AsyncServerErrorRetryHandler(max_retry_count=1),
        ],
    )
