"""The shape check of a step: (1×N_c)(N_c×D_h) ∘ (1×D_h) → 1×D_h, with the inner sizes that meet marked."""

from __future__ import annotations

from typing import Any

from app.engine.sizes import SizeTable
from app.expr.notations.notation import ALIKE, MATRIX_PRODUCT, SUM, Form
from app.expr.notations.text import TEXT
from app.expr.tree import Call, Node, Number
from app.ops.rules import operation

Token = dict[str, Any]
_MATMUL, _TRANSPOSE, _NEGATIVE = operation("a @ b"), operation("a.T"), operation("-a")
_SUM, _SPREAD, _TIMES = operation("sum(a)"), operation("spread(a, b)"), operation("a * b")


def shape_algebra(tree: Node, table: SizeTable) -> dict[str, Any]:
    """Tokens and text of the shape check of `tree`."""
    tokens = _of_arguments(tree, table) if _is_function(tree) else _tokens(tree, table, SUM)
    result = _shape(tree, table)
    tokens = [*tokens, {"kind": "arrow"}, result]
    return {"text": "".join(map(_text, tokens[:-1])) + f"{result['rows']}×{result['cols']}", "tokens": tokens}


def _is_function(node: Node) -> bool:
    passes_on = (_TRANSPOSE, _SPREAD)
    return isinstance(node, Call) and _form(node) is None and node.op not in passes_on and not _adds_along(node)


def _form(node: Node) -> Form | None:
    """How an operation is written that stands between its arguments, or is a sign before one; None for others."""
    form = TEXT.forms.get(ALIKE.get(node.op, node.op)) if isinstance(node, Call) else None
    return form if form is not None and isinstance(node, Call) and (form.mark or node.op == _NEGATIVE) else None


def _adds_along(node: Node) -> bool:
    """Whether `node` is a product with ones: 𝟏ᵀX or X𝟏."""
    return isinstance(node, Call) and node.op == _SUM and node.axis is not None


def _of_arguments(node: Node, table: SizeTable) -> list[Token]:
    """What a function takes: (N_c×1), (N_c×1)."""
    tokens: list[Token] = []
    for arg in node.args if isinstance(node, Call) else ():
        if not isinstance(arg, Number):
            tokens += [*([{"kind": "op", "text": ","}] if tokens else []), _shape(arg, table)]
    return tokens


def _text(token: Token) -> str:
    match token["kind"]:
        case "shape":
            return f"({token['rows']}×{token['cols']})"
        case "arrow":
            return " → "
        case "bracket":
            return str(token["text"])
    return {"·": "·", ",": ", "}.get(token["text"], f" {token['text']} ")


def _shape(node: Node, table: SizeTable) -> Token:
    rows, columns = table.labelled(node)
    return {"kind": "shape", "rows": rows, "cols": columns, "shape": list(table.shape(node)), "meets": []}


def _tokens(node: Node, table: SizeTable, least: int) -> list[Token]:
    """The tokens of `node`, in brackets where it binds less tightly than `least`."""
    if not isinstance(node, Call):
        return [_shape(node, table)]
    if node.op == _TRANSPOSE and _form(node.args[0]):
        return [_bracket("("), *_tokens(node.args[0], table, SUM), _bracket(")ᵀ")]
    if _adds_along(node):
        return _with_ones(node, table)
    form = _form(node)
    if form is None:
        return [_shape(node, table)]
    inner = _joined(node, form, table)
    return inner if form.level >= least or len(inner) == 1 else [_bracket("("), *inner, _bracket(")")]


def _joined(node: Call, form: Form, table: SizeTable) -> list[Token]:
    level = form.level
    if node.op == _NEGATIVE:
        return _tokens(node.args[0], table, level)
    left, right = node.args[:2]
    if isinstance(right, Number):
        return _tokens(left, table, level)
    if isinstance(left, Number):
        return _tokens(right, table, level)
    first, second = _tokens(left, table, level), _tokens(right, table, level + 1)
    if node.op == _MATMUL:
        return _meeting(first, second)
    scalars = table.is_scalar(left) != table.is_scalar(right)
    mark = "·" if ALIKE.get(node.op, node.op) == _TIMES and scalars else form.mark
    return [*first, {"kind": "op", "text": mark}, *second]


def _with_ones(node: Call, table: SizeTable) -> list[Token]:
    rows, columns = table.labelled(node.args[0])
    inner = _tokens(node.args[0], table, MATRIX_PRODUCT)
    n, m = table.shape(node.args[0])
    if node.axis == 0:
        return _meeting([{"kind": "shape", "rows": "1", "cols": rows, "shape": [1, n], "meets": []}], inner)
    return _meeting(inner, [{"kind": "shape", "rows": columns, "cols": "1", "shape": [m, 1], "meets": []}])


def _meeting(first: list[Token], second: list[Token]) -> list[Token]:
    """The two sides of a matrix product, with the inner sizes marked."""
    if first[-1]["kind"] == "shape":
        first[-1] = first[-1] | {"meets": [*first[-1]["meets"], "cols"]}
    if second[0]["kind"] == "shape":
        second[0] = second[0] | {"meets": [*second[0]["meets"], "rows"]}
    return [*first, *second]


def _bracket(text: str) -> Token:
    return {"kind": "bracket", "text": text}
