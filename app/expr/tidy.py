"""Say a Jacobian with less: what is one for matrices in general is mostly simpler for vectors.

    vec(x) is x           where x is a column
    A ⊗ 1, 1 ⊗ A, I A     are A
    Π                     is I where the cells keep their order

Nothing here changes a number.
"""

from __future__ import annotations

from collections.abc import Callable

from app.core.arrays import Shape

from .simplify import simplify
from .tree import Call, Node, Number, call, rewrite

ShapeOf = Callable[[Node], Shape]
_ONE = Number(1.0)


def tidy(node: Node, shape_of: ShapeOf) -> Node:
    """`node` said with less. `shape_of` tells the shape of every node."""

    def is_scalar(n: Node) -> bool:
        return shape_of(n) == (1, 1)

    def change(n: Node) -> Node:
        return _plainer(n, shape_of) if isinstance(n, Call) else n

    before, after = None, node
    while after != before:
        before, after = after, simplify(rewrite(after, change), is_scalar)
    return after


def _plainer(node: Call, shape_of: ShapeOf) -> Node:
    match node:
        case Call(op="spread", args=(inner, like)) if shape_of(inner) == shape_of(like):
            return inner
        case Call(op="vec" | "diag", args=(inner,)) if shape_of(inner) == (1, 1):
            return inner
        case Call(op="vec", args=(inner,)) if shape_of(inner)[1] == 1:
            return inner
        case Call(op="vec", args=(inner,)) if shape_of(inner)[0] == 1:
            return call("transpose", inner)
        case Call(op="diag", args=(Call(op="transpose", args=(inner,)),)) if 1 in shape_of(inner):
            return call("diag", inner)
        case Call(op="diag", args=(Call(op="neg", args=(inner,)),)):
            return call("neg", call("diag", inner))
        case Call(op="eye" | "gather") if shape_of(node) == (1, 1):
            return _ONE
        case Call(op="eye", args=(inner,), axis=0 | 1 as axis) if shape_of(inner)[1 - axis] == 1:
            return call("eye", inner)
        case Call(op="gather", args=(inner,), axis=0 | 1 as axis) if shape_of(inner)[axis] == 1:
            return call("eye", inner)
        case Call(op="gather", args=(inner,), axis=0 | 1 as axis) if shape_of(inner)[1 - axis] == 1:
            return call("gather", inner)
        case Call(op="gather", args=(inner,), axis=0 | 1 as axis):
            return _blocks_of_ones(inner, axis)
        case Call(op="transpose", args=(Call(op="gather", args=(inner,), axis=None),)):
            return call("spread", _ONE, call("vec", inner))
        case Call(op="select", args=(Call(op="transpose", args=(a,)), b)) if a == b and 1 in shape_of(b):
            return call("eye", b)
    return _without_ones(node, shape_of)


def _without_ones(node: Call, shape_of: ShapeOf) -> Node:
    """Products with what changes nothing, and transposes of what is its own."""
    match node:
        case Call(op="kron", args=(a, b)) if _ONE in (a, b):
            return b if a == _ONE else a
        case Call(op="matmul", args=(Call(op="kron", args=(a, b)), Call(op="kron", args=(c, d)))) if (
            shape_of(a)[1] == shape_of(c)[0] and shape_of(b)[1] == shape_of(d)[0]
        ):
            return call("kron", call("matmul", a, c), call("matmul", b, d))
        case Call(op="matmul", args=(a, b)) if _is_eye(a) or _is_eye(b):
            return b if _is_eye(a) else a
        case Call(op="matmul", args=(Call(op="neg", args=(a,)), b)) if _is_eye(a):
            return call("neg", b)
        case Call(op="matmul", args=(a, b)) if (1, 1) in (shape_of(a), shape_of(b)):
            return call("mul", a, b)
        case Call(op="mul", args=(a, b)) if _are_ones(a) and shape_of(b) == shape_of(node):
            return b
        case Call(op="mul", args=(a, b)) if _are_ones(b) and shape_of(a) == shape_of(node):
            return a
        case Call(op="transpose", args=(Call(op="eye" | "diag") as inner,)):
            return inner
        case Call(op="transpose", args=(Call(op="kron", args=(a, b)),)):
            return call("kron", call("transpose", a), call("transpose", b))
    return node


def _blocks_of_ones(a: Node, axis: int) -> Node:
    """Adding up along one axis: 𝟏ᵀ ⊗ I down the rows, I ⊗ 𝟏ᵀ along the columns."""
    line = call("slice", a, Number(0.0), _ONE, axis=1 - axis)  # as long as what is added up
    ones, eye = call("gather", line), call("eye", a, axis=1 - axis)
    return call("kron", ones, eye) if axis == 0 else call("kron", eye, ones)


def _is_eye(node: Node) -> bool:
    return isinstance(node, Call) and node.op == "eye"


def _are_ones(node: Node) -> bool:
    """A row of ones, or all ones: 𝟏𝟏ᵀ."""
    match node:
        case Call(op="gather", axis=None):
            return True
        case Call(op="matmul", args=(Call(op="spread", args=(Number(value=1.0), _)), b)):
            return _are_ones(b)
    return False
