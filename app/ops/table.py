"""The table of operations. A new operation is a new row; the contract test tests it by its being listed."""

from __future__ import annotations

from dataclasses import replace

from . import native
from .row import Fusion, Row

_ROWS = [
    # Operators. The right factor of a product decides the identity: a column (z = Wx), or else rows (z = xW).
    Row("matmul", ("a", "b"), "a @ b", ("g @ b.T", "a.T @ g"), (("5", "2"), ("1", "6")), "product", jacobian=("kron(eye(a, axis=0), b.T)", "kron(a, eye(b, axis=1))")),
    Row("add", ("a", "b"), "a + b", ("g", "g"), (("3", "3"), ("3", "3")), "linear", jacobian=("eye(y)", "eye(y)")),
    Row("sub", ("a", "b"), "a - b", ("g", "-g"), (("3", "3"), ("negative", "negative")), "linear", jacobian=("eye(y)", "-eye(y)")),
    Row("neg", ("a",), "-a", ("-g",), (("negative", "negative"),), "linear", jacobian=("-eye(a)",)),
    Row("transpose", ("a",), "a.T", ("g.T",), (("transpose", "transpose"),), "linear", jacobian=("select(index(a).T, index(a))",)),
    Row("mul", ("a", "b"), "a * b", ("g * b", "g * a"), (("product", "product"), ("product", "product")), "product", jacobian=("diag(spread(b, y))", "diag(spread(a, y))")),
    Row(
        "div", ("a", "b"), "a / b", ("g / b", "-(g * y / b)"), (("quotient", "quotient"), ("quotient", "quotient")), "product",
        jacobian=("diag(spread(1 / b, y))", "diag(-(y / b))"), domain="nonzero divisor",
    ),
    Row(
        "pow", ("a",), "a ** exponent", ("g * (exponent * a ** (exponent - 1))",), (("4", "4"),), "elementwise",
        jacobian=("diag(exponent * a ** (exponent - 1))",), constants=(("exponent", None),),
    ),
    # Cell by cell.
    Row("relu", ("a",), "maximum(a, 0)", ("g * sgn(y)",), (("4", "4"),), "activation", jacobian=("diag(sgn(y))",), kink="a", mask=True),
    Row("sigmoid", ("a",), "1 / (1 + exp(-a))", ("g * y * (1 - y)",), (("4", "4"),), "activation", jacobian=("diag(y * (1 - y))",)),
    Row("tanh", ("a",), "tanh(a)", ("g * (1 - y * y)",), (("4", "4"),), "activation", jacobian=("diag(1 - y * y)",)),
    Row("exp", ("a",), "exp(a)", ("g * y",), (("4", "4"),), "elementwise", jacobian=("diag(y)",)),
    Row("log", ("a",), "log(a)", ("g / a",), (("4", "4"),), "elementwise", jacobian=("diag(1 / a)",), domain="positive"),
    Row("sqrt", ("a",), "sqrt(a)", ("g / (2 * y)",), (("4", "4"),), "elementwise", jacobian=("diag(1 / (2 * y))",), domain="nonnegative"),
    Row("square", ("a",), "a * a", ("g * (2 * a)",), (("4", "4"),), "elementwise", jacobian=("diag(2 * a)",)),
    Row("abs", ("a",), "abs(a)", ("g * sgn(a)",), (("4", "4"),), "elementwise", jacobian=("diag(sgn(a))",), kink="a"),
    Row(
        "leaky_relu", ("a",), "maximum(a, 0) + negative_slope * minimum(a, 0)",
        ("g * (sgn(maximum(a, 0)) + negative_slope * (1 - sgn(maximum(a, 0))))",), (("4", "4"),), "activation",
        jacobian=("diag(sgn(maximum(a, 0)) + negative_slope * (1 - sgn(maximum(a, 0))))",),
        constants=(("negative_slope", 0.01),), kink="(1 - negative_slope) * a",
    ),
    Row(
        "elu", ("a",), "maximum(a, 0) + alpha * (exp(minimum(a, 0)) - 1)",
        ("g * (sgn(maximum(a, 0)) + (1 - sgn(maximum(a, 0))) * (alpha * exp(minimum(a, 0))))",), (("4", "4"),), "activation",
        jacobian=("diag(sgn(maximum(a, 0)) + (1 - sgn(maximum(a, 0))) * (alpha * exp(minimum(a, 0))))",),
        constants=(("alpha", 1.0),), kink="(1 - alpha) * a",
    ),
    Row(
        "softplus", ("a",), "log(1 + exp(a))", ("g * sigmoid(a)",), (("4", "4"),), "activation", jacobian=("diag(sigmoid(a))",),
        forward="maximum(a, 0) + log(1 + exp(-abs(a)))", native=native.softplus,
    ),
    Row(
        "gelu", ("a",), "a * (1 + erf(a / 1.4142135623730951)) / 2",
        ("g * ((1 + erf(a / 1.4142135623730951)) / 2 + 0.3989422804014327 * a * exp(-(a * a) / 2))",), (("4", "4"),), "activation",
        jacobian=("diag((1 + erf(a / 1.4142135623730951)) / 2 + 0.3989422804014327 * a * exp(-(a * a) / 2))",),
    ),
    Row(
        "silu", ("a",), "a * sigmoid(a)", ("g * (sigmoid(a) * (1 + a * (1 - sigmoid(a))))",), (("4", "4"),), "activation",
        jacobian=("diag(sigmoid(a) * (1 + a * (1 - sigmoid(a))))",),
    ),
    # The larger and the smaller of two. Where they are equal, each counts for half.
    Row(
        "maximum", ("a", "b"), "maximum(a, b)", ("g * ((1 + sgn(a - b)) / 2)", "g * ((1 - sgn(a - b)) / 2)"),
        (("maximum", "maximum"), ("maximum", "maximum")), "elementwise",
        jacobian=("diag((1 + sgn(a - b)) / 2)", "diag((1 - sgn(a - b)) / 2)"), kink="a - b",
    ),
    Row(
        "minimum", ("a", "b"), "minimum(a, b)", ("g * ((1 - sgn(a - b)) / 2)", "g * ((1 + sgn(a - b)) / 2)"),
        (("maximum", "maximum"), ("maximum", "maximum")), "elementwise",
        jacobian=("diag((1 - sgn(a - b)) / 2)", "diag((1 + sgn(a - b)) / 2)"), kink="a - b",
    ),
    # Along a vector.
    Row(
        "softmax", ("a",), "exp(a) / sum(exp(a), axis=axis)", ("y * (g - sum(g * y, axis=axis))",), (("softmax", "softmax"),), "activation",
        jacobian=("diag(y) - vec(y) @ vec(y).T * (gather(y, axis=axis).T @ gather(y, axis=axis))",), forward="exp(a - max(a, axis=axis)) / sum(exp(a - max(a, axis=axis)), axis=axis)",
        native=native.softmax, axis=True, needs_axis=True,
    ),
    Row(
        "log_softmax", ("a",), "a - log(sum(exp(a), axis=axis))", ("g - exp(y) * sum(g, axis=axis)",), (("log-softmax", "log-softmax"),),
        "activation", jacobian=("eye(y) - spread(1, vec(y)) @ vec(exp(y)).T * (gather(y, axis=axis).T @ gather(y, axis=axis))",),
        forward="a - max(a, axis=axis) - log(sum(exp(a - max(a, axis=axis)), axis=axis))",
        native=native.log_softmax, axis=True, needs_axis=True,
    ),
    Row("sum", ("a",), "sum(a, axis=axis)", ("spread(g, a, axis=axis)",), (("sum", "sum"),), "reduction", jacobian=("gather(a, axis=axis)",), axis=True),
    Row(
        "mean", ("a",), "mean(a, axis=axis)", ("spread(g / count(a, axis=axis), a, axis=axis)",), (("mean", "mean"),), "reduction",
        jacobian=("gather(a, axis=axis) / count(a, axis=axis)",), axis=True,
    ),
    Row(
        "max", ("a",), "max(a, axis=axis)", ("g * (equal(a, y) / sum(equal(a, y), axis=axis))",), (("max", "max"),), "reduction",
        jacobian=("gather(a, axis=axis) * vec(equal(a, y) / sum(equal(a, y), axis=axis)).T",), axis=True, kink="a - max(a, axis=axis)",
    ),
    Row("norm", ("a",), "sqrt(sum(a * a))", ("g * (a / y)",), (("norm", "norm"),), "reduction", jacobian=("vec(a / y).T",), kink="a", kink_at_origin=True),
    Row("dot", ("a", "b"), "sum(a * b)", ("g * b", "g * a"), (("dot", "dot"), ("dot", "dot")), "product", jacobian=("b.T", "a.T"), alike=True, columns=True),
    Row("outer", ("a", "b"), "a @ b.T", ("g @ b", "g.T @ a"), (("outer", "outer"), ("outer", "outer")), "product", jacobian=("kron(eye(a), b)", "kron(a, eye(b))"), columns=True),
    # Taking apart and putting together.
    Row(
        "slice", ("a",), "slice(a, start, stop, axis=axis)", ("unslice(g, a, start, axis=axis)",), (("slice", "slice"),), "reduction",
        jacobian=("select(slice(index(a), start, stop, axis=axis), index(a))",), constants=(("start", None), ("stop", None)), axis=True,
    ),
    Row(
        "concat", ("a", "b"), "concat(a, b, axis=axis)", ("head(g, a, axis=axis)", "tail(g, b, axis=axis)"),
        (("concat", "concat"), ("concat", "concat")), "reduction",
        jacobian=("select(concat(index(a), spread(0, b), axis=axis), index(a))", "select(concat(spread(0, a), index(b), axis=axis), index(b))"), axis=True,
    ),
    # Losses: a target, and what was predicted.
    Row(
        "cross_entropy", ("y", "y_hat"), "-sum(a * log(b))", ("-(g * log(b))", "-(g * a / b)"),
        (("cross-entropy", "cross-entropy"), ("cross-entropy", "cross-entropy")), "loss",
        jacobian=("-vec(log(b)).T", "-vec(a / b).T"), axis=True, alike=True, target=0, target_is_probability=True, target_is_class=True, domain="positive",
    ),
    Row(
        "squared_error", ("y", "y_hat"), "sum((a - b) * (a - b)) / 2", ("g * (a - b)", "g * (b - a)"),
        (("squared-error", "squared-error"), ("squared-error", "squared-error")), "loss",
        jacobian=("vec(a - b).T", "vec(b - a).T"), axis=True, alike=True, target=0,
    ),
    Row(
        "binary_cross_entropy", ("y", "y_hat"), "-sum(a * log(b) + (1 - a) * log(1 - b))",
        ("-(g * (log(b) - log(1 - b)))", "g * ((1 - a) / (1 - b) - a / b)"),
        (("binary-cross-entropy", "binary-cross-entropy"), ("binary-cross-entropy", "binary-cross-entropy")), "loss",
        jacobian=("-vec(log(b) - log(1 - b)).T", "vec((1 - a) / (1 - b) - a / b).T"), axis=True, alike=True, target=0,
        target_is_probability=True, domain="probability",
    ),
]  # fmt: skip

MEAN = "mean_"
"""Begins the name of a loss with `reduction="mean"`: the same, divided by the number of examples."""


def _mean_of(row: Row) -> Row:
    def divided(text: str) -> str:
        return f"({text}) / examples(a, axis=axis)"

    return replace(
        row,
        name=MEAN + row.name,
        definition=divided(row.definition),
        backward=tuple(map(divided, row.backward)),
        jacobian=tuple(map(divided, row.jacobian)),
        needs_axis=True,
    )


_ROWS += [_mean_of(row) for row in _ROWS if row.role == "loss"]
ROWS: dict[str, Row] = {row.name: row for row in _ROWS}

OPERATORS = ("matmul", "add", "sub", "mul", "div", "pow")

_FUSIONS = [
    Fusion(
        "cross_entropy",
        "softmax",
        forward="-sum(target * log_softmax(a, axis=axis))",
        backward="g * (sum(target, axis=axis) * y_hat - target)",
        assuming="sum(target, axis=axis)",
        simplified="g * (y_hat - target)",
        target_backward="-(g * log_softmax(a, axis=axis))",
        identity="7",
        warning="target-does-not-sum-to-one",
        collapse=(
            "-((target / y_hat).T @ diag(y_hat)) + (target / y_hat).T @ y_hat @ y_hat.T",
            "-target.T + sum(target) * y_hat.T",
        ),
    ),
    Fusion(
        "binary_cross_entropy",
        "sigmoid",
        forward="sum(softplus(a) - target * a)",
        backward="g * (y_hat - target)",
        assuming="",
        simplified="",
        target_backward="-(g * a)",
        identity="logistic",
        warning="",
        collapse=(
            "((1 - target) / (1 - y_hat) * (y_hat * (1 - y_hat)) - target / y_hat * (y_hat * (1 - y_hat))).T",
            "((1 - target) * y_hat - target * (1 - y_hat)).T",
        ),
    ),
]


def _fused_mean_of(fusion: Fusion) -> Fusion:
    def divided(text: str) -> str:
        return f"({text}) / examples(target, axis=axis)" if text else ""

    return replace(
        fusion,
        outer=MEAN + fusion.outer,
        forward=divided(fusion.forward),
        backward=divided(fusion.backward),
        simplified=divided(fusion.simplified),
        target_backward=divided(fusion.target_backward),
        collapse=(),
    )


FUSIONS: dict[tuple[str, str], Fusion] = {
    (fusion.outer, fusion.inner): fusion for fusion in (*_FUSIONS, *map(_fused_mean_of, _FUSIONS))
}
