"""Where an operation has no derivative: whether a nudge goes over such a place, or begins on one.

The row of an operation gives an expression that is 0 there, such as `a - b` for `maximum(a, b)`. What counts is whether
the argument itself moves: a ReLU whose argument is 0 and stays 0 does not disturb a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from app.core.arrays import Array
from app.expr.tree import Call, Node, walk
from app.ops.rules import kink_of
from app.ops.table import ROWS

_OPPOSITE = -1 + 1e-14
"""The cosine of two directions that are opposite, up to rounding."""


class Kink(NamedTuple):
    """One call with a kink.

    Args:
        tree: the kink expression of its row, with its own arguments put in; there is a kink where it is 0.
        at_origin: whether that is where all cells are 0 at once (`norm`), and not already where one is.
        axis: along which they are 0 at once; None where all of them are.
    """

    tree: Node
    at_origin: bool = False
    axis: int | None = None

    def lines(self, *values: Array) -> Iterator[tuple[Array, ...]]:
        """The cells that are 0 at once, a line after the other, of each of `values`."""
        if self.axis is None:
            yield values
            return
        for k in range(values[0].shape[1 - self.axis]):
            yield tuple(np.take(value, [k], axis=1 - self.axis) for value in values)


def kinks_of(tree: Node) -> Iterator[Kink]:
    """The kinks of every call in `tree`."""
    for node in walk(tree):
        if isinstance(node, Call) and ROWS[node.op].kink:
            row = ROWS[node.op]
            yield Kink(kink_of(node), row.kink_at_origin, node.axis)


def is_crossed(kink: Kink, below: Array, here: Array, above: Array) -> bool:
    """Whether there is a kink between a nudge down and a nudge up.

    Args:
        below, here, above: the values of one kink expression after the nudge down, without a nudge, and after the nudge up.
    Returns: False, too, where a cell is 0 and goes to the same side either way, as x² does: that is no kink.
    """
    if kink.at_origin:
        return any(_passes_the_origin(*line) for line in kink.lines(below, here, above))
    signs = np.sign(below), np.sign(here), np.sign(above)
    turned = (signs[1] != signs[0]) & (signs[1] != 0)
    return bool(((signs[0] != signs[2]) | turned).any())


def _passes_the_origin(below: Array, here: Array, above: Array) -> bool:
    if np.array_equal(below, above):
        return False
    if not (below.any() and here.any() and above.any()):
        return True
    u, v = (end / np.abs(end).max() for end in (below, above))
    return bool(np.sum(u * v) <= _OPPOSITE * np.sqrt(np.sum(u * u) * np.sum(v * v)))


def is_met(kink: Kink, here: Array, nudged: Any) -> bool:
    """Whether a complex nudge begins on a kink and moves away from it.

    Args:
        here: the values of the kink expression without a nudge, in real numbers, as they are in the run.
        nudged: the same after the nudge. Their imaginary part tells which cells move.
    """
    at_zero, moved = here == 0, nudged.imag != 0
    if kink.at_origin:
        return any(bool(zero.all() and moves.any()) for zero, moves in kink.lines(at_zero, moved))
    return bool((at_zero & moved).any())
