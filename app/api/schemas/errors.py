"""The one shape of errors."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.api.models import ResponseModel


class ErrorBody(ResponseModel):
    code: str = Field(examples=["inner-sizes-differ"])
    message: str = Field(examples=["W @ x: W is 4×3 and x is 5×1, so 3 and 5 would have to be equal."])
    line: int | None
    column: int | None
    length: int | None
    hint: str | None
    params: dict[str, Any]
    request_id: str = Field(description="The same as in the header X-Request-Id, and in the log of the server.")


class ErrorResponse(ResponseModel):
    error: ErrorBody
