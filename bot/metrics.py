"""What can be counted of a running bot, for Prometheus; no person, channel or workspace is in it."""

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
class Waiting:
    """For how many seconds what is due has been waiting, and how many deliveries are due."""

    seconds: float
    deliveries: int


class Metrics:
    """The counters of one bot, apart from those of any other in the process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = self._histogram(
            "request_seconds", "How long the work on Slack's requests took", "kind", "outcome"
        )
        self._calls = self._histogram(
            "slack_call_seconds", "How long Slack took to answer calls", "method", "outcome"
        )
        self._deliveries = Counter(
            f"{PREFIX}_deliveries",
            "What became of each try to deliver",
            ("kind", "outcome"),
            registry=self._registry,
        )
        self._lag = self._gauge("tick_lag_seconds", "How long what is due has been waiting")
        self._backlog = self._gauge("deliveries_due", "How many deliveries are due now")
        self._database = self._gauge(
            "database_up", "Whether the database answers: until it does, backlog and lag are unknown"
        )

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """A request of Slack's was answered."""
        self._requests.labels(kind, _outcome(status)).observe(seconds)

    def counting(self, notifier: Notifier) -> Notifier:
        """The notifier, with its outcomes counted."""
        return _Counting(notifier, self._deliveries)

    def tracing(self) -> aiohttp.TraceConfig:
        """For the session through which Slack is called."""
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(_begin)
        trace.on_request_end.append(self._called)
        trace.on_request_exception.append(self._failed)
        return trace

    def text(self, waiting: Waiting | None) -> bytes:
        """Everything, in Prometheus' own format; `waiting` is None where the database does not tell."""
        self._database.set(waiting is not None)
        self._lag.set(waiting.seconds if waiting else nan)
        self._backlog.set(waiting.deliveries if waiting else nan)
        return generate_latest(self._registry)

    async def _called(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        outcome = _outcome(params.response.status)
        self._calls.labels(_method(str(params.url.path)), outcome).observe(perf_counter() - context.begun)

    async def _failed(
        self, _: object, context: SimpleNamespace, params: aiohttp.TraceRequestExceptionParams
    ) -> None:
        self._calls.labels(_method(params.url.path), "no_answer").observe(perf_counter() - context.begun)

    def _histogram(self, name: str, said: str, *labels: str) -> Histogram:
        return Histogram(f"{PREFIX}_{name}", said, labels, registry=self._registry, buckets=SECONDS)

    def _gauge(self, name: str, said: str) -> Gauge:
        return Gauge(f"{PREFIX}_{name}", said, registry=self._registry)


class _Counting:
    def __init__(self, notifier: Notifier, counter: Counter) -> None:
        self._notifier = notifier
        self._counter = counter

    async def send(self, delivery: Delivery, until: datetime) -> Outcome:
        outcome = await self._notifier.send(delivery, until)
        self._counter.labels(delivery.kind.value, type(outcome).__name__.lower()).inc()
        return outcome

    async def find(self, delivery: Delivery) -> Check:
        return await self._notifier.find(delivery)


async def _begin(_: object, context: SimpleNamespace, _params: aiohttp.TraceRequestStartParams) -> None:
    context.begun = perf_counter()


def _outcome(status: int) -> str:
    if status == 429:
        return "limited"
    return {2: "ok", 4: "refused", 5: "failed"}.get(status // 100, "other")


def _method(path: str) -> str:
    """The Web API method; what else Slack gives an address for (uploads, response URLs) is "other"."""
    before, _, name = path.rpartition("/")
    return name if before.endswith("/api") and "." in name else "other"
