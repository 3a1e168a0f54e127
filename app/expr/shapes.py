"""The interpreter for shapes: sizes in numbers, and with each the letter that it goes by.

Which sizes are the same letter is found by union: `W @ x` joins the columns of W with the rows of x.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.core.arrays import Shape
from app.core.errors import ShapeError

from .notation import as_written
from .primitives import PRIMITIVES, cut
from .tree import Call, Gradient, Name, Node, Number


class Size(NamedTuple):
    """One size. `letter` is an index into `Letters`, or None for a 1 that is always 1."""

    n: int
    letter: int | None


class Sizes(NamedTuple):
    """The two sizes of a matrix."""

    rows: Size
    columns: Size

    @property
    def shape(self) -> Shape:
        return (self.rows.n, self.columns.n)

    @property
    def transposed(self) -> Sizes:
        return Sizes(self.columns, self.rows)


ONE = Size(1, None)
SCALAR = Sizes(ONE, ONE)


class Letters:
    """The letters in use, and which of them have turned out to be one (union–find)."""

    def __init__(self) -> None:
        self._parent: list[int] = []
        self.products: dict[int, tuple[Size, Size]] = {}
        """The letters that stand for a product of two sizes, as the cells of a matrix do."""

    def new(self) -> int:
        self._parent.append(len(self._parent))
        return len(self._parent) - 1

    def find(self, letter: int) -> int:
        while self._parent[letter] != letter:
            letter = self._parent[letter]
        return letter

    def join(self, a: Size, b: Size) -> Size:
        """Both are the same size: returns it."""
        if a.letter is None or b.letter is None:
            return a if b.letter is None else b
        first, second = sorted((self.find(a.letter), self.find(b.letter)))
        self._parent[second] = first
        return Size(a.n, first)

    def product(self, a: Size, b: Size) -> Size:
        """The size of all cells of a matrix of these sizes."""
        if a.letter is None or b.letter is None:
            return b if a.letter is None else a
        pair = (self.find(a.letter), self.find(b.letter))
        for letter, (left, right) in self.products.items():
            if pair == (self.find(left.letter or 0), self.find(right.letter or 0)):
                return Size(a.n * b.n, letter)
        size = Size(a.n * b.n, self.new())
        self.products[len(self._parent) - 1] = (a, b)
        return size


def infer_sizes(node: Node, known: Mapping[Node, Sizes], letters: Letters) -> Sizes:
    """The sizes of a tree of primitives.

    Args:
        node: the tree.
        known: the sizes of its leaves.
        letters: what is learned about letters is added here.
    Raises: ShapeError that names both operands and both sizes.
    """
    if isinstance(node, Number):
        return SCALAR
    if isinstance(node, Name | Gradient):
        return known[node]
    return combine_sizes(node, [infer_sizes(arg, known, letters) for arg in node.args], letters)


def combine_sizes(node: Call, args: Sequence[Sizes], letters: Letters) -> Sizes:
    """The sizes of one primitive operation, from those of its arguments."""
    match node.op:
        case "matmul":
            return _matmul(node, args[0], args[1], letters)
        case "transpose":
            return args[0].transposed
        case "diag":
            size = letters.product(args[0].rows, args[0].columns)
            return Sizes(size, size)
        case "spread" | "unslice":
            return args[1]
        case "slice":
            return _sliced(node, args[0], letters)
        case "concat":
            return _concatenated(node, args[0], args[1], letters)
        case "head" | "tail":
            return Sizes(args[0].rows, args[1].columns) if node.axis else Sizes(args[1].rows, args[0].columns)
        case op if PRIMITIVES[op].kind == "jacobian":
            return _jacobian(node, args, letters)
        case op if PRIMITIVES[op].kind == "counting":
            return SCALAR
        case op if PRIMITIVES[op].kind == "gathering":
            return Sizes(
                ONE if node.axis in (None, 0) else args[0].rows, ONE if node.axis in (None, 1) else args[0].columns
            )
    return args[0] if len(args) == 1 else _broadcast(node, args[0], args[1], letters)


def combine_shapes(node: Call, args: Sequence[Shape]) -> Shape:
    """The shape of one primitive operation, from those of its arguments.

    Raises: ShapeError where they do not fit.
    """
    letters = Letters()
    sizes = [Sizes(*(Size(n, letters.new()) if n > 1 else ONE for n in shape)) for shape in args]
    return combine_sizes(node, sizes, letters).shape


def same_sizes(node: Call, a: Sizes, b: Sizes, letters: Letters) -> Sizes:
    """The sizes of two arguments that have to be alike, as those of a loss."""
    if a.shape != b.shape:
        left, right = _spoken(node, a, b)
        raise ShapeError(
            "shapes-differ", f"{as_written(node)}: {left} and {right}, and they have to have the same shape.",
            hint="Transpose one of them, or give them the same shape.", place=node.place, params=_params(node, a, b),
        )  # fmt: skip
    return Sizes(letters.join(a.rows, b.rows), letters.join(a.columns, b.columns))


def _jacobian(node: Call, args: Sequence[Sizes], letters: Letters) -> Sizes:
    a, b = args[0], args[-1]
    cells = letters.product(a.rows, a.columns)
    match node.op:
        case "vec":
            return Sizes(cells, ONE)
        case "eye":
            size = cells if node.axis is None else a[node.axis]
            return Sizes(size, size)
        case "gather":
            return Sizes(ONE if node.axis is None else a[1 - node.axis], cells)
        case "select":
            return Sizes(cells, letters.product(b.rows, b.columns))
        case "kron":
            return Sizes(letters.product(a.rows, b.rows), letters.product(a.columns, b.columns))
    return a


def _matmul(node: Call, a: Sizes, b: Sizes, letters: Letters) -> Sizes:
    if a.columns.n != b.rows.n:
        left, right = _spoken(node, a, b)
        raise ShapeError(
            "inner-sizes-differ",
            f"{as_written(node)}: {left} and {right}, so {a.columns.n} and {b.rows.n} would have to be equal.",
            hint=f"Give {as_written(node.args[1])} {_spell(a.columns.n, 'row')}, or {as_written(node.args[0])} {_spell(b.rows.n, 'column')}.",
            place=node.place,
            params=_params(node, a, b) | {"inner": [a.columns.n, b.rows.n]},
        )
    letters.join(a.columns, b.rows)
    return Sizes(a.rows, b.columns)


def _sliced(node: Call, a: Sizes, letters: Letters) -> Sizes:
    start, stop = (arg.value for arg in node.args[1:] if isinstance(arg, Number))
    n = a[node.axis or 0].n
    part = cut(n, start, stop)
    length = part.stop - part.start
    if length <= 0:
        spoken = as_written(node.args[0])
        raise ShapeError(
            "empty-slice", f"{as_written(node)}: {spoken} is {a.rows.n}×{a.columns.n}, so nothing is left.",
            hint="Counting begins at 0.", place=node.place, params={"operation": as_written(node), "name": spoken, "shape": list(a.shape)},
        )  # fmt: skip
    size = a[node.axis or 0] if length == n else Size(length, None if length == 1 else letters.new())
    return Sizes(a.rows, size) if node.axis else Sizes(size, a.columns)


def _concatenated(node: Call, a: Sizes, b: Sizes, letters: Letters) -> Sizes:
    axis = node.axis or 0
    if a[1 - axis].n != b[1 - axis].n:
        left, right = _spoken(node, a, b)
        thing = "columns" if axis == 0 else "rows"
        raise ShapeError(
            "cannot-concat", f"{as_written(node)}: {left} and {right}; they need as many {thing}.",
            hint="Choose the other axis, or transpose one of them.", place=node.place, params=_params(node, a, b),
        )  # fmt: skip
    across = letters.join(a[1 - axis], b[1 - axis])
    along = Size(a[axis].n + b[axis].n, letters.new())
    return Sizes(across, along) if axis else Sizes(along, across)


def _broadcast(node: Call, a: Sizes, b: Sizes, letters: Letters) -> Sizes:
    sizes = []
    for left, right in zip(a, b, strict=True):
        if left.n != right.n and 1 not in (left.n, right.n):
            spoken_left, spoken_right = _spoken(node, a, b)
            raise ShapeError(
                "shapes-do-not-broadcast",
                f"{as_written(node)}: {spoken_left} and {spoken_right}; {left.n} and {right.n} are neither equal nor is one of them 1.",
                hint="Every size has to be equal, or 1.",
                place=node.place,
                params=_params(node, a, b),
            )
        sizes.append(letters.join(left, right) if left.n == right.n else max(left, right, key=lambda size: size.n))
    return Sizes(*sizes)


def _spoken(node: Call, a: Sizes, b: Sizes) -> tuple[str, str]:
    left, right = (as_written(arg) for arg in node.args)
    return f"{left} is {a.rows.n}×{a.columns.n}", f"{right} is {b.rows.n}×{b.columns.n}"


def _params(node: Call, a: Sizes, b: Sizes) -> dict[str, object]:
    left, right = (as_written(arg) for arg in node.args)
    return {"operation": as_written(node), "operands": [left, right], "left": list(a.shape), "right": list(b.shape)}


def _spell(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"
