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
        parts: list[Step] = []

        linear: dict[int, tuple[Node, bool]] = {}

        def lift(
            node: Node, parts: list[Step] = parts, equation: Equation = equation, linear: _Linear = linear
        ) -> Node:
            if not isinstance(node, Call):
                return node
            lifted = []
            for k, arg in enumerate(node.args):
                lifted.append(name_part(lift(arg), node, k, parts, equation, linear))
            made = Call(node.op, tuple(lifted), node.axis, node.place)
            linear[id(made)] = made, ROWS[node.op].role == "linear" and all(_is_linear(arg, linear) for arg in lifted)
            return made

        def name_part(arg: Node, within: Call, k: int, parts: list[Step], equation: Equation, linear: _Linear) -> Node:
            is_large = size_of(arg) > LARGEST_PART and k != ROWS[within.op].ids
            if not (is_large or _needs_name(arg, within, k, linear) or fusion_of(arg, trees)):
                return arg
            name = next(fresh)
            trees[name] = arg
            place = getattr(arg, "place", None)
            parts.append(Step(name, arg, equation.place.line, place or equation.place, written=False))
            return Name(name, place, arg)

        tree = trees[equation.name] = lift(equation.tree)
        yield from parts
        yield Step(equation.name, tree, equation.place.line, equation.place)


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
