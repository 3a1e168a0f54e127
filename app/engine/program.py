"""A program: equations in order, inputs, a loss. Knows no sizes and no numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate

from app.core.cache import cached
from app.core.errors import Place, ProgramError, TooLargeError
from app.core.limits import Limits
from app.core.patience import look
from app.expr.notations.source import as_written
from app.expr.parse import Equation, parse_equations
from app.expr.tree import Call, Name, Node, has_names, names, size_of, walk
from app.ops.row import Row
from app.ops.rules import FUNCTIONS, arguments_of, sends_back
from app.ops.table import ROWS

from .fused import Fused, find_fused
from .steps import Step, named_parts
from .targets import check_target_first

MAX_CHARACTERS = 4_000
MAX_LINES = 64
DEFAULT_LIMITS = Limits()
_BYTES_OF_A_NODE = 300
"""With its place in the text, and once more as the user wrote it."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Program:
    """A program that is well formed.

    Args:
        text: as the user wrote it.
        steps: in line order; every name that a step reads is an input or an earlier step.
        inputs: names that are read and never bound, in the order of reading.
        targets: the inputs that get no gradient: they are read as targets of losses or as ids only.
        probabilities: the inputs that are read as targets of a loss over probabilities; they may not be negative.
        classes: those of them that are spread over classes and sum to 1.
        ids: the inputs that name rows by whole numbers, each with the calls that read it so.
        fused: the steps that are the outermost one of a fusion, by name.
        computed: the names of the steps.
    """

    text: str
    steps: tuple[Step, ...]
    inputs: tuple[str, ...]
    targets: frozenset[str]
    probabilities: tuple[str, ...]
    classes: frozenset[str]
    ids: Mapping[str, tuple[Call, ...]]
    fused: Mapping[str, Fused]
    computed: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "computed", tuple(step.name for step in self.steps))

    @property
    def loss(self) -> str:
        return self.steps[-1].name

    def first_read(self, name: str) -> Place | None:
        """Where an input is read first."""
        nodes = (node for step in self.steps for node in walk(step.tree))
        return next((node.place for node in nodes if isinstance(node, Name) and node.id == name), None)

    def step_of(self, name: str) -> Step:
        """The step that binds `name`, which is none of the inputs."""
        return next(step for step in self.steps if step.name == name)


def bytes_of_program(program: Program) -> int:
    """How many bytes a program holds, about."""
    return 8 * len(program.text) + _BYTES_OF_A_NODE * sum(size_of(step.tree) for step in program.steps)


@cached(size=bytes_of_program)
def read_program(text: str, limits: Limits = DEFAULT_LIMITS) -> Program:
    """Read a program.

    Raises: TooLargeError over the limits; ProgramError with line, column and length for everything else.
    """
    _check_length(text)
    equations = parse_equations(text, FUNCTIONS)
    _check_nodes(equations, limits)
    if not equations:
        raise ProgramError(
            "empty-program",
            "The program has no equations.",
            hint="A line is name = expression, for example z = W @ x + b.",
        )
    _check_bindings(equations)
    look()
    check_target_first(text, {equation.name: equation.tree for equation in equations})
    steps = tuple(named_parts(equations))
    look()
    computed = {step.name for step in steps}
    inputs = tuple(dict.fromkeys(name for step in steps for name in names(step.tree) if name not in computed))
    targets = [found for step in steps for found in _target_arguments(step.tree)]
    read = {target.id for row, target in targets if row.target_is_probability}
    classes = {target.id for row, target in targets if row.target_is_class}
    return Program(
        text,
        steps,
        inputs,
        frozenset(_without_gradient(steps, inputs)),
        tuple(name for name in inputs if name in read),
        frozenset(classes),
        _ids(steps, computed),
        find_fused({step.name: step.tree for step in steps}),
    )


@cached(size=lambda lines: 200 * len(lines))
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


def _check_nodes(equations: list[Equation], limits: Limits) -> None:
    """Raises: TooLargeError where a program has too many nodes, with the line on which they become too many."""
    counts = list(accumulate(size_of(equation.tree) for equation in equations))
    nodes = counts[-1] if counts else 0
    if nodes > limits.nodes:
        first = next(equation for equation, count in zip(equations, counts, strict=True) if count > limits.nodes)
        raise TooLargeError(
            "program-too-large",
            f"This program has {nodes} names, numbers and operations; the limit is {limits.nodes}.",
            hint="Leave repeated parts out, or give them a name on a line of their own.",
            place=first.place,
            params={"found": nodes, "limit": limits.nodes},
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


def _without_gradient(steps: tuple[Step, ...], inputs: tuple[str, ...]) -> set[str]:
    """The inputs that are read as targets or as ids, and in no other way."""
    apart: set[str] = set()
    otherwise: set[str] = set()
    for step in steps:
        found = {target.id for _, target in _target_arguments(step.tree)} | set(_ids_read(step.tree))
        reads = Counter(node.id for node in walk(step.tree) if isinstance(node, Name))
        apart |= found
        otherwise |= {name for name, times in reads.items() if name not in found or times > 1}
    return (apart - otherwise) & set(inputs)


def _target_arguments(tree: Node) -> Iterator[tuple[Row, Name]]:
    """The names that are read as targets, each with the operation that does so."""
    for node in walk(tree):
        row = ROWS[node.op] if isinstance(node, Call) else None
        if isinstance(node, Call) and row is not None and row.target is not None:
            target = node.args[row.target]
            if isinstance(target, Name):
                yield row, target


def _ids_read(tree: Node) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    for node in walk(tree):
        if isinstance(node, Call) and (k := ROWS[node.op].ids) is not None and isinstance(ids := node.args[k], Name):
            found.setdefault(ids.id, []).append(node)
    return found


def _ids(steps: tuple[Step, ...], computed: set[str]) -> dict[str, tuple[Call, ...]]:
    """By input, the calls that read it as ids. Raises: ProgramError for ids that are computed."""
    found: dict[str, tuple[Call, ...]] = {}
    for step in steps:
        for name, calls in _ids_read(step.tree).items():
            if name in computed:
                node = calls[0]
                spoken = as_written(node.args[ROWS[node.op].ids or 0])
                raise ProgramError(
                    "computed-ids", f"{spoken} is computed; the ids of {node.op} are an input, or whole numbers such as [0, 2].",
                    hint="Ids name rows; they cannot be the result of a calculation.", place=node.place,
                    params={"name": spoken, "operation": node.op},
                )  # fmt: skip
            found[name] = (*found.get(name, ()), *calls)
    return found


def differentiable_arguments(node: Call) -> Iterator[tuple[int, Node]]:
    """The arguments of `node` to which a gradient goes, with their numbers."""
    for k, arg in enumerate(arguments_of(node)):
        if has_names(arg) and sends_back(node, k):
            yield k, arg
