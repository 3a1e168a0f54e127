"""Paths: a gradient taken apart into what each way from the loss sends along it.

A path is one contribution after another, from the loss inward; where a step reads a quantity twice, those are two paths.
The gradient is the sum over all of them, and there may be 2^L: they are counted exactly before any is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.core.arrays import Array
from app.core.cache import cached
from app.core.limits import OPERATIONS_PER_READ, Limits
from app.core.patience import look
from app.expr.tree import Gradient, Name, Node

from .backward import Contribution
from .charges import cost_of
from .run import Trace, contribution_closures
from .sheet import Sheet
from .sizes import SizeTable

Path = tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PathPlan:
    """Which paths of a sheet are listed.

    Args:
        counts: how many paths lead to each gradient, exactly; 1 to the loss itself.
        listed: all paths of the gradients whose paths are listed, those of one last step beside each other.
        summed: the gradients not listed whose contributions are told instead, each the sum over its paths.
        cells: of all that is listed or summed.
        operations: what computing the listed ones takes; with the run itself they stay within the limit.
        limit: the most paths that are listed of one gradient.
    """

    counts: Mapping[str, int]
    listed: Mapping[str, tuple[Path, ...]]
    summed: frozenset[str]
    cells: int
    operations: int
    limit: int

    @property
    def paths(self) -> int:
        """How many are listed in all."""
        return sum(map(len, self.listed.values()))


@dataclass(frozen=True, slots=True)
class _Cost:
    paths: int = 0
    cells: int = 0
    operations: int = 0

    def __add__(self, other: _Cost) -> _Cost:
        return _Cost(self.paths + other.paths, self.cells + other.cells, self.operations + other.operations)

    def fits(self, limits: Limits) -> bool:
        return (
            self.paths <= limits.paths_of_all
            and self.cells <= limits.cells_of_paths
            and self.operations <= limits.operations
        )


def readers(parts: Mapping[str, list[Contribution]], name: str) -> list[str]:
    """The gradients that are computed from the one by `name`, one entry for each contribution that reads it."""
    return [part.of for found in parts.values() for part in found if part.via == name]


def count_paths(sheet: Sheet) -> dict[str, int]:
    """How many paths lead from the loss to each quantity that has a gradient, and to the loss."""
    counts = {sheet.program.loss: 1}
    for name, parts in sheet.parts.items():  # in the order of completion, so what they come by is counted already
        counts[name] = sum(counts[part.via] for part in parts)
    return counts


@cached(size=lambda plan: 400 * sum(map(len, plan.listed.values())))
def plan_paths(sheet: Sheet, limits: Limits) -> PathPlan:
    """Decide what is listed, in the order in which gradients are completed, while there is room.

    A gradient has all of its paths listed or none. A path through quantities with only one path each needs no
    computing: it is a contribution that the run has made anyway.
    """
    counts = count_paths(sheet)
    known: dict[str, tuple[Path, ...]] = {sheet.program.loss: ((),)}
    listed: dict[str, tuple[Path, ...]] = {}
    summed: set[str] = set()
    spent = _Cost(operations=sheet.cost.operations)
    for name, parts in sheet.parts.items():
        can_be_listed = counts[name] <= limits.paths_of_one and all(part.via in known for part in parts)
        cost = _of_listing(sheet, name, counts)
        if can_be_listed and (spent + cost).fits(limits):
            known[name] = listed[name] = _extended(known, parts)
            spent += cost
            continue
        if can_be_listed and counts[name] == 1:
            known[name] = _extended(known, parts)
        cost = _Cost(cells=len(parts) * _cells(sheet.table, Name(name)))
        if (spent + cost).fits(limits):
            summed.add(name)
            spent += cost
    return PathPlan(
        counts, listed, frozenset(summed), spent.cells, spent.operations - sheet.cost.operations, limits.paths_of_one
    )


def _extended(known: Mapping[str, tuple[Path, ...]], parts: list[Contribution]) -> tuple[Path, ...]:
    return tuple((*path, part) for part in parts for path in known[part.via])


def _of_listing(sheet: Sheet, name: str, counts: Mapping[str, int]) -> _Cost:
    pushed = [(counts[part.via], _operations(part.tree, sheet.plain)) for part in sheet.parts[name]]
    operations = sum(count * each for count, each in pushed if count > 1)
    return _Cost(counts[name], counts[name] * _cells(sheet.table, Name(name)), operations)


def _cells(table: SizeTable, node: Node) -> int:
    rows, columns = table.shape(node)
    return rows * columns


def _operations(tree: Node, table: SizeTable) -> int:
    return OPERATIONS_PER_READ * cost_of(tree, table).reads


@np.errstate(all="ignore")
def path_gradients(trace: Trace, plan: PathPlan) -> dict[str, list[Array]]:
    """What comes along every listed path, in the shape of the variable; in the order of `plan.listed`.

    Backward rules are linear in the gradient that comes in: a contribution reads that of one path in place of the whole.
    """
    sheet = trace.sheet
    closures = contribution_closures(sheet)
    arrays = list(trace.arrays)
    found: dict[str, list[Array]] = {}
    for name in plan.listed:
        found[name] = along = []
        for part, closure, whole in zip(sheet.parts[name], closures[name], trace.contributions(name), strict=True):
            if plan.counts[part.via] == 1:
                along.append(whole)
                continue
            slot = sheet.slots[Gradient(part.via)]
            for arrays[slot] in found[part.via]:  # one path's gradient in the place of the whole
                look()
                along.append(closure(arrays))
            arrays[slot] = trace.arrays[slot]
    return found
