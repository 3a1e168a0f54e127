"""A run of a network: asked for, and answered with every number and every step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, create_model

from app.api.encoding import ARRAYS, Encoding
from app.api.models import Loss, Matrix, Notice, ResponseModel, Rows, RunRequest
from app.api.proofs.table import PROOFS
from app.api.step_models import CitedIdentity, Step
from app.derive.layout import LayoutName

if TYPE_CHECKING:
    Include = str
else:
    Include = Literal["steps", *PROOFS]


class TraceRequest(RunRequest):
    """Run a network: forward, backward, every intermediate quantity."""

    layout: LayoutName = Field(default="mixed", description="In which shapes gradients come back.")
    include: list[Include] = Field(
        default=["steps"],
        description="`[]` gives numbers only. "
        + " ".join(f"`{proof.name}`: {proof.include_note}." for proof in PROOFS.values()),
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


class Symbols(ResponseModel):
    """MathML of everything that has a name."""

    values: dict[str, str]
    gradients: dict[str, str]
    sizes: dict[str, str]
    fixed: list[str] | None = Field(
        default=None,
        description="The sizes of inputs that cannot be chosen, as they follow from others; left out if there are none.",
    )


class _TraceResponse(ResponseModel):
    program: str
    layout: LayoutName
    sheet: str = Field(description="Identity of all that does not depend on the numbers.")
    loss: Loss
    values: dict[str, ValueMatrix]
    gradients: dict[str, GradientMatrix]
    warnings: list[Notice]
    steps: list[Step] | None = None
    symbols: Symbols | None = None
    identities: dict[str, CitedIdentity] | None = Field(default=None, description="By id, those that the steps cite.")


_PROOF_FIELDS: dict[str, Any] = {
    proof.name: (proof.model | None, Field(default=None, description=proof.member_note)) for proof in PROOFS.values()
}
TraceResponse: type[_TraceResponse] = create_model(
    "TraceResponse", __base__=_TraceResponse, __module__=__name__, **_PROOF_FIELDS
)
"""The members of every answer, and one for each proof that was asked for."""
