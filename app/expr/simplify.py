"""Say the same with less: a factor 1, a double minus, a double transpose; and move transposes inward.

Nothing here changes a number, but for the order in which equal things are written.
"""

from __future__ import annotations

from collections.abc import Callable

from .tree import Call, Node, Number, call, rewrite, walk

IsScalar = Callable[[Node], bool]
_CELL_BY_CELL = {"add", "sub", "mul", "div", "neg"}


def simplify(node: Node, is_scalar: IsScalar) -> Node:
    """Drop what does nothing. `is_scalar` tells which nodes are 1×1."""

    def change(n: Node) -> Node:
        match n:
            case (
                Call(op="mul" | "matmul", args=(Number(value=1.0), other))
                | Call(op="mul" | "matmul" | "div", args=(other, Number(value=1.0)))
            ):
                return other
            case (
                Call(op="neg", args=(Call(op="neg", args=(inner,)),))
                | Call(op="transpose", args=(Call(op="transpose", args=(inner,)),))
            ):
                return inner
            case Call(op="transpose" | "sum" | "mean" | "max", args=(inner,)) if is_scalar(inner):
                return inner
            case Call(op="sub", args=(Number(value=a), Number(value=b))):
                return Number(a - b)
            case Call(op="pow", args=(inner, Number(value=1.0))):
                return inner
            case Call(op="count", args=(inner,)) if is_scalar(inner):
                return Number(1.0)
            case Call(op="examples", axis=None):
                return Number(1.0)
            case Call(op="mul", args=(Call(op="neg", args=(inner,)), other)):
                return call("neg", change(call("mul", inner, other)))
        return n

    return rewrite(node, change)


def transposed(node: Node, is_scalar: IsScalar) -> Node:
    """The transpose of `node`, with the sign moved inward wherever that does not make more signs.

    (Uᵀδᵀ)ᵀ becomes δU, and (g ∘ sgn(h))ᵀ becomes gᵀ ∘ sgn(h)ᵀ; but (ŷ − y)ᵀ stays as it is.
    """
    outside = simplify(call("transpose", node), is_scalar)
    if not isinstance(outside, Call) or outside.op != "transpose":
        return outside
    inside = _pushed(outside.args[0], is_scalar)
    return inside if transposes(inside) <= transposes(outside) else outside


def settled(node: Node, is_scalar: IsScalar) -> Node:
    """`node` with the transpose of every part moved inward where that does not make more signs."""

    def change(n: Node) -> Node:
        return transposed(n.args[0], is_scalar) if isinstance(n, Call) and n.op == "transpose" else n

    return rewrite(node, change)


def transposes(node: Node) -> int:
    """How many transposes are written."""
    return sum(isinstance(n, Call) and n.op == "transpose" for n in walk(node))


def _pushed(node: Node, is_scalar: IsScalar) -> Node:
    match node:
        case Call(op="matmul", args=(a, b)):
            return call("matmul", transposed(b, is_scalar), transposed(a, is_scalar))
        case Call(op=op, args=args) if op in _CELL_BY_CELL:
            return Call(op, tuple(transposed(arg, is_scalar) for arg in args))
        case Call(op="sum", args=(a,), axis=0 | 1 as axis):
            return call("sum", transposed(a, is_scalar), axis=1 - axis)
        case Call(op="spread", args=(a, like), axis=axis):
            turned = None if axis is None else 1 - axis
            return call("spread", transposed(a, is_scalar), transposed(like, is_scalar), axis=turned)
    return call("transpose", node)
