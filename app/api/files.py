"""From the bytes of a file to the body of an answer. Knows no HTTP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pydantic_core import to_json

from app.core.arrays import Array, Shape
from app.core.errors import RequestError
from app.core.limits import Limits
from app.files.assign import assign
from app.files.read import read_numbers
from app.i18n import Language, say_error

from .encoding import Encoding, data_json

_WANT = re.compile(r"([^:]{1,64})(?::([1-9][0-9]{0,6})x([1-9][0-9]{0,6}))?")


def file_body(
    file: str, content: bytes, want: Sequence[str], encoding: Encoding, language: Language, limits: Limits
) -> bytes:
    """The numbers in a file as JSON, and which of them is meant for which of the names that are wanted."""
    wanted = dict(map(_wanted, want))
    found = read_numbers(file, content, limits)
    answer: dict[str, Any] = {
        "arrays": {
            name: {"shape": _shape(array), "data": data_json(array, encoding)} for name, array in found.arrays.items()
        },
        "skipped": [
            {"name": name, "reason": say_error(language, why.code, why.message, why.hint, why.params)[0]}
            for name, why in found.skipped.items()
        ],
    }
    if wanted:
        shapes = {name: _shape(array) for name, array in found.arrays.items()}
        answer["assignment"] = {name: asdict(assigned) for name, assigned in assign(shapes, wanted).items()}
    return to_json(answer)


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
