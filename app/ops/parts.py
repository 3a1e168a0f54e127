"""Taking matrices apart, putting them together, choosing rows, and windows that slide over a matrix."""

from __future__ import annotations

from app.expr.signature import Constant

from .row import MANY, Row

_CUT = "start, stop, step, axis=axis"

PARTS = [
    Row(
        "slice",     f"slice(a, {_CUT})",
        backward=    (f"unslice(g, a, {_CUT})",),
        jacobian=    (f"select(slice(index(a), {_CUT}), index(a))",),
        identities=  ("slice",),
        constants=   (Constant("start", kind="index"), Constant("stop", kind="index"), Constant("step", kind="index")),
        role="reduction", axis=True, moves=True,
    ),
    Row(
        "concat",    "concat(*args, axis=axis)",
        backward=    ("piece(g, k, *args, axis=axis)",),
        jacobian=    ("select(index(y), piece(index(y), k, *args, axis=axis))",),
        identities=  ("concat",),
        args=MANY, role="reduction", axis=True,
    ),
    Row(
        "stack",     "stack(*args, axis=axis)",
        backward=    ("layer(g, k, axis=axis)",),
        jacobian=    ("select(index(y), layer(index(y), k, axis=axis))",),
        identities=  ("stack",),
        args=MANY, role="reduction", axis=True,
    ),
    Row(
        "flatten",   "vec(a)",
        backward=    ("shaped(g, a)",),
        jacobian=    ("eye(a)",),
        identities=  ("reshape",),
        role="reduction", moves=True,
    ),
    Row(
        "reshape",   "reshape(a, rows, columns)",
        backward=    ("shaped(g, a)",),
        jacobian=    ("eye(a)",),
        identities=  ("reshape",),
        constants=   (Constant("rows", kind="size"), Constant("columns", kind="size")),
        role="reduction", moves=True,
    ),
    Row(
        "take",      "take(a, b)",
        backward=    ("put(g, b, a)",                       ""),
        jacobian=    ("kron(hits(b, a), eye(a, axis=1))",   ""),
        identities=  ("take",                               ""),
        args=("E", "ids"), ids=1, names_rows_of=0, role="reduction", moves=True,
    ),
    Row(
        "one_hot",   "one_hot(a, n)",
        backward=    ("",),
        constants=   (Constant("n", kind="count"),),
        args=("ids",), ids=0, names_rows_of="n",
    ),
]  # fmt: skip

_SIZE = (Constant("size", kind="count"),)

WINDOWS = [
    Row(
        "conv2d",    "conv2d(a, b, stride, padding)",
        backward=    ("conv2d_to_input(g, b, a, stride, padding)",  "conv2d_to_kernel(a, g, b, stride, padding)"),
        jacobian=    ("toeplitz(b, a, stride, padding)",            "patches(a, b, stride, padding)"),
        identities=  ("conv-input",                                 "conv-kernel"),
        constants=   (Constant("stride", 1, "count"), Constant("padding", 0, "natural")),
        args=("X", "K"), role="product", window=1,
    ),
    Row(
        "max_pool",  "max_pool(a, size)",
        backward=    ("upsample(g, a, size) * largest(a, size)",),
        jacobian=    ("select(index(y), upsample(index(y), a, size)) * vec(largest(a, size)).T",),
        identities=  ("max-pool",),
        kink=        "upsample(spread(1, max_pool(a, size)), a, size) * (a - upsample(max_pool(a, size), a, size))",
        constants=_SIZE, args=("X",), role="reduction",
    ),
    Row(
        "avg_pool",  "window_sum(a, size) / (size * size)",
        backward=    ("upsample(g / (size * size), a, size)",),
        jacobian=    ("select(index(y), upsample(index(y), a, size)) / (size * size)",),
        identities=  ("avg-pool",),
        constants=_SIZE, args=("X",), role="reduction",
    ),
]  # fmt: skip
