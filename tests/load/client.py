"""A client with one connection, light enough that three thousand of them are no load of their own."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from tests.bench.client import request_bytes

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_MOST_HEAD = 2**16
NO_ANSWER = 0
"""The status of an answer that never came: a closed connection, or the end of patience."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request.

    Args:
        body: JSON as bytes, or nothing.
    """

    method: str
    path: str
    body: bytes = b""

    @classmethod
    def json(cls, path: str, fields: dict[str, Any]) -> Asked:
        """A POST of `fields`."""
        return cls("POST", path, json.dumps(fields).encode())

    def sent(self) -> bytes:
        """As it goes over a connection that is kept open. A browser takes what is compressed, and so does this."""
        head, _, body = request_bytes(self.method, self.path, self.body).partition(b"\r\n\r\n")
        return b"%s\r\nAccept-Encoding: gzip\r\n\r\n%s" % (head, body)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Args:
        status: of HTTP, or NO_ANSWER.
        seconds: until the last byte of it.
        body: of the answer.
        head: its first line and its headers.
    """

    status: int
    seconds: float
    body: bytes = b""
    head: bytes = b""


def text_of(answer: Answer) -> str:
    """The body of an answer as text, whether it came compressed or not."""
    is_compressed = b"content-encoding: gzip" in answer.head.lower()
    return (gzip.decompress(answer.body) if is_compressed else answer.body).decode(errors="replace")


class Client:
    """One connection to 127.0.0.1, opened when it is needed. One request at a time.

    Args:
        patience: seconds until it no longer waits for an answer.
        address: from which it comes. All of 127.0.0.0/8 is this machine, so two clients may have two.
    """

    def __init__(self, port: int, patience: float = 60.0, address: str = "127.0.0.1") -> None:
        self.port = port
        self.patience = patience
        self.address = address
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """Send a request and read the whole answer. Never raises for what the server does: that is a status."""
        started = perf_counter()
        try:
            async with asyncio.timeout(self.patience):
                head, body = await self._exchange_again_if_closed(asked.sent())
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            await self.close()
            return Answer(NO_ANSWER, perf_counter() - started)
        return Answer(int(head.split(b" ", 2)[1]), perf_counter() - started, body, head)

    async def close(self) -> None:
        """Close the connection, whatever state it is in."""
        if self._open is not None:
            self._open[1].transport.abort()
            self._open = None
            await asyncio.sleep(0)

    async def _exchange_again_if_closed(self, sent: bytes) -> tuple[bytes, bytes]:
        """As browsers do: where a connection that was kept open is found closed, the request goes over a new one."""
        if self._open is None:
            return await self._exchange(sent)
        try:
            return await self._exchange(sent)
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise
        except ConnectionError:
            pass
        await self.close()
        return await self._exchange(sent)

    async def _exchange(self, sent: bytes) -> tuple[bytes, bytes]:
        own = None if self.address == "127.0.0.1" else (self.address, 0)
        reader, writer = self._open or await asyncio.open_connection(
            "127.0.0.1", self.port, limit=_MOST_HEAD, local_addr=own
        )
        self._open = reader, writer
        with contextlib.suppress(ConnectionError):  # an answer may be there though the server has stopped reading
            writer.write(sent)
            await writer.drain()
        head = await reader.readuntil(b"\r\n\r\n")
        found = _LENGTH.search(head)
        body = await reader.readexactly(int(found[1])) if found else await _chunks(reader, head)
        if _CLOSES.search(head):
            await self.close()
        return head, body


async def _chunks(reader: asyncio.StreamReader, head: bytes) -> bytes:
    """The body of an answer that does not tell its length."""
    if b"transfer-encoding: chunked" not in head.lower():
        return b""
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


@contextlib.asynccontextmanager
async def connected(
    port: int, count: int, patience: float = 60.0, address: str = "127.0.0.1"
) -> AsyncIterator[list[Client]]:
    """`count` clients, whose connections are closed at the end."""
    clients = [Client(port, patience, address) for _ in range(count)]
    try:
        yield clients
    finally:
        for client in clients:
            await client.close()
