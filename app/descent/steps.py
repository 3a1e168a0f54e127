"""How J changes in a step of gradient descent: as the gradient predicts it, and in truth.

For a small η the change J(θ − ηg) − J(θ) is the difference of two numbers that are nearly equal. So J is computed in
extended precision here, and each change is told with the round-off that is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from app.core.limits import OPERATIONS_PER_READ
from app.core.patience import look
from app.engine.charges import reads_of
from app.engine.run import Trace, forward
from app.engine.sheet import Sheet, run_tree
from app.expr.tree import Call, Name, walk
from app.ops.rules import for_numbers

Extended = np.longdouble
"""80 bits where the machine has them, and otherwise float64 again."""
_EPS = np.finfo(Extended).eps
_FINER = _EPS / np.finfo(np.float64).eps
"""Round-off in extended precision as a share of that in float64."""
_MOVES_PER_CELL = 4
"""Numbers that are read to move a parameter or to copy an input, for each cell of the run."""
_SAFETY = 8
"""An estimate of round-off times this is taken for an upper bound."""
_NEARBY_POINTS = 3
_NEARBY = 2.0**-20
"""How far away those points are, as a share of the largest entry of each matrix."""
_RESOLVED = 1000
"""A ratio is told where the predicted change is more than so many times its round-off."""
_DECADES = range(-6, 3)
USUAL_ETAS = 3 * len(_DECADES)
"""How many η are tried where none are named."""
_LARGEST_DECADE = 290
"""Usual η are centred at 10⁻²⁹⁰ to 10²⁹⁰, so that the smallest and the largest of them are still float64."""
_CALL_COST = 300
"""Numbers that could be read from memory while NumPy is called once, however small its matrices are."""


@dataclass(frozen=True, slots=True)
class Change:
    """The change of J in one step of length `eta`.

    Args:
        eta: the length of the step, η > 0.
        predicted_by: −η‖∂J/∂W‖² of every parameter; `predicted` is their sum.
        actual: J after the step less J before it, to within `round_off`.
        loss: J after the step.
    """

    eta: float
    predicted_by: Mapping[str, float]
    predicted: float
    actual: float
    round_off: float
    loss: float

    @property
    def is_resolved(self) -> bool:
        """Whether the change stands out from its round-off, so that the ratio can be told."""
        return isfinite(self.actual) and isfinite(self.predicted) and abs(self.predicted) > _RESOLVED * self.round_off

    @property
    def ratio(self) -> float | None:
        """The actual change divided by the predicted one, 1 where J is linear; None where it is not resolved."""
        return self.actual / self.predicted if self.is_resolved else None


@dataclass(frozen=True)
class Descent:
    """Steps of gradient descent from the numbers of one run.

    Args:
        names: the inputs that move, all of which have a gradient.
    """

    trace: Trace
    names: tuple[str, ...]

    @cached_property
    def inputs(self) -> dict[str, Any]:
        """The inputs in extended precision."""
        return {name: self.trace.value(name).astype(Extended) for name in self.trace.sheet.program.inputs}

    @cached_property
    def loss(self) -> Any:
        """J where the steps begin."""
        return loss_at(self.trace.sheet, self.inputs)

    @cached_property
    @np.errstate(all="ignore")
    def squared_norms(self) -> dict[str, Any]:
        """‖∂J/∂W‖² of every parameter. In extended precision also because a square may leave the range of float64."""
        return {name: np.square(self.trace.gradient(name).astype(Extended)).sum() for name in self.names}

    @cached_property
    def squared_norm(self) -> Any:
        """‖∇J‖²."""
        return sum(self.squared_norms.values(), start=Extended(0))

    @np.errstate(all="ignore")
    def share(self, name: str) -> float | None:
        """How much of ‖∇J‖² is that of one parameter; None where that is no number."""
        share = float(self.squared_norms[name] / self.squared_norm)
        return share if isfinite(share) else None

    @cached_property
    @np.errstate(all="ignore")
    def round_off(self) -> float:
        """An upper bound of the round-off of J in extended precision, ≥ 0: an estimate.

        To first order each quantity is wrong by ε times itself, and J by its gradient times that. That is too little where
        numbers cancel inside a step. So the error of J in float64 is observed too, and scaled down.
        """
        trace = self.trace
        of_each = ((trace.value(q), g) for q, g in trace.gradients.items())
        # A mask of infinities has the gradient 0, and adds nothing.
        to_first_order = sum(float(np.abs(np.where(g == 0, 0, value * g)).sum()) for value, g in of_each)
        return float(_SAFETY * (_EPS * (to_first_order + abs(float(self.loss))) + _FINER * self._observed()))

    def _observed(self) -> float:
        """By how much J in float64 differs from J in extended precision, at most, at a few points nearby.

        Not at the numbers themselves: they may be so round that nothing is rounded.
        """
        random = np.random.default_rng(0)
        errors = []
        for _ in range(_NEARBY_POINTS):
            nearby = {name: self.trace.value(name) for name in self.inputs}
            for name, value in nearby.items():
                if name in self.trace.gradients:
                    reach = _NEARBY * (float(np.abs(value).max()) or 1.0)
                    nearby[name] = value + reach * random.uniform(-1, 1, value.shape)
            extended = {name: value.astype(Extended) for name, value in nearby.items()}
            errors.append(abs(float(loss_at(self.trace.sheet, extended) - loss_at(self.trace.sheet, nearby))))
        return max(filter(isfinite, errors), default=0.0)

    def moved(self, eta: float) -> dict[str, Any]:
        """The inputs after a step, θ − ηg, by name and in extended precision."""
        moved = dict(self.inputs)
        for name in self.names:
            step = -Extended(eta) * self.trace.gradient(name)
            step += moved[name]
            moved[name] = step
        return moved

    @np.errstate(all="ignore")
    def change(self, eta: float) -> Change:
        """Take one step of length `eta` > 0."""
        loss = loss_at(self.trace.sheet, self.moved(eta))
        predicted_by = {name: as_float(-Extended(eta) * square) for name, square in self.squared_norms.items()}
        predicted = as_float(-Extended(eta) * self.squared_norm)
        round_off = self.round_off + float(_SAFETY * _EPS * abs(loss))
        return Change(eta, predicted_by, predicted, as_float(loss - self.loss), round_off, as_float(loss))

    def usual_etas(self) -> list[float]:
        """1, 2 and 5 of nine decades around the η that, to first order, would take J to 0."""
        with np.errstate(all="ignore"):
            decade = np.floor(np.log10(np.abs(self.loss / self.squared_norm)))
        centre = int(np.clip(decade, -_LARGEST_DECADE, _LARGEST_DECADE)) if np.isfinite(decade) else 0
        return [float(f"{digit}e{centre + decade}") for decade in _DECADES for digit in (1, 2, 5)]


@np.errstate(all="ignore")
def loss_at(sheet: Sheet, inputs: Mapping[str, Any]) -> Any:
    """J for these inputs, given by name in the shapes of `sheet`; in the precision that they have."""
    look()
    arrays = forward(sheet, (inputs[name] for name in sheet.program.inputs))
    return arrays[sheet.slots[Name(sheet.program.loss)]].item()


def descent_operations(sheet: Sheet, runs: int) -> int:
    """The cost of computing J `runs` times in extended precision, in multiplications of float64, for which there is BLAS.

    What `Descent` needs besides is included: J where the steps begin, and its round-off.
    """
    runs += 1 + _NEARBY_POINTS
    trees = (for_numbers(run_tree(sheet.program, step)) for step in sheet.program.steps)
    calls = [node for tree in trees for node in walk(tree) if isinstance(node, Call)]
    once = sum(_CALL_COST + reads_of(node, sheet.plain, extended=True) for node in calls)
    return OPERATIONS_PER_READ * runs * (once + _MOVES_PER_CELL * sheet.table.cells)


def descent_cells(sheet: Sheet) -> int:
    """How many cells `Descent` holds at once, at most: those of the run, and in twice the width its inputs, those of a step, and a run."""
    inputs = sum(rows * columns for rows, columns in (sheet.table.shape(Name(name)) for name in sheet.program.inputs))
    return sheet.cost.held + 2 * (2 * inputs + sheet.cost.forward)


def as_float(number: Any) -> float:
    """A number in float64, with 0 for −0."""
    return float(number) + 0.0
