"""What a gradient means: how J changes in a step of gradient descent, as predicted and in truth.

For a small η the change J(θ − ηg) − J(θ) is the difference of two numbers that are nearly equal. So J is computed in
extended precision here, and each change is told with the round-off that is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any

import numpy as np

from app.expr.tree import Name

from .run import Trace, forward
from .sheet import Sheet

Extended = np.longdouble
"""80 bits where the machine has them, and otherwise float64 again."""
_EPS = np.finfo(Extended).eps
_FINER = _EPS / np.finfo(np.float64).eps
_SAFETY = 8
_LOOKS = 3
_NEARBY = 2.0**-20
_DIGITS = 1000
"""A ratio is told where its round-off is below a thousandth."""
_LINEAR = 0.1
_DECADES = range(-6, 3)
USUAL = 3 * len(_DECADES)
"""How many η are tried where none are named."""
_FURTHEST = 290
"""Powers of ten that leave room on both sides in float64."""
_AT_LEAST = 100
"""Multiplications that one step of a program takes, however small it is."""
_SLOWER = 32
"""How many times as fast float64 is, which BLAS multiplies."""


@dataclass(frozen=True, slots=True)
class Change:
    """The change of J in one step of length `eta`.

    Args:
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
        return isfinite(self.actual) and isfinite(self.predicted) and abs(self.predicted) > _DIGITS * self.round_off

    @property
    def ratio(self) -> float | None:
        """Of the actual to the predicted change: 1 where the story of the gradient is the whole story."""
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
        """What rounding does to J: each quantity is off by a bit, and J by its gradient times that.

        Where numbers cancel inside a step this is too little; then J in float64 is off by visibly more, and tells.
        """
        trace = self.trace
        to_first_order = sum(float(np.abs(trace.value(q) * g).sum()) for q, g in trace.gradients.items())
        return float(_SAFETY * (_EPS * (to_first_order + abs(float(self.loss))) + _FINER * self._observed()))

    def _observed(self) -> float:
        """How far J in float64 is off nearby. Not here, where numbers may be so round that nothing is rounded."""
        random = np.random.default_rng(0)
        errors = []
        for _ in range(_LOOKS):
            nearby = {name: self.trace.value(name) for name in self.inputs}
            for name, value in nearby.items():
                if name in self.trace.gradients:
                    reach = _NEARBY * (float(np.abs(value).max()) or 1.0)
                    nearby[name] = value + reach * random.uniform(-1, 1, value.shape)
            extended = {name: value.astype(Extended) for name, value in nearby.items()}
            errors.append(abs(float(loss_at(self.trace.sheet, extended) - loss_at(self.trace.sheet, nearby))))
        return max(filter(isfinite, errors), default=0.0)

    def moved(self, eta: float) -> dict[str, Any]:
        """θ − ηg."""
        moved = dict(self.inputs)
        for name in self.names:
            step = -Extended(eta) * self.trace.gradient(name)
            step += moved[name]
            moved[name] = step
        return moved

    @np.errstate(all="ignore")
    def change(self, eta: float) -> Change:
        """One step."""
        loss = loss_at(self.trace.sheet, self.moved(eta))
        predicted_by = {name: shown(-Extended(eta) * square) for name, square in self.squared_norms.items()}
        predicted = shown(-Extended(eta) * self.squared_norm)
        round_off = self.round_off + float(_SAFETY * _EPS * abs(loss))
        return Change(eta, predicted_by, predicted, shown(loss - self.loss), round_off, shown(loss))

    def usual_etas(self) -> list[float]:
        """1, 2 and 5 of nine decades around the η that, to first order, would take J to 0."""
        with np.errstate(all="ignore"):
            decade = np.floor(np.log10(np.abs(self.loss / self.squared_norm)))
        centre = int(np.clip(decade, -_FURTHEST, _FURTHEST)) if np.isfinite(decade) else 0
        return [float(f"{digit}e{centre + decade}") for decade in _DECADES for digit in (1, 2, 5)]


@dataclass(frozen=True, slots=True)
class Marks:
    """Some of the η that were tried, or None where there is none.

    Args:
        linear_to: the largest one up to which actual and predicted change differ by at most a tenth.
        lowest: the one with the lowest J, if that is lower than before.
        stops_falling: the smallest one after which J is not lower than before.
    """

    linear_to: float | None
    lowest: float | None
    stops_falling: float | None


def marks(changes: Iterable[Change]) -> Marks:
    """What is remarkable about some steps. Those in the round-off say nothing."""
    told = sorted((c for c in changes if c.is_resolved or not isfinite(c.actual)), key=lambda c: c.eta)
    bent = next((k for k, c in enumerate(told) if not _is_linear(c)), len(told))
    falling = [c for c in told if c.actual < 0]
    return Marks(
        told[bent - 1].eta if bent else None,
        min(falling, key=lambda c: c.loss).eta if falling else None,
        next((c.eta for c in told if not c.actual < 0), None),
    )


def _is_linear(change: Change) -> bool:
    return change.ratio is not None and abs(change.ratio - 1) <= _LINEAR


@np.errstate(all="ignore")
def loss_at(sheet: Sheet, inputs: Mapping[str, Any]) -> Any:
    """J for these inputs, in their precision."""
    arrays = forward(sheet, (inputs[name] for name in sheet.program.inputs))
    return arrays[sheet.slots[Name(sheet.program.loss)]].item()


def descent_operations(sheet: Sheet, runs: int) -> int:
    """What so many steps or points take, in multiplications of float64; and J where they begin, with its round-off."""
    runs += 1 + _LOOKS
    return _SLOWER * runs * (sheet.table.operations // 3 + sheet.table.cells + _AT_LEAST * len(sheet.forward))


def shown(number: Any) -> float:
    """As float64, with no zero below zero."""
    return float(number) + 0.0
