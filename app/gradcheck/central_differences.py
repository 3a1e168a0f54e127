"""Central differences (J(v + h) − J(v − h)) / 2h by one entry of a quantity, and the search for the best h.

Which h is best depends on the scale on which the loss bends, and nobody knows that scale beforehand. So where the
classic h does not settle the matter, differences are taken on many scales.

Source: W. H. Press et al., *Numerical Recipes*, section 5.7, for the classic h.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from .extrapolation import Estimate, Slope, best_estimate
from .kinks import is_crossed
from .method import Measured, Method
from .perturb import PerturbedLoss, Point
from .round_off import EPSILON

CLASSIC: float = EPSILON ** (1 / 3)
"""The h that is best for a loss that bends on the scale of 1: 6e-6."""
_RATIO = 8.0
_ROUND_OFF = 8.0
"""How many last places of the loss a difference of two may be wrong by."""
_SETTLED = 1e-8
"""A relative uncertainty at which the search ends."""
_RESOLVED = 1e-4
"""Near a kink: a relative uncertainty at which a slope still counts as found."""
_FIRST = [0.5 * _RATIO**-k for k in (1, 2, 3, 4, 9, 12)]
"""Where most losses are settled. The last two are there to see what happens on a smaller scale."""
_COARSE = [0.5 * _RATIO**-k for k in range(15) if k not in (1, 2, 3, 4, 9, 12)]
_FINE = [0.5 * _RATIO**-k for k in range(8)]


class CentralDifferences:
    """Central differences by the entries of one quantity.

    Args:
        h: of every entry x, in units of max(1, |x|); None to find the best for each.
        second: makes another method. It is asked only where the best difference and the gradient do not agree. Where it
            contradicts the difference too, the uncertainty of the difference is raised to what they differ by.
    """

    def __init__(self, perturbed: PerturbedLoss, h: float | None, second: Callable[[], Method]) -> None:
        self._perturbed = perturbed
        self._h = h
        self._make_second = second
        self._scale = float(np.abs(perturbed.entries).max())

    @cached_property
    def _here(self) -> Point:
        return self._perturbed.run()

    @cached_property
    def _second(self) -> Method:
        return self._make_second()

    @cached_property
    def _noise(self) -> float:
        """By how much the loss is rounded; see `PerturbedLoss.round_off`."""
        return self._perturbed.round_off()

    def slope(self, i: int, j: int, h: float) -> float:
        """As `Method` says."""
        found = self._difference(i, j, h)
        return found.value if found.is_clear else math.nan

    def measure(self, i: int, j: int, analytic: float) -> Measured:
        """As `Method` says. Where the classic h does not agree with `analytic`, many more are tried."""
        first = self._difference(i, j, CLASSIC if self._h is None else self._h)
        if self._h is not None:
            return self._measured(i, j, first, max(first.rounding, self._noise / first.width))
        if first.is_clear and _agree(first.value, analytic):
            return self._measured(i, j, first, first.rounding)
        return self._search(i, j, first, analytic)

    def _measured(self, i: int, j: int, found: Slope, uncertainty: float) -> Measured:
        return Measured(found.value, uncertainty, self._zero(i, j, uncertainty, found.width), found.crosses)

    def _difference(self, i: int, j: int, h: float) -> Slope:
        """The difference with `h` times max(1, |x|) on both sides."""
        return self._over(i, j, h * self._unit(i, j))

    def _over(self, i: int, j: int, width: float) -> Slope:
        """The difference over `width` on both sides, as far as float64 has numbers there."""
        x = float(self._perturbed.entries[i, j])
        ends = x - width, x + width
        whole = ends[1] - ends[0]
        if whole == 0 or not math.isfinite(whole):
            return Slope(math.nan, width)
        below, above = self._perturbed.at(i, j, ends)
        both = zip(self._perturbed.kinks, below.kinks, self._here.kinks, above.kinks, strict=True)
        crosses = any(is_crossed(*kink) for kink in both)
        last_place = EPSILON * max(abs(point.loss) for point in (below, self._here, above))
        return Slope((above.loss - below.loss) / whole, whole / 2, 2 * _ROUND_OFF * last_place / whole, crosses)

    def _unit(self, i: int, j: int) -> float:
        return max(1.0, abs(float(self._perturbed.entries[i, j])))

    def _zero(self, i: int, j: int, uncertainty: float, width: float) -> float:
        """The largest magnitude that cannot be told from 0. It does not grow when h is smaller than the classic one."""
        return uncertainty * min(1.0, width / (CLASSIC * self._unit(i, j)))

    def _search(self, i: int, j: int, first: Slope, analytic: float) -> Measured:
        """The best estimate from differences of many widths; more of them where the first do not settle it."""
        unit = self._unit(i, j)
        slopes = [first, *(self._over(i, j, unit * h) for h in _FIRST)]
        best = self._best(slopes)
        if best is None or (best.uncertainty > _SETTLED * abs(best.value) and not self._perturbed.budget.is_spent):
            slopes += [self._over(i, j, width) for width in self._more(i, j)]
            best = self._best(slopes)
        if best is None:
            return Measured(first.value, math.inf, 0.0, any(slope.crosses for slope in slopes))
        zero = self._zero(i, j, best.uncertainty, best.width)
        uncertainty = best.uncertainty
        if abs(best.value - analytic) > max(uncertainty, _RESOLVED * abs(best.value)):
            uncertainty = np.fmax(uncertainty, 2 * abs(self._second.measure(i, j, analytic).value - best.value))
        largest = max(abs(value) for value in (analytic, best.value, first.value) if math.isfinite(value))
        hidden = first.crosses and uncertainty > _RESOLVED * largest
        return Measured(best.value, float(uncertainty), zero, hidden)

    def _more(self, i: int, j: int) -> list[float]:
        """The widths that were not tried yet: from 1 downwards, and from the entry downwards where that is below 1."""
        unit, x = self._unit(i, j), abs(float(self._perturbed.entries[i, j])) or self._scale
        widths = [unit * h for h in _COARSE] + ([x * h for h in _FINE] if 0 < x < 1 else [])
        return [width for width in widths if width > 0]

    def _best(self, slopes: Sequence[Slope]) -> Estimate | None:
        apart: list[Slope] = []
        for slope in sorted((slope for slope in slopes if slope.is_clear), key=lambda slope: -slope.width):
            if not apart or slope.width <= apart[-1].width / 2:
                apart.append(slope)
        return best_estimate(apart, self._noise) if apart else None


def _agree(a: float, b: float) -> bool:
    return a == b or abs(a - b) <= 1e-7 * max(abs(a), abs(b))
