"""The complex step: the slope of the loss is Im J(v + i·h) / h, without any difference, so that h may be as small as 1e-30.

It asks that J is analytic, which here means: on the side on which it stands. An operation with a kink is computed on
the branch that the real part is on, and there it is analytic. An entry that begins just on a kink is marked.

Source: W. Squire and G. Trapp, *Using complex variables to estimate derivatives of real functions*, 1998.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from app.core.arrays import Array
from app.core.cache import cached
from app.engine.sheet import Sheet
from app.expr.numbers import Closure, compile_numbers
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Node
from app.ops.rules import for_numbers
from app.ops.table import ROWS

from .kinks import is_met
from .method import Measured
from .perturb import BYTES_OF_A_STAGE, PerturbedLoss, Point, Stage, make_stages
from .round_off import EPSILON

_TINY = 1e-30
"""Its square is far below the last place, and a slope of 1e-270 is still not lost."""
_TINIEST = 1e-307
_BENT = 1e-20
"""What the loss bends away on the square of the step is less than this times the step."""
_SHORTER = 1e-30
"""The second step as a share of the first."""
_AGREES = 1e-7
_ROUND_OFF = 8.0
_COST = 4
"""How much more a complex number costs than a real one."""


KNOWN = frozenset(row.name for row in ROWS.values() if row.analytic)
ANALYTIC: Mapping[str, Callable[..., Any]] = {
    **{name: primitive.analytic for name, primitive in PRIMITIVES.items() if primitive.analytic},
    **{row.name: row.analytic for row in ROWS.values() if row.analytic},
}
"""What NumPy has no analytic function for, or none that is safe. Everything else is written out and left to NumPy."""


@cached(size=lambda stages: BYTES_OF_A_STAGE * len(stages))
def complex_stages(sheet: Sheet, leapt: str = "") -> tuple[Stage, ...]:
    """Every step in complex arithmetic. What `leapt` is: `make_stages`."""

    def compiled(tree: Node) -> Closure:
        return compile_numbers(for_numbers(tree, KNOWN), sheet.slots, ANALYTIC)

    return make_stages(sheet, compiled, leapt, _COST)


class ComplexStep:
    """The complex step by the entries of one quantity.

    Args:
        h: the length of the step, in units of max(1, |x|); None for one so small that nothing is lost.
        kinks: the values of the kink expressions in the run.
    """

    def __init__(self, perturbed: PerturbedLoss, h: float | None, kinks: Sequence[Array]) -> None:
        self._perturbed = perturbed
        self._kinks = kinks
        self._h = h
        self._scale = float(np.abs(perturbed.entries).max())

    def slope(self, i: int, j: int, h: float) -> float:
        """As `Method` says."""
        found = self._along(i, j, h * self._unit(i, j))
        return math.nan if self._is_at_kink(found) else float(found.loss.imag) / (h * self._unit(i, j))

    def measure(self, i: int, j: int, analytic: float) -> Measured:
        """As `Method` says, by one run; by a second and much shorter step where the first does not agree with `analytic`."""
        length = self._h * self._unit(i, j) if self._h else self._tiny(i, j)
        found = self._along(i, j, length)
        value, bent = float(found.loss.imag) / length, 0.0
        at_kink = self._is_at_kink(found)
        if self._h is None:
            if not (at_kink or math.isclose(value, analytic, rel_tol=_AGREES)):
                value, bent = self._shorter(i, j, length, value)
            bent = max(bent, _BENT * length)
        rounding = EPSILON * abs(found.loss.real) / self._unit(i, j)
        uncertainty = _ROUND_OFF * max(rounding, EPSILON * abs(value))
        return Measured(value, uncertainty, max(rounding, bent), at_kink)

    def _shorter(self, i: int, j: int, length: float, value: float) -> tuple[float, float]:
        """The slope by a much shorter step, and how much of it may be truncation, which falls as the square of the step.

        Args:
            length, value: of the first step, and the slope that it gave.
        """
        shorter = max(length * _SHORTER, _TINIEST)
        again = float(self._along(i, j, shorter).loss.imag) / shorter
        if not math.isfinite(again):
            return value, 0.0
        return again, 2 * abs(value - again) * (shorter / length) ** 2

    def _unit(self, i: int, j: int) -> float:
        return max(1.0, float(abs(self._perturbed.entries[i, j])))

    def _tiny(self, i: int, j: int) -> float:
        """A step that is tiny beside the entry, too."""
        x = float(abs(self._perturbed.entries[i, j])) or self._scale or 1.0
        return max(_TINY * min(1.0, x), _TINIEST)

    def _along(self, i: int, j: int, length: float) -> Point:
        (point,) = self._perturbed.at(i, j, [self._perturbed.entries[i, j] + 1j * length])
        return point

    def _is_at_kink(self, point: Point) -> bool:
        return any(map(is_met, self._perturbed.kinks, self._kinks, point.kinks))
