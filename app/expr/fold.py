"""Arithmetic on numbers alone, done where its result can be written down in full: 2 · 3 is 6, √4 is 2, but 1 / 3 stays.

It is done in fractions, with the numbers as they are written: 1.1 − 1 is 0.1.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import isfinite, isqrt
from operator import add, mul, neg, sub

from .parse import PRIMITIVE_SIGNATURES, parse_rule
from .tree import Call, Node, Number

_LARGEST_EXPONENT = 64


def _quotient(a: Fraction, b: Fraction) -> Fraction | None:
    return a / b if b else None


def _power(a: Fraction, b: Fraction) -> Fraction | None:
    if b.denominator != 1 or abs(b) > _LARGEST_EXPONENT or (a == 0 and b < 0):
        return None
    return Fraction(a ** int(b))


def _root(a: Fraction) -> Fraction | None:
    root = Fraction(isqrt(max(a.numerator, 0)), isqrt(a.denominator))
    return root if root * root == a else None


FOLDED: tuple[tuple[str, Callable[..., Fraction | None]], ...] = (
    ("-n", neg),
    ("n + m", add),
    ("n - m", sub),
    ("n * m", mul),
    ("n / m", _quotient),
    ("n ** m", _power),
    ("maximum(n, m)", max),
    ("minimum(n, m)", min),
    ("equal(n, m)", lambda a, b: Fraction(a == b)),
    ("abs(n)", abs),
    ("sgn(n)", lambda a: Fraction((a > 0) - (a < 0))),
    ("sqrt(n)", _root),
    ("exp(n)", lambda a: Fraction(1) if a == 0 else None),
    ("log(n)", lambda a: Fraction(0) if a == 1 else None),
    ("tanh(n)", lambda a: a if a == 0 else None),
    ("erf(n)", lambda a: a if a == 0 else None),
)
"""What is folded, and how; None where the result is no fraction."""


def fold(node: Node) -> Number | None:
    """The number that a call on numbers alone is, or None where that has no end in decimals."""
    if not isinstance(node, Call) or not all(isinstance(arg, Number) for arg in node.args):
        return None
    function = _functions().get(node.op)
    values = [arg.value for arg in node.args if isinstance(arg, Number)]
    if function is None or not all(map(isfinite, values)):
        return None
    result = function(*map(_as_written, values))
    return None if result is None else _number(result)


def _as_written(value: float) -> Fraction:
    return Fraction(repr(value))


def _number(exact: Fraction) -> Number | None:
    try:
        value = float(exact)
    except OverflowError:
        return None
    return Number(value) if _as_written(value) == exact else None


@cache
def _functions() -> dict[str, Callable[..., Fraction | None]]:
    """By operation."""
    trees = [(parse_rule(text, PRIMITIVE_SIGNATURES), function) for text, function in FOLDED]
    return {tree.op: function for tree, function in trees if isinstance(tree, Call)}
