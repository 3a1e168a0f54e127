"""Many cells become few, and what belongs to that: running sums, products of all others, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.expr.tree import Call

from .primitive import CellReader, Primitive, Scalar
from .size_rules import of_first, reduced, scalar


def _sum(a: Any, axis: int | None) -> Any:
    return np.add.reduce(a, axis=axis, keepdims=True)


def _max(a: Any, axis: int | None) -> Any:
    return np.maximum.reduce(a, axis=axis, keepdims=True)


def _min(a: Any, axis: int | None) -> Any:
    return np.minimum.reduce(a, axis=axis, keepdims=True)


def _prod(a: Any, axis: int | None) -> Any:
    return np.multiply.reduce(a, axis=axis, keepdims=True)


def _mean(a: Any, axis: int | None) -> Any:
    return np.mean(a, axis=axis, keepdims=True)


def _by_real_part(a: Any, axis: int | None, choose: Any) -> Any:
    """The entry whose real part `choose` names: the first of several."""
    flat = a.reshape(1, -1) if axis is None else a
    along = 1 if axis is None else axis
    return np.take_along_axis(flat, np.expand_dims(choose(flat.real, axis=along), along), along)


def _complex_max(a: Any, axis: int | None = None) -> Any:
    return _by_real_part(a, axis, np.argmax)


def _complex_min(a: Any, axis: int | None = None) -> Any:
    return _by_real_part(a, axis, np.argmin)


def _others(a: Any, axis: int | None) -> Any:
    """For every cell the product of all others that it is multiplied with: those before it times those after it."""
    lines = a.reshape(1, -1) if axis is None else a
    along = 1 if axis is None else axis

    def before(x: Any) -> Any:
        running = np.ones_like(x)
        np.cumprod(x[:, :-1] if along else x[:-1], axis=along, out=running[:, 1:] if along else running[1:])
        return running

    return (before(lines) * np.flip(before(np.flip(lines, along)), along)).reshape(a.shape)


def _cumsum(a: Any, axis: int | None) -> Any:
    """Running sums; without an axis over all cells, row by row."""
    return np.cumsum(a, axis=axis).reshape(a.shape)


def _cumsum_back(a: Any, axis: int | None) -> Any:
    """Running sums from the end."""
    return np.flip(_cumsum(np.flip(a, axis), axis), axis)


def _count(a: Any, axis: int | None) -> Any:
    """How many cells a reduction over `axis` gathers in one."""
    return np.array([[a.size if axis is None else a.shape[axis]]], dtype=np.real(a).dtype)


def _examples(a: Any, axis: int | None) -> Any:
    """How many examples there are where `axis` is that of the classes: 1 where everything is one example."""
    return np.array([[1 if axis is None else a.shape[1 - axis]]], dtype=np.float64)


def _terms(a: Any, axis: int | None) -> Any:
    """Over how many terms a loss cell by cell is averaged: all cells, or the examples where `axis` is that of the classes."""
    return np.array([[a.size if axis is None else a.shape[1 - axis]]], dtype=np.float64)


def gathered(axis: int | None, rows: int, columns: int, i: int, j: int) -> Iterator[tuple[int, int]]:
    """The cells that a reduction brings together in cell (i, j)."""
    for m in range(rows) if axis != 1 else [i]:
        for n in range(columns) if axis != 0 else [j]:
            yield m, n


def _gathered_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    a = node.args[0]
    return {"op": node.op, "args": [read.at(a, m, n) for m, n in gathered(node.axis, *read.shape_of(a), i, j)]}


def _others_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    a = node.args[0]
    cells = [place for place in gathered(node.axis, *read.shape_of(a), i, j) if place != (i, j)]
    return {"op": "prod", "args": [read.at(a, m, n) for m, n in cells]} if cells else {"number": 1.0}


def _cumsum_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    places = gathered(node.axis, *read.shape_of(node.args[0]), i, j)
    return {"op": "sum", "args": [read.at(node.args[0], *place) for place in places if place <= (i, j)]}


def _cumsum_back_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    places = gathered(node.axis, *read.shape_of(node.args[0]), i, j)
    return {"op": "sum", "args": [read.at(node.args[0], *place) for place in places if place >= (i, j)]}


def _count_cell(read: CellReader, node: Call, _i: int, _j: int) -> Scalar:
    rows, columns = read.shape_of(node.args[0])
    return {"number": float((rows * columns, rows, columns)[0 if node.axis is None else node.axis + 1])}


def _examples_cell(read: CellReader, node: Call, _i: int, _j: int) -> Scalar:
    rows, columns = read.shape_of(node.args[0])
    return {"number": float((1, columns, rows)[0 if node.axis is None else node.axis + 1])}


def _terms_cell(read: CellReader, node: Call, _i: int, _j: int) -> Scalar:
    rows, columns = read.shape_of(node.args[0])
    return {"number": float((rows * columns, columns, rows)[0 if node.axis is None else node.axis + 1])}


_A = ("a",)
REDUCTIONS: dict[str, Primitive] = {
    "sum":         Primitive(_A, _sum, reduced, _gathered_cell, takes_axis=True, reads=8),
    "mean":        Primitive(_A, _mean, reduced, _gathered_cell, takes_axis=True, reads=8),
    "max":         Primitive(_A, _max, reduced, _gathered_cell, takes_axis=True, reads=8, analytic=_complex_max),
    "min":         Primitive(_A, _min, reduced, _gathered_cell, takes_axis=True, reads=8, analytic=_complex_min),
    "prod":        Primitive(_A, _prod, reduced, _gathered_cell, takes_axis=True, reads=8),
    "others":      Primitive(_A, _others, of_first, _others_cell, takes_axis=True, multiplications=lambda _: 3, reads=32, extended=64, scratch=4),
    "cumsum":      Primitive(_A, _cumsum, of_first, _cumsum_cell, takes_axis=True, reads=12, extended=24, scratch=1),
    "cumsum_back": Primitive(_A, _cumsum_back, of_first, _cumsum_back_cell, takes_axis=True, reads=12, extended=24, scratch=1, is_view=True),
    "count":       Primitive(_A, _count, scalar, _count_cell, takes_axis=True),
    "examples":    Primitive(_A, _examples, scalar, _examples_cell, takes_axis=True),
    "terms":       Primitive(_A, _terms, scalar, _terms_cell, takes_axis=True),
}  # fmt: skip
