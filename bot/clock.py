"""The real clocks; everybody else is handed them."""

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
    """The real time, aware UTC; the only place that asks for it. Somebody may set it, forwards or back."""
    return datetime.now(UTC)


def steady_clock() -> float:
    """Seconds since some moment, which nobody can set; they may stand still while the machine sleeps."""
    return time.monotonic()


JSON = "application/json"
SLACKS = re.compile(rb'\s*\{\s*"ok"\s*:\s*(?:true|false)\b')  # what all of Slack's answers begin with
CREDIBLE_YEARS = range(2000, 4000)
RETRY_SECONDS = 300.0  # between two requests for the time while no response has a `Date` to read


class SlackTime:
    """Slack's time, from the responses of the Web API at `address`."""

    def __init__(self, address: str, steady_clock: Callable[[], float]) -> None:
        self._address = URL(address)
        self._steady_clock = steady_clock
        self._told: tuple[datetime, float] | None = None
        self._retry_at: float | None = None

    def tracing(self) -> aiohttp.TraceConfig:
        """For the session through which Slack is called."""
        trace = aiohttp.TraceConfig()
        trace.on_request_end.append(self._answered)
        trace.on_response_chunk_received.append(self._read)
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
        if self._told is None:
            return None
        date, at = self._told
        return now - (date + timedelta(seconds=self._steady_clock() - at))

    async def _answered(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        """A `Date` counts only on a response with Slack's JSON; a proxy's page has the proxy's clock."""
        answer = params.response
        url, api = answer.url, self._address
        is_from_there = url.origin() == api.origin() and url.path.startswith(api.path)
        if is_from_there and answer.status == 200 and answer.content_type == JSON:
            date = read_date(answer.headers.get("Date", ""))
            context.told = (date, self._steady_clock()) if date else None

    async def _read(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceResponseChunkReceivedParams
    ) -> None:
        if hasattr(context, "told") and SLACKS.match(params.chunk):
            self._told = context.told


def read_date(header: str) -> datetime | None:
    """The moment that a `Date` header names, as aware UTC; None for one that cannot be read."""
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    if date.year not in CREDIBLE_YEARS:
        return None
    return date.replace(tzinfo=date.tzinfo or UTC).astimezone(UTC)


async def _ask(api: Api) -> None:
    """Get any response from Slack: `api.test` needs no token, and every response has a `Date`."""
    try:
        await api.posting().api_test()
    except (*SLACK_FAILURES, AttributeError):  # slack_sdk stumbles over a proxy's page in plain text
        return  # then what it last said is all there is
