"""The loss as a function of one entry: what comes after a quantity, run again with one of its entries changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from app.expr.numbers import Closure
from app.expr.tree import Name, Node, names

from .kinks import kinks_of
from .meter import Meter, cost_of
from .round_off import TIMES, Shaker, largest
from .run import Trace
from .sheet import Sheet, compile_tree, run_tree

Compile = Callable[[Node], Closure]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step, ready to be run again.

    Args:
        reads: the quantities from which it is computed.
        cost: of running it once.
        kinks: the text of each of its kinks, and whether that one is at the origin only.
    """

    name: str
    reads: frozenset[str]
    slot: int
    closure: Closure
    cost: int
    kinks: tuple[tuple[bool, Closure], ...]


class Point(NamedTuple):
    """The loss at one place, and the texts of all kinks there."""

    loss: Any
    kinks: list[Any]


@lru_cache(maxsize=64)
def real_stages(sheet: Sheet) -> tuple[Stage, ...]:
    """Every step as the run computes it."""
    return make_stages(sheet, lambda tree: compile_tree(tree, sheet.table, sheet.slots))


def make_stages(sheet: Sheet, compiled: Compile, times: int = 1) -> tuple[Stage, ...]:
    """Every step, in line order. A fused step is run by its stable tree; its kinks are those of the step as written.

    Args:
        times: how much more one run costs than with real numbers.
    """

    def stage(name: str, written: Node, tree: Node) -> Stage:
        kinks = list(kinks_of(written))
        cost = times * sum(cost_of(each, sheet.table) for each in (tree, *(kink.tree for kink in kinks)))
        tests = tuple((kink.at_origin, compiled(kink.tree)) for kink in kinks)
        return Stage(name, frozenset(names(tree)), sheet.slots[Name(name)], compiled(tree), cost, tests)

    return tuple(stage(step.name, step.tree, run_tree(sheet.program, step)) for step in sheet.program.steps)


def between(stages: Sequence[Stage], name: str, loss: str) -> list[Stage]:
    """The stages that stand on a way from `name` to the loss."""
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


def kink_texts(stages: Sequence[Stage], arrays: list[Any]) -> list[Any]:
    """The texts of all kinks of `stages`. Copies, since the entries of a probe change."""
    return [np.array(closure(arrays)) for stage in stages for _, closure in stage.kinks]


class Probe:
    """Runs what comes after the quantity `name`.

    Args:
        stages: all those of the sheet.
        meter: counts the runs.
        dtype: of the entries of the quantity.
    """

    def __init__(self, trace: Trace, name: str, stages: Sequence[Stage], meter: Meter, dtype: type = float) -> None:
        sheet = trace.sheet
        self.meter = meter
        self.entries: Any = trace.value(name).astype(dtype)
        self._stages = between(stages, name, sheet.program.loss)
        self._cost = sum(stage.cost for stage in self._stages)
        self._arrays: list[Any] = list(trace.arrays)
        self._arrays[sheet.slots[Name(name)]] = self.entries
        self._slots = sheet.slots
        self._loss = sheet.slots[Name(sheet.program.loss)]
        computed = {name, *(stage.name for stage in self._stages)}
        self._others = {read for stage in self._stages for read in stage.reads} - computed
        self.at_origin = [at_origin for stage in self._stages for at_origin, _ in stage.kinks]

    def run(self) -> Point:
        """The loss for the entries as they are now."""
        self.meter.take(self._cost)
        arrays = self._arrays
        for stage in self._stages:
            arrays[stage.slot] = stage.closure(arrays)
        return Point(arrays[self._loss].item(), kink_texts(self._stages, arrays))

    def round_off(self) -> float:
        """By how much the loss may be wrong for nothing but rounding after the quantity."""
        here, shaker = self.run().loss, Shaker()
        changes = []
        for _ in range(TIMES):
            self.meter.take(self._cost)
            arrays = self._arrays.copy()
            for name in self._others:
                arrays[self._slots[Name(name)]] = shaker(arrays[self._slots[Name(name)]])
            for stage in self._stages:
                arrays[stage.slot] = shaker(stage.closure(arrays))
            changes.append(abs(arrays[self._loss].item() - here))
        return largest(changes)

    def at(self, i: int, j: int, values: Iterable[Any]) -> list[Point]:
        """The loss with each of `values` for entry (i, j), which afterwards is again what it was."""
        kept = self.entries[i, j]
        points = []
        for value in values:
            self.entries[i, j] = value
            points.append(self.run())
        self.entries[i, j] = kept
        return points
