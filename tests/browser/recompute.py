"""Recomputes what the page writes out, as a reader with a calculator would."""

import ast
import math
import operator
import re
from collections.abc import Callable

BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
SIGNS = {"−": "-", "·": "*", "^": "**", "∞": "inf", "≥": ">=", "≤": "<=", "≠": "!=", " = ": " == "}
FUNCTIONS: dict[str, Callable[..., float]] = {
    **{name: function for name, function in vars(math).items() if callable(function)},
    "abs": abs,
    "max": max,
    "min": min,
    "sgn": lambda a: float((a > 0) - (a < 0)),
    "where": lambda condition, a, b: a if condition else b,
}


def compute(text: str) -> float:
    """What a reader with a calculator gets."""
    text = re.sub(r"√([\d.]+(?:e[−-]?\d+)?)", r"sqrt(\1)", text).replace("√", "sqrt")
    for sign, plain in SIGNS.items():
        text = text.replace(sign, plain)
    return _value(ast.parse(text.strip(), mode="eval").body)


def decimals(text: str) -> int:
    """The digits after the point to which a number is shown, at least three."""
    if "∞" in text:
        return 3
    found = re.fullmatch(r"−?\d+(?:\.(\d+))?(?:e(−?\d+))?", text)
    assert found, text
    exponent = int((found[2] or "0").replace("−", "-"))
    return max(3, (len(found[1] or "") if exponent else 3) - exponent)


def _value(node: ast.expr) -> float:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id="inf"):
            return math.inf
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner)
        case ast.BinOp(left=left, op=op, right=right):
            return BINARY[type(op)](_value(left), _value(right))
        case ast.List(elts=[ast.Compare(left=left, ops=[sign], comparators=[right])]):
            return float(COMPARISONS[type(sign)](_value(left), _value(right)))
        case ast.Call(func=ast.Name(id=name), args=args):
            return FUNCTIONS[name](*map(_value, args))
    raise AssertionError(f"not arithmetic: {ast.dump(node)}")
