"""The gradient check: every entry of every gradient against a slope found without any rule of differentiation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np

from app.core.arrays import Array

from .complex_step import ComplexStep, complex_stages
from .differences import Differences
from .measure import Measured, Method
from .meter import Meter
from .probe import Probe, between, kink_texts, real_stages
from .round_off import RoundOff
from .run import Trace

MethodName = Literal["central", "complex"]
Verdict = Literal["good", "fair", "poor", "wrong", "kink", "unresolved", "not-finite", "unchecked"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
BANDS: tuple[tuple[Verdict, float], ...] = (("good", 1e-7), ("fair", 1e-4), ("poor", 1e-2))
"""The largest relative error of each verdict; above them all it is "wrong". Source: Stanford CS231n, *Gradient checks*."""
_DOUBTED: tuple[Verdict, ...] = ("poor", "wrong")
_FAILED: tuple[Verdict, ...] = ("wrong", "not-finite")


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """The check of one gradient, in the shape of its quantity.

    Args:
        numeric: the slopes that were found; NaN where an entry was not checked.
        relative: |a − n| / max(|a|, |n|), 0 where both are 0; NaN where there is none.
        verdicts: index into `VERDICTS`.
    """

    numeric: Array
    relative: Array
    verdicts: np.ndarray[tuple[int, ...], np.dtype[np.int8]]

    def counts(self) -> dict[Verdict, int]:
        """How many entries have each verdict."""
        found = np.bincount(self.verdicts.ravel(), minlength=len(VERDICTS))
        return dict(zip(VERDICTS, found.tolist(), strict=True))

    def checked(self) -> int:
        return int((self.verdicts != VERDICTS.index("unchecked")).sum())

    def worst(self) -> tuple[int, int] | None:
        """The entry with the largest relative error among those that have a band, the first of several."""
        banded = self.verdicts <= VERDICTS.index("wrong")
        if not banded.any():
            return None
        i, j = np.unravel_index(np.where(banded, self.relative, -1.0).argmax(), banded.shape)
        return int(i), int(j)


def passed(counts: Mapping[Verdict, int]) -> bool:
    """Whether nothing is wrong. A kink is no fault, and neither is what no difference can tell."""
    return not any(counts[verdict] for verdict in _FAILED)


@np.errstate(all="ignore")
def check_gradients(
    trace: Trace, names: Sequence[str], method: MethodName, h: float | None, seed: int, meter: Meter
) -> dict[str, Check]:
    """Check the gradients by `names`.

    Args:
        h: for every entry x in units of max(1, |x|); None for the best.
        seed: decides the order of the entries, which matters where not all of them can be checked.
        meter: when it is spent, the entries that are left stay unchecked.
    """
    checks = {name: _unchecked(trace.gradient(name)) for name in names}
    methods = make_methods(trace, names, method, h, meter)
    round_off = RoundOff(trace)
    finite = math.isfinite(trace.value(trace.sheet.program.loss).item())
    for name, i, j in sample({name: check.numeric.shape for name, check in checks.items()}, seed):
        if meter.is_spent:
            break
        analytic = float(trace.gradient(name)[i, j])
        found = methods[name].measure(i, j, analytic) if finite else Measured(math.nan)
        check = checks[name]
        check.numeric[i, j] = found.value
        error, verdict = grade(analytic, found)
        if verdict in _DOUBTED:
            error, verdict = grade(analytic, found.rounded(round_off(name, i, j)))
        check.relative[i, j], check.verdicts[i, j] = error, VERDICTS.index(verdict)
    return checks


def make_methods(
    trace: Trace, names: Sequence[str], method: MethodName, h: float | None, meter: Meter
) -> dict[str, Method]:
    """The method, ready for each of the quantities `names`."""
    stages = real_stages(trace.sheet)

    def complex_step(name: str) -> ComplexStep:
        kinks = kink_texts(between(stages, name, trace.sheet.program.loss), trace.arrays)
        return ComplexStep(Probe(trace, name, complex_stages(trace.sheet), meter, complex), h, kinks)

    if method == "complex":
        return {name: complex_step(name) for name in names}
    return {name: Differences(Probe(trace, name, stages, meter), h, partial(complex_step, name)) for name in names}


def grade(analytic: float, found: Measured) -> tuple[float, Verdict]:
    """The relative error of an entry, and what to think of it."""
    error = relative_error(analytic, found.value)
    if found.at_kink:
        return error, "kink"
    if math.isnan(error):
        return error, "not-finite"
    if max(abs(analytic), abs(found.value)) <= found.zero:
        return 0.0, "good"
    verdict: Verdict = next((verdict for verdict, most in BANDS if error <= most), "wrong")
    if verdict in _DOUBTED and abs(analytic - found.value) <= found.uncertainty:
        return error, "unresolved"
    return error, verdict


def relative_error(analytic: float, numeric: float) -> float:
    """|a − n| / max(|a|, |n|); 0 where both are 0, NaN where one is not finite."""
    larger = max(abs(analytic), abs(numeric))
    if not (math.isfinite(analytic) and math.isfinite(numeric)):
        return math.nan
    return abs(analytic / larger - numeric / larger) if larger else 0.0


def sample(shapes: Mapping[str, tuple[int, ...]], seed: int) -> Iterator[tuple[str, int, int]]:
    """All entries in the order in which they are checked: in turn one of each quantity, drawn without putting back."""
    random = np.random.default_rng(seed)
    orders = {name: random.permutation(rows * columns) for name, (rows, columns) in shapes.items()}
    for k in range(max(map(len, orders.values()), default=0)):
        for name, order in orders.items():
            if k < len(order):
                yield name, *divmod(int(order[k]), shapes[name][1])


def _unchecked(gradient: Array) -> Check:
    nothing = np.full(gradient.shape, np.nan)
    return Check(nothing, nothing.copy(), np.full(gradient.shape, VERDICTS.index("unchecked"), np.int8))
