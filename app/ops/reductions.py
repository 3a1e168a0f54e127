"""Along a vector: many cells become one, or each depends on all of its line. And products of vectors."""

from __future__ import annotations

from . import native
from .row import AB, Row

_SAME_LINE = "(gather(y, axis=axis).T @ gather(y, axis=axis))"  # 1 for two cells on one line along the axis, else 0
_CENTRED = "(a - mean(a, axis=axis))"
_VARIANCE = f"sum(square{_CENTRED}, axis=axis) / count(a, axis=axis)"
_LARGEST = "equal(a, y) / sum(equal(a, y), axis=axis)"

ALONG_A_VECTOR = [
    Row(
        "softmax",      "exp(a) / sum(exp(a), axis=axis)",
        backward=       ("y * (g - sum(g * y, axis=axis))",),
        jacobian=       (f"diag(y) - vec(y) @ vec(y).T * {_SAME_LINE}",),
        identities=     ("softmax",),
        forward=        "exp(a - max(a, axis=axis)) / sum(exp(a - max(a, axis=axis)), axis=axis)",
        apply=native.softmax, reads=64, extended=100, scratch=1, role="activation", axis=True, needs_axis=True,
    ),
    Row(
        "log_softmax",  "a - log(sum(exp(a), axis=axis))",
        backward=       ("g - exp(y) * sum(g, axis=axis)",),
        jacobian=       (f"eye(y) - spread(1, vec(y)) @ vec(exp(y)).T * {_SAME_LINE}",),
        identities=     ("log-softmax",),
        forward=        "a - max(a, axis=axis) - log(sum(exp(a - max(a, axis=axis)), axis=axis))",
        apply=native.log_softmax, reads=64, extended=150, scratch=4, role="activation", axis=True, needs_axis=True,
    ),
    Row(
        "cumsum",       "cumsum(a, axis=axis)",
        backward=       ("cumsum_back(g, axis=axis)",),
        jacobian=       (f"tri(y) * {_SAME_LINE}",),
        identities=     ("cumsum",),
        role="reduction", axis=True, needs_axis=True,
    ),
]  # fmt: skip

REDUCTIONS = [
    Row(
        "sum",          "sum(a, axis=axis)",
        backward=       ("spread(g, a, axis=axis)",),
        jacobian=       ("gather(a, axis=axis)",),
        identities=     ("sum",),
        role="reduction", axis=True,
    ),
    Row(
        "mean",         "mean(a, axis=axis)",
        backward=       ("spread(g / count(a, axis=axis), a, axis=axis)",),
        jacobian=       ("gather(a, axis=axis) / count(a, axis=axis)",),
        identities=     ("mean",),
        role="reduction", axis=True,
    ),
    Row(
        "max",          "max(a, axis=axis)",
        backward=       (f"g * ({_LARGEST})",),
        jacobian=       (f"gather(a, axis=axis) * vec({_LARGEST}).T",),
        identities=     ("max",),
        kink=           "a - max(a, axis=axis)",
        role="reduction", axis=True,
    ),
    Row(
        "min",          "min(a, axis=axis)",
        backward=       (f"g * ({_LARGEST})",),
        jacobian=       (f"gather(a, axis=axis) * vec({_LARGEST}).T",),
        identities=     ("min",),
        kink=           "a - min(a, axis=axis)",
        role="reduction", axis=True,
    ),
    Row(
        "prod",         "prod(a, axis=axis)",
        backward=       ("g * others(a, axis=axis)",),
        jacobian=       ("gather(a, axis=axis) * vec(others(a, axis=axis)).T",),
        identities=     ("prod",),
        role="reduction", axis=True,
    ),
    Row(
        "var",          _VARIANCE,
        backward=       (f"g * (2 * {_CENTRED} / count(a, axis=axis))",),
        jacobian=       (f"gather(a, axis=axis) * vec(2 * {_CENTRED} / count(a, axis=axis)).T",),
        identities=     ("var",),
        role="reduction", axis=True,
    ),
    Row(
        "std",          f"sqrt({_VARIANCE})",
        backward=       (f"g * over({_CENTRED}, count(a, axis=axis) * y)",),
        jacobian=       (f"gather(a, axis=axis) * vec(over({_CENTRED}, count(a, axis=axis) * y)).T",),
        identities=     ("std",),
        forward=        f"norm({_CENTRED}, axis=axis) / sqrt(count(a, axis=axis))",
        kink=           _CENTRED,
        kink_at_origin=True, role="reduction", axis=True,
    ),
    Row(
        "norm",         "sqrt(sum(a * a, axis=axis))",
        backward=       ("g * over(a, y)",),
        jacobian=       ("gather(a, axis=axis) * vec(over(a, y)).T",),
        identities=     ("norm",),
        kink=           "a",
        kink_at_origin=True, apply=native.norm, reads=24, extended=24, scratch=4, role="reduction", axis=True,
    ),
    Row(
        "logsumexp",    "log(sum(exp(a), axis=axis))",
        backward=       ("g * softmax(a, axis=axis)",),
        jacobian=       ("gather(a, axis=axis) * vec(softmax(a, axis=axis)).T",),
        identities=     ("logsumexp",),
        forward=        "max(a, axis=axis) + log(sum(exp(a - max(a, axis=axis)), axis=axis))",
        apply=native.logsumexp, reads=64, extended=150, scratch=4, role="reduction", axis=True,
    ),
]  # fmt: skip

PRODUCTS_OF_VECTORS = [
    Row(
        "dot",          "sum(a * b)",
        backward=       ("g * b",  "g * a"),
        jacobian=       ("b.T",    "a.T"),
        identities=     ("dot",    "dot"),
        args=AB, role="product", alike=True, columns=True,
    ),
    Row(
        "outer",        "a @ b.T",
        backward=       ("g @ b",            "g.T @ a"),
        jacobian=       ("kron(eye(a), b)",  "kron(a, eye(b))"),
        identities=     ("outer",            "outer-right"),
        args=AB, role="product", columns=True,
    ),
]  # fmt: skip
