"""One array as `numpy.save` writes it: a header in text, then the numbers.

The header is read first and believed in nothing: no memory is set aside for an array before its size is known to be
allowed and its bytes are known to be there.
"""

from __future__ import annotations

import tokenize
from io import BytesIO
from typing import Any, Protocol

import numpy as np
from numpy.lib import format as npy

from app.core.arrays import Array, check_type, matrix_of, matrix_shape, wrong_length

from .bounds import Budget, damaged, pickled

MAGIC = npy.MAGIC_PREFIX
HEADER = 8192
"""The most bytes of a header that are looked at. Of an array of numbers it has 128."""
_READERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}  # 3.0 is for names of fields
_UNREADABLE = (
    *(ValueError, TypeError, SyntaxError, KeyError, IndexError, AttributeError, OverflowError, tokenize.TokenError),
    *(MemoryError, RecursionError, Warning),  # of Python's parser, which meets at most HEADER characters
)


class Readable(Protocol):
    """A stream: of a file, or of a member while it is unpacked."""

    def read(self, n: int, /) -> bytes: ...


def read_npy(file: str, name: str, stream: Readable, size: int, budget: Budget) -> Array:
    """The array in `stream`, which says that it has `size` bytes.

    Raises: ValuesError, TooLargeError; in both cases before the numbers are read.
    """
    head = stream.read(HEADER)
    axes, fortran_order, dtype, start = _header(file, head)
    if dtype.hasobject:
        raise pickled(file)
    check_type(name, dtype)
    shape = matrix_shape(name, axes)
    budget.take(name, shape)
    length = shape[0] * shape[1] * dtype.itemsize
    if size - start != length:
        raise wrong_length(name, shape, length, size - start)
    data = head[start:] + stream.read(max(0, length - len(head) + start))
    if len(data) != length:
        raise wrong_length(name, shape, length, len(data))
    numbers = np.frombuffer(data, dtype).reshape(axes, order="F" if fortran_order else "C")
    return matrix_of(name, numbers)


def _header(file: str, head: bytes) -> tuple[tuple[int, ...], bool, np.dtype[Any], int]:
    """Axes, whether columns come first, type, and where the numbers begin."""
    stream = BytesIO(head)
    try:
        read = _READERS[npy.read_magic(stream)]
        axes, fortran_order, dtype = read(stream, max_header_size=HEADER)
    except _UNREADABLE:
        raise damaged(file, ".npy", "its header cannot be read") from None
    return axes, fortran_order, dtype, stream.tell()
