"""A search for the request that costs most: hill climbing on CPU and memory, several climbers at once, for a given time.

Each worker is a process that has the application loaded and answers every candidate in a process of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter

from tests.bench.table import aligned

from .candidates import Candidate, changed, first
from .one_request import Cost, cost_of

FINDS = Path(__file__).with_name("finds.json")
"""The worst that were found, of each kind of request. Tests send them again."""
COLUMNS = ("request", "n", "characters", "status", "CPU s", "MB more")
_BEGINNERS = 30
_KEPT_IN_A_PLACE = 3
_NEW_ONE_IN = 15


@dataclass(frozen=True, slots=True)
class Find:
    """A candidate and what it cost."""

    candidate: Candidate
    cost: Cost

    @property
    def place(self) -> tuple[str, bool]:
        """Finds are kept apart by endpoint and by whether they are small: the worst of all is not the only fault."""
        return self.candidate.endpoint, self.candidate.size <= 30


def kept_finds() -> list[Find]:
    """The finds that are kept, the worst first, with what they cost when they were last measured."""
    rows = json.loads(FINDS.read_text(encoding="utf-8"))
    return [
        Find(Candidate.from_json(row["request"]), Cost(row["status"], row["cpu"], row["megabytes"])) for row in rows
    ]


def keep(finds: Sequence[Find]) -> None:
    """Write `finds` to where tests read them."""
    rows = [{"cpu": round(find.cost.cpu, 2), "megabytes": round(find.cost.memory), "status": find.cost.status,
             "request": find.candidate.as_json()} for find in finds]  # fmt: skip
    FINDS.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def search(seconds: float, seed: int, begin: Sequence[Candidate] = (), processes: int = 2) -> list[Find]:
    """Climb for `seconds`.

    Args:
        begin: candidates to begin with.
        processes: how many candidates are answered at once.
    Returns: the worst of each place and those it began with, the worst first.
    """
    random = Random(seed)
    known: list[Find] = []
    places: dict[tuple[str, bool], list[Find]] = {}
    todo = iter([*begin, *(first(random) for _ in range(_BEGINNERS))])
    for find in _answered(lambda: next(todo, None) or _next(random, places), perf_counter() + seconds, processes):
        known += [find] if find.candidate in begin else []
        here = [*places.get(find.place, ()), find]
        places[find.place] = sorted(here, key=_badness)[:_KEPT_IN_A_PLACE]
    worst = [finds[0] for finds in places.values() if finds[0] not in known]
    return sorted([*worst, *known], key=_badness)


def costs(candidates: Sequence[Candidate]) -> Iterator[Cost]:
    """What each of them costs, answered one after the other, each in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_load) as pool:
        yield from pool.map(_cost, candidates)


def report(seconds: float, seed: int, begin: Sequence[Candidate]) -> Iterator[str]:
    """Search, keep what was found, and say what it is."""
    finds = search(seconds, seed, begin)
    keep(finds)
    yield aligned(COLUMNS, [_cells(find) for find in finds])
    yield f"\nThe worst of all, kept in {FINDS.name}:\n{finds[0].candidate.program}"


def _badness(find: Find) -> float:
    return -find.cost.worst


def _next(random: Random, places: dict[tuple[str, bool], list[Find]]) -> Candidate:
    """A neighbour of one of the worst so far; now and then something new."""
    if not places or random.randrange(_NEW_ONE_IN) == 0:
        return first(random)
    return changed(random, random.choice(random.choice([*places.values()])).candidate)


def _answered(draw: Callable[[], Candidate], until: float, processes: int) -> Iterator[Find]:
    """Candidates and their costs, as they come, until it is `until`."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_load) as pool:
        asked: dict[Future[Cost], Candidate] = {}
        while perf_counter() < until:
            while len(asked) < processes:
                candidate = draw()
                asked[pool.submit(_cost, candidate)] = candidate
            for done in wait(asked, return_when=FIRST_COMPLETED).done:
                yield Find(asked.pop(done), done.result())


def _load() -> None:
    """Load the application once, with one thread of BLAS: a process that has more cannot be forked safely."""
    os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    import app.main  # noqa: F401 - so that it is there in every process that is forked


def _cost(candidate: Candidate) -> Cost:
    return cost_of(candidate.asked())


def _cells(find: Find) -> list[str]:
    candidate, cost = find.candidate, find.cost
    including = ",".join(candidate.include) if candidate.endpoint == "traces" else ""
    return [f"{candidate.endpoint} {including}", str(candidate.size), str(len(candidate.program)), str(cost.status),
            f"{cost.cpu:.2f}", f"{cost.memory:.0f}"]  # fmt: skip
