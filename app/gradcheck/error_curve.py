"""The error of a method over h: truncation falls with h and round-off rises as h falls, which together look like a V."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from statistics import median

import numpy as np

from app.core.patience import look
from app.engine.run import Trace

from .budget import Budget, SpentError
from .check import Check, MethodName, make_methods, sample
from .verdicts import VERDICTS, relative_error

LENGTHS = tuple(10.0 ** (-1 - k / 2) for k in range(25))
"""The h of a curve: from 1e-1 down to 1e-13."""
_MOST_ENTRIES = 64
_COMPARED = frozenset(VERDICTS.index(verdict) for verdict in ("good", "fair", "poor", "wrong", "unresolved"))


@dataclass(frozen=True, slots=True)
class ErrorCurve:
    """The relative errors of a sample of entries, over h.

    Args:
        median: for each of `LENGTHS` the median over the entries; NaN where no entry has an error.
        largest: likewise the largest.
        entries: how many entries were sampled.
    """

    median: list[float]
    largest: list[float]
    entries: int


@np.errstate(all="ignore")
def error_curve(trace: Trace, checks: Mapping[str, Check], method: MethodName, seed: int, budget: Budget) -> ErrorCurve:
    """The curve over a sample of the entries that were checked and whose gradient is not 0.

    Args:
        checks: what `check_gradients` found, by quantity.
        seed: decides which entries are sampled.
        budget: no further entry is begun when it is spent. One that takes too much is left.
    """
    methods = make_methods(trace, list(checks), method, None, budget)
    order = sample({name: check.numeric.shape for name, check in checks.items()}, seed)
    comparable = (entry for entry in order if _is_comparable(trace, checks[entry[0]], *entry))
    rows = []
    for name, i, j in islice(comparable, _MOST_ENTRIES):
        analytic = float(trace.gradient(name)[i, j])
        look()
        try:
            rows.append([relative_error(analytic, methods[name].slope(i, j, h)) for h in LENGTHS])
        except SpentError:
            break
        if budget.is_spent:
            break
    columns = [[row[k] for row in rows if not math.isnan(row[k])] for k in range(len(LENGTHS))]
    return ErrorCurve(
        [median(errors) if errors else math.nan for errors in columns],
        [max(errors, default=math.nan) for errors in columns],
        len(rows),
    )


def _is_comparable(trace: Trace, check: Check, name: str, i: int, j: int) -> bool:
    """Whether an entry was compared with a slope, and neither of the two is 0 up to rounding."""
    analytic = trace.gradient(name)[i, j]
    is_zero = analytic == 0 or (check.relative[i, j] == 0 and analytic != check.numeric[i, j])
    return int(check.verdicts[i, j]) in _COMPARED and not is_zero
