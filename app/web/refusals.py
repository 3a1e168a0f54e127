"""Answers to what is no request yet: too long, too slow, or nothing that can be parsed. No application has seen it."""

from __future__ import annotations

import json
from secrets import token_hex

from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from app.api.errors import error_json
from app.core.errors import GradsheetError, RequestError, SlowError, TooLargeError

HEAD_SECONDS = 10.0
"""A request line and its headers are said within this."""
HEAD_BYTES = 32 * 2**10
"""The most bytes of both."""
HEADERS = 100
"""The most headers."""


def refusal(status: int, error: GradsheetError) -> bytes:
    """An answer as it goes over the wire. It ends the connection."""
    request_id = token_hex(8)
    body = json.dumps({"error": error_json(error, "en", request_id)}, ensure_ascii=False).encode()
    head = {
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
        "x-content-type-options": "nosniff",
        "x-request-id": request_id,
    }
    if status == 503:
        head["retry-after"] = "1"
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return b"".join((STATUS_LINE[status], lines.encode(), b"\r\n", body))


def not_http(reason: str) -> RequestError:
    return RequestError("not-http", f"This is no request of HTTP/1.1: {reason}.", params={"reason": reason})


def head_too_long() -> TooLargeError:
    return TooLargeError(
        "head-too-long",
        f"The address and the headers of a request have at most {HEAD_BYTES} bytes and {HEADERS} headers.",
        params={"limit": HEAD_BYTES, "headers": HEADERS},
    )


def head_too_slow() -> SlowError:
    return SlowError(
        "head-too-slow",
        f"The address and the headers of a request have to come within {HEAD_SECONDS:g} seconds.",
        params={"seconds": HEAD_SECONDS},
    )
