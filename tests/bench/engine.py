"""Group 1: the engine beside hand-written NumPy and two autodiffs, in one process."""

from __future__ import annotations

import os
from collections.abc import Callable

from .networks import networks
from .pairs import ratio, take_turns
from .rivals import rivals, with_engine
from .table import aligned


def report(quick: bool) -> str:
    """Time of a full trace, divided by that of each of the others."""
    rounds, seconds = (3, 0.002) if quick else (41, 0.02)
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "default")
    others = rivals()
    rows = []
    for network in networks():
        functions: dict[str, Callable[[], object]] = {"engine": with_engine(network)}
        functions |= {name: rival(network) for name, rival in others.items()}
        times = take_turns(functions, rounds, seconds)
        rows.append([network.title, *(str(ratio(times["engine"], times[name])) for name in others), network.goal])
    columns = ["full trace", *(f"/ {name}" for name in others), "goal, / by hand"]
    absent = "" if "PyTorch" in others else " PyTorch is not installed."
    title = (
        f"Engine: time of a full trace, BLAS threads: {threads}. Goal beside both autodiffs: < 1 everywhere.{absent}"
    )
    return f"{title}\n{aligned(columns, rows)}"
