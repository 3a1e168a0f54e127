"""A program compiled for given sizes: everything that does not depend on the numbers, made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.arrays import Shape
from app.core.cache import cached
from app.core.limits import Limits
from app.core.patience import look
from app.expr.numbers import Closure, compile_numbers
from app.expr.tree import Gradient, Name, Node, names, size_of
from app.ops.rules import APPLY, apply_rule, for_numbers

from .backward import Contribution, contributions
from .charges import RunCost, charge_run, cost_of_run
from .fused import Fused
from .program import DEFAULT_LIMITS, Program, bytes_of_program
from .size_table import size_table
from .sizes import Declared, SizeTable, without_letters
from .steps import Step

_BYTES_OF_A_NODE = 1000
"""Of the rule of a gradient: its tree, its sizes, what computes it."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Where this holds, the shown rule of a fusion is its simplified one: every number at `slot` is 1."""

    step: str
    test: Closure


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Sheet:
    """A compiled program.

    Args:
        slots: where each quantity and each gradient stands in the list of arrays of a run.
        forward: (slot, closure) in line order.
        backward: (slot, closures) in the order of completion, one closure a contribution.
        parts: the contributions to every gradient, in that order.
        unreached: the quantities that have no way to the loss.
        plain: the sizes without their letters, for trees that are only charged.
        cost: of one run.
        limits: within which it was compiled, and is derived.
        nodes: how many nodes the rules of all gradients have.
    """

    program: Program
    table: SizeTable
    slots: Mapping[Node, int]
    forward: tuple[tuple[int, Closure], ...]
    backward: tuple[tuple[int, tuple[Closure, ...]], ...]
    parts: Mapping[str, list[Contribution]]
    assumptions: tuple[Assumption, ...]
    unreached: tuple[str, ...]
    plain: SizeTable
    cost: RunCost
    limits: Limits
    nodes: int


def compile_sheet(
    program: Program, shapes: tuple[Shape, ...], declared: Declared, limits: Limits = DEFAULT_LIMITS
) -> Sheet:
    """Compile `program` for inputs of these shapes, given in the order of `program.inputs`.

    Args:
        declared: letters that are given, by input.
    Raises: ShapeError, TooLargeError.
    """
    return _compile(program, shapes, tuple(sorted(declared.items())), limits)


def compile_tree(tree: Node, table: SizeTable, slots: Mapping[Node, int]) -> Closure:
    """The function that computes `tree` from the arrays of a run."""
    return compile_numbers(for_numbers(tree), slots, APPLY, table.shape)


def run_tree(program: Program, step: Step) -> Node:
    """What is computed for a step: its tree, or the way of a fusion that does not overflow."""
    fused = program.fused.get(step.name)
    return step.tree if fused is None else fused.computed


def bytes_of_sheet(sheet: Sheet) -> int:
    """How many bytes a sheet holds, about, its program included."""
    return bytes_of_program(sheet.program) + _BYTES_OF_A_NODE * (sheet.nodes + 8 * len(sheet.slots))


@cached(size=bytes_of_sheet)
def _compile(
    program: Program, shapes: tuple[Shape, ...], declared: tuple[tuple[str, tuple[str, str]], ...], limits: Limits
) -> Sheet:
    table = size_table(program, dict(zip(program.inputs, shapes, strict=True)), dict(declared), limits)
    parts = contributions(program, table, limits.nodes_of_gradients)
    nodes = sum(size_of(part.tree) for found in parts.values() for part in found)
    trees = {step.name: run_tree(program, step) for step in program.steps}
    plain = without_letters(table)
    cost = cost_of_run(program, plain, trees, parts)
    charge_run(cost, limits)
    leaves: list[Node] = [Name(name) for name in (*program.inputs, *program.computed)]
    leaves += [Gradient(name) for name in parts]
    slots = {leaf: slot for slot, leaf in enumerate(leaves)}

    def compiled(tree: Node) -> Closure:
        look()
        return compile_tree(tree, table, slots)

    forward = [(slots[Name(name)], compiled(tree)) for name, tree in trees.items()]
    backward = tuple(
        (slots[Gradient(name)], tuple(compiled(part.tree) for part in found)) for name, found in parts.items()
    )
    assumptions = tuple(
        Assumption(name, compiled(_assumed(fused))) for name, fused in program.fused.items() if fused.fusion.assuming
    )
    reached = program.targets | _read_for_the_loss(program)
    unreached = tuple(name for name in (*program.inputs, *program.computed) if name not in reached)
    return Sheet(
        program, table, slots, tuple(forward), backward, parts, assumptions, unreached, plain, cost, limits, nodes
    )


def _read_for_the_loss(program: Program) -> set[str]:
    """The loss and all that it is computed from, also what is only compared and so has no gradient."""
    found = {program.loss}
    for step in reversed(program.steps):
        if step.name in found:
            found.update(names(step.tree))
    return found


def _assumed(fused: Fused) -> Node:
    """The total that has to be 1. Spreading makes sure that there is an array to look at."""
    total = fused.applied(fused.fusion.assuming)
    return apply_rule("spread(total, total)", {"total": total}) if fused.axis is not None else total
