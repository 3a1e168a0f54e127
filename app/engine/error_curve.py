"""The error of a method over h: the V of truncation, which falls with h, and of round-off, which rises as h falls."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from statistics import median

import numpy as np

from .gradcheck import VERDICTS, Check, MethodName, make_methods, relative_error, sample
from .meter import Meter
from .run import Trace

LENGTHS = tuple(10.0 ** (-1 - k / 2) for k in range(25))
"""The h of a curve: from 1e-1 down to 1e-13."""
_MOST_ENTRIES = 64
_TELLING = frozenset(VERDICTS.index(verdict) for verdict in ("good", "fair", "poor", "wrong", "unresolved"))


@dataclass(frozen=True, slots=True)
class ErrorCurve:
    """For each of `LENGTHS` the median and the largest relative error over some entries; NaN where no entry has one."""

    median: list[float]
    largest: list[float]
    entries: int


@np.errstate(all="ignore")
def error_curve(trace: Trace, checks: Mapping[str, Check], method: MethodName, seed: int, meter: Meter) -> ErrorCurve:
    """The curve over a sample of the entries that were checked and have a gradient that is not 0.

    Args:
        meter: when it is spent, no other entry is begun.
    """
    methods = make_methods(trace, list(checks), method, None, meter)
    order = sample({name: check.numeric.shape for name, check in checks.items()}, seed)
    telling = (entry for entry in order if _tells(trace, checks[entry[0]], *entry))
    rows = []
    for name, i, j in islice(telling, _MOST_ENTRIES):
        analytic = float(trace.gradient(name)[i, j])
        rows.append([relative_error(analytic, methods[name].slope(i, j, h)) for h in LENGTHS])
        if meter.is_spent:
            break
    columns = [[row[k] for row in rows if not math.isnan(row[k])] for k in range(len(LENGTHS))]
    return ErrorCurve(
        [median(errors) if errors else math.nan for errors in columns],
        [max(errors, default=math.nan) for errors in columns],
        len(rows),
    )


def _tells(trace: Trace, check: Check, name: str, i: int, j: int) -> bool:
    """Whether an entry was compared with a slope, and both are more than 0 up to rounding."""
    analytic = trace.gradient(name)[i, j]
    is_zero = analytic == 0 or (check.relative[i, j] == 0 and analytic != check.numeric[i, j])
    return int(check.verdicts[i, j]) in _TELLING and not is_zero
