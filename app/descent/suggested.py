"""Which of the η that were tried are remarkable: how far the linear story holds, which is best, where J stops falling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from .steps import Change

_LINEAR = 0.1
"""Up to so much, as a share of it, the true change may differ from the predicted one and still count as linear."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Some of the η that were tried, or None where there is none.

    Args:
        linear_to: the largest one up to which actual and predicted change differ by at most a tenth.
        lowest: the one with the lowest J, if that is lower than before.
        stops_falling: the smallest one after which J is not lower than before.
    """

    linear_to: float | None
    lowest: float | None
    stops_falling: float | None


def suggested_etas(changes: Iterable[Change]) -> Suggested:
    """The remarkable ones among some steps. Steps whose change is lost in its round-off do not count.

    Args:
        changes: in any order.
    """
    told = sorted((c for c in changes if c.is_resolved or not isfinite(c.actual)), key=lambda c: c.eta)
    bent = next((k for k, c in enumerate(told) if not _is_linear(c)), len(told))
    falling = [c for c in told if c.actual < 0]
    return Suggested(
        told[bent - 1].eta if bent else None,
        min(falling, key=lambda c: c.loss).eta if falling else None,
        next((c.eta for c in told if not c.actual < 0), None),
    )


def _is_linear(change: Change) -> bool:
    return change.ratio is not None and abs(change.ratio - 1) <= _LINEAR
