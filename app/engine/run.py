"""The run: numbers go forward through the sheet, and gradients back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.arrays import Array, Shape
from app.core.errors import ValuesError, nearest
from app.core.patience import look
from app.expr.numbers import Closure
from app.expr.tree import Gradient, Name

from .program import Program
from .sheet import Sheet

_CLOSE_TO_ONE = 1e-9
_LONG = 2**20
"""Operations of a run in which a look between two steps costs nothing beside them."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Every quantity and every gradient of one run. All arrays are read-only.

    Args:
        arrays: values and gradients, by the slots of the sheet.
    """

    sheet: Sheet
    arrays: list[Array]

    def value(self, name: str) -> Array:
        return self.arrays[self.sheet.slots[Name(name)]]

    def gradient(self, name: str) -> Array:
        """∂J/∂name, in the shape of `name`."""
        return self.arrays[self.sheet.slots[Gradient(name)]]

    def contributions(self, name: str) -> list[Array]:
        """What each contribution sends to `name`; they sum to its gradient. Of several, each is computed here once more."""
        closures = contribution_closures(self.sheet)[name]
        if len(closures) == 1:
            return [self.gradient(name)]
        with np.errstate(all="ignore"):
            return [closure(self.arrays) for closure in closures]

    @property
    def values(self) -> dict[str, Array]:
        program = self.sheet.program
        return {name: self.value(name) for name in (*program.inputs, *program.computed)}

    @property
    def gradients(self) -> dict[str, Array]:
        return {name: self.gradient(name) for name in self.sheet.parts}


def contribution_closures(sheet: Sheet) -> dict[str, tuple[Closure, ...]]:
    """What computes each contribution, by gradient."""
    return dict(zip(sheet.parts, (found for _, found in sheet.backward), strict=True))


@np.errstate(all="ignore")
def run(sheet: Sheet, inputs: Iterable[Array]) -> Trace:
    """Compute everything.

    Args:
        inputs: one array an input, in the order of `program.inputs`, of the shapes that the sheet was compiled for.
    Returns: a trace. Numbers may be infinite or NaN where the program makes them so.
    """
    arrays = forward(sheet, inputs)
    add = arrays.append
    takes_long = sheet.cost.operations > _LONG
    for _, closures in sheet.backward:
        if takes_long:
            look()
        add(closures[0](arrays) if len(closures) == 1 else added(closure(arrays) for closure in closures))
    for array in arrays:
        array.setflags(False)
    return Trace(sheet, arrays)


def added(arrays: Iterable[Any]) -> Any:
    """The sum of two or more arrays of one shape, from the first on. At most three of them are held at once."""
    found = iter(arrays)
    total = next(found) + next(found)
    for array in found:
        look()
        total += array
        del array  # not held while the next one is computed
    return total


def forward(sheet: Sheet, inputs: Iterable[Any]) -> list[Any]:
    """The values alone, by their slots: in float64, or in extended precision if that is what the inputs have."""
    arrays = [*inputs]
    takes_long = sheet.cost.operations > _LONG
    for _, closure in sheet.forward:
        if takes_long:
            look()
        arrays.append(closure(arrays))
    return arrays


def shapes_of(program: Program, values: Mapping[str, Array]) -> tuple[Shape, ...]:
    """The shapes of the inputs, in order.

    Raises: ValuesError for an input without a value, or a value without an input.
    """
    computed = program.computed
    for name in values:
        if name in program.inputs:
            continue
        if name in computed:
            raise ValuesError(
                "computed-name",
                f"{name} is computed by the program; its value cannot be given.",
                hint="Leave it out.",
                place=next(step.place for step in program.steps if step.name == name),
                params={"name": name},
            )
        raise no_such_input(name, program)
    for name in program.inputs:
        if name not in values:
            raise ValuesError(
                "missing-value", f"{name} is read by the program and has no value.", suggestion=nearest(name, computed),
                place=program.first_read(name), params={"name": name},
            )  # fmt: skip
    return tuple((values[name].shape[0], values[name].shape[1]) for name in program.inputs)


def no_such_input(name: str, program: Program) -> ValuesError:
    """A name that is none of the inputs."""
    return ValuesError(
        "no-such-input", f"The program has no input {name[:40]}.", suggestion=nearest(name, program.inputs),
        params={"name": name[:40], "inputs": list(program.inputs)},
    )  # fmt: skip


def failed_assumptions(trace: Trace) -> list[str]:
    """The fused steps whose shown rule has to be the general one, because a target does not sum to 1."""
    return [a.step for a in trace.sheet.assumptions if not _is_one(a.test(trace.arrays))]


def _is_one(total: Array) -> bool:
    """Whether every number is. One number alone is looked at as a float, which is quicker."""
    if total.size == 1:
        return abs(total.item() - 1.0) <= _CLOSE_TO_ONE
    return bool((np.abs(total - 1.0) <= _CLOSE_TO_ONE).all())
