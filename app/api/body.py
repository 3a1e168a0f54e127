"""Reading a body: not more than allowed, and checked against its model."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError

from app.core.errors import RequestError, TooLargeError

from .errors import from_validation

Model = TypeVar("Model", bound=BaseModel)


async def read_body(request: Request, limit: int) -> bytes:
    """The body of `request`. Raises: TooLargeError as soon as it is known to be longer than `limit` bytes."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise RequestError("not-json", "The body ended too early.", params={"reason": "the connection was closed"})
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return b"".join(chunks)


def parse_body(body: bytes, model: type[Model]) -> Model:
    """The fields of `body`. Raises: RequestError for the first field that is wrong."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise from_validation(error) from None
    except RecursionError:
        raise RequestError(
            "not-json", "The body is not JSON: it is nested too deeply.", params={"reason": "nested too deeply"}
        ) from None


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError("body-too-large", f"A body has at most {limit} bytes.", params={"limit": limit})
