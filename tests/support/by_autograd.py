"""A second opinion on programs: Python reads the text, autograd.numpy (HIPS) computes and differentiates it.

Nothing of ours is used but the text itself. What each name in it means is said in `tests.support.in_autograd`.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad

from app.core.arrays import Array
from tests.support.in_autograd import FUNCTIONS
from tests.support.kinks import KINKS
from tests.support.python_text import as_python

Values = Mapping[str, Any]
_CLOSE = 1e-9


def forward(text: str, values: Values) -> dict[str, Array]:
    """Every quantity of the program."""
    return _in_float64(_run(text, _precise(values)))


def gradients(text: str, values: Values) -> dict[str, Array]:
    """The gradient of the last line by every quantity, given or computed, in the shape of each."""
    precise = _precise(values)
    nudges = {name: np.zeros(np.shape(value), np.longdouble) for name, value in _run(text, precise).items()}
    *_, (loss, _) = as_python(text)

    def nudged(nudges: Values) -> Any:
        return anp.sum(_run(text, precise, nudges)[loss])

    with np.errstate(all="ignore"):
        found: dict[str, Array] = grad(nudged)(nudges)
    del found[loss]
    return _in_float64(found)


def _in_float64(arrays: Mapping[str, Any]) -> dict[str, Array]:
    with np.errstate(over="ignore"):
        return {name: np.asarray(array, np.float64) for name, array in arrays.items()}


def _precise(values: Values) -> dict[str, Any]:
    """In extended precision: 1 - sigmoid(20) leaves few digits of float64."""
    return {name: np.asarray(value, np.longdouble) for name, value in values.items()}


def _run(
    text: str, values: Values, nudges: Values | None = None, functions: Mapping[str, Any] = FUNCTIONS
) -> dict[str, Any]:
    """Every quantity. `nudges` are added to quantities where they are given or computed."""
    scope: dict[str, Any] = {"__builtins__": {}, **functions}
    nudges = nudges or {}
    found = {name: value + nudges[name] if name in nudges else value for name, value in values.items()}
    with np.errstate(all="ignore"):  # log(0): the test looks at what comes of it
        for name, code in as_python(text):
            value = eval(code, scope, found)  # noqa: S307 - our own text, and Python is the second opinion
            value = value if np.ndim(value) else np.full((1, 1), value)
            found[name] = value + nudges[name] if name in nudges else value
    return found


def distance_to_kink(text: str, values: Values, ignored: Collection[str] = ()) -> float:
    """How near the nearest kink is that an operation of the program sees: |a| of relu(a), |a − b| of maximum(a, b), …

    Args:
        ignored: operations that are not looked at.
    """
    found = _distances(text, values, {name: kink for name, kink in KINKS.items() if name not in ignored})
    return min((float(np.min(distances, initial=np.inf)) for distances in found), default=np.inf)


def sides_are_certain(text: str, values: Values) -> bool:
    """Whether rounding decides nowhere on which side of a kink a cell is, or whether it is on it.

    A cell that is on a kink has to be there with more digits, too: 3 · 0.1 − 0.3 is 0 or not by the order of a sum. And
    log(1 − p) has no digits left where p is nearly 1, if it is computed as it is written.
    """
    watched = KINKS | {"binary_cross_entropy": _below_one}
    found = zip(_distances(text, values, watched), _distances(text, _precise(values), watched), strict=True)
    return all(bool(np.all((a > _CLOSE) | ((a == 0) & (b == 0)))) for a, b in found)


def _below_one(_: Any, p: Any, **__: Any) -> Any:
    return 1 - np.asarray(p)


def _distances(text: str, values: Values, kinks: Mapping[str, Callable[..., Any]] = KINKS) -> list[Array]:
    """Of every operation with a kink how far each cell is from it."""
    seen: list[Array] = []

    def watched(function: Callable[..., Any], distances: Callable[..., Any]) -> Callable[..., Any]:
        def watch(*args: Any, **options: Any) -> Any:
            seen.append(np.abs(np.asarray(distances(*args, **options), float)))
            return function(*args, **options)

        return watch

    _run(text, values, functions=FUNCTIONS | {name: watched(FUNCTIONS[name], kink) for name, kink in kinks.items()})
    return seen
