"""Numbers as they are sent: rows that anyone can read, or bytes in base64 where rows would take too long."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from itertools import repeat
from math import inf
from operator import contains
from typing import Any, Literal

import numpy as np
from pydantic_core import to_json

from app.core.arrays import Array, Shape
from app.core.limits import NUMBERS_OF_A_LIST, Limits, charge_bytes, charge_operations
from app.core.patience import look

Encoding = Literal["rows", "base64", "auto"]
ARRAYS = "`base64`: little-endian float64, row by row. `auto`: that for matrices of more than 2000 cells, and rows for others."
"""What the fields called `arrays` are for."""
_MOST_AS_ROWS: Mapping[Encoding, float] = {"rows": inf, "auto": 2000, "base64": 0}
"""Cells."""
_OPERATIONS_OF_A_BYTE = 32
"""What writing takes, in multiplications of a product of matrices."""
_LONGEST_NUMBER = 25
"""Bytes of the longest float64 and the comma after it."""
_BLOCK = 2**16
"""Cells that are made into Python's numbers at once."""


def data_texts(arrays: list[Array], encoding: Encoding) -> tuple[list[bytes], bool]:
    """Each array as JSON, and whether every number is finite."""
    most = _MOST_AS_ROWS[encoding]
    if all(array.size <= most for array in arrays):
        texts = [_rows(array) for array in arrays]
        return texts, not any(map(contains, texts, repeat(b'"')))  # only what is not finite is written as a string
    texts = []
    for array in arrays:
        look()
        texts.append(_rows(array) if array.size <= most else b'"%b"' % _base64(array))
    return texts, all(np.isfinite(array).all() for array in arrays)


def charge_arrays(shapes: Iterable[tuple[str, Shape]], encoding: Encoding, limits: Limits, operations: int = 0) -> None:
    """Refuse arrays that would be too long as text, or take too much to be computed and written, before they are made.

    Args:
        shapes: of all that are going to be written, each with what it is called.
        operations: what it takes to compute them.
    Raises: TooLargeError.
    """
    lengths = [(_length(shape, encoding), name) for name, shape in shapes]
    longest, name = max(lengths, default=(0, ""))
    total = sum(length for length, _ in lengths)
    charge_bytes(total, limits.answer_bytes, name, longest)
    written = _OPERATIONS_OF_A_BYTE * total
    charge_operations(operations + written, limits.operations, name, _OPERATIONS_OF_A_BYTE * longest)


def _length(shape: Shape, encoding: Encoding) -> int:
    """The most bytes that an array takes as text."""
    rows, columns = shape
    if rows * columns > _MOST_AS_ROWS[encoding]:
        return 4 * (8 * rows * columns // 3 + 1) + 2
    return rows * (_LONGEST_NUMBER * columns + 3) + 2


def value_text(array: Array, encoding: Encoding) -> bytes:
    """An array of finite numbers as a request takes it, as JSON: rows, or base64 with its shape."""
    return array_text(array, encoding) if array.size > _MOST_AS_ROWS[encoding] else _rows(array)


def array_text(array: Array, encoding: Encoding) -> bytes:
    """An array as JSON, with its shape."""
    (text,), _ = data_texts([array], encoding)
    return b'{"shape":%b,"data":%b}' % (to_json(array.shape), text)


def object_text(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A JSON object of members that are JSON already."""
    return b"{%b}" % b",".join(to_json(name) + b":" + text for name, text in members)


def value_json(array: Array, encoding: Encoding) -> Any:
    """An array of finite numbers as a request takes it: rows, or base64 with its shape."""
    if array.size > _MOST_AS_ROWS[encoding]:
        return {"shape": list(array.shape), "data": _base64(array).decode()}
    return array.tolist()


def _rows(array: Array) -> bytes:
    """A block of rows after the other, since Python's numbers take ten times the memory of the array."""
    if array.size <= _BLOCK:
        return to_json(array.tolist(), inf_nan_mode="strings")
    height = max(1, _BLOCK // (array.shape[1] + NUMBERS_OF_A_LIST))
    blocks = []
    for start in range(0, len(array), height):
        look()
        blocks.append(_rows_of_block(array[start : start + height]))
    return b"[%b]" % b",".join(blocks)


def _rows_of_block(block: Array) -> bytes:
    """Rows without the brackets around them. Of a column no list is made for each number, which would take most of the time."""
    if block.shape[1] == 1:
        return b"[%b]" % to_json(block.ravel().tolist(), inf_nan_mode="strings")[1:-1].replace(b",", b"],[")
    return to_json(block.tolist(), inf_nan_mode="strings")[1:-1]


def _base64(array: Array) -> bytes:
    return b64encode(np.ascontiguousarray(array, dtype="<f8").data)
