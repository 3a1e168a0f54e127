"""Rows chosen by number: embeddings, and the ones and zeros that choose."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.arrays import Shape, shape_text
from app.core.errors import ShapeError
from app.expr.letters import ONE, Letters, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call

from .primitive import CellReader, Primitive, Scalar, number_of, sum_of, times
from .size_rules import of_third


def _whole(ids: Any) -> Any:
    """Ids as whole numbers, in one line. Rounded: a check of gradients changes every number in its last place."""
    return np.rint(np.real(ids)).astype(int).ravel()


def _take(a: Any, ids: Any) -> Any:
    return a[_whole(ids)]


def _put(g: Any, ids: Any, like: Any) -> Any:
    """Rows of `g` added up in the rows of `like` that `ids` names."""
    whole = np.zeros(like.shape, dtype=np.asarray(g).dtype)
    np.add.at(whole, _whole(ids), np.broadcast_to(g, (np.size(ids), like.shape[1])))
    return whole


def _put_work(like: Shape, _: Shape, ids: Shape, __: Shape) -> int:
    return 24 * (ids[0] * ids[1] + like[0]) * like[1]


def _put_scratch(_: Shape, __: Shape, ids: Shape, ___: Shape) -> int:
    return 3 * ids[0] * ids[1]


def _hits(ids: Any, n: float) -> Any:
    return np.equal(_whole(ids)[:, None], np.arange(int(n))).astype(np.real(ids).dtype)


def _hits_of(ids: Any, like: Any) -> Any:
    """A row for every id: 1 in the column that it names, of as many as `like` has rows."""
    return _hits(ids, like.shape[0])


def _check_ids(node: Call, ids: Sizes, k: int, letters: Letters) -> None:
    if letters.n(ids.columns) > 1:
        name = as_written(node.args[k])
        raise ShapeError(
            "not-a-column", f"{as_written(node)}: {name} is {shape_text(ids.shape)} and has to be a column.",
            place=node.place, params={"operation": as_written(node), "name": name, "shape": list(ids.shape)},
        )  # fmt: skip
    letters.join(ONE, ids.columns)


def _take_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    _check_ids(node, args[1], 1, letters)
    return Sizes(args[1].rows, args[0].columns)


def _hits_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    _check_ids(node, args[0], 0, letters)
    n = int(number_of(node, 1))
    return Sizes(args[0].rows, letters.made(n, "one_hot", n))


def _hits_of_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    _check_ids(node, args[0], 0, letters)
    return Sizes(args[0].rows, args[1].rows)


def _is(read: CellReader, ids: Any, i: int, k: int) -> Scalar:
    """1 where id number i is k, and else 0."""
    found = read.at(ids, i, 0)
    if "number" in found:
        return {"number": float(found["number"] == k)}
    return {"op": "equal", "args": [found, {"number": float(k)}]}


def _take_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    table, ids = node.args
    return sum_of([times(_is(read, ids, i, k), read.at(table, k, j)) for k in range(read.shape_of(table)[0])])


def _put_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    g, ids, _ = node.args
    return sum_of([times(_is(read, ids, k, i), read.stretched(g, k, j)) for k in range(read.shape_of(ids)[0])])


def _hits_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return _is(read, node.args[0], i, j)


PICKING: dict[str, Primitive] = {
    "take":    Primitive(("a", "ids"), _take, _take_sizes, _take_cell, reads=6, scratch=1),
    "put":     Primitive(("g", "ids", "like"), _put, of_third, _put_cell, work=_put_work, scratch=_put_scratch),
    "one_hot": Primitive(("ids", "n"), _hits, _hits_sizes, _hits_cell, scratch=1),
    "hits":    Primitive(("ids", "like"), _hits_of, _hits_of_sizes, _hits_cell, scratch=1),
}  # fmt: skip
