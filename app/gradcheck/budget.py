"""What one check may cost, and what it costs to compute a step. The unit of work is one number read from memory, about a nanosecond."""

from __future__ import annotations

import math
from time import thread_time

from app.engine.charges import reads_of
from app.engine.sizes import SizeTable
from app.expr.tree import Call, Node, walk
from app.ops.rules import for_numbers

_PER_CALL = 2**11
_OVERDRAFT = 4
"""The entry that goes over the work of a check may do so by that work divided by this, and by one run."""
_SECONDS_OF_ENTRY = 2e-6
"""What it takes to write what was found of an entry."""
_LITTLE = 2**20
"""Work by which it may always do so."""


class SpentError(Exception):
    """A run is not begun, since the budget is spent: the entry stays unchecked. It is never shown to anyone."""


class Budget:
    """What one check may still use: runs of the loss, work, and time. An entry that was begun is finished as long as its runs
    take no more work than a fourth of what the whole check may: else it is left.

    Args:
        runs: how many times the loss may be computed.
        work: how much work that may be, in numbers read from memory.
        seconds: how long it may take, of this thread's CPU time. Costs are estimates, and this ends a check on a machine slower
            than they assume.
    """

    def __init__(self, runs: int, work: int, seconds: float = math.inf) -> None:
        self._runs = runs
        self._work = work
        self._overdraft = max(work // _OVERDRAFT, _LITTLE)
        self._end = thread_time() + seconds

    def spend(self, work: int) -> None:
        """Count one run of the loss, with the work that it takes. Raises: SpentError where that is not there by far."""
        if self._work + self._overdraft < 0:
            raise SpentError
        self._runs -= 1
        self._work -= work

    def checked(self) -> None:
        """Count an entry that was checked: what was found has to be written, too."""
        self._end -= _SECONDS_OF_ENTRY

    @property
    def is_spent(self) -> bool:
        """Whether the check has to end: runs, work or time are used up."""
        return self._runs <= 0 or self._work <= 0 or thread_time() > self._end


def cost_of(tree: Node, table: SizeTable) -> int:
    """The work of computing `tree` once, in numbers read from memory: that of its calls, and what it takes to make them.

    Args:
        table: the sizes of everything that `tree` names.
    """
    calls = [node for node in walk(for_numbers(tree)) if isinstance(node, Call)]
    return sum(_PER_CALL + reads_of(node, table) for node in calls)
