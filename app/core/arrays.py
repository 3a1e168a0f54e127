"""Numbers as they come from a user, made into 2-D float64 arrays, or refused with the place that is wrong."""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ValuesError

Array = NDArray[np.float64]
Shape = tuple[int, int]
_NUMBERS = {int, float}


def as_matrix(name: str, value: Any) -> Array:
    """Make a read-only matrix from a number (1×1), a list (a column) or a list of rows.

    Args:
        name: of the input, for the error.
        value: as parsed from JSON.
    Returns: float64 array with two axes, every entry finite.
    Raises: ValuesError with name, row and column (0-based) where they are known.
    """
    rows = _as_rows(name, value)
    width = len(rows[0])
    for i, row in enumerate(rows):
        if len(row) != width:
            raise ValuesError(
                "ragged",
                f"{name}: row {i + 1} has {_count(len(row))} and row 1 has {_count(width)}; every row needs as many numbers.",
                params={"name": name, "row": i, "row_number": i + 1, "found": len(row), "expected": width},
            )
    if not _NUMBERS.issuperset(map(type, chain.from_iterable(rows))):
        raise _not_a_number(name, rows)
    try:
        array: Array = np.array(rows, dtype=np.float64)
    except OverflowError:  # an integer with more than 308 digits
        array = np.array([[_clipped(cell) for cell in row] for row in rows])
    if not np.isfinite(array).all():
        raise _not_finite(name, array)
    array.flags.writeable = False
    return array


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


def _empty(name: str) -> ValuesError:
    return ValuesError("empty", f"{name} is empty; it needs at least one number.", params={"name": name})


def _not_a_number(name: str, rows: list[list[Any]]) -> ValuesError:
    i, j = next((i, j) for i, row in enumerate(rows) for j, cell in enumerate(row) if type(cell) not in _NUMBERS)
    cell = rows[i][j]
    where = {"name": name, "row": i, "column": j, "cell": cell_name(name, i, j)}
    if isinstance(cell, list):
        return ValuesError(
            "not-a-matrix", f"{name} has more than two axes; a value is a number, a column or a matrix.", params=where
        )
    if isinstance(cell, str) and cell in {"NaN", "Infinity", "-Infinity"}:
        return _not_finite_at(name, i, j, cell)
    shown = (
        repr(cell)
        if isinstance(cell, str)
        else {True: "true", False: "false", None: "null"}.get(cell, "an object")
        if not isinstance(cell, dict)
        else "an object"
    )
    shown = shown if len(shown) <= 40 else shown[:37] + "…'"
    return ValuesError(
        "not-a-number", f"{cell_name(name, i, j)} is {shown}, not a number.", params=where | {"found": shown}
    )


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
