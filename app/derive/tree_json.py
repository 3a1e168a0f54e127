"""A tree as it travels to the browser: with shapes, letters and MathML at every node."""

from __future__ import annotations

import re
from math import isfinite
from typing import Any

from app.expr.notations.latex import function_with_axis
from app.expr.notations.notation import ATOM
from app.expr.notations.source import is_function
from app.expr.notations.text import TEXT
from app.expr.primitives import JACOBIAN, PRIMITIVES
from app.expr.tree import Call, Gradient, Name, Node, Number, walk
from app.ops.rules import definition, stable

from .chain import Derivation
from .mathml import mathml


def tree_json(node: Node, derivation: Derivation, careful: bool = False) -> dict[str, Any]:
    """The tree as data.

    Args:
        careful: write operations out by the way that does not overflow, not by what they mean.
    """
    facts = _facts(node, derivation)
    match node:
        case Name(id=name):
            return {"name": name} | facts
        case Gradient(of=name):
            return {"gradient": name} | facts
        case Number(value=value):
            return {"number": value if isfinite(value) else "Infinity" if value > 0 else "-Infinity"} | facts
        case Call():
            args = [tree_json(arg, derivation, careful) for arg in node.args]
            result = {"op": node.op, "args": args} | facts | _how_called(node)
            if node.op not in PRIMITIVES:
                result["definition"] = tree_json((stable if careful else definition)(node), derivation, careful)
            return result


def _facts(node: Node, derivation: Derivation) -> dict[str, Any]:
    table = derivation.layout.table
    return {
        "shape": list(table.shape(node)),
        "sizes": list(table.labelled(node)),
        "mathml": mathml(derivation.latex.write(node)),
        "symbol": derivation.text.write(node),
    }


def _how_called(node: Call) -> dict[str, Any]:
    """What a call is besides its operation and its arguments."""
    axis = {} if node.axis is None else {"axis": node.axis}
    function = {"function": mathml(function_with_axis(node.op, node.axis))} if is_function(node.op) else {}
    return axis | _how_written(node) | function


def _how_written(node: Call) -> dict[str, Any]:
    """What a formula has between two arguments, and how many of the arguments it shows, where that is not all of them.

    Only of what is no operator of the language, and drawn part by part: full Jacobians are drawn whole.
    """
    form = TEXT.forms.get(node.op)
    if form is None or node.op in JACOBIAN or not is_function(node.op):
        return {}
    if form.mark:
        return {"mark": form.mark}
    shown = max((int(k) + 1 for k in re.findall(r"\{(\d)\}", form.template)), default=0)
    return {"shown": shown} if form.level == ATOM and 0 < shown < len(node.args) else {}


def operands_json(tree: Node) -> list[dict[str, Any]]:
    """The quantities and gradients that a tree reads, each once."""
    leaves = [node for node in walk(tree) if isinstance(node, Name | Gradient)]
    return [
        {"kind": "value", "name": leaf.id} if isinstance(leaf, Name) else {"kind": "gradient", "name": leaf.of}
        for leaf in dict.fromkeys(leaves)
    ]
