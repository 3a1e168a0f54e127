"""How far the cells that an operation sees are from where it has no derivative, in plain NumPy."""

from typing import Any

import numpy as np

from tests.support.in_autograd import windows


def _of_argument(a: Any, *_: Any, **__: Any) -> Any:
    return a


def _of_difference(a: Any, b: Any) -> Any:
    return np.subtract(a, b)


def _length(a: Any, axis: int | None = None) -> Any:
    return np.sqrt(np.sum(np.square(a), axis=axis))


def _spread(a: Any, axis: int | None = None) -> Any:
    return _length(a - np.mean(a, axis=axis, keepdims=True), axis)


def _gap(a: Any, axis: int | None = None) -> Any:
    """From the largest entry down to the next."""
    rows = np.reshape(a, (1, -1)) if axis is None else np.moveaxis(np.asarray(a), axis, 1)
    ordered = np.sort(rows, axis=1)
    return ordered[:, 1:][:, -1:] - ordered[:, :-1][:, -1:]


def _gap_of_smallest(a: Any, axis: int | None = None) -> Any:
    return _gap(np.negative(a), axis)


def _gap_in_windows(a: Any, size: int) -> Any:
    found = windows(a, size)
    return _gap(np.reshape(found, (len(found), -1)), 0)


def _of_bounds(a: Any, min: float, max: float) -> Any:  # noqa: A002 - so called by users
    return np.stack([a - min, a - max])


def _of_hinge(y: Any, y_hat: Any, **_: Any) -> Any:
    return 1 - np.multiply(y, y_hat)


def _of_condition(c: Any, *_: Any) -> Any:
    return c


KINKS: dict[str, Any] = {
    "norm": _length,
    "std": _spread,
    "max": _gap,
    "min": _gap_of_smallest,
    "max_pool": _gap_in_windows,
    "clip": _of_bounds,
    "hinge": _of_hinge,
    "where": _of_condition,
    **dict.fromkeys(("maximum", "minimum"), _of_difference),
    **dict.fromkeys(("greater", "greater_equal", "less", "less_equal", "equal", "not_equal"), _of_difference),
    **dict.fromkeys(("relu", "abs", "leaky_relu", "elu"), _of_argument),
}
