"""What one check may cost, and what it costs to compute a step. The unit of work is one number read from memory, about a nanosecond."""

from __future__ import annotations

import math
from time import monotonic

from app.engine.sizes import SizeTable
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Node, walk
from app.ops.rules import for_numbers

_PER_CALL = 2**11
_PER_CELL = {"erf": 300, "pow": 16, "softmax": 16, "log_softmax": 16, "softplus": 16, "exp": 8, "log": 8, "tanh": 8}
_USUAL = 2
_PRODUCTS_PER_READ = 8
"""So many multiplications in a product of matrices cost as much as reading one number."""


class Budget:
    """What one check may still use: runs of the loss, work, and time. A run that was begun is finished, so the last one
    may go over the limit.

    Args:
        runs: how many times the loss may be computed.
        work: how much work that may be, in numbers read from memory.
        seconds: how long it may take. Costs are estimates, and this ends a check on a machine slower or busier than they assume.
    """

    def __init__(self, runs: int, work: int, seconds: float = math.inf) -> None:
        self._runs = runs
        self._work = work
        self._end = monotonic() + seconds

    def spend(self, work: int) -> None:
        """Count one run of the loss, with the work that it takes."""
        self._runs -= 1
        self._work -= work

    @property
    def is_spent(self) -> bool:
        """Whether the check has to end: runs, work or time are used up."""
        return self._runs <= 0 or self._work <= 0 or monotonic() > self._end


def cost_of(tree: Node, table: SizeTable) -> int:
    """The work of computing `tree` once, in numbers read from memory.

    Args:
        table: the sizes of everything that `tree` names.
    """
    return sum(_of_call(node, table) for node in walk(for_numbers(tree)) if isinstance(node, Call))


def _of_call(node: Call, table: SizeTable) -> int:
    rows, columns = table.shape(node)
    if node.op == "matmul":
        inner = table.shape(node.args[0])[1]
        return _PER_CALL + rows * columns + inner * (rows + columns) + rows * columns * inner // _PRODUCTS_PER_READ
    if node.op in PRIMITIVES and PRIMITIVES[node.op].kind == "gathering":
        rows, columns = table.shape(node.args[0])
    return _PER_CALL + rows * columns * _PER_CELL.get(node.op, _USUAL)
