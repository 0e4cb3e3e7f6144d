"""The real clocks, passed to everything else as arguments, and Slack's time to compare with."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp
from yarl import URL

from bot.slack_client import Api
from handlers.slack.replies import SLACK_FAILURES
from scheduler.trusted_clock import MAX_APART


def wall_clock() -> datetime:
    """The current time, aware UTC. It jumps when the machine's clock is set."""
    return datetime.now(UTC)


def steady_clock() -> float:
    """Monotonic seconds. They may stop while the machine sleeps."""
    return time.monotonic()


JSON = "application/json"
SLACK_JSON = re.compile(rb'\s*\{\s*"ok"\s*:\s*(?:true|false)\b')  # how all of Slack's responses start
PLAUSIBLE_YEARS = range(2000, 4000)
RETRY_SECONDS = 300.0  # between two requests for the time while no response has a `Date` to read


class SlackTime:
    """Slack's time, from the responses of the Web API at `address`."""

    def __init__(self, address: str, steady_clock: Callable[[], float]) -> None:
        self._address = URL(address)
        self._steady_clock = steady_clock
        self._last_date: tuple[datetime, float] | None = None
        self._retry_at: float | None = None

    def trace_config(self) -> aiohttp.TraceConfig:
        """The trace config for the session that calls Slack."""
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(self._read_date_header)
        trace.on_response_chunk_received.append(self._confirm_body)
        return trace

    async def ahead(self, api: Api, now: datetime) -> timedelta | None:
        """How far `now` is ahead of Slack's clock, negative when it is behind; None while that is not known.

        Seconds do not count while a machine sleeps, so where the clocks seem to differ, Slack is asked for
        the time before that is believed.
        """
        apart = self._apart(now)
        if apart is not None and abs(apart) <= MAX_APART:
            return apart
        if apart is None and not self._may_ask():
            return None
        await _ask(api)
        return self._apart(now)

    def _may_ask(self) -> bool:
        """Whether to request the time that is still unknown: at most every few minutes."""
        steady = self._steady_clock()
        if self._retry_at is not None and steady < self._retry_at:
            return False
        self._retry_at = steady + RETRY_SECONDS
        return True

    def _apart(self, now: datetime) -> timedelta | None:
        if self._last_date is None:
            return None
        date, at = self._last_date
        return now - (date + timedelta(seconds=self._steady_clock() - at))

    async def _read_date_header(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        """A `Date` counts only on a response with Slack's JSON; a proxy's page has the proxy's clock."""
        answer = params.response
        url, api = answer.url, self._address
        is_from_there = url.origin() == api.origin() and url.path.startswith(api.path)
        if is_from_there and answer.status == 200 and answer.content_type == JSON:
            date = read_date(answer.headers.get("Date", ""))
            context.slack_date = (date, self._steady_clock()) if date else None

    async def _confirm_body(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceResponseChunkReceivedParams
    ) -> None:
        if hasattr(context, "slack_date") and SLACK_JSON.match(params.chunk):
            self._last_date = context.slack_date


def read_date(header: str) -> datetime | None:
    """Parse a `Date` header into aware UTC; None if it is malformed or implausible."""
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    if date.year not in PLAUSIBLE_YEARS:
        return None
    return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)


async def _ask(api: Api) -> None:
    """Request `api.test`, which needs no token: every response has a `Date` header."""
    try:
        await api.posting().api_test()
    except (*SLACK_FAILURES, AttributeError):  # slack_sdk stumbles over a proxy's page in plain text
        return  # keep the last known date
