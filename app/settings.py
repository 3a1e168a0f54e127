"""What whoever hosts Gradsheet may set, by environment variables."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any

from app.core.limits import Limits, of_many_runs
from app.core.memory import memory_here

_PREFIX = "GRADSHEET_"
_WORKER_PROCESSES = "WEB_CONCURRENCY"
_FRESH = 112 * 2**20
"""Bytes of a process that has answered with every network that ships, besides what it keeps."""
_LANES = 2
_OF_A_CONNECTION = 2**14
_SMALLEST_SHARE = 0.05
"""With less, the networks that ship would not run."""
_READ: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "str": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults. Each, and each of the limits, is read from `GRADSHEET_` and its name in capitals.

    Args:
        limits: how large one request may become.
        frame_ancestors: who may show the page in a frame: a Content-Security-Policy source list, such as
            "'self' https://course.example.edu".
        memory: bytes that all worker processes together may use; 0 for what the container has, or the machine. Where the
            defaults of the others would take more, they are less.
        body_bytes: the largest request body.
        bytes_in_flight: the most bytes of large bodies and answers that are held at once; one more is answered 503.
        workers: threads of each lane: for short work, and for long. More do no more, unless most of the work is in large matrices:
            Python computes in one of them at a time. What is small and was seen before needs none.
        queue: requests that may wait for a lane; one more is answered 503.
        share: how many pieces of long work of one client are done at once.
        seconds: of CPU that one request may take in a thread. Reading it and ending it, which are besides, take up to half a second.
        trusted_proxies: addresses and networks, such as "10.0.0.0/8, ::1", of proxies whose X-Forwarded-For is believed.
        connections: the most connections at once. A browser opens six: 2000 are a class of 300.
        metrics: 1 to answer GET /metrics.
        log: 1 to write a line of JSON for every request.
        cache_bytes: how much is kept of what was compiled, derived and written, together.
        bundle: the folder where a bundler put the files of the page; "" to serve them as they are written.
    """

    limits: Limits = field(default_factory=Limits)
    frame_ancestors: str = "'none'"
    memory: int = 0
    body_bytes: int = 32 * 2**20
    bytes_in_flight: int = 128 * 2**20
    workers: int = 1
    queue: int = 64
    share: int = 1
    seconds: float = 1.5
    trusted_proxies: str = ""
    connections: int = 2000
    metrics: int = 0
    log: int = 0
    cache_bytes: int = 64 * 2**20
    bundle: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings as the environment has them, the rest as the memory allows: what the container has, if nothing is said.

        Raises: ValueError that names the variable which cannot be read.
        """
        given = dict(_given(cls, environment))
        processes = environment.get(_WORKER_PROCESSES, "")
        usual = fitted((given.get("memory") or memory_here()) // max(1, int(processes) if processes.isdigit() else 1))
        return replace(usual, limits=replace(usual.limits, **dict(_given(Limits, environment))), **given)


def fitted(memory: int) -> Settings:
    """The defaults, or less, so that nothing that anyone sends makes a process hold more than `memory` bytes."""
    settings = Settings()
    share = max(_SMALLEST_SHARE, (memory - _FRESH) / (_at_most(settings) - _FRESH))
    if share >= 1:
        return settings
    limits = settings.limits
    return replace(
        settings,
        limits=replace(
            limits,
            cells_of_one=int(share * limits.cells_of_one),
            cells_of_all=int(share * limits.cells_of_all),
            cells_at_once=int(share * limits.cells_at_once),
            numbers_of_body=int(share * limits.numbers_of_body),
            answer_bytes=int(share * limits.answer_bytes),
        ),
        body_bytes=int(share * settings.body_bytes),
        connections=int(share * settings.connections),
        bytes_in_flight=int(share * settings.bytes_in_flight),
        cache_bytes=int(share * settings.cache_bytes),
    )


def _at_most(settings: Settings) -> int:
    """Bytes that a process may come to hold, with every thread at the largest that it may be asked for."""
    run = 8 * of_many_runs(settings.limits) + settings.limits.answer_bytes
    others = settings.cache_bytes + settings.bytes_in_flight + _OF_A_CONNECTION * settings.connections
    return _FRESH + others + _LANES * settings.workers * run


def defaults() -> dict[str, int | float | str]:
    """Every environment variable that is read, and what holds where it is not set."""
    kinds = ((Limits, Limits()), (Settings, Settings()))
    return {variable: getattr(usual, each.name) for kind, usual in kinds for variable, each in _variables(kind)}


def _variables(kind: type[Any]) -> Iterator[tuple[str, Field[Any]]]:
    """The fields of a dataclass that are read from a variable, by the name of that variable."""
    return ((f"{_PREFIX}{each.name.upper()}", each) for each in fields(kind) if each.type in _READ)


def _given(kind: type[Any], environment: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for variable, each in _variables(kind):
        text = environment.get(variable)
        if not text:  # a Compose file passes on what is not set as nothing
            continue
        try:
            yield each.name, _READ[str(each.type)](text)
        except ValueError:
            what = "a whole number" if each.type == "int" else "a number"
            raise ValueError(f"{variable} has to be {what}; it is {text!r}.") from None
