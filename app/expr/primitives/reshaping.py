"""The same cells in another shape, and equal copies of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.arrays import shape_text
from app.core.errors import ShapeError
from app.expr.letters import ONE, Letters, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call

from .primitive import CellReader, Primitive, Scalar, number_of
from .size_rules import of_second


def _spread(a: Any, like: Any, axis: int | None) -> Any:  # noqa: ARG001 - the axis is only written
    """Equal copies of `a`, as many as fill the shape of `like`, along `axis`."""
    return np.broadcast_to(a, like.shape)


def _spread_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return read.stretched(node.args[0], i, j)


def _reshape(a: Any, rows: float, columns: float) -> Any:
    return np.reshape(a, (int(rows), int(columns)))


def _shaped(g: Any, like: Any) -> Any:
    """The cells of `g`, row by row, in the shape of `like`."""
    return np.reshape(g, like.shape)


def _reshape_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    wanted = [int(number_of(node, k)) for k in (1, 2)]
    cells = letters.n(args[0].rows) * letters.n(args[0].columns)
    if cells:
        wanted = _filled(wanted, cells)
        if wanted[0] * wanted[1] != cells:
            name = as_written(node.args[0])
            raise ShapeError(
                "cannot-reshape", f"{as_written(node)}: {name} is {shape_text(args[0].shape)} and has {cells} cells, which do not make {shape_text((wanted[0], wanted[1]))}.",
                hint="Rows times columns has to be the number of cells; -1 is whatever is left.", place=node.place,
                params={"operation": as_written(node), "name": name, "shape": list(args[0].shape), "cells": cells, "wanted": wanted},
            )  # fmt: skip
    rows, columns = (letters.made(max(n, 0), "reshape", k, n, *args[0]) for k, n in enumerate(wanted))
    return Sizes(rows, columns)


def _filled(wanted: list[int], cells: int) -> list[int]:
    """With the size in the place of −1 that makes as many cells, if there is one."""
    rows, columns = wanted
    return [cells // columns if rows == -1 else rows, cells // rows if columns == -1 else columns]


def _reshape_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    (_, width), (_, columns) = read.shape_of(node.args[0]), read.shape_of(node)
    return read.at(node.args[0], *divmod(i * columns + j, width))


def _vec(a: Any) -> Any:
    """All cells in one column, row by row."""
    return np.reshape(a, (-1, 1))


def _vec_sizes(_node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    return Sizes(letters.product(*args[0]), ONE)


def _vec_cell(read: CellReader, node: Call, i: int, _: int) -> Scalar:
    return read.at(node.args[0], *divmod(i, read.shape_of(node.args[0])[1]))


RESHAPING: dict[str, Primitive] = {
    "spread":  Primitive(("a", "like"), _spread, of_second, _spread_cell, takes_axis=True, is_view=True),
    "reshape": Primitive(("a", "rows", "columns"), _reshape, _reshape_sizes, _reshape_cell, is_view=True),
    "shaped":  Primitive(("g", "like"), _shaped, of_second, _reshape_cell, is_view=True),
    "vec":     Primitive(("a",), _vec, _vec_sizes, _vec_cell, is_view=True),
}  # fmt: skip
