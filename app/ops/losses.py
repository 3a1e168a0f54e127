"""Losses: a target, and what was predicted. Each is there twice: added up, and averaged."""

from __future__ import annotations

from dataclasses import replace

from app.expr.signature import Constant

from .row import Row

_Y_Y_HAT = ("y", "y_hat")
_BENT = "minimum(abs(a - b), delta)"

_LOSSES = [
    Row(
        "cross_entropy", "-sum(a * log(b))",
        backward=    ("-(g * log(b))",         "-(g * over(a, b))"),
        jacobian=    ("-vec(log(b)).T",        "-vec(over(a, b)).T"),
        identities=  ("cross-entropy-target",  "cross-entropy"),
        forward=     "-sum(weighted(a, log(b)))",
        target_is_probability=True, target_is_class=True, reduction="sum", domain="positive",
    ),
    Row(
        "kl_div",    "sum(weighted(a, log(a)) - weighted(a, log(b)))",
        backward=    ("g * (log(a) - log(b) + 1)",       "-(g * over(a, b))"),
        jacobian=    ("vec(log(a) - log(b) + 1).T",      "-vec(over(a, b)).T"),
        identities=  ("kl-target",                       "kl"),
        target_is_probability=True, target_is_class=True, reduction="sum", domain="positive",
    ),
    Row(
        "binary_cross_entropy", "-sum(a * log(b) + (1 - a) * log(1 - b))",
        backward=    ("-(g * (log(b) - log(1 - b)))",    "g * (over(1 - a, 1 - b) - over(a, b))"),
        jacobian=    ("-vec(log(b) - log(1 - b)).T",     "vec(over(1 - a, 1 - b) - over(a, b)).T"),
        identities=  ("binary-cross-entropy-target",     "binary-cross-entropy"),
        forward=     "-sum(weighted(a, log(b)) + weighted(1 - a, log1p(-b)))",
        target_is_probability=True, reduction="sum", domain="probability",
    ),
    Row(
        "squared_error", "sum((a - b) * (a - b)) / 2",
        backward=    ("g * (a - b)",           "g * (b - a)"),
        jacobian=    ("vec(a - b).T",          "vec(b - a).T"),
        identities=  ("squared-error-target",  "squared-error"),
        reduction="sum",
    ),
    Row(
        "mse",       "sum((a - b) * (a - b))",
        backward=    ("g * (2 * (a - b))",     "g * (2 * (b - a))"),
        jacobian=    ("vec(2 * (a - b)).T",    "vec(2 * (b - a)).T"),
        identities=  ("mse-target",            "mse"),
        reduction="mean",
    ),
    Row(
        "huber",     f"sum({_BENT} * (abs(a - b) - {_BENT} / 2))",
        backward=    ("g * minimum(maximum(a - b, -delta), delta)",    "g * minimum(maximum(b - a, -delta), delta)"),
        jacobian=    ("vec(minimum(maximum(a - b, -delta), delta)).T", "vec(minimum(maximum(b - a, -delta), delta)).T"),
        identities=  ("huber-target",                                  "huber"),
        constants=   (Constant("delta", 1.0, "positive"),),
        reduction="mean",
    ),
    Row(
        "hinge",     "sum(maximum(0, 1 - a * b))",
        backward=    ("-(g * (greater(1, a * b) * b))",     "-(g * (greater(1, a * b) * a))"),
        jacobian=    ("-vec(greater(1, a * b) * b).T",      "-vec(greater(1, a * b) * a).T"),
        identities=  ("hinge-target",                       "hinge"),
        kink=        "1 - a * b",
        reduction="mean",
    ),
]  # fmt: skip

MEAN, SUM = "mean_", "sum_"
"""Begin the name of a loss with another `reduction` than the one that it has where nothing is said."""


def _both(row: Row) -> tuple[Row, Row]:
    """A loss added up, and averaged: over the examples where it is spread over classes, and otherwise over all terms.

    Over classes a matrix needs `axis`, which names them.
    """
    number = "examples(a, axis=axis)" if row.target_is_class else "terms(a, axis=axis)"

    def divided(text: str) -> str:
        return f"({text}) / {number}" if text else ""

    row = replace(row, args=_Y_Y_HAT, role="loss", axis=True, alike=True, target=0)
    averaged = replace(
        row,
        name=row.name if row.reduction == "mean" else MEAN + row.name,
        definition=divided(row.definition),
        forward=divided(row.forward),
        backward=tuple(map(divided, row.backward)),
        jacobian=tuple(map(divided, row.jacobian)),
        needs_axis=row.target_is_class,
    )
    return replace(row, name=row.name if row.reduction == "sum" else SUM + row.name), averaged


LOSSES = [each for row in _LOSSES for each in _both(row)]
