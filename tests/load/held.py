"""Clients that begin and do not end: half a body, answers that nobody reads, headers without end, work that nobody waits for."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass

from tests.bench.client import request_bytes
from tests.bench.table import aligned

from .attacks import ATTACKS
from .latency import Editor, percentile
from .server import Watched, watched

_MEGABYTE = 2**20
_QUIET_SECONDS = 1.5
_BLOCK = b" " * _MEGABYTE
COLUMNS = ("what is held", "MB more", "CPU s", "still open", "quiet ms", "beside", "ratio")
Hold = Callable[[int, asyncio.Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Held:
    """What so many connections did while they were held.

    Args:
        memory: megabytes by which the server grew at its highest.
        still_open: connections that the server had not closed by the end.
        quiet, beside: seconds; 95th percentile of another client's waits before, and beside them.
    """

    memory: float
    cpu: float
    still_open: int
    quiet: float
    beside: float


async def half_a_body(port: int, stop: asyncio.Event) -> None:
    """Announce 32 MiB, send 31, and say no more."""
    head = f"POST /api/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: {32 * _MEGABYTE}\r\n\r\n"
    async with _connection(port) as (reader, writer):
        writer.write(head.encode())
        for _ in range(31):
            writer.write(_BLOCK)
            await writer.drain()
        await _until_closed(reader, stop)


async def half_a_body_of_unknown_length(port: int, stop: asyncio.Event) -> None:
    """The same in chunks, with no length announced."""
    head = (
        b"POST /api/traces HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    async with _connection(port) as (reader, writer):
        writer.write(head)
        for _ in range(31):
            writer.write(b"%x\r\n%s\r\n" % (len(_BLOCK), _BLOCK))
            await writer.drain()
        await _until_closed(reader, stop)


async def slow_reader(port: int, stop: asyncio.Event) -> None:
    """Ask for an answer of some 25 MB, and read none of it."""
    body = json.dumps({"program": "z = outer(x, x)\nJ = sum(z)", "values": {"x": [0.1234567] * 800}, "include": []})
    async with _connection(port, limit=2**10) as (_, writer):
        writer.write(request_bytes("POST", "/api/traces", body.encode()))
        await writer.drain()
        await stop.wait()


async def endless_headers(port: int, stop: asyncio.Event) -> None:
    """One header line after the other, up to 128 MiB."""
    line = b"X-%07d: " + b"a" * 8000 + b"\r\n"
    async with _connection(port) as (_, writer):
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        for k in range(16 * 1024):
            if stop.is_set():
                return
            writer.write(line % k)
            await writer.drain()
        await stop.wait()


async def one_byte_a_second(port: int, stop: asyncio.Event) -> None:
    """A head that never ends, a byte a second."""
    async with _connection(port) as (_, writer):
        writer.write(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        while not stop.is_set():
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(1)


async def gone_after_a_moment(port: int, stop: asyncio.Event) -> None:
    """Ask for much, and be gone after 0.3 s, again and again."""
    dear = next(attack for attack in ATTACKS if attack.title.startswith("outer, 95"))
    change = 0
    while not stop.is_set():
        change += 1
        async with _connection(port) as (_, writer):
            writer.write(dear.request(change).sent())
            await writer.drain()
            await asyncio.sleep(0.3)


HOLDS: dict[str, tuple[Hold, int]] = {
    "40 half bodies of 31 MiB": (half_a_body, 40),
    "40 half bodies in chunks": (half_a_body_of_unknown_length, 40),
    "12 slow readers": (slow_reader, 12),
    "4 endless headers": (endless_headers, 4),
    "500 heads, a byte a second": (one_byte_a_second, 500),
    "4 clients gone after 0.3 s": (gone_after_a_moment, 4),
}
"""What is held, and on how many connections."""


async def hold(server: Watched, editor: Editor, held: Hold, connections: int, seconds: float) -> Held:
    """Hold so many connections for `seconds`, while another client edits."""
    quiet = percentile(editor.edit(_QUIET_SECONDS), 0.95)
    server.forget_peak()
    cpu, memory = server.cpu(), server.memory()
    stop = asyncio.Event()
    with editor.editing() as waited:
        holding = [asyncio.create_task(_quietly(held(server.port, stop))) for _ in range(connections)]
        await asyncio.sleep(seconds)
        still_open = sum(not task.done() for task in holding)
        more = server.peak() - memory
    stop.set()
    await asyncio.wait(holding, timeout=5)
    for task in holding:
        task.cancel()
    return Held(more, server.cpu() - cpu, still_open, quiet, percentile(waited, 0.95))


def report(seconds: float = 8.0) -> Iterator[str]:
    """The table, each row on a server of its own."""
    rows = []
    for title, (held, connections) in HOLDS.items():
        with watched() as server, Editor(server.port) as editor:
            found = asyncio.run(hold(server, editor, held, connections, seconds))
        waited = (found.quiet, found.beside)
        rows.append([title, f"{found.memory:.0f}", f"{found.cpu:.2f}", str(found.still_open),
                     *(f"{1000 * each:.1f}" for each in waited), f"{found.beside / found.quiet:.1f}"])  # fmt: skip
        yield " ".join(rows[-1])
    yield "\n" + aligned(list(COLUMNS), rows)


@contextlib.asynccontextmanager
async def _connection(
    port: int, limit: int = 2**16
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=limit)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def _quietly(holding: Awaitable[None]) -> None:
    """A connection that the server closes is held no longer; that is what it should do."""
    with contextlib.suppress(OSError):
        await holding


async def _until_closed(reader: asyncio.StreamReader, stop: asyncio.Event) -> None:
    """Until the server answers or closes, or `stop`."""
    stopped = asyncio.create_task(stop.wait())
    answered = asyncio.create_task(reader.read(1))
    await asyncio.wait([stopped, answered], return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    answered.cancel()
