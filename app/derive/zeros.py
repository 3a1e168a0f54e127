"""What is particular about a Jacobian: which of its cells are 0 whatever the numbers are."""

from __future__ import annotations

from typing import Literal

from app.expr.cell import ShapeOf
from app.expr.tree import Call, Name, Node, Number
from app.ops.rules import operation

Kind = Literal["signal", "row", "identity", "diagonal", "blocks", "moves", "weights", "dense"]
_TRANSPOSE, _NEGATIVE, _PRODUCT, _BLOCKS = (
    operation("a.T"),
    operation("-a"),
    operation("a @ b"),
    operation("kron(a, b)"),
)
_SCALED = (operation("a * b"), operation("a / b"))
_KINDS: dict[str, Kind] = {
    operation("eye(a)"): "identity",
    operation("diag(a)"): "diagonal",
    operation("select(a, b)"): "moves",
    _BLOCKS: "blocks",
}
_ONE_A_LINE = tuple(op for op, kind in _KINDS.items() if kind != "blocks")
"""Jacobians with one cell at most in every row and column that is not 0."""


def kind_of(tree: Node) -> Kind:
    """What is particular about a Jacobian, by the operation that makes it."""
    inner = _without_factors(tree)
    if isinstance(inner, Call) and inner.op in _KINDS:
        return _KINDS[inner.op]
    turned = isinstance(inner, Call) and inner.op == _TRANSPOSE and isinstance(inner.args[0], Name)
    return "weights" if turned or isinstance(inner, Name) else "dense"


def zeros(tree: Node, shape_of: ShapeOf) -> int:
    """How many cells of a Jacobian are 0 whatever the numbers are: at least so many."""
    rows, columns = shape_of(tree)
    return rows * columns - _filled(tree, shape_of)


def _without_factors(tree: Node) -> Node:
    """A matrix without its sign and without the numbers by which all of it is multiplied."""
    match tree:
        case Call(op=op, args=(inner,)) if op == _NEGATIVE:
            return _without_factors(inner)
        case Call(op=op, args=(inner, Number())) | Call(op=op, args=(Number(), inner)) if op in _SCALED:
            return _without_factors(inner)
    return tree


def _filled(tree: Node, shape_of: ShapeOf) -> int:
    rows, columns = shape_of(tree)
    match _without_factors(tree):
        case Call(op=op) if op in _ONE_A_LINE:
            return min(rows, columns)
        case Call(op=op, args=(a, b)) if op == _BLOCKS:
            return _filled(a, shape_of) * _filled(b, shape_of)
        case Call(op=op, args=(a, b)) if op == _PRODUCT:
            for one, other in ((a, b), (b, a)):
                if isinstance(one, Call) and one.op in _ONE_A_LINE:
                    return _filled(other, shape_of)
    return rows * columns
