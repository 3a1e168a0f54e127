"""GET /metrics: what Prometheus reads. Off unless a setting says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.api.flight import Flight
from app.api.pool import Lane

_METHODS = frozenset(("GET", "HEAD", "POST"))
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

Caches = Mapping[str, Callable[[], tuple[int, int, int]]]
"""By name: how many entries it has, how often something was found, and how often not."""


class Metrics:
    """What is counted about requests, and what is read off lanes, bytes and caches when somebody asks."""

    def __init__(self, lanes: Iterable[Lane], flight: Flight, caches: Caches) -> None:
        self._registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter("gradsheet_requests", "Requests answered", labels, registry=self._registry)
        self._bytes = Counter("gradsheet_sent_bytes", "Bytes of answers", ("route",), registry=self._registry)
        self._seconds = Histogram(
            "gradsheet_request_seconds",
            "From a request to the end of its answer",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._registry.register(_Now(tuple(lanes), flight, caches))
        ProcessCollector(registry=self._registry)

    def observe(self, route: str, method: str, status: int, seconds: float, size: int) -> None:
        """See `Observer`."""
        self._requests.labels(route, method if method in _METHODS else "other", str(status)).inc()
        self._bytes.labels(route).inc(size)
        self._seconds.labels(route).observe(seconds)

    def route(self) -> Route:
        """GET /metrics."""

        async def metrics(_: Request) -> Response:
            return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)

        return Route("/metrics", metrics, include_in_schema=False)


class _Now(Collector):
    """How things stand at this moment."""

    def __init__(self, lanes: Iterable[Lane], flight: Flight, caches: Caches) -> None:
        self._lanes = lanes
        self._flight = flight
        self._caches = caches

    def collect(self) -> Iterable[Metric]:
        working = GaugeMetricFamily("gradsheet_lane_working", "Pieces of work being done", labels=["lane"])
        waiting = GaugeMetricFamily("gradsheet_lane_waiting", "Pieces of work that wait", labels=["lane"])
        for lane in self._lanes:
            working.add_metric([lane.name], lane.working)
            waiting.add_metric([lane.name], lane.waiting)
        held = GaugeMetricFamily("gradsheet_bytes_in_flight", "Bytes of large bodies and answers", self._flight.held)
        entries = GaugeMetricFamily("gradsheet_cache_entries", "What is kept", labels=["cache"])
        found = GaugeMetricFamily("gradsheet_cache_hits", "How often it was there", labels=["cache"])
        missed = GaugeMetricFamily("gradsheet_cache_misses", "How often it was not", labels=["cache"])
        for name, read in self._caches.items():
            for family, value in zip((entries, found, missed), read(), strict=True):
                family.add_metric([name], value)
        return [working, waiting, held, entries, found, missed]
