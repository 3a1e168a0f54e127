"""Group 1: the engine beside hand-written NumPy and two autodiffs, in one process."""

from __future__ import annotations

import os
from collections.abc import Callable

from .pairs import ratio, take_turns
from .rivals import by_hand, draw, has_torch, with_autograd, with_engine, with_torch
from .table import aligned

SIZES = ((3, 4, 3), (64, 32, 10), (784, 128, 10), (1024, 1024, 1000))
GOALS = ("≤ 2.50", "", "≤ 1.15", "≤ 1.15")


def report(quick: bool) -> str:
    """Time of a full trace, divided by that of each of the others."""
    rounds, seconds = (3, 0.002) if quick else (41, 0.02)
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "default")
    rows = []
    for sizes, goal in zip(SIZES, GOALS, strict=True):
        inputs = draw(*sizes)
        functions: dict[str, Callable[[], object]] = {
            "engine": with_engine(inputs),
            "by hand": by_hand(inputs),
            "autograd": with_autograd(inputs),
        }
        if has_torch():
            functions["PyTorch"] = with_torch(inputs)
        times = take_turns(functions, rounds, seconds)
        ratios = [
            str(ratio(times["engine"], times[name])) for name in ("by hand", "autograd", "PyTorch") if name in times
        ]
        rows.append([str(sizes), *ratios, *([] if has_torch() else ["not installed"]), goal])
    columns = ["(D_x, D_h, N_c)", "/ by hand", "/ autograd", "/ PyTorch", "goal, / by hand"]
    title = f"Engine: time of a full trace, BLAS threads: {threads}. Goal beside both autodiffs: < 1 at every size"
    return f"{title}\n{aligned(columns, rows)}"
