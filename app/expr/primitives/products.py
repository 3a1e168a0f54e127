"""Products of matrices, and the transpose."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import numpy as np

from app.core.arrays import Shape
from app.core.errors import ShapeError
from app.core.limits import OPERATIONS_PER_READ
from app.expr.letters import Letters, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call

from .primitive import CellReader, Primitive, Scalar
from .size_rules import differ, params, spoken


def _matmul_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    a, b = args
    if differ(letters, a.columns, b.rows):
        left, right = spoken(node, a, b)
        inner = [letters.n(a.columns), letters.n(b.rows)]
        raise ShapeError(
            "inner-sizes-differ",
            f"{as_written(node)}: {left} and {right}, so {inner[0]} and {inner[1]} would have to be equal.",
            hint=f"Give {as_written(node.args[1])} {_count(inner[0], 'row')}, or {as_written(node.args[0])} {_count(inner[1], 'column')}.",
            place=node.place,
            params=params(node, a, b) | {"inner": inner},
        )
    letters.join(a.columns, b.rows)
    return Sizes(a.rows, b.columns)


def _count(n: int, thing: str) -> str:
    return f"{n} {thing}" if n == 1 else f"{n} {thing}s"


def _matmul_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    a, b = node.args
    inner = read.shape_of(a)[1]
    return {"op": "sum", "args": [{"op": "mul", "args": [read.at(a, i, k), read.at(b, k, j)]} for k in range(inner)]}


def _quick_matmul(a: Shape, b: Shape) -> Callable[..., Any]:
    """The quickest of three ways; `make bench` tells.

    np.dot is up to five times as quick as np.matmul for a column by a row, and has less to do for a vector. But it
    takes a single number for a factor of the whole, and leaves out NaN where that is 0: there it is cell by cell.
    """
    rows, inner = a
    columns = b[1]
    if inner == 1:
        return np.dot if rows > 1 and columns > 1 else np.multiply
    return np.dot if rows == 1 or columns == 1 else np.matmul


def _product_work(result: Shape, a: Shape, b: Shape) -> int:
    """Every matrix is gone through once, and multiplied from the cache."""
    cells = sum(rows * columns for rows, columns in (result, a, b))
    return cells + result[0] * result[1] * a[1] // OPERATIONS_PER_READ


def _transposed_sizes(_node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    return args[0].transposed


def _transposed_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return read.at(node.args[0], j, i)


PRODUCTS: dict[str, Primitive] = {
    "matmul":    Primitive(("a", "b"), np.matmul, _matmul_sizes, _matmul_cell, sign="@", multiplications=lambda a, _: a[1], sums_products=True, work=_product_work, copies_views=True, quick=_quick_matmul),
    "transpose": Primitive(("a",), attrgetter("T"), _transposed_sizes, _transposed_cell, sign=".T", reads=8, is_view=True),
}  # fmt: skip
