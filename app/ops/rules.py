"""The rules of the table, read once: text becomes trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from app.expr.parse import PRIMITIVE_SIGNATURES, parse_rule
from app.expr.primitives import LIST, PRIMITIVES
from app.expr.signature import Signature
from app.expr.tree import Call, Name, Node, Number, call, rewrite, substitute

from .row import Row
from .table import MEAN, ROWS, SUM


def _signature(row: Row) -> Signature:
    others = {"sum": {"sum": row.name, "mean": MEAN + row.name}, "mean": {"sum": SUM + row.name, "mean": row.name}}
    return Signature(row.args, row.axis, row.constants, others.get(row.reduction), row.ids)


def _is_variant(row: Row) -> bool:
    """Whether it is called by the name of another row, with the option `reduction`."""
    return any(row.name == prefix + other for prefix in (MEAN, SUM) for other in ROWS)


FUNCTIONS: dict[str, Signature] = {
    row.name: _signature(row) for row in ROWS.values() if row.sign in ("", LIST) and not _is_variant(row)
}
"""What a user may call."""
RULE_FUNCTIONS: dict[str, Signature] = {
    **{row.name: _signature(row) for row in ROWS.values()},
    **PRIMITIVE_SIGNATURES,
}
APPLY: Mapping[str, Callable[..., Any]] = {row.name: row.apply for row in ROWS.values() if row.apply}
"""The NumPy functions of the operations that have one."""


@cache
def rule(text: str) -> Node:
    """The tree of the text of a rule."""
    return parse_rule(text, RULE_FUNCTIONS)


def operation(text: str) -> str:
    """The name of the operation that a text applies last: of "a @ b" that of the product of matrices."""
    tree = rule(text)
    assert isinstance(tree, Call), text  # noqa: S101 - a text of ours
    return tree.op


def apply_rule(text: str, bindings: Mapping[str, Node], axis: int | None = None, many: tuple[Node, ...] = ()) -> Node:
    """The tree of a rule with trees in the place of `a`, `b`, `y`, `g`."""
    return substitute(rule(text), bindings, axis, many)


def arguments_of(node: Call) -> tuple[Node, ...]:
    """The arguments of an operation without the constants after them."""
    return node.args[: len(node.args) - len(ROWS[node.op].constants)]


def backward_rule(node: Call, k: int, y: Node, g: Node) -> Node:
    """What `node`, whose value is `y` and gradient `g`, sends back to argument `k`. Only where `sends_back`."""
    row = ROWS[node.op]
    text = row.of_argument(row.backward, k) if row.backward else ""
    tree = rule(text) if text else _slope_times_g(row.slopes[k])
    return _applied(node, tree, k, y=y, g=g)


def jacobian_rule(node: Call, k: int, y: Node) -> Node:
    """∂node/∂argument k, cells counted row by row. Of what works cell by cell, in the shape of `y`: broadcasting is ignored."""
    row = ROWS[node.op]
    text = row.of_argument(row.jacobian, k) if row.jacobian else f"diag(spread({row.slopes[k]}, y))"
    return _applied(node, rule(text), k, y=y)


_PRODUCT, _QUOTIENT, _NEGATIVE = operation("a * b"), operation("a / b"), operation("-a")


@cache
def _slope_times_g(slope: str) -> Node:
    """The backward rule that follows from a slope: its factors one after the other, a quotient as a quotient."""

    def times(g: Node, factor: Node) -> Node:
        match factor:
            case Call(op=op, args=(a,)) if op == _NEGATIVE:
                return call(_NEGATIVE, times(g, a))
            case Call(op=op, args=(a, b)) if op == _QUOTIENT:
                return call(_QUOTIENT, g if a == Number(1.0) else times(g, a), b)
            case Call(op=op, args=(a, b)) if op == _PRODUCT and not isinstance(a, Number):
                return call(_PRODUCT, times(g, a), b)
        return call(_PRODUCT, g, factor)

    return times(Name("g"), rule(slope))


def sends_back(node: Call, k: int) -> bool:
    """Whether a gradient goes to argument `k`."""
    row = ROWS[node.op]
    return k < len(arguments_of(node)) and bool(row.slopes or row.of_argument(row.backward, k))


def definition(node: Call) -> Node:
    """What an operation means, written in simpler operations. A primitive is its own definition."""
    return _applied(node, rule(ROWS[node.op].definition), 0)


def stable(node: Call) -> Node:
    """The same number by the way that does not overflow."""
    row = ROWS[node.op]
    return _applied(node, rule(row.forward or row.definition), 0)


def kink_of(node: Call) -> Node:
    """The tree with a cell that is 0 where the operation has no derivative."""
    return _applied(node, rule(ROWS[node.op].kink), 0, y=node)


def in_primitives(node: Node, write_out: Callable[[Call], Node] = definition) -> Node:
    """`node` with every operation written out until only primitives are left."""

    def change(n: Node) -> Node:
        return in_primitives(write_out(n), write_out) if isinstance(n, Call) and n.op not in PRIMITIVES else n

    return rewrite(node, change)


def for_numbers(node: Node, known: frozenset[str] = frozenset(APPLY)) -> Node:
    """`node` as it is computed: primitives, and the operations in `known`, which have a NumPy function of their own."""

    def change(n: Node) -> Node:
        if isinstance(n, Call) and n.op not in PRIMITIVES and n.op not in known:
            return for_numbers(stable(n), known)
        return n

    return rewrite(node, change)


def _applied(node: Call, tree: Node, k: int, **bindings: Node) -> Node:
    return substitute(tree, {**_bindings(node), "k": Number(float(k)), **bindings}, node.axis, node.args)


def _bindings(node: Call) -> dict[str, Node]:
    """What the names in a rule of this operation stand for: its arguments, and its constants."""
    row = ROWS[node.op]
    args = arguments_of(node)
    letters = () if row.is_variadic else "abc"[: len(args)]
    constants = (constant.name for constant in row.constants)
    return dict(zip((*letters, *constants), node.args, strict=not row.is_variadic))
