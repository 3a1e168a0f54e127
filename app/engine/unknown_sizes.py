"""What a program alone says about the sizes of its inputs, before any of them has a value.

The interpreter for shapes runs with sizes that are unknown. Where more than one answer would do, the usual one is taken, as on
paper: small letters are columns, capitals matrices; terms of a sum are alike; and where rows are examples (X @ W + b), a bias
is a row. What does not fit is left for `app.engine.size_table` to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.arrays import Shape
from app.core.cache import cached
from app.core.errors import ShapeError
from app.expr.letters import ONE, Letters, Sizes
from app.expr.tree import Call, Name, Node, walk
from app.ops.rules import operation
from app.ops.table import ROWS

from .program import Program
from .sizes import SizeTable

_PRODUCT, _ADDITION = operation("a @ b"), operation("a + b")


@dataclass(frozen=True, slots=True)
class UnknownSizes:
    """What is known of the sizes of inputs.

    Args:
        windows: the inputs that slide over another one, and are smaller.
    """

    letters: Letters
    sizes: Mapping[str, Sizes]
    windows: frozenset[str]

    def n(self, name: str, axis: int) -> int:
        """The number of rows (axis 0) or columns of an input; 0 where nothing decides it."""
        return self.letters.n(self.sizes[name][axis])


@cached(size=lambda sizes: 400 * len(sizes.sizes))
def unknown_sizes(program: Program, known: tuple[tuple[str, Shape], ...] = ()) -> UnknownSizes:
    """Find out what there is to find out.

    Args:
        known: the shapes of the inputs that have one.
    """
    letters, given, rows = Letters(), dict(known), _rows(program)

    def of_input(name: str) -> Sizes:
        if name in given:
            return Sizes(*map(letters.new, given[name]))
        if is_called_a_matrix(name):
            return Sizes(letters.new(), letters.new())
        return Sizes(ONE, letters.new()) if name in rows else Sizes(letters.new(), ONE)

    sizes = {name: of_input(name) for name in program.inputs}
    infer_unknown(program, sizes, letters)
    return UnknownSizes(letters, sizes, frozenset(_windows(program)))


def infer_unknown(program: Program, sizes: Mapping[str, Sizes], letters: Letters) -> None:
    """Go through the program, and so let `letters` learn what it says about the sizes of its inputs."""
    table = SizeTable(sizes, letters)
    for step in program.steps:
        try:
            table.of[Name(step.name)] = table.sizes(step.tree)
        except ShapeError:
            table.of[Name(step.name)] = Sizes(letters.new(), letters.new())


def is_called_a_matrix(name: str) -> bool:
    """Capitals are matrices."""
    return name[0].isupper()


def _rows(program: Program) -> set[str]:
    """The inputs in small letters that are rows and not columns: x in `x @ W`, and b in `X @ W + b`."""
    found: set[str] = set()
    for node in _calls(program):
        match node:
            case Call(op=op, args=(Name(id=x), Name(id=weight))) if op == _PRODUCT:
                if is_called_a_matrix(weight) and not is_called_a_matrix(x):
                    found.add(x)
            case Call(op=op, args=(Call(op=inner, args=(_, Name(id=weight))), Name(id=b))) if op == _ADDITION:
                if inner == _PRODUCT and is_called_a_matrix(weight):
                    found.add(b)
    return found


def _windows(program: Program) -> set[str]:
    found: set[str] = set()
    for node in _calls(program):
        window = ROWS[node.op].window
        if window is not None and isinstance(arg := node.args[window], Name):
            found.add(arg.id)
    return found


def _calls(program: Program) -> list[Call]:
    nodes: list[Node] = [node for step in program.steps for node in walk(step.tree)]
    return [node for node in nodes if isinstance(node, Call)]
