"""What every endpoint does with HTTP: read a body within its limits, check its fields, and have the answer made where it keeps nobody waiting.

Small requests that were seen before are answered on the event loop, since a thread costs more than they do; what is compiled for the
first time goes to the lane for short work; large bodies, large runs and checks of gradients go to the lane for long work.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from fastapi import Request
from fastapi.responses import Response

from app.core.errors import TooLargeError
from app.core.patience import AbandonedError, Patience, look, patience
from app.settings import Settings

from .bodies import JsonCount, parse_body, read_body
from .client import client_of, read_networks
from .flight import SMALL, Flight
from .models import RequestModel
from .pace import Pace
from .pool import Lane
from .seen import LoopPatience, Seen, SlowHereError, key_of

JSON = "application/json"
"""The media type of every answer."""
_ON_THE_LOOP = 0.1
"""Seconds. Work that turns out to take longer is begun again in a thread."""
Model = TypeVar("Model", bound=RequestModel)
Result = TypeVar("Result")


class Job(Protocol):
    """A request that has been read and checked: what is left is to compute."""

    @property
    def is_large(self) -> bool:
        """Whether computing it would keep other requests waiting."""


SomeJob = TypeVar("SomeJob", bound=Job)


class Server:
    """What every endpoint is given.

    Args:
        settings: how much one request may ask for, and how much is done at once.
    """

    def __init__(self, settings: Settings) -> None:
        self.limits = settings.limits
        self.short = Lane("short", settings.workers, settings.queue)
        self.long = Lane("long", settings.workers, settings.queue, settings.share)
        self.flight = Flight(settings.bytes_in_flight)
        self.pace = Pace()
        self._body_bytes = settings.body_bytes
        self._seconds = settings.seconds
        self._trusted = read_networks(settings.trusted_proxies)
        self._seen = Seen()
        self._on_the_loop = LoopPatience(_ON_THE_LOOP)

    def client(self, request: Request) -> str:
        """Who sends `request`: those who are to get equal shares."""
        return client_of(request.scope, self._trusted)

    async def body(self, request: Request) -> bytes:
        """The bytes of a body. Raises: as `read_body`."""
        return await read_body(request, self._body_bytes, self.flight, self.pace, self.client(request))

    async def json_body(self, request: Request) -> bytes:
        """The bytes of a body in JSON. Raises: as `read_body` and `JsonCount.add`."""
        counted = JsonCount(self.limits)
        return await read_body(request, self._body_bytes, self.flight, self.pace, self.client(request), counted.add)

    def parse(self, request: Request, body: bytes, model: type[Model]) -> Model:
        """The fields of a body. From now on, `request` is answered in the language that it names.

        Raises: RequestError for the first field that is wrong.
        """
        asked = parse_body(body, model)
        request.state.lang = getattr(asked, "lang", None)
        return asked

    async def respond(
        self,
        request: Request,
        model: type[Model],
        prepare: Callable[[Model], SomeJob],
        finish: Callable[[SomeJob], bytes],
    ) -> Response:
        """Answer with JSON what may be small or large.

        Args:
            prepare: checks what is asked, and compiles what it names.
            finish: computes the body of the answer.
        Raises: BusyError when the queue is full, and whatever `prepare` and `finish` raise.
        """
        body = await self.json_body(request)
        ours = Patience(self._seconds)
        if len(body) > SMALL:
            whole = await self.in_lane(
                self.long, request, lambda: finish(prepare(self.parse(request, body, model))), ours
            )
            return Response(whole, media_type=JSON)
        asked = self.parse(request, body, model)

        def until_large() -> SomeJob | bytes:
            job = prepare(asked)
            return job if job.is_large else finish(job)

        found = await self._soon(request, asked, until_large, ours)
        if not isinstance(found, bytes):
            job = found
            found = await self.in_lane(self.long, request, lambda: finish(job), ours)
        return Response(found, media_type=JSON)

    async def compute(
        self,
        request: Request,
        model: type[Model],
        work: Callable[[Model], bytes],
        is_long: Callable[[Model], bool] = lambda _: True,
    ) -> Response:
        """Answer with JSON what is always worth a thread. Raises: as `respond`.

        Args:
            is_long: tells by the request alone whether it would fill the lane for short work.
        """
        body = await self.json_body(request)
        if len(body) > SMALL:
            whole = await self.in_lane(self.long, request, lambda: work(self.parse(request, body, model)))
            return Response(whole, media_type=JSON)
        asked = self.parse(request, body, model)
        lane = self.long if is_long(asked) else self.short
        return Response(await self.in_lane(lane, request, lambda: work(asked)), media_type=JSON)

    async def in_lane(
        self, lane: Lane, request: Request, work: Callable[[], Result], ours: Patience | None = None
    ) -> Result:
        """Do `work` in a thread, and end it when its time is over or the client has gone.

        Args:
            ours: the patience of this request, where it may be done in several pieces.
        Raises: BusyError when the queue is full; AbandonedError when nobody waits for the answer; TooLargeError("took-too-long").
        """
        ours = ours or Patience(self._seconds)

        def with_patience() -> Result:
            with patience(ours):
                look()  # who went while this waited for its thread
                return work()

        answer = asyncio.ensure_future(lane.run(self.client(request), with_patience))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            raise AbandonedError
        finally:
            if not answer.done():
                ours.give_up()
                answer.cancel()
            gone.cancel()

    async def _soon(self, request: Request, asked: Model, work: Callable[[], Result], ours: Patience) -> Result:
        """Do `work` on the event loop if it is known to be quick, or else in the lane for short work."""
        key = key_of(asked)
        if self._seen.is_quick(key):
            begun = time.thread_time()
            try:
                with patience(self._on_the_loop):
                    return work()
            except SlowHereError:
                self._seen.note(key, self._on_the_loop.seconds)
            finally:
                self._seen.note(key, time.thread_time() - begun)
        try:
            result = await self.in_lane(self.short, request, work, ours)
        except TooLargeError as error:
            self._seen.note_first(key)
            if error.code == "took-too-long":
                self._seen.note(key, self._seconds)
            raise
        self._seen.note_first(key)
        return result


async def _gone(request: Request) -> None:
    """Until the client closes its connection."""
    message: Any = {}
    while message.get("type") != "http.disconnect":
        message = await request.receive()
