"""A gradient check: asked for, and answered with every entry that was checked."""

from __future__ import annotations

from pydantic import Field

from app.api.models import Loss, MatrixFacts, Notice, Number, ResponseModel, RunRequest
from app.derive.layout import LayoutName
from app.gradcheck.check import MethodName
from app.gradcheck.verdicts import Verdict

_NOT_CHECKED = "`null` where an entry was not checked; all of it `null` where there are `entries` instead."


class GradcheckRequest(RunRequest):
    """Check the gradients of a run against slopes found without any rule of differentiation."""

    layout: LayoutName = Field(default="mixed", description="In which shapes gradients come back.")
    method: MethodName = Field(
        default="central", description="`central`: (J(v + h) − J(v − h)) / 2h. `complex`: Im J(v + ih) / h."
    )
    h: float | None = Field(
        default=None,
        ge=1e-14,
        le=1,
        allow_inf_nan=False,
        description="For an entry x, in units of max(1, |x|). Left out or `null`: the best for each entry.",
    )
    names: list[str] | None = Field(
        default=None, min_length=1, description="Gradients to check, by quantity; all if left out.", examples=[["W"]]
    )
    seed: int = Field(default=0, ge=0, lt=2**32, description="Of the sample, where not every entry can be checked.")
    curve: bool = Field(default=False, description="Also the error over h.")


class Band(ResponseModel):
    verdict: Verdict
    most: float = Field(description="The largest relative error of this verdict. Above the last it is `wrong`.")


class WorstEntry(ResponseModel):
    row: int
    column: int
    relative_error: float


class CheckedEntry(ResponseModel):
    row: int
    column: int
    analytic: Number
    numeric: Number
    relative_error: Number
    verdict: Verdict


class GradientCheck(MatrixFacts):
    """The check of one gradient, in the shape in which the layout shows it. Rows and columns are counted from 0."""

    names: list[str] = Field(examples=[["dJ_dTheta", "delta_1"]])
    transposed: bool = Field(description="Whether it is shown transposed to the shape of its variable.")
    numeric: list[list[Number | None]] | None = Field(description=f"The slopes found. {_NOT_CHECKED}")
    relative_errors: list[list[Number | None]] | None = Field(
        description=f"|a − n| / max(|a|, |n|); 0 where neither can be told from 0. {_NOT_CHECKED}"
    )
    verdicts: list[list[Verdict]] | None
    entries: list[CheckedEntry] | None = Field(
        description="The entries that were checked, of a gradient too large to send whole for them."
    )
    counts: dict[Verdict, int]
    worst: WorstEntry | None = Field(description="The largest relative error that has a band.")


class Sampled(ResponseModel):
    checked: int
    entries: int


class ErrorOverH(ResponseModel):
    """Relative errors over h, of a sample of entries that are not 0; `null` where no entry has one."""

    h: list[float]
    median: list[float | None]
    largest: list[float | None]
    entries: int = Field(description="How many entries were sampled.")


class GradcheckResponse(ResponseModel):
    program: str
    layout: LayoutName
    loss: Loss
    method: MethodName
    h: float | None = Field(description="As asked for; `null`: the best for each entry.")
    bands: list[Band]
    checks: dict[str, GradientCheck]
    counts: dict[Verdict, int]
    passed: bool = Field(description="Whether no entry is `wrong` or `not-finite`.")
    sampled: Sampled | None = Field(description="How many entries were checked, if not all of them.")
    warnings: list[Notice]
    curve: ErrorOverH | None
