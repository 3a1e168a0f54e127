"""Operations that NumPy says better than text: safe from overflow, and exact where probabilities are tiny.

Over everything, what is subtracted and divided by is one Python float: NumPy is quicker with it than with an array.
"""

from __future__ import annotations

from math import log1p
from typing import Any

import numpy as np

from app.core.arrays import Array

_SMALL_NORM = 1e-140
"""Below it the squares of some entries lose digits."""


def softmax(a: Array, axis: int | None = None) -> Array:
    """exp(a) / Σ exp(a), shifted by the largest entry so that nothing overflows. Shape of `a`."""
    if axis is None:
        e = np.exp(a - a.item(a.argmax()))
        e /= np.add.reduce(e, axis=None).item()
        return e
    e = np.exp(a - np.maximum.reduce(a, axis=axis, keepdims=True))
    e /= np.add.reduce(e, axis=axis, keepdims=True)
    return e


def log_softmax(a: Array, axis: int | None = None) -> Array:
    """log softmax(a). Shape of `a`.

    The largest entry is left out of the sum and comes back as the 1 of log1p, so that the logarithm of a
    probability near 1 keeps all its digits: log softmax([20, 0])₁ is −2.06e-9 to the last digit.
    """
    if axis is None:
        top = a.argmax()
        shifted = a - a.item(top)
        e = np.exp(shifted)
        e.flat[top] = 0.0
        total = np.add.reduce(e, axis=None)
        shifted -= log1p(total) if isinstance(total, float) else np.log1p(total)  # math has no extended precision
        return shifted
    top_index = np.expand_dims(a.argmax(axis=axis), axis)
    shifted = a - np.take_along_axis(a, top_index, axis)
    e = np.exp(shifted)
    np.put_along_axis(e, top_index, 0.0, axis)
    return np.asarray(shifted - np.log1p(e.sum(axis=axis, keepdims=True)))


def logsumexp(a: Array, axis: int | None = None) -> Array:
    """log Σ exp(a), shifted by the largest entry. 1×1, or the shape of `a` with 1 along `axis`.

    The largest entry comes back as the 1 of log1p, as in `log_softmax`. Of entries that are all −∞ it is −∞.
    """
    if axis is None:
        return logsumexp(a.reshape(-1, 1), 0)
    top_index = np.expand_dims(a.argmax(axis=axis), axis)
    top = np.take_along_axis(a, top_index, axis)
    e = np.exp(a - np.where(np.isfinite(top), top, 0.0))
    np.put_along_axis(e, top_index, 0.0, axis)
    return np.asarray(top + np.log1p(e.sum(axis=axis, keepdims=True)))


def norm(a: Array, axis: int | None = None) -> Array:
    """√Σa², where needed of numbers made smaller or larger first, so that no square overflows or vanishes. Shape as above."""
    plain = np.sqrt(np.add.reduce(a * a, axis=axis, keepdims=True))
    if ((plain > _SMALL_NORM) & (plain < np.inf)).all():
        return np.asarray(plain)
    scale = np.maximum.reduce(np.abs(a), axis=axis, keepdims=True)
    safe = np.where((scale > 0) & np.isfinite(scale), scale, 1.0)
    return np.asarray(safe * np.sqrt(np.add.reduce(np.square(a / safe), axis=axis, keepdims=True)))


def softplus(a: Array, axis: int | None = None) -> Array:  # noqa: ARG001 - called like the others
    """log(1 + exp(a)), which is a for large a and exp(a) for small. Shape of `a`."""
    return np.asarray(np.logaddexp(a, 0.0))


def complex_sigmoid(a: Any) -> Any:
    """Without overflow, which would make NaN out of a complex number."""
    e = np.exp(-np.where(a.real < 0, -a, a))
    return np.where(a.real >= 0, 1.0, e) / (1.0 + e)
