"""Running a network."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.desk import ERRORS, Desk, answer_of, body_of
from app.api.examples import TRACE_EXAMPLES
from app.api.schemas.traces import TraceRequest, TraceResponse
from app.api.service import Job, finish, prepare, trace_body
from app.core.limits import Limits

_SHORT = TraceRequest(preset="single-layer", include=[])


def add_routes(router: APIRouter, desk: Desk) -> None:
    """POST /api/traces."""

    def prepared(request: Request, body: bytes) -> Job:
        return prepare(desk.read(request, body, TraceRequest), desk.limits)

    @router.post(
        "/api/traces",
        response_model=TraceResponse,
        responses={**ERRORS, **answer_of(json.loads(trace_body(_SHORT, Limits())))},
        openapi_extra=body_of(TraceRequest, TRACE_EXAMPLES),
        tags=["traces"],
    )
    async def traces(request: Request) -> Response:
        """Run a network forward and backward; every quantity, every gradient, every step."""
        body = await desk.body(request)
        return await desk.answered(body, lambda: prepared(request, body), finish)
