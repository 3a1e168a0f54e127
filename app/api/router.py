"""All endpoints together. Each is a module of its own here, called as its path: /api/traces is `traces`."""

from __future__ import annotations

from fastapi import APIRouter

from . import descents, files, gradchecks, health, operations, presets, programs, traces, values
from .http import Server


def make_router(server: Server) -> APIRouter:
    """The whole API."""
    router = APIRouter()
    for endpoint in (traces, gradchecks, descents, values, programs, files, operations, presets, health):
        endpoint.add_routes(router, server)
    return router
