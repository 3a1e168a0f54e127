"""The large matrices by which a matrix changes all of another. The cells of a matrix are counted row by row."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.expr.letters import ONE, Letters, Sizes
from app.expr.tree import Call, Node

from .primitive import ZERO, CellReader, Primitive, Scalar, times
from .size_rules import of_first


def _square_of_cells(_node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    size = letters.product(*args[0])
    return Sizes(size, size)


def _cell_of(read: CellReader, node: Node, k: int) -> Scalar:
    """The k-th cell, counted row by row."""
    return read.at(node, *divmod(k, read.shape_of(node)[1]))


def _diag_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return _cell_of(read, node.args[0], i) if i == j else ZERO


def _kron(a: Any, b: Any) -> Any:
    """A block b for every cell of a, times that cell: vec(AXB) = (A ⊗ Bᵀ) vec(X)."""
    return np.kron(a, b)


def _kron_sizes(_node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    a, b = args
    return Sizes(letters.product(a.rows, b.rows), letters.product(a.columns, b.columns))


def _kron_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    a, b = node.args
    rows, columns = read.shape_of(b)
    return times(read.at(a, i // rows, j // columns), read.at(b, i % rows, j % columns))


def _eye(a: Any, axis: int | None) -> Any:
    """The identity with as many rows as `a` has cells, or entries along `axis`."""
    return np.eye(a.size if axis is None else a.shape[axis])


def _eye_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    size = letters.product(*args[0]) if node.axis is None else args[0][node.axis]
    return Sizes(size, size)


def _eye_cell(_read: CellReader, _node: Call, i: int, j: int) -> Scalar:
    return {"number": float(i == j)}


def _tri(a: Any) -> Any:
    """Ones on and below the diagonal, with as many rows as `a` has cells: what adds up all that came before."""
    return np.tri(a.size)


def _tri_cell(_read: CellReader, _node: Call, i: int, j: int) -> Scalar:
    return {"number": float(j <= i)}


def _gather(a: Any, axis: int | None) -> Any:
    """The zeros and ones that add up: gather(a) @ vec(a) is vec(sum(a)). Its transpose makes equal copies."""
    rows, columns = a.shape
    if axis is None:
        return np.ones((1, a.size))
    return np.kron(np.ones((1, rows)), np.eye(columns)) if axis == 0 else np.kron(np.eye(rows), np.ones((1, columns)))


def _gather_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    return Sizes(ONE if node.axis is None else args[0][1 - node.axis], letters.product(*args[0]))


def _gather_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    place = divmod(j, read.shape_of(node.args[0])[1])
    return {"number": float(node.axis is None or place[1 - node.axis] == i)}


def _index(a: Any) -> Any:
    """The number of every cell, row by row, from 1."""
    return np.arange(1.0, a.size + 1).reshape(a.shape)


def _index_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return {"number": float(i * read.shape_of(node.args[0])[1] + j + 1)}


def _select(a: Any, b: Any) -> Any:
    """1 where a cell of `a` (a row) is a cell of `b` (a column): the Jacobian of whatever only moves cells."""
    return np.equal(np.reshape(a, (-1, 1)), np.reshape(b, (1, -1))).astype(np.float64)


def _select_sizes(_node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    return Sizes(*(letters.product(*sizes) for sizes in args))


def _select_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    first, second = (_cell_of(read, arg, k) for arg, k in zip(node.args, (i, j), strict=True))
    return {"number": float(first == second)}


_A = ("a",)
JACOBIAN: dict[str, Primitive] = {
    "diag":   Primitive(_A, np.diagflat, _square_of_cells, _diag_cell, scratch=1),
    "kron":   Primitive(("a", "b"), _kron, _kron_sizes, _kron_cell, reads=4, scratch=1),
    "eye":    Primitive(_A, _eye, _eye_sizes, _eye_cell, takes_axis=True),
    "tri":    Primitive(_A, _tri, _square_of_cells, _tri_cell, scratch=1),
    "gather": Primitive(_A, _gather, _gather_sizes, _gather_cell, takes_axis=True, scratch=2),
    "index":  Primitive(_A, _index, of_first, _index_cell),
    "select": Primitive(("a", "b"), _select, _select_sizes, _select_cell, scratch=1.5),
}  # fmt: skip
