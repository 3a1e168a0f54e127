"""POST /api/files: the numbers in a file, and which of them is meant for which input."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic_core import to_json

from app.core.arrays import Array, Shape
from app.core.errors import RequestError
from app.core.limits import Limits
from app.files.assign import assign
from app.files.read import read_numbers
from app.i18n import Language, say_error

from .encoding import Encoding, array_text, charge_arrays, object_text
from .examples import FILE_EXAMPLES
from .flight import SMALL
from .http import JSON, Server
from .openapi import ERRORS, Arrays, example_answer
from .schemas.files import FileResponse

_WANT = re.compile(r"([^:]{1,64})(?::([1-9][0-9]{0,6})x([1-9][0-9]{0,6}))?")
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


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/files."""
    csv = FILE_EXAMPLES["csv"]["value"].encode()
    example = json.loads(file_body("W.csv", csv, ["W:2x2"], "rows", "en", Limits()))

    @router.post(
        "/api/files",
        response_model=FileResponse,
        responses={**ERRORS, **example_answer(example)},
        openapi_extra=_BODY,
        tags=["files"],
    )
    async def files(
        request: Request, name: _File, arrays: Arrays = "rows", want: _Want = None, lang: _Lang = "en"
    ) -> Response:
        """Read the numbers in a .npy, .npz, .safetensors, .csv, .tsv or .json file. The body is the file."""
        content = await server.body(request)
        lane = server.short if len(content) <= SMALL else server.long
        body = await server.in_lane(
            lane, request, lambda: file_body(name, content, want or (), arrays, lang, server.limits)
        )
        return Response(body, media_type=JSON)


def file_body(
    file: str, content: bytes, want: Sequence[str], encoding: Encoding, language: Language, limits: Limits
) -> bytes:
    """The JSON body of the answer: the numbers in a file, and which of them is meant for which of the names in `want`.

    Args:
        file: the name of the file; its ending tells the format.
        want: names, or names with their shapes such as "W:4x3".
        language: of the reasons why something was left out.
    Raises: RequestError for what is no such name, and whatever `read_numbers` raises.
    """
    wanted = dict(map(_wanted, want))
    found = read_numbers(file, content, limits)
    charge_arrays(((name, _shape(array)) for name, array in found.arrays.items()), encoding, limits)
    answer: dict[str, Any] = {
        "skipped": [
            {"name": name, "reason": say_error(language, why.code, why.message, why.hint, why.params)[0]}
            for name, why in found.skipped.items()
        ],
    }
    if wanted:
        shapes = {name: _shape(array) for name, array in found.arrays.items()}
        answer["assignment"] = {name: asdict(assigned) for name, assigned in assign(shapes, wanted).items()}
    arrays = object_text((name, array_text(array, encoding)) for name, array in found.arrays.items())
    return b'{"arrays":%b,%b' % (arrays, to_json(answer)[1:])


def _shape(array: Array) -> Shape:
    rows, columns = array.shape
    return rows, columns


def _wanted(text: str) -> tuple[str, Shape | None]:
    """A name, or a name with its shape: "W:4x3"."""
    found = _WANT.fullmatch(text)
    if not found:
        shown = text[:60]
        raise RequestError(
            "bad-want",
            f"want is {shown}; it is a name, or a name with its shape such as W:4x3.",
            params={"field": "want", "found": shown},
        )
    name, rows, columns = found.groups()
    return name, (int(rows), int(columns)) if rows else None
