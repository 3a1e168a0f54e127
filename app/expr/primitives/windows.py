"""Windows that slide over a matrix: convolution as deep learning means it (no flip), pooling, and what goes back through them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from app.core.arrays import Shape, shape_text
from app.core.errors import ShapeError
from app.core.patience import look
from app.expr.letters import Letters, Size, Sizes
from app.expr.notations.source import as_written
from app.expr.tree import Call

from . import window_costs as costs
from .primitive import ZERO, CellReader, Primitive, Scalar, number_of, sum_of, times
from .size_rules import of_first, of_second, of_third


def _view(x: Any, window: Shape, stride: int) -> Any:
    """All windows of `x`: an array of shape (rows of windows, columns of windows, *window)."""
    return np.lib.stride_tricks.sliding_window_view(x, window)[::stride, ::stride]


def _padded(x: Any, padding: float) -> Any:
    return np.pad(x, int(padding)) if padding else x


def _blocks(windows: Any) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of windows, a block after the other: each window is copied to be multiplied, and so never all of them at once."""
    rows, columns, *window = windows.shape
    width = max(1, min(columns, costs.BLOCK // (window[0] * window[1])))
    height = max(1, min(rows, costs.BLOCK // (width * window[0] * window[1]))) if width == columns else 1
    for i in range(0, rows, height):
        for j in range(0, columns, width):
            look()
            yield slice(i, i + height), slice(j, j + width)


def _conv2d(x: Any, kernel: Any, stride: float, padding: float) -> Any:
    """z_ij = Σ_mn x[stride·i + m − padding, stride·j + n − padding] · kernel_mn, with zeros outside of x."""
    windows = _view(_padded(x, padding), kernel.shape, int(stride))
    z = np.empty(windows.shape[:2], dtype=np.result_type(x, kernel))
    for block in _blocks(windows):
        z[block] = np.tensordot(windows[block], kernel, axes=2)
    return z


def _conv2d_to_kernel(x: Any, g: Any, kernel: Any, stride: float, padding: float) -> Any:
    """x with each window weighted by its g, added up: a convolution of x with g."""
    windows = _view(_padded(x, padding), kernel.shape, int(stride))
    whole = np.broadcast_to(g, windows.shape[:2])
    first, *others = _blocks(windows)
    total = np.asarray(np.tensordot(whole[first], windows[first], axes=2))
    for block in others:
        total += np.tensordot(whole[block], windows[block], axes=2)
    return total


def _conv2d_to_input(g: Any, kernel: Any, x: Any, stride: float, padding: float) -> Any:
    """Every g spread over its window, weighted by the kernel: a convolution of g with the kernel turned round."""
    s, p = int(stride), int(padding)
    whole = np.zeros((x.shape[0] + 2 * p, x.shape[1] + 2 * p), dtype=np.result_type(g, kernel))
    rows, columns = g.shape
    for (m, n), weight in np.ndenumerate(kernel):
        look()
        whole[m : m + s * rows : s, n : n + s * columns : s][:rows, :columns] += g * weight
    return whole[p : p + x.shape[0], p : p + x.shape[1]].copy() if p else whole


def _toeplitz(kernel: Any, x: Any, stride: float, padding: float) -> Any:
    """∂conv2d(x, kernel)/∂x, cells counted row by row: a block Toeplitz matrix."""
    s, p = int(stride), int(padding)
    rows, columns = (costs.places(n, k, s, p) for n, k in zip(x.shape, kernel.shape, strict=True))
    whole = np.zeros((rows, columns, *x.shape), dtype=np.asarray(kernel).dtype)
    i, j = np.arange(rows), np.arange(columns)
    for (m, n), weight in np.ndenumerate(kernel):
        look()
        down, across = s * i + m - p, s * j + n - p
        in_rows, in_columns = (down >= 0) & (down < x.shape[0]), (across >= 0) & (across < x.shape[1])
        if not (in_rows.any() and in_columns.any()):
            continue
        at = np.ix_(i[in_rows], j[in_columns])
        whole[*at, down[in_rows][:, None], across[in_columns]] = weight
    return whole.reshape(rows * columns, x.size)


def _patches(x: Any, kernel: Any, stride: float, padding: float) -> Any:
    """∂conv2d(x, kernel)/∂kernel: every window of x as a row."""
    windows = _view(_padded(x, padding), kernel.shape, int(stride))
    return np.ascontiguousarray(windows.reshape(-1, kernel.size))  # never a few cells of x that keep all of it


def _max_pool(x: Any, size: float) -> Any:
    return _view(x, (int(size), int(size)), int(size)).max(axis=(2, 3))


def _complex_max_pool(x: Any, size: float) -> Any:
    windows = _view(x, (int(size), int(size)), int(size))
    flat = windows.reshape(*windows.shape[:2], -1)
    return np.take_along_axis(flat, flat.real.argmax(axis=2)[..., None], 2)[..., 0]


def _largest(x: Any, size: float) -> Any:
    """1 at the largest cell of every window, shared by equal ones; 0 where no window is."""
    found = np.equal(x.real, _upsample(_max_pool(x.real, size), x, size)) & _upsample(True, x, size)
    return found / np.maximum(_upsample(_window_sum(found, size), x, size), 1.0)


def _window_sum(x: Any, size: float) -> Any:
    return _view(x, (int(size), int(size)), int(size)).sum(axis=(2, 3))


def _upsample(g: Any, like: Any, size: float) -> Any:
    """Every cell of `g` copied to its window; 0 where no window is."""
    k = int(size)
    whole = np.zeros(like.shape, dtype=np.asarray(g).dtype)
    rows, columns = k * (like.shape[0] // k), k * (like.shape[1] // k)
    whole[:rows, :columns] = np.repeat(np.repeat(np.broadcast_to(g, (rows // k, columns // k)), k, 0), k, 1)
    return whole


def _steps(node: Call) -> tuple[int, int]:
    """Stride and padding: the last two arguments."""
    return int(number_of(node, len(node.args) - 2)), int(number_of(node, len(node.args) - 1))


def _conv2d_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    stride, padding = _steps(node)
    sizes = [_slid(node, args, axis, stride, padding, letters) for axis in (0, 1)]
    return Sizes(*sizes)


def _slid(node: Call, args: list[Sizes], axis: int, stride: int, padding: int, letters: Letters) -> Size:
    """How many places a kernel has along one axis. Raises: ShapeError("kernel-too-large")."""
    size, width = args[0][axis], args[1][axis]
    n, k = letters.n(size), letters.n(width)
    if not n or not k:
        return letters.made(0, "conv2d", size, width, stride, padding)
    if k > n + 2 * padding:
        name, kernel = (as_written(arg) for arg in node.args[:2])
        raise ShapeError(
            "kernel-too-large",
            f"{as_written(node)}: {kernel} is {shape_text(args[1].shape)} and does not fit into {name}, which is {shape_text(args[0].shape)} with a padding of {padding}.",
            hint="Take a smaller kernel, or more padding.", place=node.place,
            params={"operation": as_written(node), "operands": [name, kernel], "left": list(args[0].shape), "right": list(args[1].shape), "padding": padding},
        )  # fmt: skip
    places = (n + 2 * padding - k) // stride + 1
    return size if places == n else letters.made(places, "conv2d", size, width, stride, padding)


def _pool_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    size = int(number_of(node, 1))
    for n in map(letters.n, args[0]):
        if n and n < size:
            name = as_written(node.args[0])
            raise ShapeError(
                "window-too-large", f"{as_written(node)}: {name} is {shape_text(args[0].shape)}, and no window of {size}×{size} fits into it.",
                hint="Take a smaller window.", place=node.place, params={"operation": as_written(node), "name": name, "shape": list(args[0].shape), "size": size},
            )  # fmt: skip
    return args[0] if size == 1 else Sizes(*(letters.made(letters.n(n) // size, "pool", n, size) for n in args[0]))


def _toeplitz_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    kernel, x = args[:2]
    return Sizes(letters.product(*_conv2d_sizes(node, [x, kernel], letters)), letters.product(*x))


def _patches_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    x, kernel = args[:2]
    return Sizes(letters.product(*_conv2d_sizes(node, [x, kernel], letters)), letters.product(*kernel))


def _outside(shape: Shape, i: int, j: int) -> bool:
    return not (0 <= i < shape[0] and 0 <= j < shape[1])


def _conv2d_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    x, kernel = node.args[:2]
    s, p = _steps(node)
    terms = [
        times(read.at(x, s * i + m - p, s * j + n - p), read.at(kernel, m, n))
        for m, n in np.ndindex(read.shape_of(kernel))
        if not _outside(read.shape_of(x), s * i + m - p, s * j + n - p)
    ]
    return sum_of(terms)


def _to_kernel_cell(read: CellReader, node: Call, m: int, n: int) -> Scalar:
    x, g = node.args[:2]
    s, p = _steps(node)
    terms = [
        times(read.at(x, s * i + m - p, s * j + n - p), read.at(g, i, j))
        for i, j in np.ndindex(read.shape_of(g))
        if not _outside(read.shape_of(x), s * i + m - p, s * j + n - p)
    ]
    return sum_of(terms)


def _to_input_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    g, kernel = node.args[:2]
    s, p = _steps(node)
    terms = []
    for m, n in np.ndindex(read.shape_of(kernel)):
        (row, left), (column, over) = divmod(i + p - m, s), divmod(j + p - n, s)
        if not left and not over and not _outside(read.shape_of(g), row, column):
            terms.append(times(read.at(g, row, column), read.at(kernel, m, n)))
    return sum_of(terms)


def _toeplitz_cell(read: CellReader, node: Call, row: int, column: int) -> Scalar:
    kernel, x = node.args[:2]
    s, p = _steps(node)
    i, j = divmod(row, costs.places(read.shape_of(x)[1], read.shape_of(kernel)[1], s, p))
    m, n = divmod(column, read.shape_of(x)[1])
    place = (m - s * i + p, n - s * j + p)
    return ZERO if _outside(read.shape_of(kernel), *place) else read.at(kernel, *place)


def _patches_cell(read: CellReader, node: Call, row: int, column: int) -> Scalar:
    x, kernel = node.args[:2]
    s, p = _steps(node)
    i, j = divmod(row, costs.places(read.shape_of(x)[1], read.shape_of(kernel)[1], s, p))
    m, n = divmod(column, read.shape_of(kernel)[1])
    place = (s * i + m - p, s * j + n - p)
    return ZERO if _outside(read.shape_of(x), *place) else read.at(x, *place)


def _window(i: int, j: int, size: int) -> Iterator[tuple[int, int]]:
    return ((size * i + m, size * j + n) for m, n in np.ndindex((size, size)))


def _max_pool_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return {"op": "max", "args": [read.at(node.args[0], *place) for place in _window(i, j, int(number_of(node, 1)))]}


def _largest_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    a, size = node.args[0], int(number_of(node, 1))
    rows, columns = read.shape_of(a)
    if _outside((rows // size, columns // size), i // size, j // size):
        return ZERO
    cells = [read.at(a, *place) for place in _window(i // size, j // size, size)]
    most = {"op": "max", "args": cells}
    ties = {"op": "sum", "args": [{"op": "equal", "args": [cell, most]} for cell in cells]}
    return {"op": "div", "args": [{"op": "equal", "args": [read.at(a, i, j), most]}, ties]}


def _window_sum_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    return sum_of([read.at(node.args[0], *place) for place in _window(i, j, int(number_of(node, 1)))])


def _upsample_cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    size, (rows, columns) = int(number_of(node, 2)), read.shape_of(node.args[1])
    i, j = i // size, j // size
    return ZERO if _outside((rows // size, columns // size), i, j) else read.stretched(node.args[0], i, j)


def _kernel_cells(_: Shape, kernel: Shape, *__: Shape) -> int:
    return kernel[0] * kernel[1]


_STEPS = ("stride", "padding")
WINDOWS: dict[str, Primitive] = {
    "conv2d":           Primitive(("a", "b", *_STEPS), _conv2d, _conv2d_sizes, _conv2d_cell, multiplications=_kernel_cells, sums_products=True, work=costs.slide_work, scratch=costs.slide_scratch),
    "conv2d_to_input":  Primitive(("g", "b", "like", *_STEPS), _conv2d_to_input, of_third, _to_input_cell, multiplications=_kernel_cells, sums_products=True, work=costs.to_input_work, scratch=costs.to_input_scratch),
    "conv2d_to_kernel": Primitive(("a", "g", "like", *_STEPS), _conv2d_to_kernel, of_third, _to_kernel_cell, multiplications=_kernel_cells, sums_products=True, work=costs.to_kernel_work, scratch=costs.to_kernel_scratch),
    "toeplitz":         Primitive(("b", "like", *_STEPS), _toeplitz, _toeplitz_sizes, _toeplitz_cell, work=costs.toeplitz_work),
    "patches":          Primitive(("a", "like", *_STEPS), _patches, _patches_sizes, _patches_cell, scratch=costs.patches_scratch),
    "max_pool":         Primitive(("a", "size"), _max_pool, _pool_sizes, _max_pool_cell, analytic=_complex_max_pool, reads=24, scratch=1),
    "largest":          Primitive(("a", "size"), _largest, of_first, _largest_cell, reads=60, scratch=5),
    "window_sum":       Primitive(("a", "size"), _window_sum, _pool_sizes, _window_sum_cell, reads=12, scratch=1),
    "upsample":         Primitive(("g", "like", "size"), _upsample, of_second, _upsample_cell, reads=6, scratch=3),
}  # fmt: skip
