"""What it costs to run a step, and how much of what is allowed is spent. The unit is one number read from memory, about a nanosecond."""

from __future__ import annotations

import math
from time import monotonic

from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Node, walk
from app.ops.rules import for_numbers
from app.ops.table import ROWS

from .sizes import SizeTable

_PER_CALL = 2**11
_PRODUCTS_PER_READ = 8
"""Multiplications in a product of matrices that cost as much as one number read."""


class Meter:
    """Counts runs of the loss, what they cost, and how long they take, against what one check may.

    Args:
        seconds: a last resort on a machine that is slower or busier than the costs suppose.
    """

    def __init__(self, runs: int, work: int, seconds: float = math.inf) -> None:
        self._runs = runs
        self._work = work
        self._end = monotonic() + seconds

    def take(self, work: int) -> None:
        """One run is done that cost so much."""
        self._runs -= 1
        self._work -= work

    @property
    def is_spent(self) -> bool:
        return self._runs <= 0 or self._work <= 0 or monotonic() > self._end


def cost_of(tree: Node, table: SizeTable) -> int:
    """What it costs to compute `tree`."""
    return sum(_of_call(node, table) for node in walk(for_numbers(tree)) if isinstance(node, Call))


def _of_call(node: Call, table: SizeTable) -> int:
    shapes = [table.shape(arg) for arg in node.args]
    rows, columns = table.shape(node)
    primitive = PRIMITIVES.get(node.op)
    if primitive is not None and primitive.sums_products:
        products = rows * columns * primitive.multiplications(*shapes)
        return _PER_CALL + rows * columns + sum(m * n for m, n in shapes) + products // _PRODUCTS_PER_READ
    cells = max(m * n for m, n in [(rows, columns), *shapes])
    return _PER_CALL + cells * (primitive.reads if primitive is not None else ROWS[node.op].reads)
