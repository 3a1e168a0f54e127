"""Checking gradients."""

from __future__ import annotations

import json

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.api.desk import ERRORS, JSON, Desk, answer_of, body_of
from app.api.examples import GRADCHECK_EXAMPLES
from app.api.gradchecks import gradcheck_body
from app.api.schemas.gradchecks import GradcheckRequest, GradcheckResponse
from app.core.limits import Limits

_SHORT = GradcheckRequest(preset="logistic-regression", names=["w"])


def add_routes(router: APIRouter, desk: Desk) -> None:
    """POST /api/gradchecks."""

    @router.post(
        "/api/gradchecks",
        response_model=GradcheckResponse,
        responses={**ERRORS, **answer_of(json.loads(gradcheck_body(_SHORT, Limits())))},
        openapi_extra=body_of(GradcheckRequest, GRADCHECK_EXAMPLES),
        tags=["gradchecks"],
    )
    async def gradchecks(request: Request) -> Response:
        """Check every entry of every gradient by central differences, or by the complex step."""
        body = await desk.body(request)
        asked = desk.read(request, body, GradcheckRequest)
        return Response(await desk.apart(lambda: gradcheck_body(asked, desk.limits)), media_type=JSON)
