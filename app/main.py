"""The application: routers, limits, headers, static files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.errors import add_error_handlers
from app.api.http import Server
from app.api.pool import Pool
from app.api.presets import preset_json
from app.api.router import make_router
from app.api.schemas.traces import TraceRequest
from app.api.traces import trace_answer
from app.core.cache import STORE
from app.core.limits import Limits
from app.i18n import Language
from app.pages.files import CompressedFiles
from app.pages.routes import make_pages
from app.presets import presets
from app.settings import Settings

_ROOT = Path(__file__).parents[1]
_FIRST_PRESET = "single-layer"
_VERSION = "0.1.0"


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
    )
    add_error_handlers(app)
    app.include_router(
        make_router(Server(settings.limits, settings.body_bytes, Pool(settings.workers, settings.queue)))
    )
    app.include_router(make_pages(_page_data(settings.limits)))
    app.mount("/static", CompressedFiles(directory=_ROOT / "static"), name="static")
    app.add_middleware(CompressedPages)
    app.add_middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors)
    return app


def _page_data(limits: Limits) -> Any:
    @cache
    def of_preset(lang: Language, preset: str) -> dict[str, Any]:
        return {
            "trace": json.loads(trace_answer(TraceRequest(preset=preset, lang=lang, arrays="auto"), limits)),
            "preset": preset_json(preset, lang, "auto"),
            "presets": {p.id: p.title[lang] for p in presets().values()},
        }

    def page_data(lang: Language, asked: str | None) -> dict[str, Any]:
        """The preset that was asked for. One that is not there is named as `unknown`, and the first one is shown."""
        if asked is None or asked in presets():
            return {**of_preset(lang, asked or _FIRST_PRESET), "unknown": None}
        return {**of_preset(lang, _FIRST_PRESET), "unknown": asked[:60]}

    return page_data


class SecurityHeaders:
    """Only our own files, no inline script or style, no sniffing, no frames unless a setting says so."""

    def __init__(self, app: ASGIApp, frame_ancestors: str) -> None:
        self.app = app
        policy = f"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors {frame_ancestors}"
        headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        if frame_ancestors == "'none'":
            headers["X-Frame-Options"] = "DENY"
        self.headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        await self.app(scope, receive, send_with_headers)


class CompressedPages:
    """gzip for pages. Not for the API, where it would cost more than the computation; files are compressed once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.compressed = GZipMiddleware(app, minimum_size=1024, compresslevel=6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        plain = scope["type"] != "http" or scope["path"].startswith(("/api/", "/healthz", "/static/", "/fonts/"))
        await (self.app if plain else self.compressed)(scope, receive, send)


app = create_app()
