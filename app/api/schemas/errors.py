"""The one shape of errors, and whether the server is well."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import Wire


class ErrorBody(Wire):
    code: str = Field(examples=["inner-sizes-differ"])
    message: str = Field(examples=["W @ x: W is 4×3 and x is 5×1, so 3 and 5 would have to be equal."])
    line: int | None
    column: int | None
    length: int | None
    hint: str | None
    params: dict[str, Any]


class ErrorResponse(Wire):
    error: ErrorBody


class Health(Wire):
    status: Literal["ok"]
