"""Checking a program, and drawing numbers for it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic_core import to_json

from app.api.desk import ERRORS, JSON, Desk, body_of
from app.api.examples import PROGRAM_EXAMPLES, VALUES_EXAMPLES
from app.api.schemas.programs import ProgramRequest, ProgramResponse, ValuesRequest, ValuesResponse
from app.api.service import check, draw


def add_routes(router: APIRouter, desk: Desk) -> None:
    """POST /api/programs and POST /api/values."""

    @router.post(
        "/api/values",
        response_model=ValuesResponse,
        responses=ERRORS,
        openapi_extra=body_of(ValuesRequest, VALUES_EXAMPLES),
        tags=["values"],
    )
    async def values(request: Request) -> Response:
        """Draw numbers for a preset or a program, at any sizes, from a seed."""
        asked = desk.read(request, await desk.body(request), ValuesRequest)
        return Response(await desk.apart(lambda: to_json(draw(asked, desk.limits))), media_type=JSON)

    @router.post(
        "/api/programs",
        response_model=ProgramResponse,
        responses=ERRORS,
        openapi_extra=body_of(ProgramRequest, PROGRAM_EXAMPLES),
        tags=["programs"],
    )
    async def programs(request: Request) -> Response:
        """Check a program as it is typed: inputs, sizes, steps, or the error and where it is."""
        asked = desk.read(request, await desk.body(request), ProgramRequest)
        return JSONResponse(check(asked, desk.limits))
