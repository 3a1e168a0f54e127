"""The operations that a program may call."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.models import ResponseModel
from app.ops.groups import Group


class ConstantResponse(ResponseModel):
    """A number with which an operation is called after its arguments."""

    name: str
    default: float | None = Field(description="Taken where it is left out; null where it has to be said.")


class OperationResponse(ResponseModel):
    name: str
    group: Group
    sign: str | None = Field(description="How it is written, where it is not called by its name.", examples=["@"])
    mark: str | None = Field(description="The same in formulas, between two arguments.", examples=["·"])
    args: list[str] = Field(description='The names of its arguments; ["*args"] where there may be any number.')
    constants: list[ConstantResponse]
    axis: bool = Field(description="Whether it takes `axis`.")
    reductions: list[Literal["sum", "mean"]] = Field(
        description="What `reduction` may be; the first where it is left out. Empty for what has no such option."
    )


class OperationList(ResponseModel):
    operations: list[OperationResponse]
