"""How far rounding decides a number: the same computation with every number in it changed in its last place.

A sum whose terms cancel, such as a column of the gradient of a batch normalisation, is 0 on paper and a few last
places of its terms in float64. No second method can agree with those, and none needs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from app.core.arrays import Array
from app.core.cache import cached
from app.engine.run import Trace, added
from app.engine.sheet import Sheet
from app.expr.tree import Gradient, walk
from app.ops.rules import operation

_EQUAL = operation("equal(a, b)")
EPSILON = float(np.finfo(float).eps)
REPEATS = 3
_SAFETY = 4.0
"""The largest of a few changes at random, times this, is taken for the largest that there is."""


class Jitter:
    """Changes every number of an array in its last place, up or down at random. Every instance draws the same signs."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def __call__(self, array: Any) -> Any:
        factors = self._random.choice((-1.0, 1.0), array.shape)
        factors *= EPSILON  # in place: arrays may be large
        factors += 1
        return array * factors


def bound_of(changes: Sequence[float]) -> float:
    """An upper bound of what rounding does to a number, estimated from a few changes (≥ 0) that were seen.

    Changes that are not finite do not count; 0 where there is no other.
    """
    return _SAFETY * max((change for change in changes if isfinite(change)), default=0.0)


class RoundOff:
    """By how much each entry of each gradient may be wrong because of rounding alone. Computed when first asked for."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def __call__(self, name: str, i: int, j: int) -> float:
        """The estimate for entry (i, j), counted from 0, of the gradient by `name`; ≥ 0."""
        return _SAFETY * float(self._largest[name][i, j])

    @cached_property
    def _largest(self) -> dict[str, Array]:
        """By gradient, in its shape: the largest change that was seen of each entry."""
        trace, jitter = self._trace, Jitter()
        found = {name: np.zeros_like(gradient) for name, gradient in trace.gradients.items()}
        for _ in range(REPEATS):
            arrays = _jittered(trace, jitter)
            for name, most in found.items():
                np.fmax(most, np.abs(arrays[trace.sheet.slots[Gradient(name)]] - trace.gradient(name)), out=most)
        return found


def _jittered(trace: Trace, jitter: Jitter) -> list[Array]:
    """The arrays of a run, by slot, in which every number was changed in its last place as soon as it was computed."""
    sheet = trace.sheet
    compared = _compared(sheet)
    arrays: list[Any] = [jitter(trace.value(name)) for name in sheet.program.inputs]
    for step, (_, closure) in zip(sheet.program.steps, sheet.forward, strict=True):
        array = closure(arrays)
        arrays.append(array if step.name in compared else jitter(array))
    for _, closures in sheet.backward:
        found = (jitter(closure(arrays)) for closure in closures)
        arrays.append(next(found) if len(closures) == 1 else added(found))
    return arrays


@cached(size=lambda names: 100 * len(names))
def _compared(sheet: Sheet) -> frozenset[str]:
    """The steps whose output is not changed: their rule, as that of `max`, compares it with the arguments for equality."""
    parts = [part for found in sheet.parts.values() for part in found]
    return frozenset(part.via for part in parts if any(getattr(n, "op", "") == _EQUAL for n in walk(part.tree)))
