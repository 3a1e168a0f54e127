"""Group 2: requests a second of one worker, and how long a check of a program takes. The client is a process of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from statistics import median

from .client import answer_times, request_bytes, requests_per_second
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
_LAYERS = 14


def report(quick: bool) -> str:
    """Both tables."""
    with serving() as port, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as client:
        return f"{_rates(port, client, quick)}\n\n{_checks(port, client, quick)}"


def check_request(change: int = 0) -> bytes:
    """A check of a program of 30 lines. Another `change` makes another program, of the same size."""
    layers = range(1, _LAYERS + 1)
    lines = [f"z{k} = W{k} @ {f'h{k - 1}' if k > 1 else 'x'} + b{k}\nh{k} = tanh(z{k})" for k in layers]
    lines += [f"y_hat = softmax(U @ h{_LAYERS}) # {change}", "J = cross_entropy(y, y_hat)"]
    return request_bytes("POST", "/api/programs", json.dumps({"program": "\n".join(lines)}).encode())


def _rates(port: int, client: ProcessPoolExecutor, quick: bool) -> str:
    """Requests a second, divided by those of /healthz in the same round."""
    rounds, seconds = (2, 0.2) if quick else (40, 0.4)
    rates: dict[str, list[float]] = {name: [] for name in REQUESTS}

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


def _checks(port: int, client: ProcessPoolExecutor, quick: bool) -> str:
    """Milliseconds from one request to its answer, one at a time, divided by those of /healthz in the same round."""
    rounds, several = (3, 5) if quick else (40, 10)
    changes = count(1)
    batches: dict[str, Callable[[], list[bytes]]] = {
        _HEALTH: lambda: [REQUESTS[_HEALTH]] * several,
        "POST /api/programs, seen before": lambda: [check_request()] * several,
        "POST /api/programs, first seen": lambda: [check_request(next(changes)) for _ in range(several)],
    }
    times: dict[str, list[float]] = {name: [] for name in batches}
    for round_ in range(rounds + 1):
        for name, batch in batches.items():
            found = median(client.submit(answer_times, port, batch()).result())
            if round_ > 0:
                times[name].append(found)
    rows = [
        [name, f"{1000 * median(found):.2f} ms", str(ratio(found, times[_HEALTH])), goal]
        for (name, found), goal in zip(times.items(), ("", "≤ 3 ms", ""), strict=True)
    ]
    title = "HTTP: the check of a program of 30 lines, one request at a time"
    return f"{title}\n{aligned(['request', 'takes', '/ healthz', 'goal'], rows)}"
