"""What it costs to run a step, and how much of what is allowed is spent. The unit is one number read from memory, about a nanosecond."""

from __future__ import annotations

import math
from time import monotonic

from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Node, walk
from app.ops.rules import for_numbers

from .sizes import SizeTable

_PER_CALL = 2**11
_PER_CELL = {"erf": 300, "pow": 16, "softmax": 16, "log_softmax": 16, "softplus": 16, "exp": 8, "log": 8, "tanh": 8}
_USUAL = 2
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
    rows, columns = table.shape(node)
    if node.op == "matmul":
        inner = table.shape(node.args[0])[1]
        return _PER_CALL + rows * columns + inner * (rows + columns) + rows * columns * inner // _PRODUCTS_PER_READ
    if node.op in PRIMITIVES and PRIMITIVES[node.op].kind == "gathering":
        rows, columns = table.shape(node.args[0])
    return _PER_CALL + rows * columns * _PER_CELL.get(node.op, _USUAL)
