"""Numbers as they come from a user, made into 2-D float64 arrays, or refused with the place that is wrong."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ValuesError

Array = NDArray[np.float64]
Shape = tuple[int, int]
_NUMBERS = {int, float}
PACKED = {"shape", "data"}
"""The fields of a value that is sent as base64."""
_MOST = 2**53
"""A size over this is no size: whatever says so lies, and its digits need not be repeated."""
_PIECE = 2**16
"""Characters of base64 that are decoded at once: a multiple of 4."""


def as_matrix(name: str, value: Any) -> Array:
    """Make a read-only matrix from a number (1×1), a list (a column), a list of rows, or {shape, data: base64}.

    Args:
        name: of the input, for the error.
        value: as parsed from JSON.
    Returns: float64 array with two axes, every entry finite.
    Raises: ValuesError with name, row and column (0-based) where they are known.
    """
    if isinstance(value, dict) and value.keys() == PACKED:
        return _unpacked(name, value["shape"], value["data"])
    if isinstance(value, list) and value and _NUMBERS.issuperset(map(type, value)):
        return _column(name, value)
    rows = _as_rows(name, value)
    width = len(rows[0])
    for i, row in enumerate(rows):
        if len(row) != width:
            raise ragged(name, i, len(row), width)
    if not _NUMBERS.issuperset(map(type, chain.from_iterable(rows))):
        raise _not_a_number(name, rows)
    try:
        array: Array = np.array(rows, dtype=np.float64)
    except OverflowError:  # an integer with more than 308 digits
        array = np.array([[_clipped(cell) for cell in row] for row in rows])
    return _finite(name, array)


def _column(name: str, cells: list[Any]) -> Array:
    """A list of numbers. One by one in a list of its own, each would take four times the memory."""
    try:
        array: Array = np.array(cells, dtype=np.float64)
    except OverflowError:
        array = np.array([_clipped(cell) for cell in cells])
    return _finite(name, array.reshape(-1, 1))


def _finite(name: str, array: Array) -> Array:
    """`array`, made read-only. Raises: ValuesError with the first cell that is not finite."""
    if not np.isfinite(array).all():
        raise _not_finite(name, array)
    array.flags.writeable = False
    return array


def matrix_of(name: str, numbers: NDArray[Any]) -> Array:
    """Make a read-only matrix from an array of any real type, byte order and layout; one axis becomes a column.

    Raises: ValuesError where `as_matrix` would.
    """
    shape = matrix_shape(name, numbers.shape)
    check_type(name, numbers.dtype)
    with np.errstate(all="ignore"):  # what a wider type holds and float64 does not becomes infinite, and is named below
        array: Array = np.ascontiguousarray(numbers.reshape(shape), dtype=np.float64).view()
    return _finite(name, array)


def matrix_shape(name: str, axes: Sequence[int]) -> Shape:
    """Rows and columns of an array with these axes. Raises: ValuesError where there are none."""
    if len(axes) > 2:
        raise too_many_axes(name, len(axes))
    if 0 in axes:
        raise _empty(name)
    if not all(type(n) is int and 0 < n <= _MOST for n in axes):  # True is an int to Python, and no size to NumPy
        raise _bad_shape(name)
    rows, columns = (*axes, 1, 1)[:2]
    return rows, columns


def check_type(name: str, dtype: np.dtype[Any]) -> None:
    """Raises: ValuesError unless `dtype` is one of real numbers."""
    if dtype.kind not in "iuf":
        raise wrong_type(name, str(dtype))


def ragged(name: str, row: int, found: int, expected: int) -> ValuesError:
    """A row (0-based) that is longer or shorter than the first."""
    return ValuesError(
        "ragged",
        f"{name}: row {row + 1} has {_count(found)} and row 1 has {_count(expected)}; every row needs as many numbers.",
        params={"name": name, "row": row, "row_number": row + 1, "found": found, "expected": expected},
    )


def not_a_number(name: str, row: int, column: int, found: object) -> ValuesError:
    """A cell (0-based) that holds something else."""
    shown = _shown(found)
    cell = cell_name(name, row, column)
    return ValuesError(
        "not-a-number",
        f"{cell} is {shown}, not a number.",
        params={"name": name, "row": row, "column": column, "cell": cell, "found": shown},
    )


def too_many_axes(name: str, axes: int) -> ValuesError:
    """An array that is no matrix, since it has this many axes."""
    return ValuesError(
        "not-a-matrix",
        f"{name} has more than two axes; a value is a number, a column or a matrix.",
        params={"name": name, "axes": axes},
    )


def wrong_type(name: str, found: str) -> ValuesError:
    """`found` is the type as its file calls it."""
    found = found if found.isprintable() else ascii(found)
    found = found if len(found) <= 40 else found[:39] + "…"
    return ValuesError(
        "wrong-type",
        f"{name} holds entries of type {found}; a value has integers or floating-point numbers.",
        params={"name": name, "found": found},
    )


def wrong_length(name: str, shape: Shape, expected: int, found: int) -> ValuesError:
    """The bytes of an array are not as many as its shape says."""
    return ValuesError(
        "wrong-length",
        f"{name} is {shape_text(shape)} and takes {expected} bytes; there are {found}.",
        params={"name": name, "shape": shape, "expected": expected, "found": found},
    )


def cell_name(name: str, row: int, column: int) -> str:
    """ "W[2,1]": 1-based, as on the page."""
    return f"{name}[{row + 1},{column + 1}]"


def shape_text(shape: Shape) -> str:
    """ "4×3"."""
    return f"{shape[0]}×{shape[1]}"


def _as_rows(name: str, value: Any) -> list[list[Any]]:
    if not isinstance(value, list):
        return [[value]]
    if not value:
        raise _empty(name)
    if any(isinstance(entry, list) for entry in value):
        rows = [entry if isinstance(entry, list) else [entry] for entry in value]
        mixed = next((i for i, entry in enumerate(value) if not isinstance(entry, list)), None)
        if mixed is not None:
            raise ValuesError(
                "ragged",
                f"{name}: row {mixed + 1} is not a list and others are; write a list of numbers or a list of rows.",
                params={"name": name, "row": mixed, "row_number": mixed + 1, "found": 1, "expected": len(rows[0])},
            )
        if not rows[0] and not any(rows):
            raise _empty(name)
        return rows
    return [[entry] for entry in value]


def _unpacked(name: str, shape: Any, data: Any) -> Array:
    """Little-endian float64 in base64, row by row, as the API sends it."""
    if not (isinstance(shape, list) and len(shape) == 2 and all(type(n) is int and 0 < n <= _MOST for n in shape)):
        raise _bad_shape(name)
    try:
        content = _decoded(data) if isinstance(data, str) else None
    except ValueError:
        content = None
    if content is None:
        raise ValuesError(
            "bad-encoding",
            f"{name}: data is not base64.",
            hint="It is little-endian float64, row by row, in base64 with its padding.",
            params={"name": name},
        )
    rows, columns = shape
    if len(content) != 8 * rows * columns:
        raise wrong_length(name, (rows, columns), 8 * rows * columns, len(content))
    return matrix_of(name, np.frombuffer(content, dtype="<f8").reshape(rows, columns))


def _decoded(text: str) -> bytes:
    """The bytes that `text` says in base64. It is read in pieces: all at once would keep every other thread waiting.

    Raises: ValueError.
    """
    pieces = [b64decode(text[k : k + _PIECE], validate=True) for k in range(0, len(text), _PIECE)]
    if any(len(piece) < _PIECE // 4 * 3 for piece in pieces[:-1]):
        raise ValueError("padding before the end")
    return b"".join(pieces)


def _bad_shape(name: str) -> ValuesError:
    return ValuesError(
        "bad-shape", f"{name}: a shape is two whole numbers from 1, rows and columns.", params={"name": name}
    )


def _empty(name: str) -> ValuesError:
    return ValuesError("empty", f"{name} is empty; it needs at least one number.", params={"name": name})


def _not_a_number(name: str, rows: list[list[Any]]) -> ValuesError:
    i, j = next((i, j) for i, row in enumerate(rows) for j, cell in enumerate(row) if type(cell) not in _NUMBERS)
    cell = rows[i][j]
    if isinstance(cell, list):
        error = too_many_axes(name, 3)
        error.params |= {"row": i, "column": j, "cell": cell_name(name, i, j)}
        return error
    if isinstance(cell, str) and cell in {"NaN", "Infinity", "-Infinity"}:
        return _not_finite_at(name, i, j, cell)
    return not_a_number(name, i, j, cell)


def _shown(found: object) -> str:
    """What is not a number, in a few words."""
    match found:
        case str():
            text = repr(found)
            return text if len(text) <= 40 else text[:37] + "…'"
        case bool():
            return "true" if found else "false"
        case None:
            return "null"
    return "an object"


def _not_finite(name: str, array: Array) -> ValuesError:
    i, j = (int(k) for k in np.argwhere(~np.isfinite(array))[0])
    return _not_finite_at(name, i, j, {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(array[i, j])])


def _not_finite_at(name: str, i: int, j: int, shown: str) -> ValuesError:
    return ValuesError(
        "not-finite",
        f"{cell_name(name, i, j)} is {shown}; inputs have to be finite numbers.",
        params={"name": name, "row": i, "column": j, "cell": cell_name(name, i, j), "found": shown},
    )


def _clipped(cell: float) -> float:
    try:
        return float(cell)
    except OverflowError:
        return float("inf") if cell > 0 else float("-inf")


def _count(n: int) -> str:
    return f"{n} number" if n == 1 else f"{n} numbers"
