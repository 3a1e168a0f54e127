"""What a method of checking finds out about one entry."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Measured(NamedTuple):
    """The slope of the loss along one entry, found without any rule of differentiation.

    Args:
        value: the slope; NaN where there is none.
        uncertainty: by how much it may be wrong, estimated from the inside: never from the gradient that is checked.
        zero: slopes up to this cannot be told from 0.
        at_kink: whether the entry is at a kink, so that there is no slope.
    """

    value: float
    uncertainty: float = 0.0
    zero: float = 0.0
    at_kink: bool = False

    def rounded(self, by: float) -> Measured:
        """The same beside a gradient that may be rounded by so much."""
        return self._replace(uncertainty=max(self.uncertainty, 2 * by), zero=max(self.zero, by))


class Method(Protocol):
    """A way to find slopes, ready for the entries of one quantity."""

    def measure(self, i: int, j: int, analytic: float) -> Measured:
        """The slope along entry (i, j). `analytic` decides only how much work is worth while, never the result."""

    def slope(self, i: int, j: int, h: float) -> float:
        """The slope with just this h; NaN where there is none, or a kink is in the way."""
