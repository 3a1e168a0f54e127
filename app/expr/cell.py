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

from .literals import INFINITY
from .primitives import PRIMITIVES, cut
from .scalar import Scalar
from .tree import Call, Gradient, Name, Node, Number

ShapeOf = Callable[[Node], Shape]
Define = Callable[[Call], Node]


def cell(node: Node, i: int, j: int, shape_of: ShapeOf, define: Define) -> Scalar:
    """The arithmetic of cell (i, j) of `node`, 0-based.

    Args:
        shape_of: the shape of any node of the tree.
        define: an operation that is no primitive, written in primitives.
    """
    return _Reader(shape_of, define).at(node, i, j)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads cells of a tree. A method for every primitive that does more than compute in place."""

    shape_of: ShapeOf
    define: Define

    def at(self, node: Node, i: int, j: int) -> Scalar:
        match node:
            case Name(id=name):
                return {"ref": {"kind": "value", "name": name, "i": i, "j": j}}
            case Gradient(of=name):
                return {"ref": {"kind": "gradient", "name": name, "i": i, "j": j}}
            case Number(value=value):
                return {"number": value}
            case Call():
                return self.of_call(node, i, j)

    def of_call(self, node: Call, i: int, j: int) -> Scalar:
        method = _METHODS.get(node.op)
        if method is not None:
            return method(self, node, i, j)
        if node.op not in PRIMITIVES:
            return self.at(self.define(node), i, j)
        if PRIMITIVES[node.op].kind == "gathering":
            rows, columns = self.shape_of(node.args[0])
            terms = [self.at(node.args[0], m, n) for m, n in gathered(node.axis, rows, columns, i, j)]
            return {"op": node.op, "args": terms}
        return {"op": node.op, "args": [self.stretched(arg, i, j) for arg in node.args]}

    def stretched(self, node: Node, i: int, j: int) -> Scalar:
        """A size of 1 is stretched, as in NumPy."""
        rows, columns = self.shape_of(node)
        return self.at(node, 0 if rows == 1 else i, 0 if columns == 1 else j)

    def transpose(self, node: Call, i: int, j: int) -> Scalar:
        return self.at(node.args[0], j, i)

    def spread(self, node: Call, i: int, j: int) -> Scalar:
        return self.stretched(node.args[0], i, j)

    def diag(self, node: Call, i: int, j: int) -> Scalar:
        return self.vec(node, i, 0) if i == j else {"number": 0.0}

    def matmul(self, node: Call, i: int, j: int) -> Scalar:
        a, b = node.args
        terms = [{"op": "mul", "args": [self.at(a, i, k), self.at(b, k, j)]} for k in range(self.shape_of(a)[1])]
        return {"op": "sum", "args": terms}

    def count(self, node: Call, _i: int, _j: int) -> Scalar:
        rows, columns = self.shape_of(node.args[0])
        return {"number": float((rows * columns, rows, columns)[0 if node.axis is None else node.axis + 1])}

    def examples(self, node: Call, _i: int, _j: int) -> Scalar:
        rows, columns = self.shape_of(node.args[0])
        return {"number": float((1, columns, rows)[0 if node.axis is None else node.axis + 1])}

    def slice(self, node: Call, i: int, j: int) -> Scalar:
        n = self.shape_of(node.args[0])[node.axis or 0]
        return self.shifted(node.args[0], node.axis, cut(n, _constant(node, 1), _constant(node, 2)).start, i, j)

    def unslice(self, node: Call, i: int, j: int) -> Scalar:
        g, like, axis = node.args[0], node.args[1], node.axis or 0
        start = cut(self.shape_of(like)[axis], _constant(node, 2), INFINITY).start
        inside = 0 <= (i, j)[axis] - start < self.shape_of(g)[axis]
        return self.shifted(g, axis, -start, i, j) if inside else {"number": 0.0}

    def concat(self, node: Call, i: int, j: int) -> Scalar:
        a, b = node.args
        n = self.shape_of(a)[node.axis or 0]
        return self.at(a, i, j) if (i, j)[node.axis or 0] < n else self.shifted(b, node.axis, -n, i, j)

    def head(self, node: Call, i: int, j: int) -> Scalar:
        return self.at(node.args[0], i, j)

    def tail(self, node: Call, i: int, j: int) -> Scalar:
        g, like, axis = node.args[0], node.args[1], node.axis or 0
        return self.shifted(g, axis, self.shape_of(g)[axis] - self.shape_of(like)[axis], i, j)

    def shifted(self, node: Node, axis: int | None, by: int, i: int, j: int) -> Scalar:
        return self.at(node, i, j + by) if axis else self.at(node, i + by, j)

    def vec(self, node: Call, i: int, _: int) -> Scalar:
        return self.at(node.args[0], *divmod(i, self.shape_of(node.args[0])[1]))

    def kron(self, node: Call, i: int, j: int) -> Scalar:
        a, b = node.args
        rows, columns = self.shape_of(b)
        return _times(self.at(a, i // rows, j // columns), self.at(b, i % rows, j % columns))

    def eye(self, _: Call, i: int, j: int) -> Scalar:
        return {"number": float(i == j)}

    def gather(self, node: Call, i: int, j: int) -> Scalar:
        place = divmod(j, self.shape_of(node.args[0])[1])
        return {"number": float(node.axis is None or place[1 - node.axis] == i)}

    def index(self, node: Call, i: int, j: int) -> Scalar:
        return {"number": float(i * self.shape_of(node.args[0])[1] + j + 1)}

    def select(self, node: Call, i: int, j: int) -> Scalar:
        first, second = (self.vec(Call("vec", (arg,)), k, 0) for arg, k in zip(node.args, (i, j), strict=True))
        return {"number": float(first == second)}


def _times(a: Scalar, b: Scalar) -> Scalar:
    """A product, without the factors 0 and 1 that blocks are placed by."""
    for one, other in ((a, b), (b, a)):
        if one == {"number": 1.0}:
            return other
        if one == {"number": 0.0}:
            return one
    return {"op": "mul", "args": [a, b]}


_METHODS: dict[str, Callable[[_Reader, Call, int, int], Scalar]] = {
    "transpose": _Reader.transpose,
    "spread": _Reader.spread,
    "diag": _Reader.diag,
    "matmul": _Reader.matmul,
    "count": _Reader.count,
    "examples": _Reader.examples,
    "slice": _Reader.slice,
    "unslice": _Reader.unslice,
    "concat": _Reader.concat,
    "head": _Reader.head,
    "tail": _Reader.tail,
    "vec": _Reader.vec,
    "kron": _Reader.kron,
    "eye": _Reader.eye,
    "gather": _Reader.gather,
    "index": _Reader.index,
    "select": _Reader.select,
}


def _constant(node: Call, k: int) -> float:
    """A number that an operation is called with."""
    arg = node.args[k]
    return arg.value if isinstance(arg, Number) else 0.0


def gathered(axis: int | None, rows: int, columns: int, i: int, j: int) -> list[tuple[int, int]]:
    """The cells that a reduction brings together in cell (i, j)."""
    return [(m, n) for m in (range(rows) if axis != 1 else [i]) for n in (range(columns) if axis != 0 else [j])]
