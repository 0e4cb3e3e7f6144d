"""Prometheus metrics of a running bot, with no label for a person, channel or workspace."""

from dataclasses import dataclass
from datetime import datetime
from math import nan
from time import perf_counter
from types import SimpleNamespace

import aiohttp
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from planning.deliveries import Delivery
from scheduler.delivery import Check, Notifier, Outcome

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10)
PREFIX = "oncourse"


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many deliveries are due, and the age in seconds of what has been due longest."""

    seconds: float
    deliveries: int


class Metrics:
    """The metrics of one bot, in a registry of its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = self._histogram(
            "request_seconds", "How long requests from Slack took", "kind", "outcome"
        )
        self._calls = self._histogram(
            "slack_call_seconds", "How long calls to Slack took", "method", "outcome"
        )
        self._deliveries = Counter(
            f"{PREFIX}_deliveries",
            "Attempts to send a delivery, by outcome",
            ("kind", "outcome"),
            registry=self._registry,
        )
        self._lag = self._gauge("tick_lag_seconds", "How long the oldest due work has been waiting")
        self._backlog = self._gauge("deliveries_due", "How many deliveries are due now")
        self._database = self._gauge(
            "database_up", "Whether the database responds; if not, backlog and lag are unknown"
        )

    def record_request(self, kind: str, status: int, seconds: float) -> None:
        """Record a response to a request from Slack."""
        self._requests.labels(kind, _outcome(status)).observe(seconds)

    def count_outcomes(self, notifier: Notifier) -> Notifier:
        """Wrap the notifier to count its outcomes."""
        return _CountingNotifier(notifier, self._deliveries)

    def trace_config(self) -> aiohttp.TraceConfig:
        """The trace config for the session that calls Slack."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(_start_call)
        trace.on_request_end.append(self._record_call)
        trace.on_request_exception.append(self._record_failure)
        return trace

    def render(self, backlog: Backlog | None) -> bytes:
        """All metrics in Prometheus' text format; `backlog` is None if the database doesn't respond."""
        self._database.set(backlog is not None)
        self._lag.set(backlog.seconds if backlog else nan)
        self._backlog.set(backlog.deliveries if backlog else nan)
        return generate_latest(self._registry)

    async def _record_call(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        outcome = _outcome(params.response.status)
        self._calls.labels(_method(str(params.url.path)), outcome).observe(
            perf_counter() - context.started_at
        )

    async def _record_failure(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._calls.labels(_method(params.url.path), "no_answer").observe(perf_counter() - context.started_at)

    def _histogram(self, name: str, help_: str, *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", help_, labels, registry=self._registry, buckets=SECONDS)

    def _gauge(self, name: str, help_: str) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", help_, registry=self._registry)


class _CountingNotifier:
    def __init__(self, notifier: Notifier, counter: Counter) -> None:
        self._notifier = notifier
        self._counter = counter

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        outcome = await self._notifier.send(delivery, until)
        self._counter.labels(delivery.kind.value, type(outcome).__name__.lower()).inc()
        return outcome

    async def find(self, delivery: Delivery) -> Check:
        return await self._notifier.find(delivery)


async def _start_call(_: object, context: SimpleNamespace, _params: aiohttp.TraceRequestStartParams) -> None:
    context.started_at = perf_counter()


def _outcome(status: int) -> str:
    if status == 429:
        return "limited"
    return {2: "ok", 4: "refused", 5: "failed"}.get(status // 100, "other")


def _method(path: str) -> str:
    """The Web API method in a URL's path; "other" for uploads and response URLs."""
    before, _, name = path.rpartition("/")
    return name if before.endswith("/api") and "." in name else "other"
