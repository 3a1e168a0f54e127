"""How far rounding decides a number: the same computation with every number in it changed in its last place.

A sum whose terms cancel, such as a column of the gradient of a batch normalisation, is 0 on paper and a few last
places of its terms in float64. No second method can agree with those, and none needs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import isfinite
from typing import Any

import numpy as np

from app.core.arrays import Array
from app.expr.tree import Gradient, walk

from .run import Trace
from .sheet import Sheet

EPSILON = float(np.finfo(float).eps)
TIMES = 3
_SAFETY = 4.0
"""The largest of a few changes at random, times this, is taken for the largest that there is."""


class Shaker:
    """Changes numbers in their last place, at random and always the same."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)

    def __call__(self, array: Any) -> Any:
        return array * (1 + EPSILON * self._random.choice((-1.0, 1.0), array.shape))


def largest(changes: Sequence[float]) -> float:
    """What the changes of a number, shaken a few times, say of the largest."""
    return _SAFETY * max((change for change in changes if isfinite(change)), default=0.0)


class RoundOff:
    """By how much each entry of a gradient may be wrong for nothing but rounding. Computed when it is first asked for."""

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def __call__(self, name: str, i: int, j: int) -> float:
        """For entry (i, j) of the gradient by `name`, ≥ 0."""
        return _SAFETY * float(self._largest[name][i, j])

    @cached_property
    def _largest(self) -> dict[str, Array]:
        """The largest change of every gradient."""
        trace, shaker = self._trace, Shaker()
        found = {name: np.zeros_like(gradient) for name, gradient in trace.gradients.items()}
        for _ in range(TIMES):
            arrays = _shaken(trace, shaker)
            for name, most in found.items():
                np.fmax(most, np.abs(arrays[trace.sheet.slots[Gradient(name)]] - trace.gradient(name)), out=most)
        return found


def _shaken(trace: Trace, shaker: Shaker) -> list[Array]:
    """The arrays of a run of which every number was changed in its last place."""
    sheet = trace.sheet
    compared = _compared(sheet)
    arrays: list[Any] = [shaker(trace.value(name)) for name in sheet.program.inputs]
    for step, (_, closure) in zip(sheet.program.steps, sheet.forward, strict=True):
        array = closure(arrays)
        arrays.append(array if step.name in compared else shaker(array))
    for _, closures in sheet.backward:
        found = [shaker(closure(arrays)) for closure in closures]
        arrays.append(sum(found[1:], start=found[0]))
    return arrays


@lru_cache(maxsize=64)
def _compared(sheet: Sheet) -> frozenset[str]:
    """The steps whose rule looks for the output among the arguments, as that of `max` does. It has to be found there."""
    parts = [part for found in sheet.parts.values() for part in found]
    return frozenset(part.via for part in parts if any(getattr(n, "op", "") == "equal" for n in walk(part.tree)))
