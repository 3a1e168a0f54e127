"""What has to be written as a number or a word: constants, indices, `axis` and `reduction`."""

from __future__ import annotations

import ast
from collections.abc import Callable

from .primitives import LIST, SIGNS
from .signature import Constant, NumberKind
from .slips import slip_error
from .source import Source
from .tree import RULE_AXIS, Call, Number

INFINITY = float("inf")
"""As the end of a slice: the one that nobody named."""
_MOST = 2**20
_COLUMN = SIGNS[LIST, 1]
"""What a list of numbers is: a column of them."""


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


_KINDS: dict[NumberKind, tuple[Callable[[float], bool], str]] = {
    "number": (lambda _: True, "a number"),
    "positive": (lambda n: n > 0, "a number above 0"),
    "count": (lambda n: n.is_integer() and 1 <= n <= _MOST, "a whole number from 1"),
    "natural": (lambda n: n.is_integer() and 0 <= n <= _MOST, "a whole number from 0"),
    "index": (lambda n: n.is_integer() and abs(n) <= _MOST, "a whole number"),
    "size": (
        lambda n: n.is_integer() and (1 <= n <= _MOST or n == -1),
        "a whole number from 1, or -1 for what is left",
    ),
}


def constant_of(source: Source, node: ast.expr, wanted: Constant) -> Number:
    """A number after the arguments of an operation, of the kind that it has to be."""
    found = constant(source, node)
    is_fine, kind = _KINDS[wanted.kind]
    if not is_fine(found.value):
        raise source.error(
            node, "bad-constant", f"{wanted.name} is {kind}; here it is {found.value:g}.", name=wanted.name, what=kind, found=f"{found.value:g}"
        )  # fmt: skip
    return found


def ids_of(source: Source, node: ast.List) -> Call:
    """Whole numbers in a list, as a column."""
    numbers = tuple(constant_of(source, element, Constant("id", kind="natural")) for element in node.elts)
    if not numbers:
        raise source.error(node, "no-ids", "This list is empty; it names at least one row, such as [0].")
    return Call(_COLUMN, numbers, 0, source.place(node))


def bounds(source: Source, part: ast.expr) -> tuple[float, float, float]:
    """From, to and step of a slice, as in NumPy; an end that nobody named is infinity."""
    match part:
        case ast.Slice(lower=lower, upper=upper, step=step):
            by = _index(source, step) if step else 1.0
            if by == 0:
                raise source.error(part, "zero-step", "A step of 0 never ends; it is 1 or more, or below 0 to go back.")
            start = _index(source, lower) if lower else 0.0 if by > 0 else INFINITY
            return start, _index(source, upper) if upper else INFINITY, by
    start = _index(source, part)
    return start, INFINITY if start == -1 else start + 1, 1.0


def _index(source: Source, node: ast.expr) -> float:
    value = constant(source, node).value
    if not value.is_integer() or abs(value) > _MOST:
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


def reduction_of(source: Source, node: ast.expr) -> str:
    """What `reduction=` says."""
    match node:
        case ast.Constant(value="mean" | "sum" as reduction):
            return str(reduction)
    raise source.error(node, "bad-reduction", 'reduction is "sum" or "mean".')
