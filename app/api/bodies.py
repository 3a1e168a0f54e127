"""Reading a body: within its size, in time, and counted before it is parsed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic, perf_counter
from typing import TypeVar

from fastapi import Request
from pydantic import ValidationError
from starlette.types import Message

from app.core.errors import RequestError, SlowError, TooLargeError
from app.core.limits import NUMBERS_OF_A_LIST, Limits, numbers_written
from app.core.patience import AbandonedError

from .errors import from_validation
from .flight import Flight
from .models import RequestModel
from .pace import Pace

_STALL = 10.0
"""Seconds. A body of which nothing comes for so long is not waited for."""
_SLOWEST = 32 * 2**10
"""Bytes a second. A body may take `_STALL` and, besides, as long as it takes at this rate."""
_FREE = 2**13
"""Bytes. So much of every body is not counted, so that nobody is kept from editing by others with large bodies."""
_MOST_SIGNS = {b"{": 2**13, b":": 2**14}
"""Every field that is not known makes an error of its own, so there is a limit of them, too."""
Model = TypeVar("Model", bound=RequestModel)


async def read_body(
    request: Request,
    limit: int,
    flight: Flight,
    pace: Pace,
    client: str,
    look_at: Callable[[bytes], None] | None = None,
) -> bytes:
    """The body of `request`. What is more than a small one is held in `flight` until the request has been answered.

    Args:
        limit: in bytes.
        pace: of all large bodies together.
        look_at: is shown every piece as it comes; what it raises ends the reading.
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
        came = perf_counter()
        if look_at is not None:
            look_at(chunk)
        if size > _FREE:
            flight.take(client, size - held)
            held = size
            request.state.held = (flight, client, held)
            await pace.rest(len(chunk), perf_counter() - came)
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


def parse_body(body: bytes, model: type[Model]) -> Model:
    """The fields of `body`. Raises: RequestError for the first field that is wrong."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        raise from_validation(error) from None
    except RecursionError:
        raise RequestError(
            "not-json", "The body is not JSON: it is nested too deeply.", params={"reason": "nested too deeply"}
        ) from None


class JsonCount:
    """How many numbers and fields a body in JSON writes out, counted as it comes: each takes many times the memory of its text."""

    def __init__(self, limits: Limits) -> None:
        self._most = limits.numbers_of_body
        self._numbers = 0
        self._signs = dict.fromkeys(_MOST_SIGNS, 0)

    def add(self, chunk: bytes) -> None:
        """Count the next piece. Raises: TooLargeError as soon as there are more than any request may have."""
        self._numbers += numbers_written(chunk) - 1
        if self._numbers >= self._most:
            raise TooLargeError(
                "too-many-numbers-written",
                f"The body writes out {self._numbers + 1} numbers or more, a list counted as {NUMBERS_OF_A_LIST}; the limit is {self._most}.",
                hint="Send large matrices in base64, and a column as one list of numbers.",
                params={"found": self._numbers + 1, "of_a_list": NUMBERS_OF_A_LIST, "limit": self._most},
            )
        for sign, most in _MOST_SIGNS.items():
            self._signs[sign] += chunk.count(sign)
            if self._signs[sign] > most:
                what = sign.decode()
                raise TooLargeError(
                    "too-many-fields",
                    f"The body has “{what}” more than {most} times: more fields than any request has.",
                    params={"sign": what, "limit": most},
                )


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError("body-too-large", f"A body has at most {limit} bytes.", params={"limit": limit})
