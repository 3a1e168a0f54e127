"""The numbers in a file."""

from __future__ import annotations

from pydantic import Field

from app.api.models import ResponseModel, Rows


class FileArray(ResponseModel):
    shape: tuple[int, int]
    data: Rows | str = Field(description="Rows of numbers; base64 where that was asked for.")


class Skipped(ResponseModel):
    name: str
    reason: str


class Assigned(ResponseModel):
    array: str = Field(examples=["fc1.weight"])
    transposed: bool = Field(description="It would fit if it were transposed. A suggestion: it is sent as it is.")


class FileResponse(ResponseModel):
    """What a file of numbers holds."""

    arrays: dict[str, FileArray]
    skipped: list[Skipped] = Field(description="Tensors that are no matrix.")
    assignment: dict[str, Assigned] | None = Field(
        default=None, description="For the names in `want` that have exactly one candidate."
    )
