"""The loss as a function of one entry: the steps after a quantity are run again with one entry of it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from app.core.cache import cached
from app.core.limits import OPERATIONS_PER_READ
from app.engine.run import Trace
from app.engine.sheet import Sheet, compile_tree, run_tree
from app.engine.steps import Step
from app.expr.numbers import Closure
from app.expr.tree import Call, Name, Node, names
from app.ops.table import ROWS

from .budget import Budget, cost_of
from .kinks import Kink, kinks_of
from .round_off import REPEATS, Jitter, bound_of

Compile = Callable[[Node], Closure]
BYTES_OF_A_STAGE = 4000
"""About what the closures of one step hold."""
_JITTER_CELLS, _JITTER_READS = 2, 16
"""What it takes to change every number of an array in its last place: cells at once, and for each of them numbers read."""
_CELLS_OF_AN_ENTRY = 6
"""Slope, error, verdict and order of an entry, and the entry itself as a real and as a complex number."""
_COPIES_OF_KINKS = 3


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the program, compiled so that it can be run again.

    Args:
        name: the quantity that it computes.
        reads: the quantities from which it is computed.
        slot: where its result stands in the list of arrays of a run.
        cost: the work of running it once; the unit is that of `Budget`.
        kinks: each of its kinks, and what computes the expression that is 0 there.
    """

    name: str
    reads: frozenset[str]
    slot: int
    closure: Closure
    cost: int
    kinks: tuple[tuple[Kink, Closure], ...]


class Point(NamedTuple):
    """The loss for one value of the entry, and the values of all kink expressions there.

    Args:
        loss: a float, or a complex number where complex numbers were put in.
        kinks: one array for each kink of the steps that were run.
    """

    loss: Any
    kinks: list[Any]


@cached(size=lambda stages: BYTES_OF_A_STAGE * len(stages))
def real_stages(sheet: Sheet, leapt: str = "") -> tuple[Stage, ...]:
    """Every step of `sheet` in line order, in real arithmetic, as the run computes it. What `leapt` is: `make_stages`."""
    return make_stages(sheet, lambda tree: compile_tree(tree, sheet.table, sheet.slots), leapt)


def leapt_over(sheet: Sheet, name: str) -> str:
    """`name` if a fusion leaps over it, and otherwise ""."""
    return name if any(name in fused.leapt for fused in sheet.program.fused.values()) else ""


def make_stages(sheet: Sheet, compiled: Compile, leapt: str = "", times: int = 1) -> tuple[Stage, ...]:
    """Every step, in line order. A fused step is run by its stable tree; its kinks are those of the step as written.

    Args:
        leapt: a quantity that is going to change: fusions that leap over it would not see that, and are run as they are written.
        compiled: makes the function that computes a tree from the arrays of a run.
        times: how many times as much a step costs as with real numbers.
    """

    def stage(step: Step) -> Stage:
        name, written = step.name, step.tree
        fused = sheet.program.fused.get(name)
        tree = written if fused is not None and leapt in fused.leapt else run_tree(sheet.program, step)
        kinks = list(kinks_of(written))
        cost = times * sum(cost_of(each, sheet.plain) for each in (tree, *(kink.tree for kink in kinks)))
        tests = tuple((kink, compiled(kink.tree)) for kink in kinks)
        reads = frozenset() if _is_given(written) else frozenset(names(tree))
        return Stage(name, reads, sheet.slots[Name(name)], compiled(tree), cost, tests)

    return tuple(map(stage, sheet.program.steps))


def _is_given(tree: Node) -> bool:
    """Whether what a step computes counts as given, so that it stays as it is whatever it was computed from."""
    return isinstance(tree, Call) and ROWS[tree.op].is_given


def stages_between(stages: Sequence[Stage], name: str, loss: str) -> list[Stage]:
    """The stages on the paths from the quantity `name` to the loss, in line order; no others have to run again."""
    moved, after = {name}, []
    for stage in stages:
        if stage.reads & moved:
            moved.add(stage.name)
            after.append(stage)
    needed, found = {loss}, []
    for stage in reversed(after):
        if stage.name in needed:
            needed |= stage.reads
            found.append(stage)
    return found[::-1]


def check_cells(sheet: Sheet, names: Sequence[str]) -> int:
    """How many cells a check of the gradients by `names` holds at once, at most.

    Besides those of the run they are those of a run with every number changed, of one with complex numbers, and for each
    gradient what is told of its entries, its entries once more in both kinds of numbers, and the kinks after it.
    """

    def cells(tree: Node) -> int:
        rows, columns = sheet.plain.shape(tree)
        return rows * columns

    stages, loss = real_stages(sheet), sheet.program.loss
    kinks = {stage.name: sum(cells(kink.tree) for kink, _ in stage.kinks) for stage in stages}
    gradients = sum(cells(Name(name)) for name in sheet.parts)
    largest = max(cells(name) for name in sheet.plain.of)
    inputs = sum(cells(Name(name)) for name in sheet.program.inputs)
    total = sheet.cost.held + sheet.cost.cells + 2 * (sheet.cost.forward - inputs) + gradients + _JITTER_CELLS * largest
    for name in names:
        after = sum(kinks[stage.name] for stage in stages_between(stages, name, loss))
        total += _CELLS_OF_AN_ENTRY * cells(Name(name)) + _COPIES_OF_KINKS * after
    return total + _COPIES_OF_KINKS * sum(kinks.values())


def check_operations(sheet: Sheet) -> int:
    """What a check takes before its first entry: the run, and how far rounding decides its gradients."""
    return (1 + REPEATS) * sheet.cost.operations + OPERATIONS_PER_READ * REPEATS * _JITTER_READS * sheet.cost.held


def kink_values(stages: Sequence[Stage], arrays: list[Any]) -> list[Any]:
    """The values of all kink expressions of `stages`, as copies: the arrays that they are computed from will change.

    Args:
        arrays: of a run, by slot.
    """
    return [np.array(closure(arrays)) for stage in stages for _, closure in stage.kinks]


class PerturbedLoss:
    """The loss as a function of the entries of the quantity `name`, everything before it kept as it was in `trace`.

    Args:
        stages: every step of the sheet, from `real_stages` or `make_stages`.
        budget: every run is counted against it. It is not looked at here.
        dtype: of the entries: float, or complex for the complex step.

    `entries` are the entries of the quantity, in its shape; `kinks` are those on the way.
    """

    def __init__(self, trace: Trace, name: str, stages: Sequence[Stage], budget: Budget, dtype: type = float) -> None:
        sheet = trace.sheet
        self.budget = budget
        self.entries: Any = trace.value(name).astype(dtype)
        self._stages = stages_between(stages, name, sheet.program.loss)
        self._cost = sum(stage.cost for stage in self._stages)
        self._arrays: list[Any] = list(trace.arrays)
        self._arrays[sheet.slots[Name(name)]] = self.entries
        self._slots = sheet.slots
        self._loss = sheet.slots[Name(sheet.program.loss)]
        computed = {name, *(stage.name for stage in self._stages)}
        self._others = {read for stage in self._stages for read in stage.reads} - computed
        self.kinks = [kink for stage in self._stages for kink, _ in stage.kinks]

    def run(self) -> Point:
        """Compute the loss for `entries` as they are now."""
        self.budget.spend(self._cost)
        arrays = self._arrays.copy()  # what is computed here is not held until the next run
        for stage in self._stages:
            arrays[stage.slot] = stage.closure(arrays)
        return Point(arrays[self._loss].item(), kink_values(self._stages, arrays))

    def round_off(self) -> float:
        """By how much the loss may be wrong because the steps after the quantity are rounded, ≥ 0: an estimate.

        They are run a few times with every number changed in its last place.
        """
        here, jitter = self.run().loss, Jitter()
        changes = []
        for _ in range(REPEATS):
            self.budget.spend(self._cost)
            arrays = self._arrays.copy()
            for name in self._others:
                arrays[self._slots[Name(name)]] = jitter(arrays[self._slots[Name(name)]])
            for stage in self._stages:
                arrays[stage.slot] = jitter(stage.closure(arrays))
            changes.append(abs(arrays[self._loss].item() - here))
        return bound_of(changes)

    def at(self, i: int, j: int, values: Iterable[Any]) -> list[Point]:
        """Compute the loss with each of `values` for entry (i, j), counted from 0. Afterwards the entry is what it was."""
        kept = self.entries[i, j]
        points = []
        try:
            for value in values:
                self.entries[i, j] = value
                points.append(self.run())
        finally:
            self.entries[i, j] = kept
        return points
