"""The sizes of inputs that have no value yet: what the program decides, and letters for what it leaves open.

Sizes that have to be equal are joined, as in `app.expr.shapes`, but here a size may be unknown. Where more than one answer
would do, the usual one is taken, as on paper: small letters are columns, capitals matrices; terms of a sum are alike; and
where rows are examples (X @ W + b), a bias is a row.
What does not fit is left for `app.engine.sizes` to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.core.arrays import Shape
from app.core.limits import Limits
from app.expr.tree import Call, Name, Node, Number, walk
from app.ops.table import ROWS

from .program import Program
from .sizes import Declared, size_table

_USUAL = 3
_ONE = 0
"""The size that is always 1."""
Sides = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Guess:
    """What is known about the sizes of a program.

    Args:
        letters: how the sizes of every input are called.
        sizes: a number for every letter.
        open: the letters that nothing decides: their numbers are only usual ones.
    """

    letters: Declared
    sizes: dict[str, int]
    open: frozenset[str]

    def shapes(self, sizes: Mapping[str, int]) -> dict[str, Shape]:
        """The shape of every input where letters stand for `sizes`, and for the numbers found where those say nothing."""
        n = {"1": 1, **self.sizes, **sizes}
        return {name: (n[rows], n[columns]) for name, (rows, columns) in self.letters.items()}


def guess_sizes(program: Program, known: Mapping[str, Shape], limits: Limits) -> Guess:
    """Find the sizes of all inputs.

    Args:
        known: the shapes of the inputs that have a value.
    Raises: ShapeError, TooLargeError, where the program cannot work with any sizes, or not with the known ones.
    """
    return _guess(program, tuple(sorted(known.items())), limits)


@lru_cache(maxsize=512)
def _guess(program: Program, known: tuple[tuple[str, Shape], ...], limits: Limits) -> Guess:
    solver = _Solver(program, dict(known))
    shapes = {name: solver.shape(name) for name in program.inputs}
    table = size_table(program, shapes, {}, limits)
    letters = {name: table.labelled(Name(name)) for name in program.inputs}
    sizes: dict[str, int] = {}
    undecided: set[str] = set()
    for name in program.inputs:
        for label, n, side in zip(letters[name], shapes[name], solver.sides[name], strict=True):
            if label != "1":
                sizes[label] = n
                if not solver.is_decided(side):
                    undecided.add(label)
    return Guess(letters, sizes, frozenset(undecided))


class _Solver:
    """Joins sizes that have to be equal. A side is a number in a union–find forest; `number` holds what is known of its root."""

    def __init__(self, program: Program, known: Mapping[str, Shape]) -> None:
        self.parent = [_ONE]
        self.number: dict[int, int] = {_ONE: 1}
        self.sides: dict[str, Sides] = {}
        rows = _rows(program)
        for name in program.inputs:
            self.sides[name] = (self.new(), self.new())
            if name in known:
                self.number |= dict(zip(self.sides[name], known[name], strict=True))
            elif not name[0].isupper():
                self.number[self.sides[name][0 if name in rows else 1]] = 1
        for step in program.steps:
            self.sides[step.name] = self.of(step.tree)

    def new(self) -> int:
        self.parent.append(len(self.parent))
        return len(self.parent) - 1

    def root(self, side: int) -> int:
        while self.parent[side] != side:
            side = self.parent[side]
        return side

    def join(self, a: int, b: int) -> int:
        """Both are equal, if nothing is known against it."""
        a, b = sorted((self.root(a), self.root(b)))
        if a == b or (a in self.number and b in self.number and self.number[a] != self.number[b]):
            return a
        self.parent[b] = a
        if b in self.number:
            self.number[a] = self.number[b]
        return a

    def is_decided(self, side: int) -> bool:
        return self.root(side) in self.number

    def n(self, side: int) -> int:
        return self.number.get(self.root(side), _USUAL)

    def shape(self, name: str) -> Shape:
        rows, columns = self.sides[name]
        return self.n(rows), self.n(columns)

    def of(self, node: Node) -> Sides:
        """The sides of the result of `node`, after joining all that it asks for."""
        if isinstance(node, Name):
            return self.sides[node.id]
        if not isinstance(node, Call):
            return (_ONE, _ONE)
        args = [self.of(arg) for arg in node.args if not isinstance(arg, Number)]
        return self._of_call(node, args)

    def _of_call(self, node: Call, args: list[Sides]) -> Sides:
        row = ROWS[node.op]
        match node.op:
            case "matmul":
                self.join(args[0][1], args[1][0])
                return (args[0][0], args[1][1])
            case "transpose":
                return (args[0][1], args[0][0])
            case "outer":
                self._columns(args)
                return (args[0][0], args[1][0])
            case "slice":
                return (args[0][0], self.new()) if node.axis else (self.new(), args[0][1])
            case "concat":
                across = self.join(args[0][0], args[1][0]) if node.axis else self.join(args[0][1], args[1][1])
                return (across, self.new()) if node.axis else (self.new(), across)
            case "sum" | "mean" | "max":
                return (_ONE if node.axis != 1 else args[0][0], _ONE if node.axis != 0 else args[0][1])
        if row.columns:
            self._columns(args)
        if row.role == "loss" or node.op in ("dot", "norm"):
            self._alike(args)
            return (_ONE, _ONE)
        return self._broadcast(args) if len(args) == 2 else args[0] if args else (_ONE, _ONE)

    def _columns(self, args: list[Sides]) -> None:
        for _, columns in args:
            self.join(_ONE, columns)

    def _alike(self, args: list[Sides]) -> None:
        for other in args[1:]:
            self.join(args[0][0], other[0])
            self.join(args[0][1], other[1])

    def _broadcast(self, args: list[Sides]) -> Sides:
        return (self._stretched(args[0][0], args[1][0]), self._stretched(args[0][1], args[1][1]))

    def _stretched(self, a: int, b: int) -> int:
        """Equal, unless one of them is known to be 1."""
        for one, other in ((a, b), (b, a)):
            if self.number.get(self.root(one)) == 1:
                return other
        return self.join(a, b)


def _rows(program: Program) -> set[str]:
    """The inputs in small letters that are rows and not columns: x in `x @ W`, and b in `X @ W + b`."""
    found: set[str] = set()
    for step in program.steps:
        for node in walk(step.tree):
            match node:
                case Call(op="matmul", args=(Name(id=x), Name(id=weight))) if (
                    weight[0].isupper() and not x[0].isupper()
                ):
                    found.add(x)
                case Call(op="add", args=(Call(op="matmul", args=(_, Name(id=weight))), Name(id=b))) if weight[
                    0
                ].isupper():
                    found.add(b)
    return found
