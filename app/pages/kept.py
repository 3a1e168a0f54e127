"""Answers that stay the same: made once, compressed once, and not sent again to who has them."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from .files import takes_gzip

_LEVEL = 9
_LONGEST = 2000
"""Characters of If-None-Match that are read."""
_AGAIN = "no-cache"  # it may be kept, and is asked for again with its etag: what is inside changes with the server


@dataclass(frozen=True, slots=True)
class Kept:
    """A body, as it is and as gzip.

    Args:
        vary: the headers of a request that choose between bodies, besides Accept-Encoding.
        language: of the text, or "".
    """

    body: bytes
    media_type: str
    vary: str = ""
    language: str = ""
    level: int = _LEVEL
    packed: bytes = field(init=False)
    etag: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "packed", gzip.compress(self.body, self.level, mtime=0))
        object.__setattr__(self, "etag", blake2b(self.body, digest_size=12).hexdigest())

    def response(self, scope: Scope) -> Response:
        """The answer: 304 to who has it already, gzip to who takes it."""
        is_packed = takes_gzip(scope)
        etag = f'"{self.etag}{"-gzip" if is_packed else ""}"'
        headers = {
            "ETag": etag,
            "Cache-Control": _AGAIN,
            "Vary": f"{self.vary}, Accept-Encoding" if self.vary else "Accept-Encoding",
        }
        if self.language:
            headers["Content-Language"] = self.language
        if has(scope, etag):
            return Response(status_code=304, headers=headers)
        if is_packed:
            headers["Content-Encoding"] = "gzip"
        return Response(self.packed if is_packed else self.body, media_type=self.media_type, headers=headers)


def has(scope: Scope, etag: str) -> bool:
    """Whether who asks has the answer of this etag."""
    given = Headers(scope=scope).get("if-none-match", "")[:_LONGEST]
    return given == "*" or etag in (tag.strip().removeprefix("W/") for tag in given.split(","))
