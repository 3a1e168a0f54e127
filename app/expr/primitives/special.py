"""Functions that NumPy does not have: erf and erfc, in float64, in extended precision, and for a complex step."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from app.core.arrays import Shape
from app.core.patience import look

_CHUNK = 2**12
"""Cells of which Python numbers are made at once: one takes four times the memory of a float64."""
_ERF_IS_ONE = 6.5
"""Beyond it erf is ±1 to twenty digits."""
_FAR = 2.0
"""From here on the continued fraction of erfc is quicker than its series, and loses no digits."""
_FRACTIONS = 200


def _cell_by_cell(function: Callable[[float], float]) -> Callable[[Any], Any]:
    """A function of one number for every cell of a float64 array."""
    vectorized = np.vectorize(function, otypes=[np.float64])

    def applied(a: Any) -> Any:
        if np.size(a) <= _CHUNK:
            return vectorized(a)
        cells, found = np.ravel(a), np.empty(a.shape)
        flat = found.reshape(-1)
        for start in range(0, cells.size, _CHUNK):
            look()
            flat[start : start + _CHUNK] = vectorized(cells[start : start + _CHUNK])
        return found

    return applied


def python_numbers(result: Shape, *_: Shape) -> int:
    """The cells that Python's numbers take of which `erf` and `erfc` are made, and those in a row."""
    cells = result[0] * result[1]
    return cells + 9 * min(cells, _CHUNK)


_erf_of_floats, _erfc_of_floats = _cell_by_cell(math.erf), _cell_by_cell(math.erfc)


def erf(a: Any) -> Any:
    """In extended precision, which `math` does not know, by a series of positive terms: nothing cancels.

    Source: Abramowitz and Stegun, 7.1.6.
    """
    if np.asarray(a).dtype == np.float64:
        return _erf_of_floats(a)
    x = np.clip(a, -_ERF_IS_ONE, _ERF_IS_ONE)
    term = total = x
    for n in range(1, 200):
        term = term * (2 * x * x / (2 * n + 1))
        total = total + term
    return total * np.exp(-x * x) * _two_over_root_pi(x)


def erfc(a: Any) -> Any:
    """1 − erf(a), with all digits where that is tiny.

    Source: Abramowitz and Stegun, 7.1.14, for the continued fraction.
    """
    if np.asarray(a).dtype == np.float64:
        return _erfc_of_floats(a)
    x = np.maximum(a, _FAR)
    fraction = x
    for n in range(_FRACTIONS, 0, -1):
        fraction = x + (n / 2) / fraction
    far = np.exp(-x * x) / fraction * (_two_over_root_pi(x) / 2)
    return np.where(a > _FAR, far, 1 - erf(np.minimum(a, _FAR)))


def complex_erf(a: Any) -> Any:
    """erf(x) + iy·erf′(x), to the last place for the y of a step: what is left out goes as y²."""
    return erf(a.real) + 1j * a.imag * _slope(a.real) if np.iscomplexobj(a) else erf(a)


def complex_erfc(a: Any) -> Any:
    """The same for erfc."""
    return erfc(a.real) - 1j * a.imag * _slope(a.real) if np.iscomplexobj(a) else erfc(a)


def _slope(x: Any) -> Any:
    return 2 / math.sqrt(math.pi) * np.exp(-x * x)


def _two_over_root_pi(x: Any) -> Any:
    return 2 / np.sqrt(np.arccos(x.dtype.type(-1)))
