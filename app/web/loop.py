"""uvloop, made to take all connections that wait at once.

It takes one in a turn. Where a turn is long, in a crowd, the system's queue of connections that nobody has taken overflows: clients
then believe that they are connected, wait for twenty seconds, and are told nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any, cast

import uvloop

_AT_ONCE = 128
"""So many connections are taken in a turn, that those who are connected get on, too."""


def new_loop() -> asyncio.AbstractEventLoop:
    """An event loop, for uvicorn's `loop`."""
    return Loop()


class Loop(uvloop.Loop):
    """uvloop, whose servers take connections by the hundred."""

    def __init__(self) -> None:
        super().__init__()
        self._taking: set[asyncio.Task[Any]] = set()

    # asyncio's has two forms, with a host or a socket; both are passed on.
    async def create_server(  # type: ignore[override]
        self, protocol_factory: Callable[[], asyncio.BaseProtocol], *args: Any, **kwargs: Any
    ) -> asyncio.AbstractServer:
        """As that of asyncio. Encrypted connections are taken as uvloop does."""
        if kwargs.get("ssl") is not None:
            return await super().create_server(protocol_factory, *args, **kwargs)
        listening: list[int] = []

        def taken() -> asyncio.BaseProtocol:
            for number in listening:
                self._take_others(number, protocol_factory)
            return protocol_factory()

        server = await super().create_server(taken, *args, **kwargs)
        listening += [each.fileno() for each in cast("asyncio.Server", server).sockets]
        return server

    def _take_others(self, number: int, protocol_factory: Callable[[], asyncio.BaseProtocol]) -> None:
        """Take what else waits at the listening socket with this number."""
        listener = socket.socket(fileno=number)
        try:
            for _ in range(_AT_ONCE):
                connection, _ = listener.accept()
                connection.setblocking(False)
                taking = self.create_task(self.connect_accepted_socket(protocol_factory, connection))
                self._taking.add(taking)
                taking.add_done_callback(self._taking.discard)
        except OSError:
            pass  # none is left, or there are no more files
        finally:
            listener.detach()
