"""Reading files of numbers."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from app.api.desk import ERRORS, JSON, Arrays, Desk, answer_of
from app.api.examples import FILE_EXAMPLES
from app.api.files import file_body
from app.api.schemas.files import FileResponse
from app.core.limits import Limits
from app.i18n import Language

_File = Annotated[
    str, Query(min_length=1, max_length=255, description="Name of the file, with its ending.", examples=["weights.npz"])
]
_Want = Annotated[
    list[str] | None,
    Query(max_length=64, description="A name that needs an array, or a name and its shape.", examples=[["W1:4x3"]]),
]
_Lang = Annotated[Language, Query(description="Language of the reasons.")]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}, "examples": FILE_EXAMPLES}
        },
    }
}


def add_routes(router: APIRouter, desk: Desk) -> None:
    """POST /api/files."""
    csv = FILE_EXAMPLES["csv"]["value"].encode()
    example = json.loads(file_body("W.csv", csv, ["W:2x2"], "rows", "en", Limits()))

    @router.post(
        "/api/files",
        response_model=FileResponse,
        responses={**ERRORS, **answer_of(example)},
        openapi_extra=_BODY,
        tags=["files"],
    )
    async def files(
        request: Request, name: _File, arrays: Arrays = "rows", want: _Want = None, lang: _Lang = "en"
    ) -> Response:
        """Read the numbers in a .npy, .npz, .safetensors, .csv, .tsv or .json file. The body is the file."""
        content = await desk.body(request)
        body = await desk.apart(lambda: file_body(name, content, want or (), arrays, lang, desk.limits))
        return Response(body, media_type=JSON)
