"""J as a function of one entry: the curve, and the tangent that the gradient gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .steps import Descent, as_float, loss_at


@dataclass(frozen=True, slots=True)
class Curve:
    """J along one entry of an input, and the tangent that its gradient gives.

    Args:
        value: of the entry in the run.
        slope: the gradient by that entry.
        span: how far the curve goes to either side.
        at: the values of the entry at which J was computed.
        loss: J at each of them.
        tangent: J as the gradient predicts it, at each of them.
    """

    value: float
    slope: float
    span: float
    at: list[float]
    loss: list[float]
    tangent: list[float]


def curve(descent: Descent, name: str, row: int, column: int, span: float | None, points: int) -> Curve:
    """J with the entry from `span` below its value to `span` above, and everything else as it is.

    Args:
        name: an input that has a gradient.
        row, column: of the entry, from 0.
        span: by default the largest magnitude in its matrix, or 1.
        points: at least two; where they are odd, the value itself is among them.
    """
    matrix = descent.trace.value(name)
    value, slope = float(matrix[row, column]), float(descent.trace.gradient(name)[row, column])
    span = span or float(np.abs(matrix).max()) or 1.0
    at = [value + span * (k / (points - 1)) for k in range(1 - points, points, 2)]
    losses = [_loss_with(descent, name, (row, column), x) for x in at]
    start = float(descent.loss)
    return Curve(value, as_float(slope), span, at, losses, [as_float(start + slope * (x - value)) for x in at])


def _loss_with(descent: Descent, name: str, cell: tuple[int, int], x: float) -> float:
    changed = descent.inputs[name].copy()
    changed[cell] = x
    return as_float(loss_at(descent.trace.sheet, {**descent.inputs, name: changed}))
