"""How a body is compressed on its way: brotli where the browser takes it, else gzip, else not at all."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
from starlette.datastructures import Headers
from starlette.types import Scope

_LARGE = 200_000
"""Bytes. What is larger would take a second and more to be made as small as it can be."""
_SMALLEST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=11),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
ENCODINGS = tuple(_SMALLEST)
"""What a body may be sent in, the smallest first."""
_QUICKEST: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip": lambda body: gzip.compress(body, 1, mtime=0),
}


def encoding_for(scope: Scope) -> str:
    """The encoding in which who asks gets the least: "br", "gzip" or "" for the body as it is."""
    taken = set()
    for part in Headers(scope=scope).get("accept-encoding", "").split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            taken.add(name.strip().lower())
    return next((name for name in ENCODINGS if name in taken), "")


def compressed(body: bytes, encoding: str, quickly: bool = False) -> bytes:
    """The body in an encoding.

    Args:
        quickly: where it is sent once only. What is large is never made as small as it can be.
    """
    ways = _QUICKEST if quickly or len(body) > _LARGE else _SMALLEST
    return ways[encoding](body) if encoding else body
