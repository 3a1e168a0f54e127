"""GET /api/presets and GET /api/presets/{id}: the networks that ship."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.i18n import Language
from app.presets import preset, presets
from app.presets.miniature import miniatures

from .encoding import Encoding, value_json
from .http import Server
from .openapi import ERRORS, Arrays
from .schemas.presets import PresetList, PresetResponse

_Lang = Annotated[Language, Query(description="Language of title and summary.")]


def add_routes(router: APIRouter, _: Server) -> None:
    """Add GET /api/presets and GET /api/presets/{id}."""

    @router.get("/api/presets", response_model=PresetList, tags=["presets"])
    async def list_presets(lang: _Lang = "en") -> dict[str, Any]:
        """All presets."""
        return {
            "presets": [
                {"id": p.id, "title": p.title[lang], "summary": p.summary[lang], "picture": _picture(p.id)}
                for p in presets().values()
            ]
        }

    @router.get("/api/presets/{id}", response_model=PresetResponse, responses={404: ERRORS[404]}, tags=["presets"])
    async def one_preset(
        id: str,  # noqa: A002 - the path says {id}
        lang: _Lang = "en",
        arrays: Arrays = "rows",
    ) -> dict[str, Any]:
        """A preset with its numbers."""
        return preset_json(id, lang, arrays)


def _picture(name: str) -> list[dict[str, Any]]:
    return [{"name": one.name, "shape": one.shape, "shades": one.shades} for one in miniatures(name)]


def preset_json(name: str, lang: Language, arrays: Encoding) -> dict[str, Any]:
    """A preset as it is sent. Raises: UnknownError."""
    found = preset(name)
    return {
        "id": found.id,
        "title": found.title[lang],
        "summary": found.summary[lang],
        "program": found.program.text,
        "values": {name: value_json(value, arrays) for name, value in found.values.items()},
        "parameters": list(found.parameters),
        "sizes": found.free_sizes,
        "letters": found.letters,
        "pictures": found.pictures,
        "precision": found.precision,
    }
