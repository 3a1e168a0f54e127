"""Every error in the one shape: what the user wrote, what does not exist, what is too large, and when the server is busy."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from starlette.exceptions import HTTPException

from app.core.errors import BusyError, GradsheetError, RequestError, SlowError, TooLargeError, UnknownError
from app.i18n import Language, choose_language, say_error

_STATUS: list[tuple[type[GradsheetError], int]] = [
    *((UnknownError, 404), (SlowError, 408), (TooLargeError, 413), (BusyError, 503)),
]
_MANY_FAULTS = 100
_RAN_OUT = (RecursionError, MemoryError, PydanticSerializationError)
"""What Python raises where a request asks for more than there is: depth, memory, depth of an answer."""
_LOG = logging.getLogger("gradsheet")


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of ours, of the framework, and of Python where it runs out of something.

    What nobody foresaw goes through to `app.web.mistakes`, which stands further out.
    """

    @app.exception_handler(GradsheetError)
    async def ours(request: Request, error: GradsheetError) -> JSONResponse:
        return respond(error, request)

    @app.exception_handler(RequestValidationError)
    async def not_valid(request: Request, error: RequestValidationError) -> JSONResponse:
        return respond(from_validation(error), request)

    async def ran_out(request: Request, error: Exception) -> JSONResponse:
        return respond(_too_much(error), request)

    for kind in _RAN_OUT:
        app.exception_handler(kind)(ran_out)
    app.exception_handler(HTTPException)(_of_http)


def from_validation(error: ValidationError | RequestValidationError) -> GradsheetError:
    """The first thing that is wrong with the fields of a request; where very many are, how many: to list them takes long."""
    if isinstance(error, ValidationError) and error.error_count() > _MANY_FAULTS:
        found = error.error_count()
        return RequestError(
            "many-faults",
            f"The body has {found} faults.",
            hint="Send only fields and values that the endpoint knows.",
            params={"found": found},
        )
    first: dict[str, Any] = dict(error.errors()[0])
    field = ".".join(str(part) for part in first["loc"] if part not in ("body", "query"))[:80]
    kind, given = first["type"], str(first.get("input"))[:60]
    if kind in ("json_invalid", "json_type"):
        return RequestError(
            "not-json",
            f"The body is not JSON: {first.get('ctx', {}).get('error', first['msg'])}.",
            params={"reason": str(first["msg"])},
        )
    if kind == "extra_forbidden":
        return RequestError("unknown-field", f"There is no field {field}.", params={"field": field})
    if kind == "missing":
        return RequestError("missing-field", f"The field {field} is missing.", params={"field": field})
    if kind in ("model_type", "model_attributes_type", "dict_type") and not field:
        return RequestError("not-an-object", "The body has to be a JSON object.")
    return RequestError(
        "bad-field",
        f"{field}: {first['msg']}; it is {given}.",
        params={"field": field, "reason": first["msg"], "found": given},
    )


def respond(error: GradsheetError, request: Request) -> JSONResponse:
    """The answer to an error, in the language of `request` and with its id."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 422)
    headers = {"Retry-After": "1"} if status == 503 else {"Connection": "close"} if status == 408 else None
    body = error_json(error, language_of(request), getattr(request.state, "request_id", ""))
    return JSONResponse({"error": body}, status, headers)


def error_json(error: GradsheetError, language: Language, request_id: str) -> dict[str, Any]:
    """The member `error` of an answer."""
    body = error.as_dict()
    body["message"], hint = say_error(language, error.code, error.message, error.hint, error.params)
    return body | {"hint": hint or None, "request_id": request_id}


def unforeseen(request: Request, error: Exception) -> JSONResponse:
    """The answer to a fault of ours. It is logged, and the server goes on."""
    _LOG.exception("unforeseen error at %s", request.url.path[:80], exc_info=error)
    response = respond(GradsheetError("internal", "The server made a mistake; it has been logged."), request)
    response.status_code = 500
    return response


def language_of(request: Request) -> Language:
    """As the body says, or else `?lang=`, or else the browser."""
    return choose_language(
        getattr(request.state, "lang", None), request.query_params.get("lang"), request.headers.get("accept-language")
    )


async def _of_http(request: Request, error: HTTPException) -> JSONResponse:
    """A path or a method that does not exist."""
    code, message = {
        404: ("not-found", f"There is nothing at {request.url.path[:80]}."),
        405: ("wrong-method", f"{request.method} is not answered at {request.url.path[:80]}."),
    }.get(error.status_code, ("http-error", str(error.detail)))
    ours = GradsheetError(
        code, message, params={"path": request.url.path[:80], "method": request.method, "reason": str(error.detail)}
    )
    response = respond(ours, request)
    response.status_code = error.status_code
    response.headers.update(error.headers or {})
    if response.headers.get("allow") == "GET":
        response.headers["allow"] = "GET, HEAD"  # see `app.web.watching`
    return response


def _too_much(error: Exception) -> TooLargeError:
    if isinstance(error, MemoryError):
        return TooLargeError(
            "out-of-memory",
            "This takes more memory than the server has just now.",
            hint="Ask for less at once, or make the network smaller.",
        )
    return TooLargeError(
        "program-too-complex",
        "This program is nested too deeply to be worked on.",
        hint="Give parts of it names on lines of their own.",
    )
