"""Reading a body: within its size, in time, and counted before it is parsed."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TypeVar

from fastapi import Request
from pydantic import ValidationError
from starlette.types import Message

from app.core.errors import RequestError, SlowError, TooLargeError
from app.core.limits import Limits
from app.core.patience import AbandonedError

from .encoding import charge_body
from .errors import from_validation
from .flight import SMALL, Flight
from .models import RequestModel

_STALL = 10.0
"""Seconds. A body of which nothing comes for so long is not waited for."""
_SLOWEST = 32 * 2**10
"""Bytes a second. A body may take `_STALL` and, besides, as long as it takes at this rate."""
_MOST_FIELDS = 2**13
"""A body may name so many: every field that is not known makes an error of its own, which takes many times the memory of its text."""
Model = TypeVar("Model", bound=RequestModel)


async def read_body(request: Request, limit: int, flight: Flight, client: str) -> bytes:
    """The body of `request`. What is more than a small one is held in `flight` until the request has been answered.

    Args:
        limit: in bytes.
    Raises: TooLargeError as soon as it is known to be longer than `limit`; BusyError where too much is held already;
        SlowError if it does not come; AbandonedError if the connection ends before the body does.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and (len(announced) > 15 or int(announced) > limit):
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = held = 0
    begun = monotonic()
    while True:
        message = await _next(request, begun + _STALL + size / _SLOWEST)
        if message["type"] == "http.disconnect":
            raise AbandonedError
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise _too_large(limit)
        if size > SMALL:
            flight.take(client, size - held)
            held = size
            request.state.held = (flight, client, held)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks) if len(chunks) > 1 else chunk


async def _next(request: Request, end: float) -> Message:
    try:
        async with asyncio.timeout(max(0.0, min(_STALL, end - monotonic()))):
            return await request.receive()
    except TimeoutError:
        raise SlowError(
            "body-too-slow",
            f"The body did not come in time: {_STALL:g} seconds without a byte, or less than {_SLOWEST} bytes a second.",
            hint="Send it again, at once.",
            params={"seconds": _STALL, "rate": _SLOWEST},
        ) from None


def parse_body(body: bytes, model: type[Model], limits: Limits) -> Model:
    """The fields of `body`.

    Raises: RequestError for the first field that is wrong; TooLargeError, before anything is parsed, where there are more numbers
        or lists than any request may have: each of them takes many times the memory of its text, and nothing else runs meanwhile.
    """
    charge_body(body, limits)
    if len(body) > SMALL:
        _check_fields(body)
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise from_validation(error) from None
    except RecursionError:
        raise RequestError(
            "not-json", "The body is not JSON: it is nested too deeply.", params={"reason": "nested too deeply"}
        ) from None


def _check_fields(body: bytes) -> None:
    for sign, most in ((b"{", _MOST_FIELDS), (b":", 2 * _MOST_FIELDS)):
        found = body.count(sign)
        if found > most:
            what = sign.decode()
            raise TooLargeError(
                "too-many-fields",
                f"The body has {found} times “{what}”: more fields than the limit of {most}.",
                params={"sign": what, "found": found, "limit": most},
            )


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError("body-too-large", f"A body has at most {limit} bytes.", params={"limit": limit})
