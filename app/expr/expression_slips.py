"""What Python's grammar accepts and the language does not: lines that are no equations, other signs, other indices."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from app.core.errors import ProgramError

from . import signs
from .otherwise import ROWS_BY_LIST, filled
from .scan import IN_NAMES
from .slips import clipped, slip_error
from .source import Source

_SIGNS = {
    ast.FloorDiv: "//", ast.Mod: "%", ast.BitXor: "^", ast.BitAnd: "&", ast.BitOr: "|", ast.LShift: "<<", ast.RShift: ">>",
    ast.MatMult: "@", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**",
}  # fmt: skip


_MARKS = {ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="}


def not_an_equation(source: Source, statement: ast.stmt) -> ProgramError:
    """`x + 1`, `z == W @ x`, `z <- x`, `+ b`, `z: W @ x`, `a = b = x`, `import torch`: a line that is no equation."""
    start, stop = source.index(statement)
    match statement:
        case ast.Assign(targets=[_, second, *_]):
            return slip_error("not-a-name", "two-equals", source.place(second))
        case ast.AnnAssign(target=target):
            at = source.text.find(":", source.index(target)[1], stop)
            return slip_error("not-allowed", "colon-equals", source.place_of(at, at + 1), suggestion="=", sign=":")
        case ast.Expr(value=ast.Compare(left=ast.Name() as left, ops=[ast.Eq(), *_])):
            at = source.text.find("==", source.index(left)[1], stop)
            return slip_error("no-name", "double-equals", source.place_of(at, at + 2), suggestion="=")
        case ast.Expr(value=ast.Compare(left=ast.Name() as left, ops=[ast.Lt()])) if "<-" in source.segment(statement):
            at = source.text.find("<-", source.index(left)[1], stop)
            return slip_error("no-name", "arrow", source.place_of(at, at + 2), suggestion="=")
        case ast.Expr() if source.text[start] in "+-*~" and statement.lineno > 1:
            return slip_error("no-name", "begins-with-sign", source.place_of(start, start + 1), sign=source.text[start])
        case ast.Expr():
            return source.error(
                statement, "no-name", "This line gives its result no name.", hint="Write name = expression."
            )
    return source.not_allowed(statement)


def check_comma(source: Source, value: ast.expr) -> None:
    """Raises: ProgramError for `z = W @ x,`."""
    if isinstance(value, ast.Tuple) and value.elts and source.segment(value).endswith(","):
        _, stop = source.index(value)
        raise slip_error("not-allowed", "comma-at-end", source.place_of(stop - 1, stop))


def unknown_operator(source: Source, node: ast.BinOp, known: Sequence[str]) -> ProgramError:
    """`W^T`, `x^2`, `x // 2`, `x % 2`."""
    sign = _SIGNS.get(type(node.op), "?")
    if sign == "^":
        return _caret(source, node)
    if sign == "//":
        return slip_error("unknown-operator", "floor", source.place(node), operator=sign)
    listed = ", ".join(known)
    return source.error(
        node,
        "unknown-operator",
        f"The operator {sign} is not part of the language; there are {listed}.",
        operator=sign,
        known=listed,
    )


def _caret(source: Source, node: ast.BinOp) -> ProgramError:
    base = node.left
    while isinstance(base, ast.BinOp):  # ^ binds last in Python, and first in a reader's eye
        base = base.right
    left, right = source.segment(base), source.segment(node.right)
    at = source.text.find("^", source.index(base)[1])
    power = node.right
    while isinstance(power, ast.BinOp):
        power = power.left
    if isinstance(power, ast.Name) and power.id in ("T", "t", "top"):
        place = source.place_of(at, source.index(power)[1])
        one_line = "\n" not in source.text[at : source.index(power)[1]]
        return slip_error("unknown-operator", "power-or-transpose", place if one_line else source.place_of(at, at + 1), suggestion=".T" if one_line else "", mend=clipped(f"{left}.T"))  # fmt: skip
    return slip_error("unknown-operator", "power", source.place_of(at, at + 1), suggestion="**", mend=clipped(f"{left} ** {right}"))  # fmt: skip


def chained_comparison(source: Source, node: ast.Compare) -> ProgramError:
    """`0 < a < 1`, which is two comparisons."""
    parts = [source.segment(part) for part in (node.left, *node.comparators)]
    marks = [_MARKS.get(type(op), "?") for op in node.ops]
    mend = " * ".join(f"({a} {mark} {b})" for a, mark, b in zip(parts, marks, parts[1:], strict=False))
    return slip_error("not-allowed", "chained-comparison", source.place(node), suggestion=mend, mend=clipped(mend))


def check_subscript(source: Source, node: ast.Subscript) -> None:
    """Raises: ProgramError for `E[[0, 2]]`, `x[0][1]`, `x[i]`."""
    left = source.segment(node.value)
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if isinstance(node.slice, ast.List):
        mend = filled(ROWS_BY_LIST, [left, source.segment(node.slice)])
        raise slip_error("not-constant", "rows-by-list", source.place(node), suggestion=mend)
    if isinstance(node.value, ast.Subscript) and _is_index(node.value.slice) and _is_index(node.slice):
        inner = source.segment(node.value.value)
        mend = f"{inner}[{source.segment(node.value.slice)}, {source.segment(node.slice)}]"
        raise slip_error("bad-index", "two-indices", source.place(node), suggestion=mend, left=clipped(left))
    for part in parts:
        bounds = [part.lower, part.upper, part.step] if isinstance(part, ast.Slice) else [part]
        for bound in bounds:
            if isinstance(bound, ast.Name):
                raise slip_error("not-constant", "named-index", source.place(bound), name=bound.id, left=clipped(left))


def _is_index(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int()) | ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
            return True
    return False


def check_foreign_letters(source: Source, node: ast.AST) -> None:
    """What Python takes for a letter of a name and a reader for a sign. Raises: ProgramError for `Wᵀ` and `W·x`."""
    if source.text.isascii():
        return
    start, stop = source.index(node)
    found = re.search(f"[{IN_NAMES}]", source.text[start:stop])
    if not found:
        return
    at = start + found.start()
    place = source.place_of(at, at + 1)
    if signs.is_product(found[0]):
        raise slip_error("bad-name", "foreign-product", place, suggestion=" @ ", sign=found[0])
    mend = source.text[start:at] + ".T"
    raise slip_error("bad-name", "transpose", place, suggestion=".T", mend=clipped(mend))
