"""Scalar arithmetic: what the interpreter for one cell writes down, computed as a reader with a pencil would."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Scalar = dict[str, Any]


def evaluate(scalar: Scalar, lookup: Callable[[Mapping[str, Any]], float]) -> float:
    """Compute the arithmetic. `lookup` gives the number of a cell of a quantity."""
    if "ref" in scalar:
        return lookup(scalar["ref"])
    if "number" in scalar:
        return float(scalar["number"])
    args = [evaluate(arg, lookup) for arg in scalar["args"]]
    return _SCALAR[scalar["op"]](*([args] if scalar["op"] in ("sum", "max", "mean") else args))


def _quotient(a: float, b: float) -> float:
    return a / b if b else (math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b))


def _power(a: float, b: float) -> float:
    try:
        return math.pow(a, b)
    except OverflowError:
        return math.inf
    except ValueError:  # 0 to a negative power, or a root of a negative number
        return math.inf if a == 0 else math.nan


def _exp(a: float) -> float:
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def _log(a: float) -> float:
    return math.log(a) if a > 0 else (-math.inf if a == 0 else math.nan)


_SCALAR: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _quotient,
    "pow": _power,
    "neg": lambda a: -a,
    "exp": _exp,
    "log": _log,
    "sqrt": lambda a: math.sqrt(a) if a >= 0 else math.nan,
    "abs": abs,
    "sgn": lambda a: float((a > 0) - (a < 0)),
    "tanh": math.tanh,
    "erf": math.erf,
    "equal": lambda a, b: float(a == b),
    "maximum": max,
    "minimum": min,
    "sum": math.fsum,
    "max": max,
    "mean": lambda terms: math.fsum(terms) / len(terms),
}
