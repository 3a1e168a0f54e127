"""A third opinion on programs, where PyTorch is installed: its own functions in float64, and its own backward pass.

Nothing of ours is used but the text. It is no dependency of the tests: `pytest.importorskip("torch")` comes before this module.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from app.core.arrays import Array
from app.ops.table import ROWS
from tests.support.python_text import as_python

torch.set_num_threads(1)


def _matrix(a: Any) -> Any:
    return a if isinstance(a, torch.Tensor) else torch.full((1, 1), float(a), dtype=torch.float64)


def _over(function: Any) -> Any:
    """A reduction of everything, or along an axis; both axes stay."""
    return lambda a, axis=None: function(a, dim=(0, 1) if axis is None else axis, keepdim=True)


def _along(function: Any) -> Any:
    """What is meant along a vector: without an axis along all cells."""

    def apply(a: Any, axis: int | None = None) -> Any:
        return function(a.reshape(-1), dim=0).reshape(a.shape) if axis is None else function(a, dim=axis)

    return apply


def _prod(a: Any, axis: int | None = None) -> Any:
    return torch.prod(a).reshape(1, 1) if axis is None else torch.prod(a, dim=axis, keepdim=True)


def _std(a: Any, axis: int | None = None) -> Any:
    return torch.std(a, dim=(0, 1) if axis is None else axis, correction=0, keepdim=True)


def _var(a: Any, axis: int | None = None) -> Any:
    return torch.var(a, dim=(0, 1) if axis is None else axis, correction=0, keepdim=True)


def _norm(a: Any, axis: int | None = None) -> Any:
    return torch.linalg.vector_norm(a, dim=(0, 1) if axis is None else axis, keepdim=True)


def _image(x: Any) -> Any:
    return _matrix(x)[None, None]


def _conv2d(x: Any, kernel: Any, stride: int = 1, padding: int = 0) -> Any:
    return F.conv2d(_image(x), _image(kernel), stride=stride, padding=padding)[0, 0]


def _whole(ids: Any) -> Any:
    return torch.as_tensor(ids).detach().long().reshape(-1)


def _joined(parts: Any, axis: int) -> Any:
    return torch.cat([_matrix(part) for part in parts], dim=axis)


def _stacked(*columns: Any, axis: int = 0) -> Any:
    return torch.stack([_matrix(column)[:, 0] for column in columns], dim=axis)


def _slice(a: Any, *keys: slice) -> Any:
    """PyTorch has no negative steps: the rows and columns by number."""
    for axis, key in enumerate(keys):
        a = a.index_select(axis, torch.tensor(range(a.shape[axis])[key], dtype=torch.long))
    return a


def _compared(function: Any) -> Any:
    return lambda a, b: function(_matrix(a), _matrix(b)).double()


def _over_classes(loss: Any) -> Any:
    """A loss over classes: added up, and averaged over the examples."""

    def apply(y: Any, y_hat: Any, axis: int | None = None, reduction: str = "sum") -> Any:
        y, y_hat = _matrix(y), _matrix(y_hat)
        examples = 1 if axis is None or reduction == "sum" else y.shape[1 - axis]
        return (loss(y, y_hat) / examples).reshape(1, 1)

    return apply


def _over_cells(loss: Any, otherwise: str = "sum") -> Any:
    """A loss cell by cell: added up, averaged over all cells, or over the examples where an axis is that of the classes."""

    def apply(y: Any, y_hat: Any, *more: float, axis: int | None = None, reduction: str = otherwise) -> Any:
        y, y_hat = _matrix(y), _matrix(y_hat)
        if reduction == "mean" and axis is None:
            return loss(y, y_hat, *more, "mean").reshape(1, 1)
        total = loss(y, y_hat, *more, "sum")
        return (total / y.shape[1 - axis] if reduction == "mean" and axis is not None else total).reshape(1, 1)

    return apply


def _margin(y: Any, s: Any, reduction: str) -> Any:
    """PyTorch's own hinge loss, −1 for targets and a margin: HingeEmbedding is max(0, margin − x) where the target is −1."""
    return F.hinge_embedding_loss(y * s, torch.full_like(y * s, -1.0), margin=1.0, reduction=reduction)


_FUNCTIONS: dict[str, Any] = {
    **{name: getattr(torch, name) for name, row in ROWS.items() if row.slope and len(row.args) == 1 and hasattr(torch, name)},
    "leaky_relu": lambda a, slope=0.01: F.leaky_relu(a, slope),
    "elu": lambda a, alpha=1.0: F.elu(a, alpha),
    "softplus": lambda a: F.softplus(a, threshold=1e9),
    "gelu": F.gelu,
    "silu": F.silu,
    "clip": torch.clamp,
    "maximum": lambda a, b: torch.maximum(a, _matrix(b)),
    "minimum": lambda a, b: torch.minimum(a, _matrix(b)),
    "greater": _compared(torch.gt),
    "greater_equal": _compared(torch.ge),
    "less": _compared(torch.lt),
    "less_equal": _compared(torch.le),
    "equal": _compared(torch.eq),
    "not_equal": _compared(torch.ne),
    "where": lambda c, a, b: torch.where(c != 0, _matrix(a), _matrix(b)),
    "stop_gradient": lambda a: a.detach(),
    "softmax": _along(torch.softmax),
    "log_softmax": _along(torch.log_softmax),
    "cumsum": _along(torch.cumsum),
    "logsumexp": _over(torch.logsumexp),
    "sum": _over(torch.sum),
    "mean": _over(torch.mean),
    "max": _over(torch.amax),
    "min": _over(torch.amin),
    "prod": _prod,
    "var": _var,
    "std": _std,
    "norm": _norm,
    "dot": lambda a, b: torch.dot(a[:, 0], _matrix(b)[:, 0]).reshape(1, 1),
    "outer": lambda a, b: torch.outer(a[:, 0], _matrix(b)[:, 0]),
    "matmul": lambda a, b: torch.matmul(a, _matrix(b)),
    "concat": lambda *parts, axis=0: _joined(parts, axis),
    "stack": _stacked,
    "flatten": lambda a: torch.flatten(a)[:, None],
    "reshape": lambda a, rows, columns: torch.reshape(a, (rows, columns)),
    "take": lambda table, ids: F.embedding(_whole(ids), table),
    "one_hot": lambda ids, n: F.one_hot(_whole(ids), n).double(),
    "conv2d": _conv2d,
    "max_pool": lambda x, size: F.max_pool2d(_image(x), size)[0, 0],
    "avg_pool": lambda x, size: F.avg_pool2d(_image(x), size)[0, 0],
    "cross_entropy": _over_classes(lambda y, p: -torch.special.xlogy(y, p).sum()),
    "kl_div": _over_classes(lambda y, p: F.kl_div(torch.log(p), y, reduction="sum")),
    "binary_cross_entropy": _over_cells(lambda y, p, reduction: F.binary_cross_entropy(p, y, reduction=reduction)),
    "squared_error": _over_cells(lambda y, p, reduction: F.mse_loss(p, y, reduction=reduction) / 2),
    "mse": _over_cells(lambda y, p, reduction: F.mse_loss(p, y, reduction=reduction), "mean"),
    "huber": _over_cells(lambda y, p, delta, reduction: F.huber_loss(p, y, delta=delta, reduction=reduction), "mean"),
    "hinge": _over_cells(_margin, "mean"),
}  # fmt: skip


def _of_matrix(name: str) -> Any:
    """A number is a 1×1 matrix, but in a list of ids or where there may be any number of arguments."""
    function = _FUNCTIONS[name]
    if name in ("one_hot", "concat", "stack"):
        return function
    return lambda a, *args, **options: function(_matrix(a), *args, **options)


FUNCTIONS: dict[str, Any] = {"inf": math.inf, "cut": _slice, "slice": slice} | {
    name: _of_matrix(name) for name in _FUNCTIONS
}


def run(text: str, values: Mapping[str, Any]) -> tuple[dict[str, Array], dict[str, Array]]:
    """Every quantity, and the gradient of the last line by every one to which there is a way."""
    scope: dict[str, Any] = {"__builtins__": {}, **FUNCTIONS}
    found = {name: torch.tensor(np.asarray(value), dtype=torch.float64, requires_grad=True) for name, value in values.items()}  # fmt: skip
    for name, code in as_python(text, "cut"):
        value = _matrix(eval(code, scope, found))  # noqa: S307 - our own text
        found[name] = value if value.requires_grad else value.requires_grad_()
        found[name].retain_grad()
    found[name].backward()
    gradients = {name: value.grad.numpy() for name, value in found.items() if value.grad is not None}
    return {name: value.detach().numpy() for name, value in found.items()}, gradients
