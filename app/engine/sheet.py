"""A program compiled for given sizes: everything that does not depend on the numbers, made once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from app.core.arrays import Shape
from app.core.limits import Limits
from app.expr.numbers import Closure, NativeFunctions, compile_numbers
from app.expr.tree import Call, Gradient, Name, Node, call, substitute
from app.ops.rules import NATIVE, apply_rule, for_numbers

from .backward import Contribution, contributions
from .program import Fused, Program, Step
from .sizes import Declared, SizeTable, size_table

DEFAULT_LIMITS = Limits()
_NATIVE: NativeFunctions = {**NATIVE, "dot": np.dot}


@dataclass(frozen=True, slots=True)
class Assumption:
    """Where this holds, the shown rule of a fusion is its simplified one: every number at `slot` is 1."""

    step: str
    test: Closure


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A compiled program.

    Args:
        slots: where each quantity and each gradient stands in the list of arrays of a run.
        forward: (slot, closure) in line order.
        backward: (slot, closures) in the order of completion, one closure a contribution.
        parts: the contributions to every gradient, in that order.
        unreached: the quantities that have no way to the loss.
    """

    program: Program
    table: SizeTable
    slots: Mapping[Node, int]
    forward: tuple[tuple[int, Closure], ...]
    backward: tuple[tuple[int, tuple[Closure, ...]], ...]
    parts: Mapping[str, list[Contribution]]
    assumptions: tuple[Assumption, ...]
    unreached: tuple[str, ...]


def compile_sheet(
    program: Program, shapes: tuple[Shape, ...], declared: Declared, limits: Limits = DEFAULT_LIMITS
) -> Sheet:
    """Compile `program` for inputs of these shapes, given in the order of `program.inputs`.

    Args:
        declared: letters that are given, by input.
    Raises: ShapeError, TooLargeError.
    """
    return _compile(program, shapes, tuple(sorted(declared.items())), limits)


def stable_tree(fused: Fused) -> Node:
    """The value of a fused step by the way that does not overflow."""
    bindings = {"a": fused.argument, "y_hat": Name(fused.y_hat), "target": fused.target}
    return apply_rule(fused.fusion.forward, bindings, fused.axis)


def compile_tree(tree: Node, table: SizeTable, slots: Mapping[Node, int]) -> Closure:
    """The function that computes `tree` from the arrays of a run."""
    return compile_numbers(quick_products(for_numbers(tree), table), slots, _NATIVE)


def run_tree(program: Program, step: Step) -> Node:
    """What is computed for a step: its tree, or the stable one of a fusion."""
    fused = program.fused.get(step.name)
    return step.tree if fused is None else stable_tree(fused)


def quick_products(tree: Node, table: SizeTable) -> Node:
    """`tree` with the quickest of three ways for every matrix product; `make bench` tells.

    np.dot is up to five times as quick as np.matmul for a column by a row, and has less to do for a vector. But it
    takes a single number for a factor of the whole, and leaves out NaN where that is 0: there it is cell by cell.
    """
    if not isinstance(tree, Call):
        return tree
    args = tuple(quick_products(arg, table) for arg in tree.args)
    op = tree.op
    if op == "matmul":
        (rows, inner), (_, columns) = map(table.shape, tree.args)
        if inner == 1:
            op = "dot" if rows > 1 and columns > 1 else "mul"
        elif rows == 1 or columns == 1:
            op = "dot"
    return replace(tree, op=op, args=args)


@lru_cache(maxsize=512)
def _compile(
    program: Program, shapes: tuple[Shape, ...], declared: tuple[tuple[str, tuple[str, str]], ...], limits: Limits
) -> Sheet:
    table = size_table(program, dict(zip(program.inputs, shapes, strict=True)), dict(declared), limits)
    parts = contributions(program, table)
    leaves: list[Node] = [Name(name) for name in (*program.inputs, *program.computed)]
    leaves += [Gradient(name) for name in parts]
    slots = {leaf: slot for slot, leaf in enumerate(leaves)}

    def compiled(tree: Node) -> Closure:
        return compile_tree(tree, table, slots)

    forward = [(slots[Name(step.name)], compiled(run_tree(program, step))) for step in program.steps]
    backward = tuple(
        (slots[Gradient(name)], tuple(compiled(part.tree) for part in found)) for name, found in parts.items()
    )
    assumptions = tuple(
        Assumption(name, compiled(_assumed(fused))) for name, fused in program.fused.items() if fused.fusion.assuming
    )
    reached = {*parts, *program.targets, program.loss, *(fused.y_hat for fused in program.fused.values())}
    unreached = tuple(name for name in (*program.inputs, *program.computed) if name not in reached)
    return Sheet(program, table, slots, tuple(forward), backward, parts, assumptions, unreached)


def _assumed(fused: Fused) -> Node:
    """The total that has to be 1. Summing makes sure that there is an array to look at."""
    total = apply_rule(fused.fusion.assuming, {"target": fused.target}, fused.axis)
    return substitute(call("spread", total, total), {}) if fused.axis is not None else total
