"""The primitives: what every rule is in the end made of. One row each.

A *stretching* primitive works cell by cell and broadcasts like NumPy; a *gathering* one makes many cells into one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

Kind = Literal["stretching", "gathering", "structural"]


@dataclass(frozen=True, slots=True)
class Primitive:
    """A row of the table.

    Args:
        kind: how cells go in and out.
        args: how many arguments.
        apply: on 2-D float64 arrays. A gathering one takes `axis` and keeps both axes.
    """

    kind: Kind
    args: int
    apply: Callable[..., Any]


def _sum(a: Any, axis: int | None) -> Any:
    return np.add.reduce(a, axis=axis, keepdims=True)


def _max(a: Any, axis: int | None) -> Any:
    return np.maximum.reduce(a, axis=axis, keepdims=True)


def _mean(a: Any, axis: int | None) -> Any:
    return np.mean(a, axis=axis, keepdims=True)


def _spread(a: Any, like: Any) -> Any:
    """Equal copies of `a`, as many as fill the shape of `like`."""
    return np.broadcast_to(a, like.shape)


PRIMITIVES: dict[str, Primitive] = {
    "add":       Primitive("stretching", 2, np.add),
    "sub":       Primitive("stretching", 2, np.subtract),
    "mul":       Primitive("stretching", 2, np.multiply),
    "div":       Primitive("stretching", 2, np.divide),
    "pow":       Primitive("stretching", 2, np.power),
    "maximum":   Primitive("stretching", 2, np.maximum),
    "minimum":   Primitive("stretching", 2, np.minimum),
    "neg":       Primitive("stretching", 1, np.negative),
    "exp":       Primitive("stretching", 1, np.exp),
    "log":       Primitive("stretching", 1, np.log),
    "sqrt":      Primitive("stretching", 1, np.sqrt),
    "abs":       Primitive("stretching", 1, np.abs),
    "sgn":       Primitive("stretching", 1, np.sign),
    "tanh":      Primitive("stretching", 1, np.tanh),
    "sum":       Primitive("gathering", 1, _sum),
    "max":       Primitive("gathering", 1, _max),
    "mean":      Primitive("gathering", 1, _mean),
    "matmul":    Primitive("structural", 2, np.matmul),
    "transpose": Primitive("structural", 1, np.transpose),
    "diag":      Primitive("structural", 1, np.diagflat),
    "spread":    Primitive("structural", 2, _spread),
}  # fmt: skip
