"""The routes of the API."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic_core import to_json

from app.engine.sizes import Limits
from app.i18n import Language
from app.presets import preset, presets

from .body import parse_body, read_body
from .encoding import Encoding, value_json
from .examples import FILE_EXAMPLES, PROGRAM_EXAMPLES, TRACE_EXAMPLES, VALUES_EXAMPLES
from .files import file_body
from .pool import Pool
from .schemas import (
    ARRAYS,
    ErrorResponse,
    FileResponse,
    Health,
    PresetList,
    PresetResponse,
    ProgramRequest,
    ProgramResponse,
    TraceRequest,
    TraceResponse,
    ValuesRequest,
    ValuesResponse,
)
from .service import Job, check, draw, finish, prepare, trace_body

_LARGE_BODY = 64 * 2**10
_JSON = "application/json"
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorResponse, "description": text}
    for status, text in (
        (404, "Unknown preset"),
        (413, "Over a limit"),
        (422, "What was sent cannot be used"),
        (503, "Busy; see Retry-After"),
    )
}
_SHORT = TraceRequest(preset="single-layer", include=[])
_Lang = Annotated[Language, Query(description="Language of title and summary.")]


_File = Annotated[
    str, Query(min_length=1, max_length=255, description="Name of the file, with its ending.", examples=["weights.npz"])
]
_Arrays = Annotated[Encoding, Query(description=ARRAYS)]
_Want = Annotated[
    list[str] | None,
    Query(max_length=64, description="A name that needs an array, or a name and its shape.", examples=[["W1:4x3"]]),
]


def make_router(limits: Limits, body_bytes: int, pool: Pool) -> APIRouter:
    """The API with its limits."""
    router = APIRouter()
    shown: dict[int | str, dict[str, Any]] = {
        200: {"content": {_JSON: {"example": json.loads(trace_body(_SHORT, Limits()))}}}
    }

    @router.post(
        "/api/traces",
        response_model=TraceResponse,
        responses={**_ERRORS, **shown},
        openapi_extra=_body(TraceRequest, TRACE_EXAMPLES),
        tags=["traces"],
    )
    async def traces(request: Request) -> Response:
        """Run a network forward and backward; every quantity, every gradient, every step."""
        body = await read_body(request, body_bytes)
        if len(body) > _LARGE_BODY:
            return Response(await pool.run(lambda: finish(_prepared(request, body, limits))), media_type=_JSON)
        job = _prepared(request, body, limits)
        return Response(await pool.run(lambda: finish(job)) if job.is_large else finish(job), media_type=_JSON)

    @router.post(
        "/api/values",
        response_model=ValuesResponse,
        responses=_ERRORS,
        openapi_extra=_body(ValuesRequest, VALUES_EXAMPLES),
        tags=["values"],
    )
    async def values(request: Request) -> Response:
        """Draw numbers for a preset or a program, at any sizes, from a seed."""
        asked = parse_body(await read_body(request, body_bytes), ValuesRequest)
        request.state.lang = asked.lang
        return Response(await pool.run(lambda: to_json(draw(asked, limits))), media_type=_JSON)

    @router.post(
        "/api/programs",
        response_model=ProgramResponse,
        responses=_ERRORS,
        openapi_extra=_body(ProgramRequest, PROGRAM_EXAMPLES),
        tags=["programs"],
    )
    async def programs(request: Request) -> Response:
        """Check a program as it is typed: inputs, sizes, steps, or the error and where it is."""
        asked = parse_body(await read_body(request, body_bytes), ProgramRequest)
        request.state.lang = asked.lang
        return JSONResponse(check(asked, limits))

    csv = FILE_EXAMPLES["csv"]["value"].encode()
    read: dict[int | str, dict[str, Any]] = {
        200: {"content": {_JSON: {"example": json.loads(file_body("W.csv", csv, ["W:2x2"], "rows", "en", Limits()))}}}
    }

    @router.post(
        "/api/files",
        response_model=FileResponse,
        responses={**_ERRORS, **read},
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {
                    "application/octet-stream": {
                        "schema": {"type": "string", "format": "binary"},
                        "examples": FILE_EXAMPLES,
                    }
                },
            }
        },
        tags=["files"],
    )
    async def files(
        request: Request, name: _File, arrays: _Arrays = "rows", want: _Want = None, lang: _Lang = "en"
    ) -> Response:
        """Read the numbers in a .npy, .npz, .safetensors, .csv, .tsv or .json file. The body is the file."""
        content = await read_body(request, body_bytes)
        return Response(
            await pool.run(lambda: file_body(name, content, want or (), arrays, lang, limits)), media_type=_JSON
        )

    @router.get("/api/presets", response_model=PresetList, tags=["presets"])
    async def list_presets(lang: _Lang = "en") -> dict[str, Any]:
        """All presets."""
        return {
            "presets": [{"id": p.id, "title": p.title[lang], "summary": p.summary[lang]} for p in presets().values()]
        }

    @router.get("/api/presets/{id}", response_model=PresetResponse, responses={404: _ERRORS[404]}, tags=["presets"])
    async def one_preset(
        id: str,  # noqa: A002 - the path says {id}
        lang: _Lang = "en",
        arrays: _Arrays = "rows",
    ) -> dict[str, Any]:
        """A preset with its numbers."""
        return preset_json(id, lang, arrays)

    @router.get("/healthz", response_model=Health, tags=["health"])
    async def health() -> Response:
        """Whether the server answers."""
        return Response(b'{"status":"ok"}', media_type=_JSON)

    return router


def preset_json(name: str, lang: Language, arrays: Encoding) -> dict[str, Any]:
    """A preset as it is sent."""
    found = preset(name)
    return {
        "id": found.id,
        "title": found.title[lang],
        "summary": found.summary[lang],
        "program": found.program.text,
        "values": {name: value_json(value, arrays) for name, value in found.values.items()},
        "parameters": list(found.parameters),
        "sizes": found.sizes,
        "letters": found.letters,
        "pictures": found.pictures,
    }


def _prepared(request: Request, body: bytes, limits: Limits) -> Job:
    asked = parse_body(body, TraceRequest)
    request.state.lang = asked.lang
    return prepare(asked, limits)


def _body(model: Any, examples: dict[str, Any]) -> dict[str, Any]:
    """The documentation of a body that is read by hand, for speed."""
    return {
        "requestBody": {
            "required": True,
            "content": {_JSON: {"schema": model.model_json_schema(), "examples": examples}},
        }
    }
