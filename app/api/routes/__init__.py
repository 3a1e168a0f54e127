"""The routes of the API, one room for each kind of request."""

from __future__ import annotations

from fastapi import APIRouter

from app.api.desk import Desk

from . import descents, files, gradchecks, health, presets, programs, traces


def make_router(desk: Desk) -> APIRouter:
    """The whole API."""
    router = APIRouter()
    for room in (traces, gradchecks, descents, programs, files, presets, health):
        room.add_routes(router, desk)
    return router
