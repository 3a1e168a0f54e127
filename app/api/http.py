"""What every endpoint does with HTTP: read a body within its limit, check its fields, and answer from the loop or the pool."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from fastapi import Request
from fastapi.responses import Response
from pydantic import ValidationError

from app.core.errors import RequestError, TooLargeError
from app.core.limits import Limits

from .encoding import charge_body
from .errors import from_validation
from .models import RequestModel
from .pool import Pool

JSON = "application/json"
"""The media type of every answer."""
_LARGE_BODY = 64 * 2**10
"""Bytes. Reading a body that is larger than this takes longer than handing it to a thread."""
Model = TypeVar("Model", bound=RequestModel)
Result = TypeVar("Result")


class Job(Protocol):
    """A request that has been read and checked: what is left is to compute."""

    @property
    def is_large(self) -> bool:
        """Whether computing it would keep other requests waiting."""


SomeJob = TypeVar("SomeJob", bound=Job)


@dataclass(frozen=True, slots=True)
class Server:
    """What every endpoint is given.

    Args:
        limits: how large a request may become.
        body_bytes: the largest body.
        pool: where large work is done.
    """

    limits: Limits
    body_bytes: int
    pool: Pool

    async def body(self, request: Request) -> bytes:
        """The bytes of a body. Raises: TooLargeError as soon as it is known to be longer than `body_bytes`."""
        return await read_body(request, self.body_bytes)

    def parse(self, request: Request, body: bytes, model: type[Model]) -> Model:
        """The fields of a body. From now on, `request` is answered in the language that it names.

        Raises: RequestError for the first field that is wrong.
        """
        charge_body(body, self.limits)
        asked = parse_body(body, model)
        request.state.lang = getattr(asked, "lang", None)
        return asked

    async def in_pool(self, work: Callable[[], Result]) -> Result:
        """Do `work` in a thread, since it would keep other requests waiting. Raises: BusyError when the queue is full."""
        return await self.pool.run(work)

    async def respond(
        self, body: bytes, prepare: Callable[[], SomeJob], finish: Callable[[SomeJob], bytes]
    ) -> Response:
        """Answer with JSON: small work at once, on the event loop; large work and large bodies in the pool.

        Args:
            prepare: reads and checks the body, and compiles what it names.
            finish: computes the body of the answer.
        Raises: BusyError when the queue is full, and whatever `prepare` and `finish` raise.
        """
        if len(body) > _LARGE_BODY:
            return Response(await self.in_pool(lambda: finish(prepare())), media_type=JSON)
        job = prepare()
        return Response(await self.in_pool(lambda: finish(job)) if job.is_large else finish(job), media_type=JSON)


async def read_body(request: Request, limit: int) -> bytes:
    """The body of `request`. Raises: TooLargeError as soon as it is known to be longer than `limit` bytes."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise RequestError("not-json", "The body ended too early.", params={"reason": "the connection was closed"})
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return b"".join(chunks)


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


def _too_large(limit: int) -> TooLargeError:
    return TooLargeError("body-too-large", f"A body has at most {limit} bytes.", params={"limit": limit})
