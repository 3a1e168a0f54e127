"""The table of operations. A new operation is a new row; the contract test tests it by its being listed."""

from __future__ import annotations

from . import native
from .row import Fusion, Row

_ROWS = [
    # Operators. The right factor of a product decides the identity: a column (z = Wx), or else rows (z = xW).
    Row("matmul", ("a", "b"), "a @ b", ("g @ b.T", "a.T @ g"), (("5", "2"), ("1", "6")), "product", jacobian=("b.T", "a")),
    Row("add", ("a", "b"), "a + b", ("g", "g"), (("3", "3"), ("3", "3")), "linear", jacobian=("diag(spread(1, y))", "diag(spread(1, y))")),
    Row("sub", ("a", "b"), "a - b", ("g", "-g"), (("3", "3"), ("negative", "negative")), "linear", jacobian=("diag(spread(1, y))", "diag(spread(-1, y))")),
    Row("neg", ("a",), "-a", ("-g",), (("negative", "negative"),), "linear", jacobian=("diag(spread(-1, y))",)),
    Row("transpose", ("a",), "a.T", ("g.T",), (("transpose", "transpose"),), "linear", jacobian=(None,)),
    Row("mul", ("a", "b"), "a * b", ("g * b", "g * a"), (("product", "product"), ("product", "product")), "product", jacobian=("diag(b)", "diag(a)")),
    Row(
        "div", ("a", "b"), "a / b", ("g / b", "-(g * y / b)"), (("quotient", "quotient"), ("quotient", "quotient")), "product",
        jacobian=("diag(1 / b)", "diag(-(y / b))"), domain="nonzero divisor",
    ),
    # Cell by cell.
    Row("relu", ("a",), "maximum(a, 0)", ("g * sgn(y)",), (("4", "4"),), "activation", jacobian=("diag(sgn(y))",), kink="a"),
    Row("sigmoid", ("a",), "1 / (1 + exp(-a))", ("g * y * (1 - y)",), (("4", "4"),), "activation", jacobian=("diag(y * (1 - y))",)),
    Row("tanh", ("a",), "tanh(a)", ("g * (1 - y * y)",), (("4", "4"),), "activation", jacobian=("diag(1 - y * y)",)),
    Row("exp", ("a",), "exp(a)", ("g * y",), (("4", "4"),), "elementwise", jacobian=("diag(y)",)),
    Row("log", ("a",), "log(a)", ("g / a",), (("4", "4"),), "elementwise", jacobian=("diag(1 / a)",), domain="positive"),
    # Along a vector.
    Row(
        "softmax", ("a",), "exp(a) / sum(exp(a), axis=axis)", ("y * (g - sum(g * y, axis=axis))",), (("softmax", "softmax"),), "activation",
        jacobian=("diag(y) - y @ y.T",), forward="exp(a - max(a, axis=axis)) / sum(exp(a - max(a, axis=axis)), axis=axis)",
        native=native.softmax, axis=True, needs_axis=True,
    ),
    Row(
        "log_softmax", ("a",), "a - log(sum(exp(a), axis=axis))", ("g - exp(y) * sum(g, axis=axis)",), (("log-softmax", "log-softmax"),),
        "activation", jacobian=("diag(spread(1, y)) - spread(1, y) @ exp(y).T",),
        forward="a - max(a, axis=axis) - log(sum(exp(a - max(a, axis=axis)), axis=axis))",
        native=native.log_softmax, axis=True, needs_axis=True,
    ),
    Row("sum", ("a",), "sum(a, axis=axis)", ("spread(g, a)",), (("sum", "sum"),), "reduction", jacobian=("spread(1, a).T",), axis=True),
    # Losses: a target, and what was predicted.
    Row(
        "cross_entropy", ("y", "y_hat"), "-sum(a * log(b))", ("-(g * log(b))", "-(g * a / b)"),
        (("cross-entropy", "cross-entropy"), ("cross-entropy", "cross-entropy")), "loss",
        jacobian=("-log(b).T", "-(a / b).T"), alike=True, target=0, target_is_probability=True, domain="positive",
    ),
    Row(
        "squared_error", ("y", "y_hat"), "sum((a - b) * (a - b)) / 2", ("g * (a - b)", "g * (b - a)"),
        (("squared-error", "squared-error"), ("squared-error", "squared-error")), "loss",
        jacobian=("(a - b).T", "(b - a).T"), alike=True, target=0,
    ),
]  # fmt: skip

ROWS: dict[str, Row] = {row.name: row for row in _ROWS}

OPERATORS = ("matmul", "add", "sub", "mul", "div")

FUSIONS: dict[tuple[str, str], Fusion] = {
    ("cross_entropy", "softmax"): Fusion(
        "cross_entropy",
        "softmax",
        forward="-sum(target * log_softmax(a, axis=axis))",
        backward="g * (sum(target, axis=axis) * y_hat - target)",
        assuming="sum(target, axis=axis)",
        simplified="g * (y_hat - target)",
        target_backward="-(g * log_softmax(a, axis=axis))",
        identity="7",
        warning="target-does-not-sum-to-one",
    ),
}
