"""The one rewriter: applies the pairs of `rewrites.py` until none of them holds anywhere.

A tree is made anew from its leaves up, and what is made has its last form at once: the pairs for its operation are
tried, and where one holds, its right side is made in the same way, out of parts that already have their last form.
It ends because every pair makes a tree lighter; a second time changes nothing, because out of the same parts comes the
same. Every node is made once and every shape is asked for once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from app.core.arrays import Shape
from app.core.patience import look

from .cell import ShapeOf
from .fold import fold
from .pattern import Match, Rewrite, read_pair
from .primitives import PRIMITIVES
from .rewrites import Group
from .shapes import combine_shapes
from .tree import RULE_AXIS, Call, Name, Node, Number


def apply_rewrites(tree: Node, shape_of: ShapeOf, *groups: Group) -> Node:
    """The same numbers, said with less.

    Args:
        tree: of primitives, or with other operations in it, which are kept as they are.
        shape_of: the shape of a leaf, and of an operation that is no primitive.
        groups: which pairs are applied; where several hold, those of earlier groups go first.
    Returns: a tree that stays the same when this is done once more.
    """
    return Rewriter(shape_of, *groups).of(tree)


_MOST_FORMS = 8192
"""Programs decide which forms there are, so not every one that ever was is kept."""


class _Pairs:
    """A group, read.

    Args:
        fewest: that of which an application may not make more.
    """

    def __init__(self, group: Group) -> None:
        self.rewrites = tuple(map(read_pair, group.pairs))
        self.fewest = read_pair((group.fewest, group.fewest)) if group.fewest else None
        self._forms = {(rewrite.left.op, len(rewrite.left.args)) for rewrite in self.rewrites}
        self._found: dict[tuple[object, ...], tuple[Rewrite, ...]] = {}

    def for_node(self, node: Call) -> tuple[Rewrite, ...]:
        """Those that may hold, judged by the operation and by those of its arguments; found once for each such form."""
        if (node.op, len(node.args)) not in self._forms:
            return ()
        form = (node.op, node.axis, *map(_operation, node.args))
        found = self._found.get(form)
        if found is None:
            if len(self._found) >= _MOST_FORMS:
                self._found.clear()
            found = self._found[form] = tuple(rewrite for rewrite in self.rewrites if rewrite.may_hold(node))
        return found


def _operation(node: Node) -> str:
    return node.op if isinstance(node, Call) else "number" if isinstance(node, Number) else ""


_read = lru_cache(maxsize=32)(_Pairs)


class Rewriter:
    """Applies groups of pairs to trees that share parts, as `apply_rewrites` does to one: a part is made once for all of them.

    What is known of a node is kept by its identity, together with the node: comparing nodes would take long.

    Loops stand in the place of comprehensions, which would make the deepest trees too deep for Python.
    """

    def __init__(self, shape_of: ShapeOf, *groups: Group) -> None:
        self.shape_of = shape_of
        self.groups = tuple(map(_read, groups))
        self.of_node: dict[int, tuple[Node, Node]] = {}
        self.of_parts: dict[tuple[object, ...], tuple[Node, Node]] = {}
        self.shapes: dict[int, tuple[Node, Shape]] = {}
        self.counts: dict[tuple[int, int], tuple[Node, int]] = {}

    def of(self, node: Node) -> Node:
        """The last form of `node`."""
        if not isinstance(node, Call):
            return node
        known = self.of_node.get(id(node))
        if known is None:
            args = []
            for arg in node.args:
                args.append(self.of(arg))  # noqa: PERF401
            known = node, self.make(_with_args(node, args))
            self.of_node[id(node)] = known
        return known[1]

    def make(self, node: Call) -> Node:
        """The last form of a node whose arguments have theirs."""
        key = (node.op, node.axis, *map(id, node.args))
        known = self.of_parts.get(key)
        if known is None:
            look()
            known = node, fold(node) or self.said_with_less(node)
            self.of_parts[key] = known
        return known[1]

    def said_with_less(self, node: Call) -> Node:
        for pairs in self.groups:
            for rewrite in pairs.for_node(node):
                match = rewrite.match(node, self.shape)
                if match is not None:
                    made = self.build(rewrite.right, match)
                    if pairs.fewest is None or self.saves(pairs.fewest, node, made) >= rewrite.saves:
                        return made
        return node

    def saves(self, fewest: Rewrite, node: Node, made: Node) -> int:
        return self.count(fewest, node) - self.count(fewest, made)

    def build(self, right: Node, match: Match) -> Node:
        """A right side with what its letters stand for, in its last form."""
        if isinstance(right, Name):
            return match.letters[right.id]
        if not isinstance(right, Call):
            return right
        args = []
        for arg in right.args:
            args.append(self.build(arg, match))  # noqa: PERF401
        return self.make(Call(right.op, tuple(args), match.axis if right.axis == RULE_AXIS else right.axis))

    def shape(self, node: Node) -> Shape:
        known = self.shapes.get(id(node))
        if known is None:
            known = self.shapes[id(node)] = node, self.inferred(node)
        return known[1]

    def inferred(self, node: Node) -> Shape:
        """From the shapes of the arguments, which are known: the whole tree is not gone through again."""
        if not isinstance(node, Call) or node.op not in PRIMITIVES:
            return self.shape_of(node)
        args = []
        for arg in node.args:
            args.append(self.shape(arg))  # noqa: PERF401
        return combine_shapes(node, args)

    def count(self, rewrite: Rewrite, node: Node) -> int:
        """How many places of `node` fit the left side."""
        if not isinstance(node, Call):
            return 0
        known = self.counts.get((id(rewrite), id(node)))
        if known is None:
            total = int(rewrite.match(node, self.shape) is not None)
            for arg in _written(node):
                total += self.count(rewrite, arg)
            known = self.counts[id(rewrite), id(node)] = node, total
        return known[1]


def _written(node: Call) -> Iterator[Node]:
    """The arguments that are seen where a node is written: not those that are there for their shape alone."""
    primitive = PRIMITIVES.get(node.op)
    for k, arg in enumerate(node.args):
        if primitive is None or primitive.args[min(k, len(primitive.args) - 1)] != "like":
            yield arg


def _with_args(node: Call, args: list[Node]) -> Call:
    """`node` itself where nothing has changed."""
    same = all(new is old for new, old in zip(args, node.args, strict=True))
    return node if same else replace(node, args=tuple(args))
