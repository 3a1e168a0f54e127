"""Numbers that are written as text: CSV and JSON."""

from __future__ import annotations

import csv
import json
from array import array
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Any

import numpy as np

from app.core.arrays import PACKED, Array, as_matrix, matrix_of, not_a_number, ragged
from app.core.limits import numbers_written
from app.core.patience import look

from .bounds import MOST_ARRAYS, Budget, check_names, damaged, holds_nothing, too_many_arrays, too_many_numbers

_SEPARATORS = "\t;,"
_ROWS_A_LOOK = 256
_NOT_TEXT = "it is not text in UTF-8"


def read_csv(file: str, name: str, content: bytes, budget: Budget) -> Array:
    """A matrix, a line a row. A first line without any number is taken for a header and left out.

    Columns are separated by tabs, semicolons or commas: the first of these that the first line has.

    Raises: ValuesError, TooLargeError.
    """
    numbers = array("d")  # eight bytes a number, however long the file
    width = rows = 0
    is_first = True
    separator = _separator(content)
    try:
        lines = _lines(file, content, separator, budget)
        for fields in csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True):
            if len(fields) < 2 and not "".join(fields).strip():
                continue
            row = [_number(field) for field in fields]
            if is_first and all(isinstance(cell, str) for cell in row):
                is_first = False
                continue
            is_first = False
            if rows % _ROWS_A_LOOK == 0:
                look()
            width = width or len(row)
            if len(row) != width:
                raise ragged(name, rows, len(row), width)
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    raise not_a_number(name, rows, column, cell)
                numbers.append(cell)
            rows += 1
    except UnicodeDecodeError:
        raise damaged(file, ".csv", _NOT_TEXT) from None
    except csv.Error:
        raise damaged(file, ".csv", "a quotation mark is open or a field is too long") from None
    if not rows:
        raise holds_nothing(file)
    budget.take(name, (rows, width))
    return matrix_of(name, np.array(numbers).reshape(rows, width))


def read_json(file: str, name: str, content: bytes, budget: Budget) -> dict[str, Array]:
    """An object of values by name, or one value: each as in the API.

    Raises: ValuesError, TooLargeError.
    """
    limit = budget.limits.numbers_of_body
    if numbers_written(content) > limit or content.count(b"{") > 2 * MOST_ARRAYS:
        raise too_many_numbers(file, limit)
    try:
        found = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_named)
    except UnicodeDecodeError:
        raise damaged(file, ".json", _NOT_TEXT) from None
    except (ValueError, RecursionError):
        raise damaged(file, ".json", "it is not JSON") from None
    values = found if isinstance(found, dict) and found.keys() != PACKED else {name: found}
    if not values:
        raise holds_nothing(file)
    if len(values) > MOST_ARRAYS:
        raise too_many_arrays(file)
    arrays = {}
    for key, value in values.items():
        if isinstance(value, list) and value:
            budget.take(key, (len(value), len(value[0]) if isinstance(value[0], list) else 1))
        arrays[key] = as_matrix(key, value)
    return arrays


def _named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    check_names(name for name, _ in pairs)
    return dict(pairs)


def _lines(file: str, content: bytes, separator: str, budget: Budget) -> Iterator[str]:
    """Line by line, so that a long file is left as soon as it is known to be too long."""
    limit = budget.limits.cells_of_one
    room = limit
    fields = 0
    with TextIOWrapper(BytesIO(content), encoding="utf-8-sig") as lines:
        for line in lines:
            found = 1 + line.count(separator)
            if not fields:
                room += min(found, limit)  # the first line may be a header
            fields += found
            if fields > room:
                raise too_many_numbers(file, limit)
            yield line


def _separator(content: bytes) -> str:
    first = content.split(b"\n", 1)[0]
    return next((mark for mark in _SEPARATORS if mark.encode() in first), ",")


def _number(field: str) -> float | str:
    try:
        return field if "_" in field else float(field)
    except ValueError:
        return field
