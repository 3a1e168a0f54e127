"""The interpreter for shapes: sizes in numbers, and with each the letter that it goes by. A size may be unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.arrays import Shape

from .letters import ONE, SCALAR, Letters, Sizes
from .primitives import PRIMITIVES
from .tree import Call, Gradient, Name, Node, Number


def infer_sizes(node: Node, known: Mapping[Node, Sizes], letters: Letters) -> Sizes:
    """The sizes of a tree of primitives.

    Args:
        known: the sizes of its leaves.
        letters: what is learned about letters is added here.
    Raises: ShapeError that names both operands and both sizes.
    """
    if isinstance(node, Number):
        return SCALAR
    if isinstance(node, Name | Gradient):
        return known[node]
    return combine_sizes(node, [infer_sizes(arg, known, letters) for arg in node.args], letters)


def combine_sizes(node: Call, args: list[Sizes], letters: Letters) -> Sizes:
    """The sizes of one primitive from those of its arguments."""
    return PRIMITIVES[node.op].sizes(node, args, letters)


def combine_shapes(node: Call, args: Sequence[Shape]) -> Shape:
    """The shape of one primitive, from those of its arguments. Raises: ShapeError where they do not fit."""
    letters = Letters()
    sizes = [Sizes(*(letters.new(n) if n > 1 else ONE for n in shape)) for shape in args]
    return combine_sizes(node, sizes, letters).shape
