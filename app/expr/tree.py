"""The tree that everything is read from: what users write, and what a rule says.

    W @ x + b1   is   Call("add", (Call("matmul", (Name("W"), Name("x"))), Name("b1")))

Every operation is a `Call`, operators too. Nodes compare by meaning: their place in the text is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from app.core.errors import Place


@dataclass(frozen=True, slots=True)
class Name:
    """The value of a quantity. `written` is what the user wrote in its place, where the name is ours."""

    id: str
    place: Place | None = field(default=None, compare=False, repr=False)
    written: Node | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Gradient:
    """The gradient of the loss by a quantity. Never written by a user."""

    of: str


@dataclass(frozen=True, slots=True)
class Number:
    """A literal."""

    value: float
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """An operation on arguments. `axis` is None where everything is meant.

    What is asked of trees again and again is kept at each node, made of what its arguments know: `size` in nodes, as the tree
    is written out; `depth` in calls; and whether any quantity is read in it.
    """

    op: str
    args: tuple[Node, ...]
    axis: int | None = None
    place: Place | None = field(default=None, compare=False, repr=False)
    size: int = field(init=False, compare=False, repr=False)
    depth: int = field(init=False, compare=False, repr=False)
    has_names: bool = field(init=False, compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        size, depth, has_names = 1, 0, False
        for arg in self.args:
            if isinstance(arg, Call):
                size += arg.size
                depth = max(depth, arg.depth)
                has_names = has_names or arg.has_names
            else:
                size += 1
                has_names = has_names or isinstance(arg, Name)
        _set(self, "size", size)
        _set(self, "depth", depth + 1)
        _set(self, "has_names", has_names)
        _set(self, "_hash", hash((self.op, self.args, self.axis)))

    def __hash__(self) -> int:
        """Made once: trees are looked up by what they say, and a tree is as deep as its formula is long."""
        return self._hash


_set = object.__setattr__
Node = Name | Gradient | Number | Call


def size_of(node: Node) -> int:
    """How many nodes `node` has as it is written out: a part that stands twice counts twice."""
    return node.size if isinstance(node, Call) else 1


def has_names(node: Node) -> bool:
    """Whether the value of any quantity is read."""
    return node.has_names if isinstance(node, Call) else isinstance(node, Name)


def call(op: str, *args: Node, axis: int | None = None) -> Call:
    """A `Call` written by us and not by a user."""
    return Call(op, args, axis)


def walk(node: Node) -> Iterator[Node]:
    """Every node, a parent before its children, left to right."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, Call):
            waiting += reversed(node.args)


def names(node: Node) -> list[str]:
    """The quantities whose value is read, each once, in the order of reading."""
    return list(dict.fromkeys(n.id for n in walk(node) if isinstance(n, Name)))


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """Change every node, children first."""
    if isinstance(node, Call):
        args = tuple(rewrite(arg, change) for arg in node.args)
        node = node if args == node.args else replace(node, args=args)
    return change(node)


def substitute(node: Node, bindings: Mapping[str, Node], axis: int | None = None, many: tuple[Node, ...] = ()) -> Node:
    """Put trees in the place of names. Where the text of a rule says `axis`, put `axis`; where it says `*args`, put `many`."""
    if isinstance(node, Name):
        return bindings.get(node.id, node)
    if not isinstance(node, Call):
        return node
    args = [many if arg == _MANY else (substitute(arg, bindings, axis, many),) for arg in node.args]
    return Call(node.op, tuple(chain.from_iterable(args)), axis if node.axis == RULE_AXIS else node.axis, node.place)


_MANY = Name("*args")
RULE_AXIS = -1
"""Stands in the text of a rule for the axis that the operation was called with."""
