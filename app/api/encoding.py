"""Numbers as they are sent: rows that anyone can read, or bytes in base64 where rows would take too long."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from itertools import repeat
from math import inf
from operator import contains
from typing import Any, Literal

import numpy as np
from pydantic_core import to_json

from app.core.arrays import Array

Encoding = Literal["rows", "base64", "auto"]
ARRAYS = "`base64`: little-endian float64, row by row. `auto`: that for matrices of more than 2000 cells, and rows for others."
"""What the fields called `arrays` are for."""
_MOST_AS_ROWS: Mapping[Encoding, float] = {"rows": inf, "auto": 2000, "base64": 0}
"""Cells."""


def data_texts(arrays: list[Array], encoding: Encoding) -> tuple[list[bytes], bool]:
    """Each array as JSON, and whether every number is finite."""
    most = _MOST_AS_ROWS[encoding]
    if all(array.size <= most for array in arrays):
        texts = [_rows(array) for array in arrays]
        return texts, not any(map(contains, texts, repeat(b'"')))  # only what is not finite is written as a string
    texts = [_rows(array) if array.size <= most else b'"%b"' % _base64(array) for array in arrays]
    return texts, all(np.isfinite(array).all() for array in arrays)


def data_json(array: Array, encoding: Encoding) -> list[list[float]] | str:
    """An array of finite numbers as the `data` of an answer."""
    if array.size > _MOST_AS_ROWS[encoding]:
        return _base64(array).decode()
    rows: list[list[float]] = array.tolist()
    return rows


def value_json(array: Array, encoding: Encoding) -> Any:
    """An array of finite numbers as a request takes it: rows, or base64 with its shape."""
    data = data_json(array, encoding)
    return {"shape": list(array.shape), "data": data} if isinstance(data, str) else data


def _rows(array: Array) -> bytes:
    return to_json(array.tolist(), inf_nan_mode="strings")


def _base64(array: Array) -> bytes:
    return b64encode(np.ascontiguousarray(array, dtype="<f8").data)
