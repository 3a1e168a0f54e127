"""Connections: how many there are, how long a request may take to be said, and how long its answer to be taken.

uvicorn's own protocol has no such limits: whoever sends a header without end, or opens connections and says nothing, is kept.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from app.api.pool import busy
from app.core.errors import GradsheetError

from .crowd import room, to_be_closed
from .refusals import HEAD_BYTES, HEAD_SECONDS, HEADERS, head_too_long, head_too_slow, not_http, refusal

KEEP_ALIVE = 75
"""Seconds. Browsers and proxies keep a connection for about a minute: who closes first must not be the server."""
_WRITE_SECONDS = 30.0
"""What waits to be sent gets less within this, or the connection ends."""
_UNREAD_BYTES = 2**20
"""So much of a body may come after its answer has been sent."""
_NO_BODY_BYTES = 2**20
"""So much may come between two pieces of a body that is none of it: sizes of chunks, and what is after the last of them."""
_PIPELINED = 16
"""So many requests may come before the first of them is answered."""
_FEW_PIECES, _CRUMB = 4096, 16
"""A body in more pieces than this, of fewer bytes each, is there to keep the parser busy."""
_LINGER_SECONDS = 2.0
"""Who is refused has so long to read it and to close. To close at once would cut what is still being sent, and the answer with it."""


class Protocol(HttpToolsProtocol):
    """One connection. It is given to uvicorn as `http`."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection. Above the limit an idle one is closed for it; where there is none, it is told that the server is full."""
        super().connection_made(transport)
        self.since = self.loop.time()
        self._head_size = 0
        self._headers = 0
        self._unread = self._pieces = self._body_size = 0
        self._is_in_head = True
        self._is_refused = False
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._start_timer("head", HEAD_SECONDS, self._head_is_late)
        most, told = room()
        too_many = len(self.connections) - most
        if too_many > 0 and not self._close_another():
            self._refuse(503, busy(), waits=too_many <= told)

    def connection_lost(self, exc: Exception | None) -> None:
        """Let go of what waits for this connection."""
        for name in list(self._timers):
            self._stop_timer(name)
        super().connection_lost(exc)

    @property
    def peer(self) -> str:
        """The address at the other end."""
        return self.client[0] if self.client else ""

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered here."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or (cycle.response_complete and not self.pipeline)

    def data_received(self, data: bytes) -> None:
        """Read on. What the parser keeps of an unfinished header cannot be seen, so everything is counted that is no body."""
        if self._is_refused:
            self._drop(len(data))
            return
        self._unset_keepalive_if_required()
        self._head_size += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserInvalidMethodError:
            self._refuse(501, not_http("the method is not known"))
        except httptools.HttpParserError:
            is_long = self._headers > HEADERS or self._head_size > HEAD_BYTES
            self._refuse(431, head_too_long()) if is_long else self._refuse(400, not_http("it cannot be parsed"))
        except httptools.HttpParserUpgrade:
            return  # nothing else than HTTP is spoken here
        self._check_size(len(data))

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._headers = 0
        self._head_size = self._head_size or 1
        self.scope["state"]["abort"] = self.transport.abort

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header is there. Raises: ValueError, which ends the parsing, where there are too many. Trailers are not kept."""
        self._headers += 1
        if self._headers > HEADERS:
            raise ValueError("too many headers")
        if self._is_in_head:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The request is known, and its answer begins. Raises: ValueError, which ends the parsing, where its head was too long."""
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > HEAD_BYTES:
            self._head_size = HEAD_BYTES + 1
            raise ValueError("too long a head")
        if len(self.pipeline) >= _PIPELINED:
            raise ValueError("too many requests ahead of their answers")
        self._is_in_head = False
        self._head_size = self._unread = self._pieces = self._body_size = 0
        self._stop_timer("head")
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of a body has come."""
        self._head_size = 0
        self._pieces += 1
        self._body_size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request has come to its end, and the next one may come."""
        self._is_in_head = True
        self._head_size = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """The answer has been given to the transport."""
        self.since = self.loop.time()
        super().on_response_complete()
        if self.transport.is_closing():
            self._leave()

    def pause_writing(self) -> None:
        """More waits to be sent than should."""
        super().pause_writing()
        self._start_timer("write", _WRITE_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It has been sent."""
        super().resume_writing()
        self._stop_timer("write")

    def timeout_keep_alive_handler(self) -> None:
        """No other request has come."""
        super().timeout_keep_alive_handler()
        self._leave()

    def _should_upgrade(self) -> bool:
        return False

    def _check_size(self, size: int) -> None:
        """Refuse what is too long before it has ended, and wait for the rest of a head no longer than `HEAD_SECONDS`."""
        if self._is_refused:
            return
        if self._is_in_head:
            if self._head_size > HEAD_BYTES:
                self._refuse(431, head_too_long())
            elif self._head_size and "head" not in self._timers:
                self._start_timer("head", HEAD_SECONDS, self._head_is_late)
            return
        self._unread = self._unread + size if self.is_idle else 0
        is_crumbs = self._pieces > _FEW_PIECES and self._body_size < _CRUMB * self._pieces
        if self._unread > _UNREAD_BYTES or self._head_size > _NO_BODY_BYTES or is_crumbs:
            self.transport.abort()

    def _head_is_late(self) -> None:
        self._stop_timer("head")
        if not self.is_idle:  # the answer before has not ended: its own deadlines hold
            self._start_timer("head", HEAD_SECONDS, self._head_is_late)
        elif self._head_size:
            self._refuse(408, head_too_slow())
        else:
            self.transport.abort()

    def _close_another(self) -> bool:
        """Make room for this connection. Returns: whether there was one to be closed for it."""
        other = to_be_closed(self, cast("set[Protocol]", self.connections), self.loop.time())
        if other is None:
            return False
        self.connections.discard(other)  # not in a turn or so: it would make room for all who come until then
        other.transport.abort()
        return True

    def _refuse(self, status: int, error: GradsheetError, *, waits: bool = True) -> None:
        """Answer without any application, and close. An answer that is on its way is cut: what would follow cannot be read.

        Args:
            waits: whether there is room to wait until the client closes.
        """
        if self._is_refused or self.transport.is_closing():
            return
        self._is_refused = True
        if self.is_idle:
            self.transport.write(refusal(status, error))
        if waits and self.is_idle and self.transport.can_write_eof():
            self.transport.write_eof()
            self._leave(_LINGER_SECONDS)
        else:
            self.transport.close()
            self._leave()

    def _drop(self, size: int) -> None:
        """Take no notice of what comes after a refusal, unless it is too much."""
        self._unread += size
        if self._unread > _UNREAD_BYTES:
            self.transport.abort()

    def _leave(self, seconds: float = _WRITE_SECONDS) -> None:
        self._start_timer("leave", seconds, self.transport.abort)

    def _start_timer(self, name: str, seconds: float, then: Callable[[], None]) -> None:
        if name not in self._timers:
            self._timers[name] = self.loop.call_later(seconds, then)

    def _stop_timer(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()
