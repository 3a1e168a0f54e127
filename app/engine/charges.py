"""What computing a tree costs, before it is computed: operations, and cells held at once. docs/decisions/budget.md

Every cost is an upper bound: it is read off the tree that is going to be computed, its sizes, and what the tables say of each primitive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from app.core.arrays import Shape
from app.core.limits import OPERATIONS_PER_READ, Limits, charge_cells, charge_operations
from app.core.patience import look
from app.expr.primitives import PRIMITIVES, SIGNS, number_of
from app.expr.tree import Call, Name, Node
from app.ops.rules import for_numbers
from app.ops.table import ROWS

from .backward import Contribution
from .program import Program
from .sizes import SizeTable

_OF_AN_ARRAY = 64
"""Cells that would fit into what NumPy keeps of an array besides its numbers, and of those that are made on the way to it."""
_TRANSPOSE = SIGNS[".T", 1]
"""A view that is multiplied as it is."""
_EXTENDED_PRODUCT = 32
"""Reads that one multiplication of a product takes there, where there is no BLAS."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs to compute a tree.

    Args:
        reads: the work, in numbers read from memory.
        cells: the most cells that are held at once meanwhile, the result among them, the quantities that it reads not.
        kept: how many of them are held as long as the result is.
    """

    reads: int
    cells: int
    kept: int


@dataclass(frozen=True, slots=True)
class RunCost:
    """What it costs to run a program forward and backward.

    Args:
        operations: the work, in multiplications of a product of matrices.
        cells: the most cells that are held at once.
        forward: the most that are held at once until the loss is known.
        held: how many are held at the end: values and gradients.
        most_operations: the quantity or gradient that takes the most of them, and how many.
        most_cells: the same of cells.
    """

    operations: int
    cells: int
    forward: int
    held: int
    most_operations: tuple[str, int]
    most_cells: tuple[str, int]


_NOTHING = Cost(0, 0, 0)


def cost_of(tree: Node, table: SizeTable) -> Cost:
    """The cost of computing `tree` once.

    Args:
        table: the sizes of everything that `tree` names.
    """
    look()
    return _cost(for_numbers(tree), table, {})


def _cost(node: Node, table: SizeTable, known: dict[int, Cost]) -> Cost:
    """The cost of `node`, where that of some nodes is `known` by their identity: a tree may hold one of them many times."""
    if not isinstance(node, Call):
        return _NOTHING
    found = known.get(id(node))
    if found is None:
        found = known[id(node)] = _of_call(node, [_cost(arg, table, known) for arg in node.args], table)
    return found


def reads_of(node: Call, table: SizeTable, extended: bool = False) -> int:
    """The work of one call, its arguments being there, in numbers read from memory.

    Args:
        extended: whether it is done in extended precision.
    """
    return _reads(node, table.shape(node), _sizes(node, table), extended)


def _reads(node: Call, result: Shape, sizes: list[Any], extended: bool = False) -> int:
    primitive = PRIMITIVES.get(node.op)
    if primitive is None or primitive.work is None:
        costs = primitive or ROWS[node.op]
        return _largest(result, sizes) * (costs.extended if extended else costs.reads)
    work = primitive.work(result, *sizes)
    if extended and primitive.sums_products:
        work += _EXTENDED_PRODUCT * result[0] * result[1] * primitive.multiplications(*sizes)
    return work


def _scratch(node: Call, result: Shape, sizes: list[Any]) -> int:
    """How many cells one call holds while it is computed, besides its arguments and its result."""
    primitive = PRIMITIVES.get(node.op)
    if primitive is not None and primitive.copies_views:
        copied = [size for arg, size in zip(node.args, sizes, strict=True) if _is_view(arg) and arg.op != _TRANSPOSE]
        return sum(rows * columns for rows, columns in copied)
    scratch = (primitive or ROWS[node.op]).scratch
    if callable(scratch):
        cells: int = scratch(result, *sizes)
        return cells
    return int(scratch * _largest(result, sizes))


def _is_view(node: Node) -> TypeGuard[Call]:
    """Whether a node may be the memory of what it is made from. A quantity that is one is charged as if it had its own."""
    return isinstance(node, Call) and node.op in PRIMITIVES and PRIMITIVES[node.op].is_view


def _sizes(node: Call, table: SizeTable) -> list[Any]:
    """The shapes of the arguments; of one that is a plain number, that number."""
    primitive = PRIMITIVES.get(node.op)
    is_number = primitive.takes_a_number if primitive is not None else lambda _: False
    return [number_of(node, k) if is_number(k) else table.shape(arg) for k, arg in enumerate(node.args)]


def _largest(result: Shape, sizes: list[Any]) -> int:
    """The cells of the result or of the largest argument."""
    shapes: list[Shape] = [result, *(size for size in sizes if isinstance(size, tuple))]
    return max(rows * columns for rows, columns in shapes)


def _of_call(node: Call, args: list[Cost], table: SizeTable) -> Cost:
    """A call after its arguments, one after the other: what an earlier one keeps is held while a later one is computed."""
    result, sizes = table.shape(node), _sizes(node, table)
    own, held, most = result[0] * result[1] + _OF_AN_ARRAY, 0, 0
    for arg in args:
        most = max(most, held + arg.cells)
        held += arg.kept
    return Cost(
        sum(arg.reads for arg in args) + _reads(node, result, sizes),
        max(most, held + _scratch(node, result, sizes) + own),
        max(own, args[0].kept) if _is_view(node) else own,
    )


class Ledger:
    """Adds up what a run costs, in the order in which it is made."""

    def __init__(self, held: int) -> None:
        self.reads = 0
        self.held = held
        self.cells = held
        self.most_reads = ("", 0)
        self.most_cells = ("", 0)

    def add(self, name: str, trees: Sequence[Cost], own: int) -> None:
        """A quantity or a gradient, of `own` cells: the sum of what is computed by `trees`, one added to the other."""
        reads, meanwhile, kept = 0, 0, 0
        for k, cost in enumerate(trees):
            reads += cost.reads + (own if k else 0)
            meanwhile = max(meanwhile, kept + cost.cells, kept + cost.kept + own if k == 1 else 0)
            kept = cost.kept if k == 0 else own + _OF_AN_ARRAY
        self.reads += reads
        self.cells = max(self.cells, self.held + meanwhile)
        self.held += kept
        self.most_reads = max(self.most_reads, (name, reads), key=_amount)
        self.most_cells = max(self.most_cells, (name, max(meanwhile, kept)), key=_amount)


def _amount(named: tuple[str, int]) -> int:
    return named[1]


def cost_of_run(
    program: Program, table: SizeTable, trees: Mapping[str, Node], parts: Mapping[str, Sequence[Contribution]]
) -> RunCost:
    """The cost of one run forward and backward.

    Args:
        trees: by which each step is computed, in line order.
        parts: the contributions to every gradient, in the order in which they are computed.
    """

    def cells(name: str) -> int:
        rows, columns = table.shape(Name(name))
        return rows * columns

    ledger = Ledger(0)
    for name in program.inputs:
        ledger.add(name, [Cost(0, cells(name), cells(name))], cells(name))
    for name, tree in trees.items():
        ledger.add(name, [cost_of(tree, table)], cells(name))
    forward = ledger.cells
    for name, found in parts.items():
        ledger.add(f"d{program.loss}_d{name}", [cost_of(part.tree, table) for part in found], cells(name))
    name, reads = ledger.most_reads
    return RunCost(
        OPERATIONS_PER_READ * ledger.reads,
        ledger.cells,
        forward,
        ledger.held,
        (name, OPERATIONS_PER_READ * reads),
        ledger.most_cells,
    )


def charge_run(cost: RunCost, limits: Limits) -> None:
    """Raises: TooLargeError where one run alone is over a limit."""
    charge_cells(cost.cells, limits.cells_at_once, *cost.most_cells)
    charge_operations(cost.operations, limits.operations, *cost.most_operations)
