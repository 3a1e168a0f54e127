"""A pair of `rewrites.py` as trees: when it holds for a node, and what its letters then stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import lt, ne

from app.core.arrays import Shape

from .cell import ShapeOf
from .fold import fold
from .parse import PRIMITIVE_SIGNATURES, parse_rule
from .rewrites import Pair
from .tree import RULE_AXIS, Call, Name, Node, Number, substitute, walk

_NUMBERS, _SCALARS, _COLUMNS, _ROWS = "knm", "st", "v", "r"
_SIZES = ("rows", "columns")
_OF_NUMBERS: dict[str, Callable[[float, float], bool]] = {"<": lt, "!=": ne}
"""Conditions on a number: how it stands to 0."""


@dataclass(slots=True)
class Match:
    """What the letters of a left side stand for, and its `axis=axis`."""

    letters: dict[str, Node] = field(default_factory=dict)
    axis: int | None = RULE_AXIS

    def fits(self, pattern: Node, node: Node) -> bool:
        """Whether `node` has the form of `pattern`. Notes the letters; does not look at shapes."""
        match pattern:
            case Call():
                return (
                    isinstance(node, Call)
                    and node.op == pattern.op
                    and len(node.args) == len(pattern.args)
                    and self._has_axis(pattern, node)
                    and all(map(self.fits, pattern.args, node.args))
                )
            case Name(id=letter):
                if letter in _NUMBERS and not isinstance(node, Number):
                    return False
                known = self.letters.setdefault(letter, node)
                return known is node or known == node
        return pattern == node

    def _has_axis(self, pattern: Call, node: Call) -> bool:
        if pattern.axis != RULE_AXIS:
            return node.axis == pattern.axis
        if self.axis == RULE_AXIS:
            self.axis = node.axis
        return self.axis == node.axis


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A pair, read.

    Args:
        conditions: what has to hold of shapes and of numbers.
        sums: the parts of the right side that calculate with numbers alone.
        saves: how many fewer there have to be of what the group counts.
    """

    left: Call
    right: Node
    conditions: tuple[str, ...] = ()
    sums: tuple[Call, ...] = ()
    saves: int = 0

    def may_hold(self, node: Call) -> bool:
        """Whether the operations of `node` and of its arguments are those of the left side."""
        left = self.left
        return (
            node.op == left.op
            and left.axis in (RULE_AXIS, node.axis)
            and len(node.args) == len(left.args)
            and all(map(_may_be, left.args, node.args))
        )

    def match(self, node: Node, shape_of: ShapeOf) -> Match | None:
        """What the letters stand for, or None where the pair does not hold for `node`."""
        match = Match()
        letters = match.letters
        if not match.fits(self.left, node):
            return None
        for letter, part in letters.items():
            if not _is_a(letter, part, shape_of):
                return None
        if self.conditions:
            parts = {**letters, "whole": node}
            if not all(_holds(condition, parts, shape_of) for condition in self.conditions):
                return None
        return match if all(fold(substitute(part, letters)) for part in self.sums) else None


def _may_be(pattern: Node, part: Node) -> bool:
    if isinstance(pattern, Call):
        return isinstance(part, Call) and part.op == pattern.op
    return isinstance(part, Number) or not _is_of_numbers(pattern)


def read_pair(pair: Pair) -> Rewrite:
    """Raises: ProgramError where a text cannot be read; ValueError where the left side is a letter."""
    left, right = (parse_rule(text, PRIMITIVE_SIGNATURES) for text in pair[:2])
    if not isinstance(left, Call):
        raise ValueError(f"{pair[0]} is no operation.")
    said = [part.strip() for part in pair[2].split(",")] if len(pair) == 3 else []
    conditions = tuple(condition for condition in said if condition != "fewer")
    calls = [part for part in walk(right) if isinstance(part, Call)]
    sums = tuple(part for part in calls if all(map(_is_of_numbers, part.args)))
    return Rewrite(left, right, conditions, sums, saves=int("fewer" in said))


def _is_of_numbers(pattern: Node) -> bool:
    """Whether a number alone fits."""
    return isinstance(pattern, Number) or (isinstance(pattern, Name) and pattern.id in _NUMBERS)


def _is_a(letter: str, part: Node, shape_of: ShapeOf) -> bool:
    """Whether a part is what its letter may stand for."""
    if letter in _SCALARS:
        return shape_of(part) == (1, 1)
    if letter in _COLUMNS:
        return shape_of(part)[1] == 1
    if letter in _ROWS:
        return shape_of(part)[0] == 1
    return True


def _holds(condition: str, parts: dict[str, Node], shape_of: ShapeOf) -> bool:
    letter, sign, _ = condition.split(" ")
    if sign in _OF_NUMBERS:
        number = parts[letter]
        return isinstance(number, Number) and _OF_NUMBERS[sign](number.value, 0)
    first, second = (_size(side, parts, shape_of) for side in condition.split(" = "))
    return first == second


def _size(side: str, parts: dict[str, Node], shape_of: ShapeOf) -> Shape | int:
    """The shape that one side of a condition names, or one size of it."""
    letter, _, size = side.partition(".")
    shape = shape_of(parts[letter])
    return shape[_SIZES.index(size)] if size else shape
