"""Group 2: requests a second of one worker. The client is a process of its own, started once."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from statistics import median

from .client import request_bytes, requests_per_second
from .pairs import ratio
from .server import serving
from .table import aligned

_CONNECTIONS = 8
_HEALTH = "GET /healthz"
REQUESTS = {
    _HEALTH: request_bytes("GET", "/healthz"),
    "POST /api/traces, include: []": request_bytes("POST", "/api/traces", b'{"preset":"single-layer","include":[]}'),
    "POST /api/traces, with steps": request_bytes("POST", "/api/traces", b'{"preset":"single-layer"}'),
}
_GOALS = ("", "≥ 0.45", "≥ 0.25")


def report(quick: bool) -> str:
    """Requests a second, divided by those of /healthz in the same round."""
    rounds, seconds = (2, 0.2) if quick else (40, 0.4)
    rates: dict[str, list[float]] = {name: [] for name in REQUESTS}
    with serving() as port, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as client:

        def measure(name: str, time: float) -> float:
            return client.submit(requests_per_second, port, REQUESTS[name], _CONNECTIONS, time).result()

        for name in REQUESTS:
            measure(name, seconds)  # nobody is quick before breakfast: caches, and the specialising interpreter
        for _ in range(rounds):
            for name, found in rates.items():
                found.append(measure(name, seconds))
    rows = [
        [name, f"{median(rates[name]):.0f}", str(ratio(rates[name], rates[_HEALTH])), goal]
        for name, goal in zip(REQUESTS, _GOALS, strict=True)
    ]
    title = f"HTTP: one worker, {_CONNECTIONS} connections kept open, default network"
    return f"{title}\n{aligned(['request', 'a second', '/ healthz', 'goal'], rows)}"
