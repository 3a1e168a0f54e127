"""What a method of checking has to offer, and what it finds out about one entry."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Measured(NamedTuple):
    """The slope of the loss along one entry, found without any rule of differentiation.

    Args:
        value: the slope; NaN where there is none.
        uncertainty: by how much it may be wrong, estimated from the inside: never from the gradient that is checked.
        zero: a slope of at most this magnitude cannot be told from 0.
        at_kink: whether the entry is at a kink, so that there is no slope.
    """

    value: float
    uncertainty: float = 0.0
    zero: float = 0.0
    at_kink: bool = False

    def rounded(self, by: float) -> Measured:
        """The same where the gradient that is checked may itself be wrong by `by` because of rounding: two numbers that
        differ by no more than that do not contradict each other.
        """
        return self._replace(uncertainty=max(self.uncertainty, 2 * by), zero=max(self.zero, by))


class Method(Protocol):
    """A way to find slopes, ready for the entries of one quantity."""

    def measure(self, i: int, j: int, analytic: float) -> Measured:
        """The slope along entry (i, j), counted from 0.

        Args:
            analytic: the gradient that is checked. It decides how much work is done, never what is found.
        """

    def slope(self, i: int, j: int, h: float) -> float:
        """The slope along entry (i, j) for this h alone, in units of max(1, |x|).

        Returns: NaN where there is no slope, or a kink lies within h.
        """
