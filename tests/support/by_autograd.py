"""A second opinion on programs: Python reads the text, autograd.numpy (HIPS) computes and differentiates it.

Nothing of ours is used but the text itself.
"""

from collections.abc import Mapping
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad

from app.core.arrays import Array

Values = Mapping[str, Any]


def _sum(a: Any, axis: int | None = None) -> Any:
    return anp.sum(a, axis=axis, keepdims=True)


def _log_softmax(a: Any, axis: int | None = None) -> Any:
    largest = anp.max(a, axis=axis, keepdims=True)
    return a - largest - anp.log(_sum(anp.exp(a - largest), axis))


_FUNCTIONS: dict[str, Any] = {
    "relu": lambda a: anp.where(a > 0, a, 0.0),
    "sigmoid": lambda a: 1.0 / (1.0 + anp.exp(-a)),
    "tanh": anp.tanh,
    "exp": anp.exp,
    "log": anp.log,
    "softmax": lambda a, axis=None: anp.exp(_log_softmax(a, axis)),
    "log_softmax": _log_softmax,
    "sum": _sum,
    "cross_entropy": lambda y, y_hat: -_sum(y * anp.log(y_hat)),
    "squared_error": lambda y, y_hat: 0.5 * _sum((y - y_hat) ** 2),
}


def forward(text: str, values: Values, nudges: Values | None = None, **functions: Any) -> dict[str, Any]:
    """Every quantity of the program. `nudges` are added to quantities where they are given or computed."""
    scope: dict[str, Any] = {"__builtins__": {}, **_FUNCTIONS, **functions}
    nudges = nudges or {}
    found = {name: value + nudges[name] if name in nudges else value for name, value in values.items()}
    for line in text.splitlines():
        name, _, expression = line.partition(" = ")
        value = eval(expression, scope, found)  # noqa: S307 - our own text, and Python is the second opinion
        found[name] = value + nudges[name] if name in nudges else value
    return found


def gradients(text: str, values: Values) -> dict[str, Array]:
    """The gradient of the last line by every quantity, given or computed, in the shape of each."""
    nudges = {name: np.zeros(np.shape(value)) for name, value in forward(text, values).items()}
    loss = text.splitlines()[-1].partition(" = ")[0]

    def nudged(nudges: Values) -> Any:
        return anp.sum(forward(text, values, nudges)[loss])

    found: dict[str, Array] = grad(nudged)(nudges)
    del found[loss]
    return found


def distance_to_kink(text: str, values: Values) -> float:
    """The smallest |a| that any relu(a) sees; ∞ where there is none."""
    seen = [np.inf]

    def relu(a: Any) -> Any:
        seen.append(float(np.abs(a).min()))
        return np.maximum(a, 0.0)

    forward(text, values, relu=relu)
    return min(seen)
