"""The page, the words that come later, and the documentation of the API, whose files are not ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates

from app.i18n import Language, catalogue, choose_language

from .first import HTML, FirstPages, PageData
from .fonts import installed
from .kept import Kept
from .trees import Trees

_ROOT = Path(__file__).parents[2]


_DOCS_FILES = installed("fastapi_offline") / "static"
_KEEP = {"Cache-Control": "public, max-age=604800"}


@cache
def _words(lang: Language) -> Kept:
    return Kept(bytes(JSONResponse(catalogue("proofs", lang)).body), "application/json")


def make_pages(page_data: PageData, trees: Trees) -> APIRouter:
    """The routes that answer HTML."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(_ROOT / "templates")
    templates.env.policies["json.dumps_kwargs"] = {"sort_keys": False}  # the order of the inputs is the program's
    documentation = Kept(templates.get_template("docs.html").render().encode(), HTML)

    first = FirstPages(templates, page_data, trees)

    @router.get("/")
    async def page(request: Request) -> Response:
        lang = choose_language(
            request.query_params.get("lang"), request.cookies.get("lang"), request.headers.get("accept-language")
        )
        kept = await first.page(lang, request.query_params.get("preset"))
        return kept.response(request.scope)

    @router.get("/words/proofs.{lang}.json")
    async def words(request: Request, lang: Language) -> Response:
        """What the proofs on the bench say: it comes with the first of them."""
        return _words(lang).response(request.scope)

    @router.get("/docs")
    async def docs(request: Request) -> Response:
        return documentation.response(request.scope)

    @router.get("/docs/assets/{name}")
    async def docs_asset(name: str) -> Response:
        if name not in ("swagger-ui.css", "swagger-ui-bundle.js"):
            return Response(status_code=404)
        return FileResponse(_DOCS_FILES / name, headers=_KEEP)

    return router
