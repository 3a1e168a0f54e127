"""A step of gradient descent: the change of the loss that the gradient predicts, and the true one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.api.models import Loss, Number, RequestModel, ResponseModel, RunRequest

Eta = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class EntryRequest(RequestModel):
    """One entry of an input, along which the loss is drawn."""

    name: str
    row: int = Field(ge=0, description="From 0.")
    column: int = Field(ge=0, description="From 0.")
    span: Eta | None = Field(
        default=None, description="How far to either side. By default the largest magnitude in its matrix, or 1."
    )
    points: int = Field(
        default=41, ge=3, le=201, description="Where they are odd, the value of the entry is among them."
    )


class DescentRequest(RunRequest):
    """Take steps of gradient descent from the numbers of a network."""

    parameters: list[str] | None = Field(
        default=None,
        min_length=1,
        description="The inputs that move. By default the preset's parameters, or every input of a program that has a gradient.",
    )
    etas: list[Eta] | None = Field(
        default=None,
        min_length=1,
        max_length=64,
        description="Step sizes. By default 1, 2 and 5 of nine decades around J/‖∇J‖².",
    )
    entry: EntryRequest | None = None


class Moved(ResponseModel):
    """An input that moves."""

    symbol: str
    squared_norm: Number = Field(description="‖∂J/∂W‖².")
    share: float | None = Field(description="Of ‖∇J‖²; null where that is 0 or not finite.")


class DescentStep(ResponseModel):
    """θ − η∇J."""

    eta: float
    predicted: Number = Field(description="−η‖∇J‖².")
    predicted_by: dict[str, Number] = Field(description="−η‖∂J/∂W‖² of every parameter.")
    actual: Number = Field(description="J after the step less J before it.")
    round_off: Number = Field(description="How far `actual` may be off, as an estimate.")
    resolved: bool = Field(description="Whether `predicted` is more than 1000 times the round-off.")
    ratio: float | None = Field(description="actual / predicted; null where that is not resolved.")
    loss: Number = Field(description="J after the step.")


class Suggested(ResponseModel):
    """Some of the η that were tried, or null where there is none. Those that are not resolved do not count."""

    linear_to: float | None = Field(
        description="The largest up to which actual and predicted change differ by at most a tenth."
    )
    lowest: float | None = Field(description="The one with the lowest J, if that is lower than before.")
    stops_falling: float | None = Field(description="The smallest after which J is not lower than before.")


class EntryCurve(ResponseModel):
    """The loss along one entry."""

    name: str
    row: int
    column: int
    value: float
    slope: Number = Field(description="The gradient by this entry.")
    span: float
    at: list[Number] = Field(description="Values of the entry.")
    loss: list[Number]
    tangent: list[Number]


class DescentResponse(ResponseModel):
    program: str
    loss: Loss
    parameters: dict[str, Moved]
    squared_norm: Number = Field(description="‖∇J‖², over all parameters.")
    steps: list[DescentStep] = Field(description="In the order of `etas`.")
    suggested: Suggested
    entry: EntryCurve | None
