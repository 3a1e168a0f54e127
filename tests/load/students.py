"""A class: everyone opens the page and edits a number every two seconds."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from time import perf_counter

from tests.bench.table import aligned

from .client import NO_ANSWER, Answer, Asked, Client, connected
from .latency import DEFAULT_TRACE, percentile
from .page import page_requests
from .server import watched

EDIT_EVERY = 2.0
"""Seconds between two edits of one student."""
_CONNECTIONS = 6
_PATIENCE = 20.0
_RECOVERED = 0.1
_LONGEST_LOADING = 60.0


@dataclass(slots=True)
class Seen:
    """What a class saw.

    Args:
        statuses: of every answer.
        loads: seconds until one student's page was there, for each.
        edits: seconds until the answer to an edit, while pages were still loading, and when all were in.
        loaded_after: when the last of them was there, or given up.
        recovery: seconds from the end of the class until an edit takes less than 100 ms again.
        until: when the class ends.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    loads: list[float] = field(default_factory=list)
    edits: list[tuple[float, float]] = field(default_factory=list)
    loaded_after: float = 0.0
    until: float = inf
    recovery: float = 0.0
    memory: float = 0.0
    cpu: float = 0.0

    @property
    def errors(self) -> int:
        """Answers that a student would see as a fault: none, or one of 500. (503 is a refusal that says when to come again.)"""
        return sum(number for status, number in self.statuses.items() if status in (NO_ANSWER, 500))

    @property
    def refused(self) -> int:
        """Answers that say: come again."""
        return self.statuses[503] + self.statuses[429]

    def edits_once_loaded(self) -> list[float]:
        """Seconds of each edit that was made when every page was in."""
        return [seconds for at, seconds in self.edits if at >= self.loaded_after]


async def _student(port: int, page: list[Asked], seen: Seen, arrives: float) -> None:
    async with connected(port, _CONNECTIONS, _PATIENCE) as clients:
        await asyncio.sleep(arrives)
        began = perf_counter()
        files = iter(page[1:])
        if await _get(clients[0], page[0], seen):
            await asyncio.gather(*(_load(client, files, seen) for client in clients))
        if perf_counter() < seen.until:
            seen.loads.append(perf_counter() - began)
        await asyncio.sleep(random.uniform(0, EDIT_EVERY))
        while (began := perf_counter()) < seen.until:
            answer = await clients[0].ask(_edit())
            seen.statuses[answer.status] += 1
            if answer.status == 200:
                seen.edits.append((began, answer.seconds))
            await asyncio.sleep(max(0.0, began + EDIT_EVERY - perf_counter()))


async def _load(client: Client, files: Iterator[Asked], seen: Seen) -> None:
    """One of the connections of a browser: it gets the next file that none has got."""
    for file in files:
        if not await _get(client, file, seen):
            return


async def _get(client: Client, asked: Asked, seen: Seen) -> bool:
    """Get a file. Whoever is refused asks again after a second, until the class is over."""
    while perf_counter() < seen.until:
        answer = await client.ask(asked)
        seen.statuses[answer.status] += 1
        if answer.status == 200:
            return True
        await asyncio.sleep(1)
    return False


def _edit() -> Asked:
    """Another x in the default network, as the page sends it."""
    x = [random.randint(-40, 40) / 10 for _ in range(3)]
    return Asked.json("/api/traces", {"preset": "single-layer", "values": {"x": x}, "arrays": "auto"})


async def _recovery(port: int) -> float:
    """Seconds until an edit takes less than 100 ms, from now."""
    client, began = Client(port, _PATIENCE), perf_counter()
    try:
        while perf_counter() - began < _PATIENCE:
            answer: Answer = await client.ask(DEFAULT_TRACE)
            if answer.status == 200 and answer.seconds < _RECOVERED:
                break
    finally:
        await client.close()
    return perf_counter() - began


async def attend(port: int, students: int, seconds: float, arrive_within: float) -> Seen:
    """A class of `students`, that goes on for `seconds` from when everyone has the page, or a minute after the last has come.

    Args:
        arrive_within: they come one after the other, the last after so many seconds.
    """
    page = await page_requests(port)
    seen = Seen()
    seen.until = perf_counter() + arrive_within + _LONGEST_LOADING
    coming = [_student(port, page, seen, arrive_within * k / students) for k in range(students)]
    all_in = asyncio.create_task(_end_after(seen, students, seconds))
    await asyncio.gather(*coming)
    await all_in
    seen.recovery = await _recovery(port)
    return seen


async def _end_after(seen: Seen, students: int, seconds: float) -> None:
    """Let the class go on for `seconds` from when everyone has the page."""
    while len(seen.loads) < students and perf_counter() < seen.until:
        await asyncio.sleep(0.05)
    seen.loaded_after = perf_counter()
    seen.until = perf_counter() + seconds


def hold_class(students: int, seconds: float, arrive_within: float) -> Seen:
    """A class on a server of its own, of one worker."""
    with watched() as server:
        cpu = server.cpu()
        seen = asyncio.run(attend(server.port, students, seconds, arrive_within))
        seen.memory, seen.cpu = server.peak(), server.cpu() - cpu
    return seen


COLUMNS = ("students", "have the page", "answers", "errors", "refused", "page p50 s", "page p95 s", "edit p50 ms", "edit p95 ms",
           "back after s", "CPU s", "peak MB")  # fmt: skip


def report(students: Sequence[int], seconds: float, arrive_within: float) -> Iterator[str]:
    """The table, a row for a class of each size."""
    rows = [as_cells(number, hold_class(number, seconds, arrive_within)) for number in students]
    yield aligned(list(COLUMNS), rows)


def as_cells(students: int, seen: Seen) -> list[str]:
    """A row, as COLUMNS name it."""
    edits = seen.edits_once_loaded() or [seconds for _, seconds in seen.edits] or [float("nan")]
    loads = seen.loads or [float("nan")]
    return [
        str(students),
        str(len(seen.loads)),
        str(seen.statuses.total()),
        str(seen.errors),
        str(seen.refused),
        *(f"{percentile(loads, share):.1f}" for share in (0.5, 0.95)),
        *(f"{1000 * percentile(edits, share):.0f}" for share in (0.5, 0.95)),
        f"{seen.recovery:.1f}",
        f"{seen.cpu:.1f}",
        f"{seen.memory:.0f}",
    ]
