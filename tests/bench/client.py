"""A light HTTP client: it sends the same request again and again, and counts bytes instead of reading answers.

The client must not be what is measured. Answers to one request are all of one length, so it is enough to look at
the first of each connection.
"""

from __future__ import annotations

import re
import selectors
import socket
from collections.abc import Iterable
from contextlib import ExitStack
from time import perf_counter

_CHUNK = 1 << 18


def request_bytes(method: str, path: str, body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + body


def answer_times(port: int, requests: Iterable[bytes]) -> list[float]:
    """Send one request after the other over one connection. Returns: for each, the seconds until its whole answer is there."""
    times = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for request in requests:
            started = perf_counter()
            _answer(connection, request)
            times.append(perf_counter() - started)
    return times


def requests_per_second(port: int, request: bytes, connections: int, seconds: float) -> float:
    """Keep `connections` busy for `seconds`, each with one request at a time."""
    length = 0
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
        for connection in sockets:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            length = _answer(connection, request)
        missing = dict.fromkeys(sockets, length)
        for connection in sockets:
            selector.register(connection, selectors.EVENT_READ)
            connection.sendall(request)
        answered = 0
        started = perf_counter()
        until = started + seconds
        while perf_counter() < until:
            for key, _ in selector.select():
                connection = key.fileobj  # type: ignore[assignment]
                missing[connection] -= _received(connection)
                if missing[connection] == 0:
                    answered += 1
                    missing[connection] = length
                    connection.sendall(request)
        return answered / (perf_counter() - started)


def _answer(connection: socket.socket, request: bytes) -> int:
    """Length of an answer, head and body. Raises: RuntimeError when it is not 200."""
    connection.sendall(request)
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(_CHUNK)
    head, _, body = answer.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    if b" 200 " not in head.split(b"\r\n")[0] or found is None:
        raise RuntimeError(f"the server answered {head.decode()}")
    left = int(found[1]) - len(body)
    while left:
        left -= _received(connection)
    return len(head) + 4 + int(found[1])


def _received(connection: socket.socket) -> int:
    """How many bytes have come. Raises: ConnectionError at the end."""
    got = len(connection.recv(_CHUNK))
    if not got:
        raise ConnectionError("the server closed the connection")
    return got
