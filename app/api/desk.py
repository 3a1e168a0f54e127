"""What every route needs: the limits, the pool, and how a body is read and a route is described."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from app.core.limits import Limits

from .body import parse_body, read_body
from .encoding import ARRAYS, Encoding
from .pool import Pool
from .schemas.base import Sent
from .schemas.errors import ErrorResponse

JSON = "application/json"
_LARGE_BODY = 64 * 2**10
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


class Job(Protocol):
    """A request that has been understood."""

    @property
    def is_large(self) -> bool:
        """Whether it would keep others waiting."""


Understood = TypeVar("Understood", bound=Job)


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

    async def answered(
        self, body: bytes, prepare: Callable[[], Understood], finish: Callable[[Understood], bytes]
    ) -> Response:
        """Read and compute what `body` asks for: small work at once, large work and large bodies apart."""
        if len(body) > _LARGE_BODY:
            return Response(await self.apart(lambda: finish(prepare())), media_type=JSON)
        job = prepare()
        return Response(await self.apart(lambda: finish(job)) if job.is_large else finish(job), media_type=JSON)


def body_of(model: type[BaseModel], examples: dict[str, Any]) -> dict[str, Any]:
    """The documentation of a body that is read by hand, for speed."""
    return {
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _with_parts(model.model_json_schema()), "examples": examples}},
        }
    }


def _with_parts(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its parts where they are referred to, since it stands inside a document with other references."""
    parts = schema.pop("$defs", {})

    def put(found: Any) -> Any:
        if isinstance(found, dict):
            reference = found.get("$ref", "")
            return put(parts[reference.rsplit("/", 1)[-1]]) if reference else {k: put(v) for k, v in found.items()}
        return [put(part) for part in found] if isinstance(found, list) else found

    inlined: dict[str, Any] = put(schema)
    return inlined


def answer_of(example: Any) -> dict[int | str, dict[str, Any]]:
    """The documentation of an answer by an example."""
    return {200: {"content": {JSON: {"example": example}}}}
