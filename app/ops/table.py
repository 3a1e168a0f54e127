"""The table of operations. A new operation is a new row; the contract test tests it by its being listed."""

from __future__ import annotations

from dataclasses import replace

from app.expr.primitives import PRIMITIVES, Primitive
from app.expr.signature import Constant

from . import native
from .row import Row

AB = ("a", "b")
ABC = ("a", "b", "c")
MANY = ("*args",)
Y_Y_HAT = ("y", "y_hat")

# Between operands. The right factor of a product decides the identity: a column (z = Wx), or else rows (z = xW).
_OPERATORS = [
    Row(
        "matmul", "a @ b", args=AB, role="product", identities=("5|2", "1|6"),
        backward=("g @ b.T", "a.T @ g"),
        jacobian=("kron(eye(a, axis=0), b.T)", "kron(a, eye(b, axis=1))"),
    ),
    Row(
        "transpose", "a.T", role="linear", identities=("transpose",),
        backward=("g.T",), jacobian=("select(index(a).T, index(a))",),
    ),
    Row("add", "a + b", args=AB, role="linear", identities=("3", "3"), backward=("g", "g"), jacobian=("eye(y)", "eye(y)")),
    Row("sub", "a - b", args=AB, role="linear", identities=("3", "negative"), backward=("g", "-g"), jacobian=("eye(y)", "-eye(y)")),
    Row("neg", "-a", role="linear", identities=("negative",), backward=("-g",), jacobian=("-eye(a)",)),
    Row("mul", "a * b", args=AB, role="product", slope=("b", "a"), identities=("product", "product")),
    Row(
        "div", "a / b", args=AB, role="product", slope=("1 / b", "-(y / b)"), identities=("quotient", "divisor"), domain="nonzero divisor",
    ),
    Row(
        "pow", "a ** b", args=AB, slope=("weighted(b, a ** (b - 1))", "weighted(y, log(a))"), identities=("4", "exponent"),
        domain="positive base",
    ),
    Row("greater", "greater(a, b)", args=AB, backward=("", ""), kink="a - b"),
    Row("greater_equal", "greater_equal(a, b)", args=AB, backward=("", ""), kink="a - b"),
    Row("less", "less(a, b)", args=AB, backward=("", ""), kink="a - b"),
    Row("less_equal", "less_equal(a, b)", args=AB, backward=("", ""), kink="a - b"),
    Row("equal", "equal(a, b)", args=AB, backward=("", ""), kink="a - b"),
    Row("not_equal", "not_equal(a, b)", args=AB, backward=("", ""), kink="a - b"),
]  # fmt: skip

_PHI = "erfc(-a / 1.4142135623730951) / 2"
_OPEN = "sgn(maximum(a, 0))"  # 1 where a is above 0

_CELL_BY_CELL = [
    # name            definition                       slope
    Row("relu",       "maximum(a, 0)",                 "sgn(y)",         role="activation", kink="a", mask=True),
    Row("sigmoid",    "1 / (1 + exp(-a))",             "y * (1 - y)",    role="activation", analytic=native.complex_sigmoid),
    Row("square",     "a * a",                         "2 * a"),
    Row("softplus",   "log(1 + exp(a))",               "sigmoid(a)",     role="activation", forward="maximum(a, 0) + log(1 + exp(-abs(a)))", apply=native.softplus, reads=16),
    Row("silu",       "a * sigmoid(a)",                "sigmoid(a) * (1 + a * (1 - sigmoid(a)))",  role="activation"),
    Row(
        "gelu",       "a * (1 + erf(a / 1.4142135623730951)) / 2",  f"{_PHI} + 0.3989422804014327 * a * exp(-(a * a) / 2)",
        role="activation", forward=f"a * ({_PHI})",
    ),
    Row(
        "leaky_relu", "maximum(a, 0) + negative_slope * minimum(a, 0)",  f"{_OPEN} + negative_slope * (1 - {_OPEN})",
        role="activation", constants=(Constant("negative_slope", 0.01),), kink="(1 - negative_slope) * a",
    ),
    Row(
        "elu",        "maximum(a, 0) + alpha * (exp(minimum(a, 0)) - 1)",  f"{_OPEN} + (1 - {_OPEN}) * (alpha * exp(minimum(a, 0)))",
        role="activation", forward="maximum(a, 0) + alpha * expm1(minimum(a, 0))", constants=(Constant("alpha", 1.0),), kink="(1 - alpha) * a",
    ),
    Row(
        "clip",       "minimum(maximum(a, min), max)",  "greater_equal(a, min) * less_equal(a, max)",
        constants=(Constant("min"), Constant("max")), kink="(a - min) * (a - max)",
    ),
    # The larger and the smaller of two. Where they are equal, each counts for half.
    Row("maximum",    "maximum(a, b)", ("(1 + sgn(a - b)) / 2", "(1 - sgn(a - b)) / 2"), args=AB, identities=("maximum", "maximum"), kink="a - b"),
    Row("minimum",    "minimum(a, b)", ("(1 - sgn(a - b)) / 2", "(1 + sgn(a - b)) / 2"), args=AB, identities=("minimum", "minimum"), kink="a - b"),
    Row(
        "where", "where(a, b, c)", args=ABC, identities=("", "where", "where-else"),
        backward=("", "where(a, g, 0)", "where(a, 0, g)"), jacobian=("", "diag(where(a, spread(1, y), 0))", "diag(where(a, 0, spread(1, y)))"),
    ),
    Row("stop_gradient", "a", backward=("",), is_given=True),
]  # fmt: skip

_SAME_LINE = "(gather(y, axis=axis).T @ gather(y, axis=axis))"  # 1 for two cells on one line along the axis, else 0
_ALONG_A_VECTOR = [
    Row(
        "softmax", "exp(a) / sum(exp(a), axis=axis)", role="activation", axis=True, needs_axis=True, identities=("softmax",),
        backward=("y * (g - sum(g * y, axis=axis))",),
        jacobian=(f"diag(y) - vec(y) @ vec(y).T * {_SAME_LINE}",),
        forward="exp(a - max(a, axis=axis)) / sum(exp(a - max(a, axis=axis)), axis=axis)", apply=native.softmax, reads=16,
    ),
    Row(
        "log_softmax", "a - log(sum(exp(a), axis=axis))", role="activation", axis=True, needs_axis=True, identities=("log-softmax",),
        backward=("g - exp(y) * sum(g, axis=axis)",),
        jacobian=(f"eye(y) - spread(1, vec(y)) @ vec(exp(y)).T * {_SAME_LINE}",),
        forward="a - max(a, axis=axis) - log(sum(exp(a - max(a, axis=axis)), axis=axis))", apply=native.log_softmax, reads=16,
    ),
    Row(
        "cumsum", "cumsum(a, axis=axis)", role="reduction", axis=True, needs_axis=True, identities=("cumsum",),
        backward=("cumsum_back(g, axis=axis)",), jacobian=(f"tri(y) * {_SAME_LINE}",),
    ),
]  # fmt: skip

_MEAN_SQUARE = "sum(square(a - mean(a, axis=axis)), axis=axis) / count(a, axis=axis)"
_CENTRED = "(a - mean(a, axis=axis))"
_REDUCTIONS = [
    Row("sum", "sum(a, axis=axis)", role="reduction", axis=True, identities=("sum",), backward=("spread(g, a, axis=axis)",), jacobian=("gather(a, axis=axis)",)),
    Row(
        "mean", "mean(a, axis=axis)", role="reduction", axis=True, identities=("mean",),
        backward=("spread(g / count(a, axis=axis), a, axis=axis)",), jacobian=("gather(a, axis=axis) / count(a, axis=axis)",),
    ),
    Row(
        "max", "max(a, axis=axis)", role="reduction", axis=True, identities=("max",), kink="a - max(a, axis=axis)",
        backward=("g * (equal(a, y) / sum(equal(a, y), axis=axis))",),
        jacobian=("gather(a, axis=axis) * vec(equal(a, y) / sum(equal(a, y), axis=axis)).T",),
    ),
    Row(
        "min", "min(a, axis=axis)", role="reduction", axis=True, identities=("min",), kink="a - min(a, axis=axis)",
        backward=("g * (equal(a, y) / sum(equal(a, y), axis=axis))",),
        jacobian=("gather(a, axis=axis) * vec(equal(a, y) / sum(equal(a, y), axis=axis)).T",),
    ),
    Row(
        "prod", "prod(a, axis=axis)", role="reduction", axis=True, identities=("prod",),
        backward=("g * others(a, axis=axis)",), jacobian=("gather(a, axis=axis) * vec(others(a, axis=axis)).T",),
    ),
    Row(
        "var", _MEAN_SQUARE, role="reduction", axis=True, identities=("var",),
        backward=(f"g * (2 * {_CENTRED} / count(a, axis=axis))",),
        jacobian=(f"gather(a, axis=axis) * vec(2 * {_CENTRED} / count(a, axis=axis)).T",),
    ),
    Row(
        "std", f"sqrt({_MEAN_SQUARE})", role="reduction", axis=True, identities=("std",), kink=_CENTRED, kink_at_origin=True,
        backward=(f"g * (over({_CENTRED}, count(a, axis=axis) * y))",),
        jacobian=(f"gather(a, axis=axis) * vec(over({_CENTRED}, count(a, axis=axis) * y)).T",),
        forward=f"norm({_CENTRED}, axis=axis) / sqrt(count(a, axis=axis))",
    ),
    Row(
        "norm", "sqrt(sum(a * a, axis=axis))", role="reduction", axis=True, identities=("norm",), kink="a", kink_at_origin=True,
        backward=("g * over(a, y)",), jacobian=("gather(a, axis=axis) * vec(over(a, y)).T",), apply=native.norm,
    ),
    Row(
        "logsumexp", "log(sum(exp(a), axis=axis))", role="reduction", axis=True, identities=("logsumexp",),
        backward=("g * softmax(a, axis=axis)",), jacobian=("gather(a, axis=axis) * vec(softmax(a, axis=axis)).T",),
        forward="max(a, axis=axis) + log(sum(exp(a - max(a, axis=axis)), axis=axis))", apply=native.logsumexp, reads=16,
    ),
    Row(
        "dot", "sum(a * b)", args=AB, role="product", alike=True, columns=True, identities=("dot", "dot"),
        backward=("g * b", "g * a"), jacobian=("b.T", "a.T"),
    ),
    Row(
        "outer", "a @ b.T", args=AB, role="product", columns=True, identities=("outer", "outer-right"),
        backward=("g @ b", "g.T @ a"), jacobian=("kron(eye(a), b)", "kron(a, eye(b))"),
    ),
]  # fmt: skip

_SLICE = "start, stop, step, axis=axis"
_PARTS = [
    Row(
        "slice", f"slice(a, {_SLICE})", role="reduction", axis=True, identities=("slice",),
        backward=(f"unslice(g, a, {_SLICE})",), jacobian=(f"select(slice(index(a), {_SLICE}), index(a))",),
        constants=(Constant("start", kind="index"), Constant("stop", kind="index"), Constant("step", kind="index")),
    ),
    Row(
        "concat", "concat(*args, axis=axis)", args=MANY, role="reduction", axis=True, identities=("concat",),
        backward=("piece(g, k, *args, axis=axis)",), jacobian=("select(index(y), piece(index(y), k, *args, axis=axis))",),
    ),
    Row(
        "stack", "stack(*args, axis=axis)", args=MANY, role="reduction", axis=True, identities=("stack",),
        backward=("layer(g, k, axis=axis)",), jacobian=("select(index(y), layer(index(y), k, axis=axis))",),
    ),
    Row("flatten", "vec(a)", role="reduction", identities=("reshape",), backward=("shaped(g, a)",), jacobian=("eye(a)",)),
    Row(
        "reshape", "reshape(a, rows, columns)", role="reduction", identities=("reshape",), backward=("shaped(g, a)",), jacobian=("eye(a)",),
        constants=(Constant("rows", kind="size"), Constant("columns", kind="size")),
    ),
    Row(
        "take", "take(a, b)", args=("E", "ids"), role="reduction", identities=("take", ""), ids=1, names_rows_of=0,
        backward=("put(g, b, a)", ""), jacobian=("kron(hits(b, a), eye(a, axis=1))", ""),
    ),
    Row("one_hot", "one_hot(a, n)", args=("ids",), backward=("",), ids=0, names_rows_of="n", constants=(Constant("n", kind="count"),)),
]  # fmt: skip

_UP = "upsample(y, a, size)"
_LARGEST = f"equal(a, {_UP}) * upsample(1 / window_sum(equal(a, {_UP}), size), a, size)"
_WINDOWS = [
    Row(
        "conv2d", "conv2d(a, b, stride, padding)", args=("X", "K"), role="product", window=1, identities=("conv-input", "conv-kernel"),
        backward=("conv2d_to_input(g, b, a, stride, padding)", "conv2d_to_kernel(a, g, b, stride, padding)"),
        jacobian=("toeplitz(b, a, stride, padding)", "patches(a, b, stride, padding)"),
        constants=(Constant("stride", 1, "count"), Constant("padding", 0, "natural")),
    ),
    Row(
        "max_pool", "max_pool(a, size)", args=("X",), role="reduction", identities=("max-pool",), constants=(Constant("size", kind="count"),),
        backward=(f"upsample(g, a, size) * ({_LARGEST})",), jacobian=(f"select(index(y), upsample(index(y), a, size)) * vec({_LARGEST}).T",),
        kink=f"upsample(spread(1, y), a, size) * (a - {_UP})",
    ),
    Row(
        "avg_pool", "window_sum(a, size) / (size * size)", args=("X",), role="reduction", identities=("avg-pool",), constants=(Constant("size", kind="count"),),
        backward=("upsample(g / (size * size), a, size)",), jacobian=("select(index(y), upsample(index(y), a, size)) / (size * size)",),
    ),
]  # fmt: skip

# A target, and what was predicted.
_LOSSES = [
    Row(
        "cross_entropy", "-sum(a * log(b))", args=Y_Y_HAT, role="loss", identities=("cross-entropy-target", "cross-entropy"),
        backward=("-(g * log(b))", "-(g * over(a, b))"), jacobian=("-vec(log(b)).T", "-vec(over(a, b)).T"),
        forward="-sum(weighted(a, log(b)))", axis=True, alike=True, target=0, target_is_probability=True, target_is_class=True,
        reduction="sum", domain="positive",
    ),
    Row(
        "kl_div", "sum(weighted(a, log(a) - log(b)))", args=Y_Y_HAT, role="loss", identities=("kl-target", "kl"),
        backward=("g * (log(a) - log(b) + 1)", "-(g * over(a, b))"), jacobian=("vec(log(a) - log(b) + 1).T", "-vec(over(a, b)).T"),
        axis=True, alike=True, target=0, target_is_probability=True, target_is_class=True, reduction="sum", domain="positive",
    ),
    Row(
        "binary_cross_entropy", "-sum(a * log(b) + (1 - a) * log(1 - b))", args=Y_Y_HAT, role="loss",
        identities=("binary-cross-entropy-target", "binary-cross-entropy"),
        backward=("-(g * (log(b) - log(1 - b)))", "g * (over(1 - a, 1 - b) - over(a, b))"),
        jacobian=("-vec(log(b) - log(1 - b)).T", "vec(over(1 - a, 1 - b) - over(a, b)).T"),
        forward="-sum(weighted(a, log(b)) + weighted(1 - a, log1p(-b)))", axis=True, alike=True, target=0, target_is_probability=True,
        reduction="sum", domain="probability",
    ),
    Row(
        "squared_error", "sum((a - b) * (a - b)) / 2", args=Y_Y_HAT, role="loss", identities=("squared-error-target", "squared-error"),
        backward=("g * (a - b)", "g * (b - a)"), jacobian=("vec(a - b).T", "vec(b - a).T"),
        axis=True, alike=True, target=0, reduction="sum",
    ),
    Row(
        "mse", "sum((a - b) * (a - b))", args=Y_Y_HAT, role="loss", identities=("mse-target", "mse"),
        backward=("g * (2 * (a - b))", "g * (2 * (b - a))"), jacobian=("vec(2 * (a - b)).T", "vec(2 * (b - a)).T"),
        axis=True, alike=True, target=0, reduction="mean",
    ),
    Row(
        "huber", "sum(minimum(abs(a - b), delta) * (abs(a - b) - minimum(abs(a - b), delta) / 2))", args=Y_Y_HAT, role="loss",
        identities=("huber-target", "huber"), constants=(Constant("delta", 1.0, "positive"),),
        backward=("g * minimum(maximum(a - b, -delta), delta)", "g * minimum(maximum(b - a, -delta), delta)"),
        jacobian=("vec(minimum(maximum(a - b, -delta), delta)).T", "vec(minimum(maximum(b - a, -delta), delta)).T"),
        axis=True, alike=True, target=0, reduction="mean",
    ),
    Row(
        "hinge", "sum(maximum(0, 1 - a * b))", args=Y_Y_HAT, role="loss", identities=("hinge-target", "hinge"),
        backward=("-(g * (greater(1, a * b) * b))", "-(g * (greater(1, a * b) * a))"),
        jacobian=("-vec(greater(1, a * b) * b).T", "-vec(greater(1, a * b) * a).T"),
        axis=True, alike=True, target=0, reduction="mean", kink="1 - a * b",
    ),
]  # fmt: skip

MEAN, SUM = "mean_", "sum_"
"""Begin the name of a loss with another `reduction` than the one that it has where nothing is said."""


def _reduced(row: Row) -> tuple[Row, Row]:
    """A loss added up, and averaged. Over classes it is averaged over the examples, and so a matrix needs `axis`; else over all terms."""
    number = "examples(a, axis=axis)" if row.target_is_class else "terms(a, axis=axis)"

    def divided(text: str) -> str:
        return f"({text}) / {number}" if text else ""

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


def _with_defaults(row: Row) -> Row:
    """A slope is an instance of identity 4 where the row names no other."""
    return replace(row, identities=row.identities or ("4",) * len(row.args))


def _of_primitive(name: str, primitive: Primitive) -> Row:
    """A function that NumPy has is an operation by its slope."""
    return Row(
        name, f"{name}(a)", primitive.slope, role="activation" if primitive.is_activation else "elementwise",
        kink=primitive.kink, domain=primitive.domain,
    )  # fmt: skip


_ELEMENTARY = [_of_primitive(name, primitive) for name, primitive in PRIMITIVES.items() if primitive.slope]
_ROWS = [
    *map(
        _with_defaults, (*_OPERATORS, *_ELEMENTARY, *_CELL_BY_CELL, *_ALONG_A_VECTOR, *_REDUCTIONS, *_PARTS, *_WINDOWS)
    ),
    *(reduced for row in _LOSSES for reduced in _reduced(row)),
]
ROWS: dict[str, Row] = {row.name: row for row in _ROWS}
