"""The rules of the table, read once: text becomes trees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from app.expr.parse import PRIMITIVE_SIGNATURES, Signature, parse_rule
from app.expr.primitives import PRIMITIVES
from app.expr.tree import Call, Node, rewrite, substitute

from .table import MEAN, OPERATORS, ROWS

_WRITTEN_BETWEEN = {"neg", "transpose", "slice", *OPERATORS}

FUNCTIONS: dict[str, Signature] = {
    row.name: Signature(row.args, row.axis, row.constants, mean=MEAN + row.name if MEAN + row.name in ROWS else "")
    for row in ROWS.values()
    if row.name not in _WRITTEN_BETWEEN and not row.name.startswith(MEAN)
}
"""What a user may call."""

_RULE_FUNCTIONS: dict[str, Signature] = {**FUNCTIONS, **PRIMITIVE_SIGNATURES}
NATIVE: Mapping[str, Callable[..., Any]] = {row.name: row.native for row in ROWS.values() if row.native}


@cache
def rule(text: str) -> Node:
    """The tree of the text of a rule."""
    return parse_rule(text, _RULE_FUNCTIONS)


def apply_rule(text: str, bindings: Mapping[str, Node], axis: int | None = None) -> Node:
    """The tree of a rule with trees in the place of `a`, `b`, `y`, `g`."""
    return substitute(rule(text), bindings, axis)


def definition(node: Call) -> Node:
    """What an operation means, written in simpler operations. A primitive is its own definition."""
    return _written_out(node, ROWS[node.op].definition)


def stable(node: Call) -> Node:
    """The same number by the way that does not overflow."""
    row = ROWS[node.op]
    return _written_out(node, row.forward or row.definition)


def in_primitives(node: Node, write_out: Callable[[Call], Node] = definition) -> Node:
    """`node` with every operation written out until only primitives are left."""

    def change(n: Node) -> Node:
        return in_primitives(write_out(n), write_out) if isinstance(n, Call) and n.op not in PRIMITIVES else n

    return rewrite(node, change)


@lru_cache(maxsize=4096)
def for_numbers(node: Node, native: frozenset[str] = frozenset(NATIVE)) -> Node:
    """`node` as it is computed: primitives, and the operations in `native`, which have a NumPy function of their own."""

    def change(n: Node) -> Node:
        if isinstance(n, Call) and n.op not in PRIMITIVES and n.op not in native:
            return for_numbers(stable(n), native)
        return n

    return rewrite(node, change)


def _written_out(node: Call, text: str) -> Node:
    return apply_rule(text, bindings_of(node), node.axis)


def bindings_of(node: Call) -> dict[str, Node]:
    """What the names in a rule of this operation stand for: its arguments, and its constants."""
    row = ROWS[node.op]
    names = [*"ab"[: len(row.args)], *(name for name, _ in row.constants)]
    return dict(zip(names, node.args, strict=True))
