"""What windows that slide over a matrix cost: work in numbers read from memory, and cells that are held meanwhile.

The arguments are the shapes of the result and of the arguments; a plain number among these stands for itself.
"""

from __future__ import annotations

from typing import Any

from app.core.arrays import Shape

BLOCK = 2**18
"""Cells of windows that are copied at once."""
_A_WINDOW = 64
"""What it costs to come to a window, in numbers read."""
_A_TURN = 2**13
"""What one turn of a loop over the cells of a kernel costs beside its arithmetic, in numbers read."""


def places(n: int, k: int, stride: int, padding: int) -> int:
    """How many places a kernel of width k has along n cells."""
    return (n + 2 * padding - k) // stride + 1


def slide_scratch(_: Shape, x: Shape, kernel: Shape, stride: float, padding: float) -> int:
    """x with its zeros around it, a block of windows, and their results."""
    return _padded(x, padding) + max(BLOCK, 2 * _cells(kernel)) + min(BLOCK, _windows(x, kernel, stride, padding))


def slide_work(_: Shape, x: Shape, kernel: Shape, stride: float, padding: float) -> int:
    """Every window is copied, which takes most where windows are small, and multiplied."""
    return _padded(x, padding) + _windows(x, kernel, stride, padding) * (_A_WINDOW + 3 * _cells(kernel))


def to_kernel_scratch(kernel: Shape, x: Shape, _: Shape, __: Shape, stride: float, padding: float) -> int:
    return slide_scratch(kernel, x, kernel, stride, padding)


def to_kernel_work(kernel: Shape, x: Shape, _: Shape, __: Shape, stride: float, padding: float) -> int:
    return slide_work(kernel, x, kernel, stride, padding)


def to_input_scratch(x: Shape, _: Shape, kernel: Shape, __: Shape, stride: float, padding: float) -> int:
    return _padded(x, padding) + 2 * _windows(x, kernel, stride, padding)


def to_input_work(x: Shape, _: Shape, kernel: Shape, __: Shape, stride: float, padding: float) -> int:
    """A turn for every cell of the kernel, in which all of g is gone through."""
    return _padded(x, padding) + _cells(kernel) * (_A_TURN + 2 * _windows(x, kernel, stride, padding))


def toeplitz_work(result: Shape, kernel: Shape, *_: Any) -> int:
    return _cells(result) + _cells(kernel) * (4 * _A_TURN + result[0])


def patches_scratch(result: Shape, x: Shape, _: Shape, __: float, padding: float) -> int:
    return _padded(x, padding) + _cells(result)


def _cells(shape: Shape) -> int:
    return shape[0] * shape[1]


def _padded(x: Shape, padding: float) -> int:
    return (x[0] + 2 * int(padding)) * (x[1] + 2 * int(padding))


def _windows(x: Shape, kernel: Shape, stride: float, padding: float) -> int:
    rows, columns = (places(n, k, int(stride), int(padding)) for n, k in zip(x, kernel, strict=True))
    return max(rows, 1) * max(columns, 1)
