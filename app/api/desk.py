"""What every route needs: the limits, the pool, and how a body is read and a route is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel

from app.engine.sizes import Limits

from .body import parse_body, read_body
from .encoding import ARRAYS, Encoding
from .pool import Pool
from .schemas.base import Sent
from .schemas.errors import ErrorResponse

JSON = "application/json"
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorResponse, "description": text}
    for status, text in (
        (404, "Unknown preset"),
        (413, "Over a limit"),
        (422, "What was sent cannot be used"),
        (503, "Busy; see Retry-After"),
    )
}
Arrays = Annotated[Encoding, Query(description=ARRAYS)]
Asked = TypeVar("Asked", bound=Sent)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where requests are taken in.

    Args:
        body_bytes: the largest body.
    """

    limits: Limits
    body_bytes: int
    pool: Pool

    async def body(self, request: Request) -> bytes:
        """The bytes of a body. Raises: TooLargeError."""
        return await read_body(request, self.body_bytes)

    def read(self, request: Request, body: bytes, model: type[Asked]) -> Asked:
        """The fields of a body, and in which language it is answered. Raises: RequestError."""
        asked = parse_body(body, model)
        request.state.lang = getattr(asked, "lang", None)
        return asked

    async def apart(self, work: Callable[[], Result]) -> Result:
        """Run what would keep others waiting. Raises: BusyError."""
        return await self.pool.run(work)


def body_of(model: type[BaseModel], examples: dict[str, Any]) -> dict[str, Any]:
    """The documentation of a body that is read by hand, for speed."""
    return {
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": model.model_json_schema(), "examples": examples}},
        }
    }


def answer_of(example: Any) -> dict[int | str, dict[str, Any]]:
    """The documentation of an answer by an example."""
    return {200: {"content": {JSON: {"example": example}}}}
