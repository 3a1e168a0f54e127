"""What every function of the language means, said in autograd.numpy (HIPS): from the documentation, not from our table.

Where there is no derivative it is told here which one is meant: of several largest each has an equal share, a bound of clip is
inside, and a length of 0 does not change.
"""

import math
from typing import Any

import autograd.numpy as anp
import numpy as np
from autograd.extend import defvjp, primitive
from autograd.tracer import getval

from app.ops.table import ROWS

_erf = primitive(np.vectorize(math.erf, otypes=[float]))
_erfc = primitive(np.vectorize(math.erfc, otypes=[float]))
defvjp(_erf, lambda _, x: lambda g: g * 2 / math.sqrt(math.pi) * anp.exp(-x * x))
defvjp(_erfc, lambda _, x: lambda g: -g * 2 / math.sqrt(math.pi) * anp.exp(-x * x))


def _gathered(function: Any) -> Any:
    return lambda a, axis=None: function(a, axis=axis, keepdims=True)


_sum, _mean, _max, _min = map(_gathered, (anp.sum, anp.mean, anp.max, anp.min))


def constant(a: Any) -> Any:
    """The numbers alone, with nothing that a gradient follows."""
    while getval(a) is not a:
        a = getval(a)
    return a


def _where(c: Any, a: Any, b: Any) -> Any:
    """As np.where; autograd's own does not add gradients up where one of the two is stretched."""
    c = constant(c) != 0
    shape = np.zeros(np.broadcast_shapes(np.shape(c), np.shape(a), np.shape(b)))
    return anp.where(c, a + shape, b + shape)


def _compared(function: Any) -> Any:
    return lambda a, b: function(constant(a), constant(b)).astype(float)


def _weighted(y: Any, a: Any) -> Any:
    """y · a, where a weight of 0 leaves out what is infinite."""
    return y * _where((constant(y) == 0) & np.isinf(constant(a)), 0.0, a)


def _logsumexp(a: Any, axis: int | None = None) -> Any:
    largest = constant(a).max(axis=axis, keepdims=True)
    return largest + anp.log(_sum(anp.exp(a - largest), axis))


def _log_softmax(a: Any, axis: int | None = None) -> Any:
    return a - _logsumexp(a, axis)


def _prod(a: Any, axis: int | None = None) -> Any:
    """One factor after the other: autograd's own divides by them."""
    lines = anp.reshape(a, (1, -1)) if axis is None else a
    along = 1 if axis is None else axis
    found = 1.0
    for k in range(np.shape(lines)[along]):
        found = found * (lines[:, k : k + 1] if along else lines[k : k + 1, :])
    return found


def _cumsum(a: Any, axis: int | None = None) -> Any:
    return anp.reshape(anp.cumsum(a, axis=axis), np.shape(a))


def _root(a: Any) -> Any:
    """√a, and at 0 a slope of 0."""
    is_positive = constant(a) > 0
    return _where(is_positive, anp.sqrt(_where(is_positive, a, 1.0)), 0.0)


def _norm(a: Any, axis: int | None = None) -> Any:
    return _root(_sum(a * a, axis))


def _var(a: Any, axis: int | None = None) -> Any:
    return _mean((a - _mean(a, axis)) ** 2, axis)


def _clip(a: Any, min: float, max: float) -> Any:  # noqa: A002 - so called by users
    return _where(constant(a) < min, min, _where(constant(a) > max, max, a))


def _conv2d(x: Any, kernel: Any, stride: int = 1, padding: int = 0) -> Any:
    """Every cell of the kernel times all cells of x that it comes to lie on."""
    kernel = _matrix(kernel)
    height, width = np.shape(kernel)
    frame = [np.zeros((padding, np.shape(x)[1])), x, np.zeros((padding, np.shape(x)[1]))]
    x = anp.concatenate(frame, axis=0) if padding else x
    side = np.zeros((np.shape(x)[0], padding))
    x = anp.concatenate([side, x, side], axis=1) if padding else x
    rows, columns = (np.shape(x)[0] - height) // stride + 1, (np.shape(x)[1] - width) // stride + 1
    found = 0.0
    for m in range(height):
        for n in range(width):
            under = x[m : m + stride * (rows - 1) + 1 : stride, n : n + stride * (columns - 1) + 1 : stride]
            found = found + under * kernel[m : m + 1, n : n + 1]
    return found


def windows(x: Any, size: int) -> Any:
    """The cells of all windows, one in each: (size², rows of windows, columns of windows)."""
    rows, columns = (n // size * size for n in np.shape(x))
    return anp.stack([x[m:rows:size, n:columns:size] for m in range(size) for n in range(size)])


def _whole(ids: Any) -> Any:
    return np.asarray(constant(ids)).astype(int).ravel()


def _stack(*args: Any, axis: int = 0) -> Any:
    joined = anp.concatenate([_matrix(arg) for arg in args], axis=1)
    return joined if axis == 1 else joined.T


def _matrix(a: Any) -> Any:
    return a if np.ndim(a) else np.full((1, 1), a)


def _concat(*args: Any, axis: int = 0) -> Any:
    return anp.concatenate([_matrix(arg) for arg in args], axis=axis)


def _loss(of: Any, is_over_classes: bool, otherwise: str = "sum") -> Any:
    """A loss with `axis` and `reduction`, from the matrix of what each cell adds to it."""

    def loss(y: Any, y_hat: Any, *constants: Any, axis: int | None = None, reduction: str = otherwise) -> Any:
        total = _sum(of(_matrix(y), _matrix(y_hat), *constants))
        if reduction == "sum":
            return total
        everything = 1 if is_over_classes else np.size(constant(y))
        return total / (everything if axis is None else np.shape(_matrix(y))[1 - axis])

    return loss


def _huber(y: Any, y_hat: Any, delta: float = 1.0) -> Any:
    e = y - y_hat
    far = np.abs(constant(e)) > delta
    return _where(far, delta * (anp.abs(e) - delta / 2), e * e / 2)


def _hinge(y: Any, y_hat: Any) -> Any:
    return _where(constant(1 - y * y_hat) > 0, 1 - y * y_hat, 0.0)


def _binary(y: Any, y_hat: Any) -> Any:
    return -(_weighted(y, anp.log(y_hat)) + _weighted(1 - y, anp.log(1 - y_hat)))


_FUNCTIONS: dict[str, Any] = {
    # Functions cell by cell that NumPy has under the same name.
    **{
        name: getattr(anp, name)
        for name, row in ROWS.items()
        if row.slope and len(row.args) == 1 and hasattr(anp, name)
    },
    "erf": _erf,
    "erfc": _erfc,
    "relu": lambda a: _where(constant(a) > 0, a, 0.0),
    "sigmoid": lambda a: 1.0 / (1.0 + anp.exp(-a)),
    "leaky_relu": lambda a, slope=0.01: _where(constant(a) > 0, a, slope * a),
    "elu": lambda a, alpha=1.0: _where(constant(a) > 0, a, alpha * anp.expm1(_where(constant(a) > 0, 0.0, a))),
    "softplus": lambda a: anp.logaddexp(a, 0.0),
    "gelu": lambda a: a * 0.5 * _erfc(-a / math.sqrt(2)),
    "silu": lambda a: a / (1 + anp.exp(-a)),
    "clip": _clip,
    "maximum": anp.maximum,
    "minimum": anp.minimum,
    "greater": _compared(np.greater),
    "greater_equal": _compared(np.greater_equal),
    "less": _compared(np.less),
    "less_equal": _compared(np.less_equal),
    "equal": _compared(np.equal),
    "not_equal": _compared(np.not_equal),
    "where": _where,
    "stop_gradient": constant,
    "softmax": lambda a, axis=None: anp.exp(_log_softmax(a, axis)),
    "log_softmax": _log_softmax,
    "logsumexp": _logsumexp,
    "cumsum": _cumsum,
    "sum": _sum,
    "mean": _mean,
    "max": _max,
    "min": _min,
    "prod": _prod,
    "var": _var,
    "std": lambda a, axis=None: _root(_var(a, axis)),
    "norm": _norm,
    "dot": lambda a, b: _sum(a * b),
    "outer": lambda a, b: anp.dot(a, _matrix(b).T),
    "matmul": lambda a, b: anp.dot(a, _matrix(b)),
    "concat": _concat,
    "stack": _stack,
    "flatten": lambda a: anp.reshape(a, (-1, 1)),
    "reshape": lambda a, rows, columns: anp.reshape(a, (rows, columns)),
    "take": lambda table, ids: table[_whole(ids)],
    "one_hot": lambda ids, n: np.eye(n)[_whole(ids)],
    "conv2d": _conv2d,
    "max_pool": lambda x, size: anp.max(windows(x, size), axis=0),
    "avg_pool": lambda x, size: anp.mean(windows(x, size), axis=0),
    "cross_entropy": _loss(lambda y, y_hat: -_weighted(y, anp.log(y_hat)), is_over_classes=True),
    "kl_div": _loss(lambda y, p: _weighted(y, anp.log(y)) - _weighted(y, anp.log(p)), is_over_classes=True),
    "binary_cross_entropy": _loss(_binary, is_over_classes=False),
    "squared_error": _loss(lambda y, y_hat: 0.5 * (y - y_hat) ** 2, is_over_classes=False),
    "mse": _loss(lambda y, y_hat: (y - y_hat) ** 2, is_over_classes=False, otherwise="mean"),
    "huber": _loss(_huber, is_over_classes=False, otherwise="mean"),
    "hinge": _loss(_hinge, is_over_classes=False, otherwise="mean"),
}


def _of_matrix(function: Any) -> Any:
    """A number is a 1×1 matrix."""
    return lambda a, *args, **options: function(_matrix(a), *args, **options)


FUNCTIONS: dict[str, Any] = {"inf": math.inf} | {name: _of_matrix(function) for name, function in _FUNCTIONS.items()}
