"""How an answer is sent: large ones piece by piece, in time, and counted; and what is still coming is read before the connection ends."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.client import Networks, client_of
from app.api.errors import respond
from app.api.flight import SMALL, Flight
from app.api.pace import Pace
from app.api.pool import busy
from app.core.errors import BusyError

_STALL = 20.0
"""Seconds. An answer of which nothing can be sent for so long is given up."""
_SLOWEST = 32 * 2**10
"""Bytes a second. An answer may take `_STALL` and, besides, as long as it takes at this rate."""
_READ_ON = 20.0
"""Seconds. So long a body is read, and thrown away, after it was refused: a client that still sends would not see why."""
_READ_ON_BYTES = 64 * 2**20
_TIMED_OUT = 408


class Sending:
    """Sends answers so that slow readers hold little, and are let go.

    Args:
        flight: where large answers are counted, and whence large bodies are released.
        pace: of all large bodies together, those that are thrown away too.
        trusted: the proxies, see `client_of`.
    """

    def __init__(self, app: ASGIApp, flight: Flight, pace: Pace, trusted: Networks) -> None:
        self.app = app
        self.flight = flight
        self.pace = pace
        self.trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(self, scope, receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        except SlowReader:
            await _cut(scope, receive)
        finally:
            exchange.release()


class SlowReader(Exception):
    """The answer was given up."""


class Exchange:
    """One request and its answer."""

    def __init__(self, sending: Sending, scope: Scope, receive: Receive, send: Send) -> None:
        self._sending = sending
        self._scope = scope
        self._receive = receive
        self._send = send
        self._start: Message | None = None
        self._is_read = not _has_body(scope)  # whether all of the body has come
        self._held = 0

    async def receive(self) -> Message:
        """The next piece of the body."""
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._is_read = True
        return message

    async def send(self, message: Message) -> None:
        """Pass on a piece of the answer. The first waits for the second: only then is it known how long the answer is."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        body: bytes = message.get("body", b"")
        if self._start is not None and len(body) > SMALL and not self._has_room(len(body)):
            await self._refuse()
            return
        if self._start is not None:
            start, self._start = self._start, None
            if start["status"] == _TIMED_OUT:
                self._is_read = True  # it does not come: that is what is answered
            if not self._is_read:
                MutableHeaders(raw=start["headers"])["connection"] = "close"
            await self._send(start)
        is_last = not message.get("more_body", False)
        if len(body) <= SMALL and is_last and self._is_read:
            await self._send(message)  # what is small waits for nobody: the protocol lets slow readers go
            return
        await self._pieces(body, is_last and self._is_read)
        if is_last and not self._is_read:
            await self._read_on()
            await self._in_time({"type": "http.response.body", "body": b"", "more_body": False}, monotonic() + _STALL)

    def release(self) -> None:
        """Nothing of this request is held any more."""
        if self._held:
            self._sending.flight.give(self._client, self._held)
        held = self._scope.get("state", {}).get("held")
        if held is not None:
            flight, client, size = held
            flight.give(client, size)

    @property
    def _client(self) -> str:
        return client_of(self._scope, self._sending.trusted)

    def _has_room(self, size: int) -> bool:
        try:
            self._sending.flight.take(self._client, size)
        except BusyError:
            return False
        self._held += size
        return True

    async def _refuse(self) -> None:
        """Answer 503 instead of what there is no room for."""
        self._start = None
        await respond(busy(), Request(self._scope))(self._scope, self.receive, self.send)

    async def _pieces(self, body: bytes, is_last: bool) -> None:
        end = monotonic() + _STALL + len(body) / _SLOWEST
        for begin in range(0, len(body) or 1, SMALL):
            piece = body[begin : begin + SMALL] if len(body) > SMALL else body
            more = not is_last or begin + SMALL < len(body)
            await self._in_time({"type": "http.response.body", "body": piece, "more_body": more}, end)

    async def _in_time(self, message: Message, end: float) -> None:
        """Send. Raises: SlowReader if that waits for `_STALL` seconds, or until `end`."""
        try:
            async with asyncio.timeout(min(_STALL, end - monotonic())):
                await self._send(message)
        except TimeoutError:
            raise SlowReader from None

    async def _read_on(self) -> None:
        """Read what is still coming, and throw it away."""
        size = 0
        try:
            async with asyncio.timeout(_READ_ON):
                while not self._is_read and size < _READ_ON_BYTES:
                    piece = len((await self.receive()).get("body", b""))
                    size += piece
                    await self._sending.pace.rest(piece)
        except TimeoutError:
            return


def _has_body(scope: Scope) -> bool:
    if scope["method"] in ("GET", "HEAD"):
        return False
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


async def _cut(scope: Scope, receive: Receive) -> None:
    """End the connection at once, with what is still to be sent, where the server lets us (`app.web.protocol`)."""
    abort = scope.get("state", {}).get("abort")
    if abort is None:
        raise ConnectionAbortedError("the answer was not read in time")
    abort()
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            while (await receive())["type"] != "http.disconnect":
                pass
