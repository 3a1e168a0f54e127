"""What works cell by cell. The functions that NumPy has are rows of `app.expr.primitives.elementwise`: here are the others."""

from __future__ import annotations

from app.expr.primitives import PRIMITIVES, Primitive
from app.expr.signature import Constant

from . import native
from .row import AB, ABC, Row

_PHI = "erfc(-a / 1.4142135623730951) / 2"
_OPEN = "sgn(maximum(a, 0))"  # 1 where a is above 0
_NEGATIVE_SLOPE = (Constant("negative_slope", 0.01),)


def _of_primitive(name: str, primitive: Primitive) -> Row:
    """A function that NumPy has is an operation by its slope."""
    return Row(
        name,
        f"{name}(a)",
        primitive.slope,
        role="activation" if primitive.is_activation else "elementwise",
        kink=primitive.kink,
        domain=primitive.domain,
    )


FUNCTIONS = [
    *(_of_primitive(name, primitive) for name, primitive in PRIMITIVES.items() if primitive.slope),
    Row("square",      "a * a",               "2 * a"),
    Row("relu",        "maximum(a, 0)",       "sgn(y)",       role="activation", kink="a", mask=True),
    Row("sigmoid",     "1 / (1 + exp(-a))",   "y * (1 - y)",  role="activation", analytic=native.complex_sigmoid),
    Row(
        "softplus",    "log(1 + exp(a))",
        slope=         "sigmoid(a)",
        forward=       "maximum(a, 0) + log(1 + exp(-abs(a)))",
        apply=native.softplus, reads=64, extended=200, role="activation",
    ),
    Row(
        "silu",        "a * sigmoid(a)",
        slope=         "sigmoid(a) * (1 + a * (1 - sigmoid(a)))",
        role="activation",
    ),
    Row(
        "gelu",        "a * (1 + erf(a / 1.4142135623730951)) / 2",
        slope=         f"{_PHI} + 0.3989422804014327 * a * exp(-(a * a) / 2)",
        forward=       f"a * ({_PHI})",
        role="activation",
    ),
    Row(
        "leaky_relu",  "maximum(a, 0) + negative_slope * minimum(a, 0)",
        slope=         f"{_OPEN} + negative_slope * (1 - {_OPEN})",
        kink=          "(1 - negative_slope) * a",
        constants=_NEGATIVE_SLOPE, role="activation",
    ),
    Row(
        "elu",         "maximum(a, 0) + alpha * (exp(minimum(a, 0)) - 1)",
        slope=         f"{_OPEN} + (1 - {_OPEN}) * (alpha * exp(minimum(a, 0)))",
        forward=       "maximum(a, 0) + alpha * expm1(minimum(a, 0))",
        kink=          "(1 - alpha) * a",
        constants=(Constant("alpha", 1.0),), role="activation",
    ),
    Row(
        "clip",        "minimum(maximum(a, min), max)",
        slope=         "greater_equal(a, min) * less_equal(a, max)",
        kink=          "(a - min) * (a - max)",
        constants=(Constant("min"), Constant("max")),
    ),
    # The larger and the smaller of two. Where they are equal, each counts for half.
    Row(
        "maximum",     "maximum(a, b)",
        slope=         ("(1 + sgn(a - b)) / 2",  "(1 - sgn(a - b)) / 2"),
        identities=    ("maximum",               "maximum"),
        args=AB, kink="a - b",
    ),
    Row(
        "minimum",     "minimum(a, b)",
        slope=         ("(1 - sgn(a - b)) / 2",  "(1 + sgn(a - b)) / 2"),
        identities=    ("minimum",               "minimum"),
        args=AB, kink="a - b",
    ),
    Row(
        "where",       "where(a, b, c)",
        backward=      ("",  "where(a, g, 0)",                     "where(a, 0, g)"),
        jacobian=      ("",  "diag(where(a, spread(1, y), 0))",    "diag(where(a, 0, spread(1, y)))"),
        identities=    ("",  "where",                              "where-else"),
        args=ABC,
    ),
    Row("stop_gradient", "a", backward=("",), is_given=True),
]  # fmt: skip
