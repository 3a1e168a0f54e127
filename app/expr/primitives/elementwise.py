"""What works cell by cell. A function with a slope is called by users; the others are what rules and operators are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from app.expr.tree import Call

from . import sides
from .primitive import CellReader, Domain, Primitive, Scalar
from .size_rules import broadcast
from .special import complex_erf, complex_erfc, erf, erfc, python_numbers

AB = ("a", "b")
ABC = ("a", "b", "c")


def _cell(read: CellReader, node: Call, i: int, j: int) -> Scalar:
    """The same operation on single numbers."""
    return {"op": node.op, "args": [read.stretched(arg, i, j) for arg in node.args]}


def _one_a_cell(*_: Any) -> int:
    return 1


def _none(*_: Any) -> int:
    return 0


def _of(
    args: tuple[str, ...], apply: Any, analytic: Any = None, *, sign: str = "", multiplies: bool = False, **costs: Any
) -> Primitive:
    """An operation cell by cell."""
    multiplications = _one_a_cell if multiplies else _none
    return Primitive(
        args, apply, broadcast, _cell, analytic=analytic, sign=sign, multiplications=multiplications, **costs
    )


def _function(
    slope: str,
    apply: Any,
    analytic: Any = None,
    *,
    reads: int = 8,
    extended: int = 120,
    scratch: Callable[..., int] | float = 0,
    domain: Domain = "any",
    kink: str = "",
    is_activation: bool = False,
) -> Primitive:
    """A function of one argument that users call."""
    return Primitive(
        ("a",), apply, broadcast, _cell, analytic=analytic, reads=reads, extended=extended, scratch=scratch,
        slope=slope, domain=domain, kink=kink, is_activation=is_activation,
    )  # fmt: skip


def _weighted(a: Any, b: Any) -> Any:
    """a·b, where a weight of 0 leaves out b even if that is infinite: 0 · log 0 = 0. What is no number at all stays NaN: 0 · log −1."""
    product = np.multiply(a, b)
    return product if np.isfinite(product).all() else np.where(np.equal(a, 0) & np.isinf(b), 0.0, product)


def _over(a: Any, b: Any) -> Any:
    """a / b, and 0 / 0 = 0."""
    quotient = np.divide(a, b)
    return quotient if np.isfinite(quotient).all() else np.where(np.equal(a, 0) & np.equal(b, 0), 0.0, quotient)


ELEMENTWISE: dict[str, Primitive] = {
    #                      slope                                        NumPy
    "exp":        _function("y",                                        np.exp, reads=64),
    "expm1":      _function("y + 1",                                    np.expm1),
    "log":        _function("1 / a",                                    np.log, domain="positive"),
    "log1p":      _function("1 / (1 + a)",                              np.log1p, domain="above -1"),
    "sqrt":       _function("1 / (2 * y)",                              np.sqrt, reads=2, extended=40, domain="nonnegative"),
    "abs":        _function("sgn(a)",                                   np.abs, sides.absolute, reads=2, extended=16, scratch=2, kink="a"),
    "sin":        _function("cos(a)",                                   np.sin, reads=64),
    "cos":        _function("-sin(a)",                                  np.cos, reads=64),
    "tanh":       _function("1 - y * y",                                np.tanh, is_activation=True),
    "erf":        _function("1.1283791670955126 * exp(-(a * a))",       erf, complex_erf, reads=300, extended=6000, scratch=python_numbers),
    "erfc":       _function("-(1.1283791670955126 * exp(-(a * a)))",    erfc, complex_erfc, reads=300, extended=10_000, scratch=python_numbers),
    "add":           _of(AB, np.add, sign="+"),
    "sub":           _of(AB, np.subtract, sign="-"),
    "mul":           _of(AB, np.multiply, sign="*", multiplies=True),
    "div":           _of(AB, np.divide, sign="/", multiplies=True),
    "pow":           _of(AB, np.power, sign="**", multiplies=True, reads=40, extended=1200),
    "neg":           _of(("a",), np.negative, sign="-"),
    "sgn":           _of(("a",), sides.sign),
    "maximum":       _of(AB, np.maximum, sides.larger),
    "minimum":       _of(AB, np.minimum, sides.smaller),
    "greater":       _of(AB, sides.greater, sign=">", scratch=0.5, reads=5),
    "greater_equal": _of(AB, sides.greater_equal, sign=">=", scratch=0.5, reads=5),
    "less":          _of(AB, sides.less, sign="<", scratch=0.5, reads=5),
    "less_equal":    _of(AB, sides.less_equal, sign="<=", scratch=0.5, reads=5),
    "equal":         _of(AB, sides.equal, sign="==", scratch=0.5, reads=5),
    "not_equal":     _of(AB, sides.not_equal, sign="!=", scratch=0.5, reads=5),
    "where":         _of(ABC, sides.where, scratch=0.5),
    "weighted":      _of(AB, _weighted, multiplies=True, reads=8, scratch=2),
    "over":          _of(AB, _over, multiplies=True, reads=4, scratch=2),
}  # fmt: skip
