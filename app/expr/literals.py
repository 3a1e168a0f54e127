"""What has to be written as a number or a word: constants, indices, `axis` and `reduction`."""

from __future__ import annotations

import ast

from .slips import slip_error
from .source import Source
from .tree import RULE_AXIS, Number

INFINITY = float("inf")
"""As the end of a slice: to the end."""


def number(source: Source, node: ast.AST, value: object) -> Number:
    """A literal that is a finite number."""
    if isinstance(value, str | bytes) and source.segment(node)[:1].isalpha():  # b' @ x + b' is two transposes
        start, _ = source.index(node)
        at = source.text.index("'", start) if "'" in source.segment(node) else start
        left = source.text[start:at]
        raise slip_error("not-allowed", "transpose", source.place_of(at, at + 1), suggestion=".T", mend=left + ".T")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise source.not_allowed(node)
    try:
        read = float(value)
    except OverflowError:
        read = INFINITY
    if read in (INFINITY, -INFINITY):
        raise source.error(node, "number-too-large", "This number is larger than a float64 can hold.")
    return Number(read, source.place(node))


def constant(source: Source, node: ast.expr) -> Number:
    """A number that is written as one, with or without a minus sign."""
    match node:
        case ast.Constant(value=value):
            return number(source, node, value)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=value) as inner):
            return Number(-number(source, inner, value).value, source.place(node))
    raise source.error(node, "not-constant", "Here stands a number, not an expression.")


def bounds(source: Source, part: ast.expr) -> tuple[float, float]:
    """From and to of a slice, as in NumPy; to the end is infinity."""
    match part:
        case ast.Slice(lower=lower, upper=upper, step=None):
            return _index(source, lower) if lower else 0.0, _index(source, upper) if upper else INFINITY
        case ast.Slice():
            raise source.error(part, "no-step", "A slice has a beginning and an end, and no step.")
    start = _index(source, part)
    return start, INFINITY if start == -1 else start + 1


def _index(source: Source, node: ast.expr) -> float:
    value = constant(source, node).value
    if not value.is_integer() or abs(value) > 2**20:
        raise source.error(node, "bad-index", "An index is a whole number.")
    return value


def axis_of(source: Source, node: ast.expr, rule: bool) -> int | None:
    """What `axis=` says. In a rule it may be the axis of the operation itself."""
    match node:
        case ast.Name(id="axis") if rule:
            return RULE_AXIS
        case ast.Constant(value=None):
            return None
        case ast.Constant(value=int(axis)) if axis in (0, 1) and not isinstance(axis, bool):
            return axis
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(back))) if back in (1, 2):
            return 2 - back
    if isinstance(node, ast.Tuple | ast.List):
        raise slip_error("bad-axis", "both-axes", source.place(node))
    raise source.error(node, "bad-axis", "axis is 0 (down the rows) or 1 (along the columns).")


def is_mean(source: Source, node: ast.expr) -> bool:
    """What `reduction=` says."""
    match node:
        case ast.Constant(value="mean" | "sum" as reduction):
            return bool(reduction == "mean")
    raise source.error(node, "bad-reduction", 'reduction is "sum" or "mean".')
