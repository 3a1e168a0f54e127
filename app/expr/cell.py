"""The interpreter for one cell: which cells of which quantities it is made from, and the arithmetic on them.

The result is plain data, the same that `static/js/lib/cell.js` makes in the browser; a test holds the two equal:

    {"ref": {"kind": "value", "name": "W", "i": 0, "j": 2}}   a cell of a quantity or of a gradient
    {"number": 2.0}
    {"op": "mul", "args": [..., ...]}                          scalar arithmetic
    {"op": "sum", "args": [term, term, ...]}                   a sum written out
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from app.core.arrays import Shape

from .primitives import PRIMITIVES
from .tree import Call, Gradient, Name, Node, Number

Scalar = dict[str, Any]
ShapeOf = Callable[[Node], Shape]
Define = Callable[[Call], Node]


def cell(node: Node, i: int, j: int, shape_of: ShapeOf, define: Define) -> Scalar:
    """The arithmetic of cell (i, j) of `node`, 0-based.

    Args:
        shape_of: the shape of any node of the tree.
        define: an operation that is no primitive, written in primitives.
    """

    def at(node: Node, i: int, j: int) -> Scalar:
        match node:
            case Name(id=name):
                return {"ref": {"kind": "value", "name": name, "i": i, "j": j}}
            case Gradient(of=name):
                return {"ref": {"kind": "gradient", "name": name, "i": i, "j": j}}
            case Number(value=value):
                return {"number": value}
            case Call():
                return of_call(node, i, j)

    def stretched(node: Node, i: int, j: int) -> Scalar:
        rows, columns = shape_of(node)
        return at(node, 0 if rows == 1 else i, 0 if columns == 1 else j)

    def of_call(node: Call, i: int, j: int) -> Scalar:
        first = node.args[0]
        rows, columns = shape_of(first)
        match node.op:
            case "transpose":
                return at(first, j, i)
            case "spread":
                return stretched(first, i, j)
            case "diag":
                return (at(first, i, 0) if columns == 1 else at(first, 0, i)) if i == j else {"number": 0.0}
            case "matmul":
                second = node.args[1]
                return {
                    "op": "sum",
                    "args": [{"op": "mul", "args": [at(first, i, k), at(second, k, j)]} for k in range(columns)],
                }
        if node.op not in PRIMITIVES:
            return at(define(node), i, j)
        if PRIMITIVES[node.op].kind == "gathering":
            return {"op": node.op, "args": [at(first, m, n) for m, n in gathered(node.axis, rows, columns, i, j)]}
        return {"op": node.op, "args": [stretched(arg, i, j) for arg in node.args]}

    return at(node, i, j)


def gathered(axis: int | None, rows: int, columns: int, i: int, j: int) -> list[tuple[int, int]]:
    """The cells that a reduction brings together in cell (i, j)."""
    return [(m, n) for m in (range(rows) if axis != 1 else [i]) for n in (range(columns) if axis != 0 else [j])]


def evaluate(scalar: Scalar, lookup: Callable[[Mapping[str, Any]], float]) -> float:
    """Compute the arithmetic, as a reader with a pencil would."""
    if "ref" in scalar:
        return lookup(scalar["ref"])
    if "number" in scalar:
        return float(scalar["number"])
    args = [evaluate(arg, lookup) for arg in scalar["args"]]
    return _SCALAR[scalar["op"]](*([args] if scalar["op"] in ("sum", "max", "mean") else args))


def _quotient(a: float, b: float) -> float:
    return a / b if b else (math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a) * math.copysign(1, b))


def _exp(a: float) -> float:
    try:
        return math.exp(a)
    except OverflowError:
        return math.inf


def _log(a: float) -> float:
    return math.log(a) if a > 0 else (-math.inf if a == 0 else math.nan)


_SCALAR: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _quotient,
    "pow": lambda a, b: a**b,
    "neg": lambda a: -a,
    "exp": _exp,
    "log": _log,
    "sqrt": lambda a: math.sqrt(a) if a >= 0 else math.nan,
    "abs": abs,
    "sgn": lambda a: float((a > 0) - (a < 0)),
    "tanh": math.tanh,
    "maximum": max,
    "minimum": min,
    "sum": math.fsum,
    "max": max,
    "mean": lambda terms: math.fsum(terms) / len(terms),
}
