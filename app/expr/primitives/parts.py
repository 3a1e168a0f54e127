"""Taking rows and columns out, putting them back, and side by side."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from app.core.arrays import shape_text
from app.core.errors import ShapeError
from app.expr.letters import ONE, Letters, Size, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call

from .primitive import LIST, ZERO, CellReader, Primitive, Scalar, number_of
from .size_rules import differ, of_second, params, spoken


def cut(n: int, start: float, stop: float, step: float = 1) -> range:
    """Which of `n` rows or columns a slice takes, as NumPy counts; infinity is the end that nobody named."""

    def bound(value: float) -> int | None:
        return None if math.isinf(value) else int(value)

    return range(*slice(bound(start), bound(stop), int(step)).indices(n))


def _along(axis: int | None, part: Any) -> tuple[Any, Any]:
    return (slice(None), part) if axis else (part, slice(None))


def _as_slice(part: range) -> slice:
    """A range as NumPy takes it: going down to the first, there is no end."""
    return slice(part.start, part.stop if part.stop >= 0 else None, part.step)


def _slice(a: Any, start: float, stop: float, step: float, axis: int | None) -> Any:
    return a[_along(axis, _as_slice(cut(a.shape[axis or 0], start, stop, step)))]


def _unslice(g: Any, like: Any, start: float, stop: float, step: float, axis: int | None) -> Any:
    """`g` in its place among zeros, in the shape of `like`."""
    whole = np.zeros(like.shape, dtype=np.asarray(g).dtype)
    whole[_along(axis, _as_slice(cut(like.shape[axis or 0], start, stop, step)))] = g
    return whole


def _slice_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    axis, numbers = node.axis or 0, [number_of(node, k) for k in (1, 2, 3)]
    size = args[0][axis]
    n = letters.n(size)
    length = len(cut(n, *numbers))
    if n and not length:
        name = as_written(node.args[0])
        raise ShapeError(
            "empty-slice", f"{as_written(node)}: {name} is {shape_text(args[0].shape)}, so nothing is left.",
            hint="Counting begins at 0.", place=node.place, params={"operation": as_written(node), "name": name, "shape": list(args[0].shape)},
        )  # fmt: skip
    same = n and length == n
    return args[0].with_size(axis, size if same else letters.made(length, "slice", size, *numbers))


def _slice_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    part = cut(read.shape_of(node.args[0])[node.axis or 0], *(number_of(node, k) for k in (1, 2, 3)))
    return read.at(node.args[0], i, part[j]) if node.axis else read.at(node.args[0], part[i], j)


def _unslice_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    g, like, axis = node.args[0], node.args[1], node.axis or 0
    part = cut(read.shape_of(like)[axis], *(number_of(node, k) for k in (2, 3, 4)))
    if (i, j)[axis] not in part:
        return ZERO
    at = part.index((i, j)[axis])
    return read.stretched(g, i, at) if axis else read.stretched(g, at, j)


def _concat(*args: Any) -> Any:
    *parts, axis = args
    return np.concatenate([np.atleast_2d(part) for part in parts], axis=axis or 0)  # a number comes as a float


def _piece(g: Any, k: float, *parts: Any) -> Any:
    """What of `g` stands where part number k stands in concat(*parts)."""
    *parts_, axis = parts
    lengths = [np.shape(np.atleast_2d(part))[axis or 0] for part in parts_]
    start = sum(lengths[: int(k)])
    return g[_along(axis, slice(start, start + lengths[int(k)]))]


def _concat_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    axis = node.axis or 0
    across = args[0][1 - axis]
    for k, other in enumerate(args[1:], start=1):
        if differ(letters, across, other[1 - axis]):
            left, right = spoken(node, args[0], other, (0, k))
            thing = "columns" if axis == 0 else "rows"
            raise ShapeError(
                "cannot-concat", f"{as_written(node)}: {left} and {right}; they need as many {thing}.",
                hint="Choose the other axis, or transpose one of them.", place=node.place, params=params(node, args[0], other, (0, k)),
            )  # fmt: skip
        across = letters.join(across, other[1 - axis])
    along = _total(letters, "concat", *(sizes[axis] for sizes in args))
    return Sizes(across, along) if axis else Sizes(along, across)


def _total(letters: Letters, word: str, *sizes: Size) -> Size:
    numbers = [letters.n(size) for size in sizes]
    return letters.made(sum(numbers) if all(numbers) else 0, word, *sizes)


def _piece_sizes(node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    return args[0].with_size(node.axis, args[2 + int(number_of(node, 1))][node.axis or 0])


def _concat_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    axis, at = node.axis or 0, (i, j)[node.axis or 0]
    for part in node.args:
        n = read.shape_of(part)[axis]
        if at < n:
            return read.at(part, i, at) if axis else read.at(part, at, j)
        at -= n
    return ZERO


def _piece_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    axis = node.axis or 0
    before = sum(read.shape_of(part)[axis] for part in node.args[2 : 2 + int(number_of(node, 1))])
    return read.at(node.args[0], i, j + before) if axis else read.at(node.args[0], i + before, j)


def _stack(*args: Any) -> Any:
    *columns, axis = args
    joined = np.concatenate([np.atleast_2d(column) for column in columns], axis=1)
    return joined if axis == 1 else joined.T


def _layer(g: Any, k: float, axis: int | None) -> Any:
    """Row k as a column, or column k."""
    return g[:, [int(k)]] if axis == 1 else g[[int(k)], :].T


def _stack_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    for k, sizes in enumerate(args):
        if letters.n(sizes.columns) > 1:
            name = as_written(node.args[k])
            raise ShapeError(
                "not-a-column", f"{as_written(node)}: {name} is {shape_text(sizes.shape)} and has to be a column.",
                hint="For matrices write concat.", place=node.place,
                params={"operation": as_written(node), "name": name, "shape": list(sizes.shape), "instead": "concat"},
            )  # fmt: skip
        if differ(letters, args[0].rows, sizes.rows):
            left, right = spoken(node, args[0], sizes, (0, k))
            raise ShapeError(
                "shapes-differ", f"{as_written(node)}: {left} and {right}, and they have to have the same shape.",
                hint="Transpose one of them, or give them the same shape.", place=node.place, params=params(node, args[0], sizes, (0, k)),
            )  # fmt: skip
        letters.join(args[0].rows, sizes.rows)
        letters.join(ONE, sizes.columns)
    many = letters.made(len(args), "stack", len(args))
    return Sizes(args[0].rows, many) if node.axis == 1 else Sizes(many, args[0].rows)


def _layer_sizes(node: Call, args: list[Sizes], _letters: Letters) -> Sizes:
    return Sizes(args[0].rows if node.axis == 1 else args[0].columns, ONE)


def _stack_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return read.at(node.args[j], i, 0) if node.axis == 1 else read.at(node.args[i], j, 0)


def _layer_cell(read: CellReader, node: Call, i: int, _: int) -> Scalar:
    k = int(number_of(node, 1))
    return read.at(node.args[0], i, k) if node.axis == 1 else read.at(node.args[0], k, i)


_SLICE = ("start", "stop", "step")
PARTS: dict[str, Primitive] = {
    "slice":   Primitive(("a", *_SLICE), _slice, _slice_sizes, _slice_cell, takes_axis=True, is_view=True, sign="[:]"),
    "unslice": Primitive(("g", "like", *_SLICE), _unslice, of_second, _unslice_cell, takes_axis=True),
    "concat":  Primitive(("*args",), _concat, _concat_sizes, _concat_cell, takes_axis=True, sign=LIST),
    "piece":   Primitive(("g", "k", "*args"), _piece, _piece_sizes, _piece_cell, takes_axis=True, is_view=True),
    "stack":   Primitive(("*args",), _stack, _stack_sizes, _stack_cell, takes_axis=True),
    "layer":   Primitive(("g", "k"), _layer, _layer_sizes, _layer_cell, takes_axis=True),
}  # fmt: skip
