"""What the endpoints say about themselves in the OpenAPI document, where FastAPI cannot find it out."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from .encoding import ARRAYS, Encoding
from .http import JSON
from .schemas.errors import ErrorResponse

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorResponse, "description": text}
    for status, text in (
        (404, "Unknown preset"),
        (408, "The body did not come in time"),
        (413, "Over a limit, or out of time"),
        (422, "What was sent cannot be used"),
        (503, "Busy; see Retry-After"),
    )
}
"""The `responses` of an endpoint that computes."""
Arrays = Annotated[Encoding, Query(description=ARRAYS)]
"""The query parameter `arrays`."""


def request_body(model: type[BaseModel], examples: dict[str, Any]) -> dict[str, Any]:
    """The `openapi_extra` of an endpoint whose body is read by hand, for speed.

    Args:
        examples: by title, each {"summary", "value"}.
    """
    return {
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _with_definitions(model.model_json_schema()), "examples": examples}},
        }
    }


def example_answer(example: Any) -> dict[int | str, dict[str, Any]]:
    """The `responses` that show one answer, given as the JSON that it is."""
    return {200: {"content": {JSON: {"example": example}}}}


def _with_definitions(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON schema with every definition where it is referred to: inside another document its references lead nowhere."""
    definitions = schema.pop("$defs", {})

    def put(found: Any) -> Any:
        if isinstance(found, dict):
            reference = found.get("$ref", "")
            return (
                put(definitions[reference.rsplit("/", 1)[-1]]) if reference else {k: put(v) for k, v in found.items()}
            )
        return [put(each) for each in found] if isinstance(found, list) else found

    inlined: dict[str, Any] = put(schema)
    return inlined
