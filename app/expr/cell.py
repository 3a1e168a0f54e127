"""The interpreter for one cell: which cells of which quantities it is made from, and the arithmetic on them.

The result is plain data, the same that `static/js/lib/cell.js` makes in the browser; a test holds the two equal:

    {"ref": {"kind": "value", "name": "W", "i": 0, "j": 2}}   a cell of a quantity or of a gradient
    {"number": 2.0}
    {"op": "mul", "args": [..., ...]}                          scalar arithmetic
    {"op": "sum", "args": [term, term, ...]}                   a sum written out
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.arrays import Shape

from .primitives import PRIMITIVES, Scalar
from .tree import Call, Gradient, Name, Node, Number

ShapeOf = Callable[[Node], Shape]
Define = Callable[[Call], Node]


def cell(node: Node, i: int, j: int, shape_of: ShapeOf, define: Define) -> Scalar:
    """The arithmetic of cell (i, j) of `node`, 0-based.

    Args:
        shape_of: the shape of any node of the tree.
        define: an operation that is no primitive, written in simpler ones.
    """
    return CellReader(shape_of, define).at(node, i, j)


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells of a tree. What a primitive does is said by its row."""

    shape_of: ShapeOf
    define: Define

    def at(self, node: Node, i: int, j: int) -> Scalar:
        """Cell (i, j) of `node`, which has such a cell."""
        match node:
            case Name(id=name):
                return {"ref": {"kind": "value", "name": name, "i": i, "j": j}}
            case Gradient(of=name):
                return {"ref": {"kind": "gradient", "name": name, "i": i, "j": j}}
            case Number(value=value):
                return {"number": value}
            case Call(op=op):
                return PRIMITIVES[op].cell(self, node, i, j) if op in PRIMITIVES else self.at(self.define(node), i, j)

    def stretched(self, node: Node, i: int, j: int) -> Scalar:
        """Cell (i, j) of `node` after a size of 1 was stretched, as in NumPy."""
        rows, columns = self.shape_of(node)
        return self.at(node, 0 if rows == 1 else i, 0 if columns == 1 else j)
