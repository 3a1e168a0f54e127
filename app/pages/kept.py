"""Answers that stay the same: made once, compressed once, and not sent again to who has them."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from .encodings import ENCODINGS, compressed, encoding_for

_LONGEST = 2000
"""Characters of If-None-Match that are read."""
_AGAIN = "no-cache"  # it may be kept, and is asked for again with its etag: what is inside changes with the server


@dataclass(frozen=True, slots=True)
class Kept:
    """A body, as it is and compressed.

    Args:
        vary: the headers of a request that choose between bodies, besides Accept-Encoding.
        language: of the text, or "".
        quickly: whether it is made for one answer only: then it is compressed at once, and no smaller than that takes.
    """

    body: bytes
    media_type: str
    vary: str = ""
    language: str = ""
    quickly: bool = False
    etag: str = field(init=False)
    _packed: dict[str, bytes] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", blake2b(self.body, digest_size=12).hexdigest())
        for encoding in () if self.quickly else ENCODINGS:
            self.packed(encoding)

    def packed(self, encoding: str) -> bytes:
        """The body in an encoding: "br", "gzip" or ""."""
        if encoding not in self._packed:
            self._packed[encoding] = compressed(self.body, encoding, self.quickly)
        return self._packed[encoding]

    def response(self, scope: Scope) -> Response:
        """The answer: 304 to who has it already, compressed to who takes that."""
        encoding = encoding_for(scope)
        etag = f'"{self.etag}{"-" if encoding else ""}{encoding}"'
        headers = {
            "ETag": etag,
            "Cache-Control": _AGAIN,
            "Vary": f"{self.vary}, Accept-Encoding" if self.vary else "Accept-Encoding",
        }
        if self.language:
            headers["Content-Language"] = self.language
        if has(scope, etag):
            return Response(status_code=304, headers=headers)
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(self.packed(encoding), media_type=self.media_type, headers=headers)


def has(scope: Scope, etag: str) -> bool:
    """Whether who asks has the answer of this etag."""
    given = Headers(scope=scope).get("if-none-match", "")[:_LONGEST]
    return given == "*" or etag in (tag.strip().removeprefix("W/") for tag in given.split(","))
