"""A program: equations in order, inputs, a loss. Knows no sizes and no numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.core.errors import Place, ProgramError, TooLargeError
from app.expr.parse import Equation, parse_equations
from app.expr.tree import Call, Name, Node, names, walk
from app.ops.row import Fusion, Row
from app.ops.rules import FUNCTIONS
from app.ops.table import FUSIONS, MEAN, OPERATORS, ROWS

from .targets import check_target_first

MAX_CHARACTERS = 4_000
MAX_LINES = 64


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


@dataclass(frozen=True, slots=True)
class Fused:
    """A step whose value and gradient come from a fusion: `name = outer(target, y_hat)` with `y_hat = inner(a)`."""

    fusion: Fusion
    target: Node
    y_hat: str
    argument: Node
    axis: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """A program that is well formed.

    Args:
        text: as the user wrote it.
        steps: in line order; every name that a step reads is an input or an earlier step.
        inputs: names that are read and never bound, in the order of reading.
        targets: the inputs that are read as targets only; they get no gradient.
        probabilities: the inputs that are read as targets of a loss over probabilities; they may not be negative.
        classes: those of them that are spread over classes and sum to 1.
        fused: steps that are part of a fusion, by name.
    """

    text: str
    steps: tuple[Step, ...]
    inputs: tuple[str, ...]
    targets: frozenset[str]
    probabilities: tuple[str, ...]
    classes: frozenset[str]
    fused: dict[str, Fused]

    @property
    def loss(self) -> str:
        return self.steps[-1].name

    @property
    def computed(self) -> tuple[str, ...]:
        return tuple(step.name for step in self.steps)

    def first_read(self, name: str) -> Place | None:
        """Where an input is read first."""
        nodes = (node for step in self.steps for node in walk(step.tree))
        return next((node.place for node in nodes if isinstance(node, Name) and node.id == name), None)

    def step(self, name: str) -> Step | None:
        """The step that binds `name`, or None for an input."""
        return next((step for step in self.steps if step.name == name), None)


@lru_cache(maxsize=512)
def read_program(text: str) -> Program:
    """Read a program.

    Raises: TooLargeError over the limits; ProgramError with line, column and length for everything else.
    """
    _check_length(text)
    equations = parse_equations(text, FUNCTIONS, OPERATORS)
    if not equations:
        raise ProgramError(
            "empty-program",
            "The program has no equations.",
            hint="A line is name = expression, for example z = W @ x + b.",
        )
    _check_bindings(equations)
    check_target_first(text, {equation.name: equation.tree for equation in equations})
    steps = tuple(_named_parts(equations))
    inputs = _inputs(steps)
    targets = [found for step in steps for found in _target_arguments(step.tree)]
    read = {target.id for row, target in targets if row.target_is_probability}
    classes = {target.id for row, target in targets if row.target_is_class}
    probabilities = tuple(name for name in inputs if name in read)
    return Program(
        text, steps, inputs, frozenset(_targets(steps, inputs)), probabilities, frozenset(classes), _fusions(steps)
    )


@lru_cache(maxsize=512)
def lines_of(program: Program) -> Mapping[str, int]:
    """By quantity the line where it is bound, or else first read."""
    lines: dict[str, int] = {}
    for step in program.steps:
        for name in (step.name, *names(step.tree)):
            lines.setdefault(name, step.line)
    return lines


def _check_length(text: str) -> None:
    lines = text.count("\n") + 1
    if len(text) > MAX_CHARACTERS:
        raise TooLargeError(
            "program-too-long", f"A program has at most {MAX_CHARACTERS} characters; this one has {len(text)}.",
            params={"found": len(text), "limit": MAX_CHARACTERS},
        )  # fmt: skip
    if lines > MAX_LINES:
        raise TooLargeError(
            "too-many-lines",
            f"A program has at most {MAX_LINES} lines; this one has {lines}.",
            params={"found": lines, "limit": MAX_LINES},
        )


def _check_bindings(equations: list[Equation]) -> None:
    lines: dict[str, Equation] = {}
    bound = {equation.name for equation in equations}
    for equation in equations:
        if equation.name in lines:
            first = lines[equation.name].place.line
            raise ProgramError(
                "bound-twice", f"{equation.name} already has a value from line {first}; a name is bound once.",
                hint="Give the second one another name.", place=equation.place, params={"name": equation.name, "line": first},
            )  # fmt: skip
        for node in walk(equation.tree):
            if isinstance(node, Name) and node.id in bound and node.id not in lines:
                raise ProgramError(
                    "used-before-bound", f"{node.id} is used here and computed only on a later line, or on this one.",
                    hint="Equations stand in the order in which they are computed.", place=node.place, params={"name": node.id},
                )  # fmt: skip
        lines[equation.name] = equation


def _named_parts(equations: list[Equation]) -> Iterator[Step]:
    """Give a name to every part that does more than pass its gradient on, and stands inside another such part."""
    taken = {node.id for equation in equations for node in walk(equation.tree) if isinstance(node, Name)}
    taken |= {equation.name for equation in equations}
    fresh = (name for name in (f"t{k}" for k in range(1, 10_000)) if name not in taken)
    for equation in equations:
        parts: list[Step] = []

        def lift(node: Node, parts: list[Step] = parts, equation: Equation = equation) -> Node:
            if not isinstance(node, Call):
                return node
            args = tuple(lift(arg) for arg in node.args)
            args = tuple(name_part(arg, node.op, parts, equation) for arg in args)
            return Call(node.op, args, node.axis, node.place)

        def name_part(arg: Node, op: str, parts: list[Step], equation: Equation) -> Node:
            if not _needs_name(arg, op):
                return arg
            name = next(fresh)
            parts.append(
                Step(name, arg, equation.place.line, getattr(arg, "place", None) or equation.place, written=False)
            )
            return Name(name, getattr(arg, "place", None), arg)

        tree = lift(equation.tree)
        yield from parts
        yield Step(equation.name, tree, equation.place.line, equation.place)


def _needs_name(node: Node, op: str) -> bool:
    if not isinstance(node, Call) or not names(node):
        return False
    if ROWS[op].role == "linear":
        return ROWS[node.op].role == "loss"  # a loss among others: CE(y, ŷ) + λ Σ W∘W
    if ROWS[op].role in ("activation", "loss", "elementwise"):
        return True
    return any(isinstance(part, Call) and ROWS[part.op].role != "linear" for part in walk(node))


def _inputs(steps: tuple[Step, ...]) -> tuple[str, ...]:
    computed = {step.name for step in steps}
    return tuple(dict.fromkeys(name for step in steps for name in names(step.tree) if name not in computed))


def _targets(steps: tuple[Step, ...], inputs: tuple[str, ...]) -> set[str]:
    as_target: set[str] = set()
    otherwise: set[str] = set()
    for step in steps:
        found = {target.id for _, target in _target_arguments(step.tree)}
        reads = [node.id for node in walk(step.tree) if isinstance(node, Name)]
        as_target |= found
        otherwise |= {name for name in reads if name not in found or reads.count(name) > 1}
    return (as_target - otherwise) & set(inputs)


def _target_arguments(tree: Node) -> Iterator[tuple[Row, Name]]:
    """The names that are read as targets, each with the operation that does so."""
    for node in walk(tree):
        row = ROWS[node.op] if isinstance(node, Call) else None
        if isinstance(node, Call) and row is not None and row.target is not None:
            target = node.args[row.target]
            if isinstance(target, Name):
                yield row, target


def _fusions(steps: tuple[Step, ...]) -> dict[str, Fused]:
    """The pairs that are one. A fusion leaps over `y_hat`, so nothing else may need the gradient of it."""
    by_name = {step.name: step.tree for step in steps}
    fused: dict[str, Fused] = {}
    for step in steps:
        match step.tree:
            case Call(op=outer, args=(target, Name(id=y_hat))) if isinstance(inner := by_name.get(y_hat), Call):
                fusion = FUSIONS.get((outer, inner.op))
                if fusion is not None and y_hat not in names(target) and _same_axis(step.tree, inner):
                    axis = step.tree.axis if inner.axis is None else inner.axis
                    fused[step.name] = Fused(fusion, target, y_hat, inner.args[0], axis)
    read_elsewhere = {name for step in steps if step.name not in fused for name in names(step.tree)}
    return {name: pair for name, pair in fused.items() if pair.y_hat not in read_elsewhere}


def _same_axis(outer: Call, inner: Call) -> bool:
    """Whether loss and prediction mean the same axis by that of the classes. Cell by cell there is none."""
    if not ROWS[inner.op].axis:
        return True
    return outer.axis == inner.axis or (outer.axis is None and not outer.op.startswith(MEAN))
