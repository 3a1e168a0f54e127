"""The steps of a program: its equations, and the parts of them that get a name of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.errors import Place
from app.core.patience import look
from app.expr.parse import Equation
from app.expr.tree import Call, Name, Node, size_of, walk
from app.ops.rules import sends_back
from app.ops.table import ROWS

from .fused import fusion_of

LARGEST_PART = 64
"""A part with more nodes is given a name, whatever it is: a gradient says again what it is the gradient of, so the formulas of a
long sum would grow with the square of its length."""
_Linear = dict[int, tuple[Node, bool]]
"""By the identity of a node: the node, and whether all of it only passes its gradient on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One equation of the program, `name = tree`.

    Args:
        line: 1-based line of the source on which it stands.
        written: whether the user gave the name; a part that needs one gets t1, t2, ….
    """

    name: str
    tree: Node
    line: int
    place: Place
    written: bool = True


def named_parts(equations: list[Equation]) -> Iterator[Step]:
    """Give a name to every part that does more than pass its gradient on, and stands inside another such part."""
    taken = {node.id for equation in equations for node in walk(equation.tree) if isinstance(node, Name)}
    taken |= {equation.name for equation in equations}
    fresh = (name for name in (f"t{k}" for k in range(1, 10_000)) if name not in taken)
    trees: dict[str, Node] = {}
    for equation in equations:
        look()
        lifting = _Lifting(equation, trees, fresh)
        tree = trees[equation.name] = lifting.lifted(equation.tree)
        yield from lifting.parts
        yield Step(equation.name, tree, equation.place.line, equation.place)


class _Lifting:
    """Naming the parts of one equation.

    Args:
        trees: of all steps so far, by their names; the parts are added.
        fresh: names that nobody has.
    """

    def __init__(self, equation: Equation, trees: dict[str, Node], fresh: Iterator[str]) -> None:
        self.parts: list[Step] = []
        self._equation = equation
        self._trees = trees
        self._fresh = fresh
        self._linear: _Linear = {}

    def lifted(self, node: Node) -> Node:
        """`node` with names in the place of its parts."""
        if not isinstance(node, Call):
            return node
        args = tuple(self._named(self.lifted(arg), node, k) for k, arg in enumerate(node.args))
        made = Call(node.op, args, node.axis, node.place)
        is_linear = ROWS[node.op].role == "linear" and all(_is_linear(arg, self._linear) for arg in args)
        self._linear[id(made)] = made, is_linear
        return made

    def _named(self, arg: Node, within: Call, k: int) -> Node:
        is_large = size_of(arg) > LARGEST_PART and k != ROWS[within.op].ids
        if not (is_large or _needs_name(arg, within, k, self._linear) or fusion_of(arg, self._trees)):
            return arg
        name = next(self._fresh)
        self._trees[name] = arg
        place = getattr(arg, "place", None)
        line = self._equation.place.line
        self.parts.append(Step(name, arg, line, place or self._equation.place, written=False))
        return Name(name, place, arg)


def _needs_name(node: Node, within: Call, k: int, linear: _Linear) -> bool:
    """Whether argument `k` of `within` is given a name."""
    if not isinstance(node, Call) or not node.has_names:
        return False
    if ROWS[node.op].is_given:
        return True
    role = ROWS[within.op].role
    if role == "linear":
        return ROWS[node.op].role == "loss"  # a loss among others: CE(y, ŷ) + λ Σ W∘W
    if role in ("activation", "loss", "elementwise") and sends_back(within, k):
        return True
    return not _is_linear(node, linear)


def _is_linear(node: Node, linear: _Linear) -> bool:
    """Whether nothing in `node` does more than pass its gradient on."""
    return not isinstance(node, Call) or linear[id(node)][1]
