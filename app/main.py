"""The application: routers, and what stands around them."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from app.api.client import read_networks
from app.api.errors import add_error_handlers
from app.api.http import JSON, Server
from app.api.presets import preset_json
from app.api.router import make_router
from app.api.schemas.traces import TraceRequest
from app.api.traces import trace_answer
from app.core.cache import STORE
from app.core.limits import Limits
from app.i18n import Language
from app.pages.files import PageFiles
from app.pages.first import PageData
from app.pages.kept import Kept
from app.pages.routes import make_pages
from app.pages.trees import trees
from app.presets import presets
from app.settings import Settings
from app.web.headers import SecurityHeaders
from app.web.mistakes import Mistakes
from app.web.sending import Sending
from app.web.watching import Watching, log_to_stdout

_STATIC = Path(__file__).parents[1] / "static"
_VERSION = "0.1.0"
_TURN = 0.001
"""Seconds. A thread computes for so long before another gets the interpreter. Python's own 5 ms would be added to a small request several times."""

_COLLECTIONS = (5_000, 5, 1_000)
"""When Python looks for what nothing leads to. It stops every thread: for a millisecond or two where it looks through what is new,
and for up to 0.1 s where it looks through all that is kept, which is done rarely."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Gradsheet as an ASGI application."""
    settings = settings or Settings.from_environment()
    STORE.resize(settings.cache_bytes)
    app = FastAPI(
        title="Gradsheet",
        version=_VERSION,
        summary="Backpropagation, derived and computed: every intermediate quantity as JSON.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    server = Server(settings)
    add_error_handlers(app)
    app.include_router(make_router(server))
    files = trees(settings.bundle, _STATIC)
    app.include_router(make_pages(_page_data(settings.limits), files))
    app.add_route("/openapi.json", _description(app), include_in_schema=False)
    app.mount("/static", PageFiles(_STATIC, files), name="static")
    _put_around(app, server, settings)
    return app


def _put_around(app: FastAPI, server: Server, settings: Settings) -> None:
    """What every request goes through, from the inside out."""
    trusted = read_networks(settings.trusted_proxies)
    metrics = None
    if settings.metrics:
        from app.web.metrics import Metrics  # noqa: PLC0415 - loaded where it is wanted

        metrics = Metrics(
            (server.short, server.long), server.flight, {"store": lambda: (len(STORE), STORE.hits, STORE.misses)}
        )
        app.router.routes.append(metrics.route())
    if settings.log:
        log_to_stdout()
    app.add_middleware(Mistakes)
    app.add_middleware(Sending, flight=server.flight, pace=server.pace, trusted=trusted)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
    app.add_middleware(Watching, observer=metrics, is_logged=bool(settings.log), trusted=trusted)


def _page_data(limits: Limits) -> PageData:
    def page_data(lang: Language, preset: str) -> dict[str, Any]:
        return {
            "trace": json.loads(trace_answer(TraceRequest(preset=preset, lang=lang, arrays="auto"), limits)),
            "preset": preset_json(preset, lang, "auto"),
            "presets": {p.id: p.title[lang] for p in presets().values()},
        }

    return page_data


def _description(app: FastAPI) -> Callable[[Request], Response]:
    """GET /openapi.json, made and compressed when it is first asked for."""
    made: list[Kept] = []

    def description(request: Request) -> Response:
        if not made:
            made.append(Kept(to_json(app.openapi()), JSON))
        return made[0].response(request.scope)

    return description


def _let_others_in() -> None:
    """Keep the pauses of this process short: of the event loop, which waits for the interpreter while threads compute."""
    sys.setswitchinterval(_TURN)
    gc.freeze()  # what is here now stays: no collection has to look through it
    gc.set_threshold(*_COLLECTIONS)


app = create_app()
_let_others_in()
