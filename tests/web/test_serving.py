"""`python -m app` over real sockets: what only a kernel can spoil."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.bench.client import answer_times, request_bytes
from tests.bench.server import serving

MIB = 2**20


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving() as port:
        yield port


def head_of(connection: socket.socket) -> bytes:
    connection.settimeout(20)
    return connection.recv(1000)


def test_a_client_that_is_still_sending_sees_why_it_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"POST /api/traces HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (40 * MIB))
        for _ in range(40):
            connection.sendall(b" " * MIB)
        assert head_of(connection).startswith(b"HTTP/1.1 413 ")


def test_a_header_without_end_is_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\na: " + b"b" * 50_000)
        assert head_of(connection).startswith(b"HTTP/1.1 431 ")


def test_the_server_is_there_for_others_meanwhile(port: int) -> None:
    silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
    try:
        assert len(answer_times(port, [request_bytes("GET", "/healthz")] * 3)) == 3
    finally:
        for connection in silent:
            connection.close()
