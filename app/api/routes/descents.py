"""Steps of gradient descent."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.descents import DescentJob, finish, prepare
from app.api.desk import ERRORS, Desk, answer_of, body_of
from app.api.examples import DESCENT_EXAMPLES
from app.api.schemas.descents import DescentRequest, DescentResponse
from app.core.limits import Limits

_SHORT = DescentRequest(preset="single-layer", etas=[0.001, 0.01, 0.1])


def add_routes(router: APIRouter, desk: Desk) -> None:
    """POST /api/descents."""

    def prepared(request: Request, body: bytes) -> DescentJob:
        return prepare(desk.read(request, body, DescentRequest), desk.limits)

    @router.post(
        "/api/descents",
        response_model=DescentResponse,
        responses={**ERRORS, **answer_of(json.loads(finish(prepare(_SHORT, Limits()))))},
        openapi_extra=body_of(DescentRequest, DESCENT_EXAMPLES),
        tags=["descents"],
    )
    async def descents(request: Request) -> Response:
        """Move the parameters against the gradient: the change of the loss that it predicts, and the true one."""
        body = await desk.body(request)
        return await desk.answered(body, lambda: prepared(request, body), finish)
