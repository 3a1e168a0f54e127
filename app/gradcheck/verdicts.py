"""What to think of an entry: the verdicts, and the relative errors that separate them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal, get_args

from .method import Measured

Verdict = Literal["good", "fair", "poor", "wrong", "kink", "unresolved", "not-finite", "unchecked"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
BANDS: tuple[tuple[Verdict, float], ...] = (("good", 1e-7), ("fair", 1e-4), ("poor", 1e-2))
"""The largest relative error of each verdict; above them all it is "wrong". Source: Stanford CS231n, *Gradient checks*."""
DOUBTED: tuple[Verdict, ...] = ("poor", "wrong")
"""The verdicts that are given only where rounding cannot explain the difference."""
_FAILED: tuple[Verdict, ...] = ("wrong", "not-finite")


def passed(counts: Mapping[Verdict, int]) -> bool:
    """Whether no entry is "wrong" or "not-finite". Kinks and unresolved entries say nothing against a gradient.

    Args:
        counts: how many entries have each verdict.
    """
    return not any(counts[verdict] for verdict in _FAILED)


def grade(analytic: float, found: Measured) -> tuple[float, Verdict]:
    """The relative error of an entry (NaN where there is none), and the verdict.

    Args:
        analytic: the gradient that is checked.
        found: the slope that a method found.
    """
    error = relative_error(analytic, found.value)
    if found.at_kink:
        return error, "kink"
    if math.isnan(error):
        return error, "not-finite"
    if max(abs(analytic), abs(found.value)) <= found.zero:
        return 0.0, "good"
    verdict: Verdict = next((verdict for verdict, most in BANDS if error <= most), "wrong")
    if verdict in DOUBTED and abs(analytic - found.value) <= found.uncertainty:
        return error, "unresolved"
    return error, verdict


def relative_error(analytic: float, numeric: float) -> float:
    """|a − n| / max(|a|, |n|); 0 where both are 0, NaN where one is not finite."""
    larger = max(abs(analytic), abs(numeric))
    if not (math.isfinite(analytic) and math.isfinite(numeric)):
        return math.nan
    return abs(analytic / larger - numeric / larger) if larger else 0.0
