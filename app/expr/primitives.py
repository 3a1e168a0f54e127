"""The primitives: what every rule is in the end made of. One row each.

A *stretching* primitive works cell by cell and broadcasts like NumPy; a *gathering* one makes many cells into one;
a *counting* one looks at the shape alone; a *cutting* one takes rows or columns out, or puts them side by side; a
*jacobian* one makes the large matrices by which a matrix changes all of another, whose cells are counted row by row.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Kind = Literal["stretching", "gathering", "counting", "cutting", "structural", "jacobian"]


@dataclass(frozen=True, slots=True)
class Primitive:
    """A row of the table.

    Args:
        kind: how cells go in and out.
        args: how many arguments.
        apply: on 2-D float64 arrays. All but the stretching and the structural ones take `axis`, and keep both axes.
    """

    kind: Kind
    args: int
    apply: Callable[..., Any]

    @property
    def takes_axis(self) -> bool:
        return self.kind in ("gathering", "counting", "cutting", "jacobian")


def _sum(a: Any, axis: int | None) -> Any:
    return np.add.reduce(a, axis=axis, keepdims=True)


def _max(a: Any, axis: int | None) -> Any:
    return np.maximum.reduce(a, axis=axis, keepdims=True)


def _mean(a: Any, axis: int | None) -> Any:
    return np.mean(a, axis=axis, keepdims=True)


def _spread(a: Any, like: Any, axis: int | None) -> Any:  # noqa: ARG001 - the axis is only written
    """Equal copies of `a`, as many as fill the shape of `like`, along `axis`."""
    return np.broadcast_to(a, like.shape)


def _equal(a: Any, b: Any) -> Any:
    return np.equal(a, b).astype(np.float64)


def cut(n: int, start: float, stop: float) -> slice:
    """The part of `n` rows or columns from `start` to `stop`, as NumPy counts; infinity is the end."""
    return slice(*slice(int(start), None if math.isinf(stop) else int(stop)).indices(n)[:2])


def _along(axis: int | None, part: slice) -> tuple[slice, slice]:
    return (slice(None), part) if axis else (part, slice(None))


def _slice(a: Any, start: Any, stop: Any, axis: int | None) -> Any:
    return a[_along(axis, cut(a.shape[axis or 0], _number(start), _number(stop)))]


def _unslice(g: Any, like: Any, start: Any, axis: int | None) -> Any:
    """`g` in its place among zeros, in the shape of `like`."""
    whole = np.zeros_like(like)
    first = int(_number(start))
    first += like.shape[axis or 0] if first < 0 else 0
    whole[_along(axis, slice(first, first + g.shape[axis or 0]))] = g
    return whole


def _number(value: Any) -> float:
    """A constant reaches a closure as a 1×1 array."""
    return float(np.asarray(value).item())


def _concat(a: Any, b: Any, axis: int | None) -> Any:
    return np.concatenate((np.atleast_2d(a), np.atleast_2d(b)), axis=axis or 0)  # a number comes as a float


def _head(g: Any, like: Any, axis: int | None) -> Any:
    """As many of the first rows or columns of `g` as `like` has."""
    return g[_along(axis, slice(0, like.shape[axis or 0]))]


def _tail(g: Any, like: Any, axis: int | None) -> Any:
    n = g.shape[axis or 0]
    return g[_along(axis, slice(n - like.shape[axis or 0], n))]


_erf_of_floats = np.vectorize(math.erf, otypes=[np.float64])
_ERF_IS_ONE = 6.5
"""Beyond it erf is ±1 to twenty digits."""


def _erf(a: Any) -> Any:
    """In extended precision, which `math` does not know, by a series of positive terms: nothing cancels.

    Source: Abramowitz and Stegun, 7.1.6.
    """
    if a.dtype == np.float64:
        return _erf_of_floats(a)
    x = np.clip(a, -_ERF_IS_ONE, _ERF_IS_ONE)
    term = total = x
    for n in range(1, 200):
        term = term * (2 * x * x / (2 * n + 1))
        total = total + term
    return total * np.exp(-x * x) * (2 / np.sqrt(np.arccos(x.dtype.type(-1))))


def _count(a: Any, axis: int | None) -> Any:
    """How many cells a reduction over `axis` gathers in one."""
    return np.array([[a.size if axis is None else a.shape[axis]]], dtype=np.float64)


def _examples(a: Any, axis: int | None) -> Any:
    """How many examples there are where `axis` is that of the classes: 1 where everything is one example."""
    return np.array([[1 if axis is None else a.shape[1 - axis]]], dtype=np.float64)


def _vec(a: Any, axis: int | None) -> Any:  # noqa: ARG001 - called like the others of its kind
    """All cells in one column, row by row."""
    return np.reshape(a, (-1, 1))


def _kron(a: Any, b: Any, axis: int | None) -> Any:  # noqa: ARG001
    """A block b for every cell of a, times that cell: vec(AXB) = (A ⊗ Bᵀ) vec(X)."""
    return np.kron(a, b)


def _eye(a: Any, axis: int | None) -> Any:
    """The identity with as many rows as `a` has cells, or entries along `axis`."""
    return np.eye(a.size if axis is None else a.shape[axis])


def _gather(a: Any, axis: int | None) -> Any:
    """The zeros and ones that add up: gather(a) @ vec(a) is vec(sum(a)). Its transpose makes equal copies."""
    rows, columns = a.shape
    if axis is None:
        return np.ones((1, a.size))
    return np.kron(np.ones((1, rows)), np.eye(columns)) if axis == 0 else np.kron(np.eye(rows), np.ones((1, columns)))


def _index(a: Any, axis: int | None) -> Any:  # noqa: ARG001
    """The number of every cell, row by row, from 1."""
    return np.arange(1.0, a.size + 1).reshape(a.shape)


def _select(a: Any, b: Any, axis: int | None) -> Any:  # noqa: ARG001
    """1 where a cell of `a` (a row) is a cell of `b` (a column): the Jacobian of whatever only moves cells."""
    return np.equal(_vec(a, None), _vec(b, None).T).astype(np.float64)


PRIMITIVES: dict[str, Primitive] = {
    "add":       Primitive("stretching", 2, np.add),
    "sub":       Primitive("stretching", 2, np.subtract),
    "mul":       Primitive("stretching", 2, np.multiply),
    "div":       Primitive("stretching", 2, np.divide),
    "pow":       Primitive("stretching", 2, np.power),
    "maximum":   Primitive("stretching", 2, np.maximum),
    "minimum":   Primitive("stretching", 2, np.minimum),
    "neg":       Primitive("stretching", 1, np.negative),
    "exp":       Primitive("stretching", 1, np.exp),
    "log":       Primitive("stretching", 1, np.log),
    "sqrt":      Primitive("stretching", 1, np.sqrt),
    "abs":       Primitive("stretching", 1, np.abs),
    "sgn":       Primitive("stretching", 1, np.sign),
    "tanh":      Primitive("stretching", 1, np.tanh),
    "erf":       Primitive("stretching", 1, _erf),
    "equal":     Primitive("stretching", 2, _equal),
    "sum":       Primitive("gathering", 1, _sum),
    "max":       Primitive("gathering", 1, _max),
    "mean":      Primitive("gathering", 1, _mean),
    "count":     Primitive("counting", 1, _count),
    "examples":  Primitive("counting", 1, _examples),
    "slice":     Primitive("cutting", 3, _slice),
    "unslice":   Primitive("cutting", 3, _unslice),
    "concat":    Primitive("cutting", 2, _concat),
    "head":      Primitive("cutting", 2, _head),
    "tail":      Primitive("cutting", 2, _tail),
    "matmul":    Primitive("structural", 2, np.matmul),
    "transpose": Primitive("structural", 1, np.transpose),
    "diag":      Primitive("structural", 1, np.diagflat),
    "spread":    Primitive("cutting", 2, _spread),
    "vec":       Primitive("jacobian", 1, _vec),
    "kron":      Primitive("jacobian", 2, _kron),
    "eye":       Primitive("jacobian", 1, _eye),
    "gather":    Primitive("jacobian", 1, _gather),
    "index":     Primitive("jacobian", 1, _index),
    "select":    Primitive("jacobian", 2, _select),
}  # fmt: skip
