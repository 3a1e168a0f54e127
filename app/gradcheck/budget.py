"""What one check may cost, and what it costs to compute a step. The unit of work is one number read from memory, about a nanosecond."""

from __future__ import annotations

import math
from time import monotonic

from app.engine.sizes import SizeTable
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Node, walk
from app.ops.rules import for_numbers
from app.ops.table import ROWS

_PER_CALL = 2**11
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
    shapes = [table.shape(arg) for arg in node.args]
    rows, columns = table.shape(node)
    primitive = PRIMITIVES.get(node.op)
    if primitive is not None and primitive.sums_products:
        products = rows * columns * primitive.multiplications(*shapes)
        return _PER_CALL + rows * columns + sum(m * n for m, n in shapes) + products // _PRODUCTS_PER_READ
    cells = max(m * n for m, n in [(rows, columns), *shapes])
    return _PER_CALL + cells * (primitive.reads if primitive is not None else ROWS[node.op].reads)
