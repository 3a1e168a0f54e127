"""GET /healthz: whether the server is well."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from .http import JSON, Server
from .schemas.health import Health


def add_routes(router: APIRouter, _: Server) -> None:
    """Add GET /healthz."""

    @router.get("/healthz", response_model=Health, tags=["health"])
    async def health() -> Response:
        """Whether the server answers."""
        return Response(b'{"status":"ok"}', media_type=JSON)
