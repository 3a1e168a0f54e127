"""The best slope that can be made out of central differences of many widths, by extrapolation.

The error of a difference has two parts: truncation, which falls with the square of the width, and round-off, which rises
as one over the width. The choice is Lepski's: of estimates whose bias falls with the width, take the one that those of smaller
width contradict least, beyond what their own round-off explains.

Source: C. J. F. Ridders, *Accurate computation of F′(x) and F′(x)F″(x)*, 1982, for the extrapolation; O. V. Lepski, *On a
problem of adaptive estimation in Gaussian white noise*, 1990, for the choice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_SCATTER = 4.0
"""Narrow differences scatter by about half of what the loss is rounded by. Their scatter times this is a safe estimate."""


class Slope(NamedTuple):
    """One central difference.

    Args:
        value: (J(v + h) − J(v − h)) / 2h.
        width: half the distance that there really was between the two points.
        rounding: by how much the difference is rounded, at least.
        crosses: whether there is a kink between the points.
    """

    value: float
    width: float
    rounding: float = math.inf
    crosses: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it says something about the slope: it is a number, and no kink is between the points."""
        return math.isfinite(self.value) and not self.crosses


class Estimate(NamedTuple):
    """A slope, by how much it may be wrong (≥ 0), and the width of the difference that it comes from."""

    value: float
    uncertainty: float
    width: float


def best_estimate(slopes: Sequence[Slope], noise: float) -> Estimate:
    """The extrapolated difference that the narrower ones contradict least, beyond what round-off explains.

    Args:
        slopes: at least one; each at most half as wide as the one before.
        noise: by how much the loss may be rounded. Where the narrowest differences scatter more, their scatter is used.
    """
    values = _extrapolated(slopes)
    noise = max(noise, _SCATTER * _scatter(values, slopes))
    rounding = [max(noise / slope.width, slope.rounding) for slope in slopes]
    round_off = [
        rounding[0],
        *(b + a * _share(*pair) for a, b, pair in zip(rounding, rounding[1:], pairwise(slopes), strict=False)),
    ]

    def doubt(k: int) -> float:
        """How wrong estimate k may be: its round-off, and the larger of what narrower ones contradict it by (beyond their
        own round-off) and of the truncation that its distance from the next wider one implies.
        """
        narrower = range(k + 1, len(slopes))
        disagreement = max((abs(values[k] - values[m]) - round_off[m] for m in narrower), default=0.0)
        change = abs(values[k] - values[k - 1]) * (slopes[k].width / slopes[k - 1].width) ** 2 if k else 0.0
        return round_off[k] + max(disagreement, change, 0.0)

    k = min(range(len(slopes)), key=doubt)
    next_one = abs(values[k] - values[k + 1]) if k + 1 < len(slopes) else 0.0
    return Estimate(values[k], doubt(k) + next_one, slopes[k].width)


def _share(wide: Slope, narrow: Slope) -> float:
    """The factor of extrapolation: which part of (narrow − wide) is added to the narrow difference to remove its truncation."""
    ratio = (narrow.width / wide.width) ** 2
    return ratio / (1 - ratio)


def _extrapolated(slopes: Sequence[Slope]) -> list[float]:
    """Each difference with its truncation removed, as the distance from the next wider one tells it (Ridders)."""
    better = [b.value + (b.value - a.value) * _share(a, b) for a, b in pairwise(slopes)]
    return [slopes[0].value, *better]


def _scatter(values: Sequence[float], slopes: Sequence[Slope]) -> float:
    """The round-off of the loss, estimated from how far the three narrowest estimates differ."""
    last = [*zip(values, slopes, strict=True)][-3:]
    return max((abs(a - b) * narrow.width for (a, _), (b, narrow) in pairwise(last)), default=0.0)
