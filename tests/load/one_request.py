"""What one request costs a server that has just started: it is answered in a process of its own, which may be killed by what it is asked."""

from __future__ import annotations

import json
import os
import resource
from dataclasses import dataclass

from .client import NO_ANSWER, Asked
from .server import MEGABYTE, forget_peak, peak

_MOST_SECONDS = 30
_MOST_MEMORY = 6 * 10**9
SECONDS_ALLOWED = 2.0
"""CPU that a request may cost."""
MEGABYTES_ALLOWED = 300.0
"""Memory that a request may take at its highest."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request cost.

    Args:
        status: of its answer; NO_ANSWER where the process ended first.
        cpu: seconds.
        memory: megabytes that were added at the highest.
    """

    status: int
    cpu: float
    memory: float

    @property
    def worst(self) -> float:
        """1 where it takes just what is allowed of the one or the other."""
        return max(self.cpu / SECONDS_ALLOWED, self.memory / MEGABYTES_ALLOWED)


_KILLED = Cost(NO_ANSWER, float(_MOST_SECONDS), _MOST_MEMORY / MEGABYTE)


def cost_of(asked: Asked) -> Cost:
    """What `asked` costs. The process that calls this has the application loaded and has answered nothing, and so nothing is cached.

    It must have no threads: it is forked.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _answer_and_exit(asked, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return Cost(*json.loads(text)) if text else _KILLED


def _answer_and_exit(asked: Asked, writing: int) -> None:
    """In the child: answer, tell what it cost, and end without any of the parent's clean-up."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        os.write(writing, json.dumps(_measured(asked)).encode())
    finally:
        os._exit(0)


def _measured(asked: Asked) -> tuple[int, float, float]:
    from starlette.testclient import TestClient

    from app.main import app

    headers = {"content-type": "application/json"}
    with TestClient(app, raise_server_exceptions=False) as client:
        client.get("/healthz")
        forget_peak(os.getpid())
        before, cpu = peak(os.getpid()), _cpu()
        answer = client.request(asked.method, asked.path, content=asked.body, headers=headers)
        return answer.status_code, _cpu() - cpu, peak(os.getpid()) - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
