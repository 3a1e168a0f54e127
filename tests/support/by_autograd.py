"""A second opinion on programs: Python reads the text, autograd.numpy (HIPS) computes and differentiates it.

Nothing of ours is used but the text itself.
"""

import math
from collections.abc import Mapping
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd import grad
from autograd.extend import defvjp, primitive

from app.core.arrays import Array

Values = Mapping[str, Any]


def _sum(a: Any, axis: int | None = None) -> Any:
    return anp.sum(a, axis=axis, keepdims=True)


def _log_softmax(a: Any, axis: int | None = None) -> Any:
    largest = anp.max(a, axis=axis, keepdims=True)
    return a - largest - anp.log(_sum(anp.exp(a - largest), axis))


_erf = primitive(np.vectorize(math.erf, otypes=[float]))
defvjp(_erf, lambda _, x: lambda g: g * 2 / math.sqrt(math.pi) * anp.exp(-x * x))


def _mean(a: Any, axis: int | None = None) -> Any:
    return anp.mean(a, axis=axis, keepdims=True)


def _max(a: Any, axis: int | None = None) -> Any:
    return anp.max(a, axis=axis, keepdims=True)


def _loss(of: Any) -> Any:
    """A loss with `axis` and `reduction`, from the matrix of what each cell adds to it."""

    def loss(y: Any, y_hat: Any, axis: int | None = None, reduction: str = "sum") -> Any:
        examples = 1 if axis is None else np.shape(y)[1 - axis]
        return _sum(of(y, y_hat)) / (examples if reduction == "mean" else 1)

    return loss


_FUNCTIONS: dict[str, Any] = {
    "abs": anp.abs,
    "sqrt": anp.sqrt,
    "square": anp.square,
    "leaky_relu": lambda a, slope=0.01: anp.where(a > 0, a, slope * a),
    "elu": lambda a, alpha=1.0: anp.where(a > 0, a, alpha * (anp.exp(anp.where(a > 0, 0.0, a)) - 1)),
    "softplus": lambda a: anp.logaddexp(a, 0.0),
    "gelu": lambda a: a * 0.5 * (1 + _erf(a / math.sqrt(2))),
    "silu": lambda a: a / (1 + anp.exp(-a)),
    "maximum": anp.maximum,
    "minimum": anp.minimum,
    "mean": _mean,
    "max": _max,
    "norm": lambda a: anp.sqrt(_sum(a * a)),
    "dot": lambda a, b: anp.dot(a.T, b),
    "outer": lambda a, b: anp.dot(a, b.T),
    "concat": lambda a, b, axis=0: anp.concatenate((a, b), axis=axis),
    "binary_cross_entropy": _loss(lambda y, y_hat: -(y * anp.log(y_hat) + (1 - y) * anp.log(1 - y_hat))),
    "relu": lambda a: anp.where(a > 0, a, 0.0),
    "sigmoid": lambda a: 1.0 / (1.0 + anp.exp(-a)),
    "tanh": anp.tanh,
    "exp": anp.exp,
    "log": anp.log,
    "softmax": lambda a, axis=None: anp.exp(_log_softmax(a, axis)),
    "log_softmax": _log_softmax,
    "sum": _sum,
    "cross_entropy": _loss(lambda y, y_hat: -y * anp.log(y_hat)),
    "squared_error": _loss(lambda y, y_hat: 0.5 * (y - y_hat) ** 2),
}


def forward(text: str, values: Values, nudges: Values | None = None, **functions: Any) -> dict[str, Any]:
    """Every quantity of the program. `nudges` are added to quantities where they are given or computed."""
    scope: dict[str, Any] = {"__builtins__": {}, **_FUNCTIONS, **functions}
    nudges = nudges or {}
    found = {name: value + nudges[name] if name in nudges else value for name, value in values.items()}
    for line in text.splitlines():
        name, _, expression = line.partition(" = ")
        with np.errstate(all="ignore"):  # log(1 - sigmoid(50)): the test looks at what comes of it
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
    """How near the nearest kink is that an operation of the program sees: |a| of relu(a), |a − b| of maximum(a, b), …"""
    seen = [np.inf]

    def watched(function: Any, distances: Any) -> Any:
        def watch(*args: Any, **options: Any) -> Any:
            seen.append(float(np.min(np.abs(distances(*args, **options)), initial=np.inf)))
            return function(*args, **options)

        return watch

    kinks: dict[str, Any] = {"norm": _length_or_a_hair, "max": _gap_below_the_largest}
    kinks |= dict.fromkeys(("maximum", "minimum"), np.subtract)
    kinks |= dict.fromkeys(("relu", "abs", "leaky_relu", "elu"), _argument)
    forward(text, values, **{name: watched(_FUNCTIONS[name], kink) for name, kink in kinks.items()})
    return min(seen)


def _length_or_a_hair(a: Any) -> Any:
    """At 0 the slope of a length is not a convention but missing: a hair's breadth, so that tests stay away."""
    return max(float(np.linalg.norm(a)), 1e-10)


def _argument(a: Any, *_: Any, **__: Any) -> Any:
    return a


def _gap_below_the_largest(a: Any, axis: int | None = None) -> Any:
    rows = np.reshape(a, (1, -1)) if axis is None else np.moveaxis(a, axis, 1)
    ordered = np.sort(rows, axis=1)
    return ordered[:, -1] - ordered[:, -2] if ordered.shape[1] > 1 else np.array([np.inf])
