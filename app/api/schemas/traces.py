"""A run of a network: asked for, and answered with every number and every step."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.encoding import ARRAYS, Encoding
from app.derive.layout import LayoutName

from .base import Loss, Matrix, Notice, Rows, RunRequest, Wire
from .jacobians import Jacobians
from .layouts import Layouts
from .paths import GradientPaths
from .steps import Step

Include = Literal["steps", "paths", "jacobians", "layouts"]


class TraceRequest(RunRequest):
    """Run a network: forward, backward, every intermediate quantity."""

    layout: LayoutName = Field(default="mixed", description="In which shapes gradients come back.")
    include: list[Include] = Field(
        default=["steps"],
        description="`[]` gives numbers only. `paths`: every gradient path by path. `jacobians`: every step by full Jacobians. `layouts`: every gradient in all layouts.",
    )
    arrays: Encoding = Field(default="rows", description=ARRAYS)
    echo: bool = Field(
        default=True, description="`false`: the numbers of the inputs do not come back, since who asks has them."
    )


class ValueMatrix(Matrix):
    data: Rows | str | None = Field(description="As elsewhere; null for an input where `echo` is false.")  # type: ignore[assignment]
    role: Literal["parameter", "input", "target", "computed", "loss"]


class GradientMatrix(Matrix):
    names: list[str] = Field(examples=[["dJ_dTheta", "delta_1"]])
    transposed: bool = Field(description="Whether it is shown transposed to the shape of its variable.")


class Symbols(Wire):
    """MathML of everything that has a name."""

    values: dict[str, str]
    gradients: dict[str, str]
    sizes: dict[str, str]


class TraceResponse(Wire):
    program: str
    layout: LayoutName
    sheet: str = Field(description="Identity of all that does not depend on the numbers.")
    loss: Loss
    values: dict[str, ValueMatrix]
    gradients: dict[str, GradientMatrix]
    warnings: list[Notice]
    paths: dict[str, GradientPaths] | None = Field(default=None, description="By gradient, where they were asked for.")
    layouts: Layouts | None = Field(default=None, description="Where they were asked for.")
    jacobians: Jacobians | None = Field(default=None, description="By gradient, where they were asked for.")
    steps: list[Step] | None = None
    symbols: Symbols | None = None
