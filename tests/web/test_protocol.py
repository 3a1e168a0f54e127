"""Connections: what is too long, too slow or too many is refused, before any application sees it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from resource import RLIM_INFINITY
from typing import Any, cast

import pytest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.server import ServerState

from app.web import protocol
from app.web.crowd import room
from app.web.protocol import Protocol
from app.web.refusals import HEAD_BYTES

REQUEST = b"GET / HTTP/1.1\r\nHost: test\r\n\r\n"


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self, peer: str) -> None:
        super().__init__()
        self.peer = peer
        self.written = b""
        self.is_closed = self.is_aborted = self.is_ended = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return {"peername": (self.peer, 50_000), "sockname": ("127.0.0.1", 80)}.get(name, default)

    def write(self, data: Any) -> None:
        self.written += bytes(data)

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        self.is_ended = True

    def close(self) -> None:
        self.is_closed = True

    def abort(self) -> None:
        self.is_closed = self.is_aborted = True

    def is_closing(self) -> bool:
        return self.is_closed

    @property
    def is_over(self) -> bool:
        """Whether nothing more is written."""
        return self.is_closed or self.is_ended

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...

    @property
    def status(self) -> int:
        return int(self.written.split(b" ")[1]) if self.written else 0

    @property
    def code(self) -> str:
        return str(json.loads(self.written.partition(b"\r\n\r\n")[2])["error"]["code"])


class House:
    """A server without sockets. Its application answers every request at once, or never."""

    def __init__(self, is_quick: bool = True) -> None:
        self.scopes: list[Scope] = []

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            self.scopes.append(scope)
            if not is_quick:
                await asyncio.Event().wait()
            await Response(b"ok")(scope, receive, send)

        self._config = Config(app, ws="none", lifespan="off", log_config=None)
        self._state = ServerState()

    def connect(self, peer: str = "192.0.2.1") -> tuple[Protocol, Wire]:
        connection = Protocol(self._config, self._state, {}, asyncio.get_running_loop())
        wire = Wire(peer)
        connection.connection_made(wire)
        return connection, wire

    async def settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def close(self) -> None:
        for task in list(self._state.tasks):
            task.cancel()
        for connection in list(self._state.connections):
            cast("Protocol", connection).connection_lost(None)


def talk(work: Callable[[House], Awaitable[None]], *, is_quick: bool = True) -> None:
    async def all_of_it() -> None:
        house = House(is_quick)
        try:
            await work(house)
        finally:
            await house.close()

    asyncio.run(all_of_it())


def test_a_request_is_answered_and_another_one_after_it() -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        for _ in range(2):
            connection.data_received(REQUEST)
            await house.settle()
        assert wire.written.count(b"HTTP/1.1 200 OK") == 2
        assert not wire.is_closed

    talk(work)


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"BREW /pot HTTP/1.1\r\n\r\n", 501, "not-http"),
        (b"\x16\x03\x01\x00\x05", 501, "not-http"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "not-http"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "not-http"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "not-http"),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 101 + b"\r\n", 431, "head-too-long"),
        (b"GET / HTTP/1.1\r\na: " + b"b" * HEAD_BYTES + b"\r\n\r\n", 431, "head-too-long"),
        (b"GET /" + b"a" * HEAD_BYTES + b" HTTP/1.1\r\n\r\n", 431, "head-too-long"),
    ],
)
def test_what_is_no_request_is_refused_in_the_one_shape(sent: bytes, status: int, code: str) -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(sent)
        await house.settle()
        assert (wire.status, wire.code, wire.is_over) == (status, code, True)
        assert not house.scopes

    talk(work)


@pytest.mark.parametrize("begin", [b"GET / HTTP/1.1\r\na: ", b"GET /", b"GET / HTTP/1.1\r\n", b"\r\n"])
@pytest.mark.parametrize("piece", [b"b" * 1000, b"b: c\r\n" * 10, b"\r\n" * 500])
def test_no_head_goes_on_for_ever(begin: bytes, piece: bytes) -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(begin)
        for _ in range(40_000 // len(piece)):
            if wire.is_over:
                break
            connection.data_received(piece)
            await house.settle()
        if not house.scopes:
            assert wire.is_over

    talk(work)


@pytest.mark.parametrize("end", [b"0\r\na: " + b"b" * 1000, b"1;" + b"e" * 1000])
def test_no_end_of_a_body_goes_on_for_ever(end: bytes) -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n" + end)
        for _ in range(1100):
            connection.data_received(b"c" * 1000)
        assert wire.is_aborted

    talk(work, is_quick=False)


def test_trailers_are_not_put_among_the_headers() -> None:
    async def work(house: House) -> None:
        connection, _ = house.connect()
        connection.data_received(
            b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nevil: 1\r\n\r\n"
        )
        await house.settle()
        assert [name for name, _ in house.scopes[0]["headers"]] == [b"host", b"transfer-encoding"]

    talk(work)


def test_a_body_that_goes_on_after_its_answer_is_cut() -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n")
        await house.settle()
        for _ in range(20):
            connection.data_received(b"x" * 2**16)
        assert wire.status == 200
        assert wire.is_aborted

    talk(work)


@pytest.mark.parametrize(
    ("sent", "status"), [(b"", 0), (b"GET / HTTP/1.1\r\nHost", 408), (b"\r\n", 408), (REQUEST + b"GET /", 200)]
)
def test_who_does_not_come_to_the_point_is_let_go(monkeypatch: pytest.MonkeyPatch, sent: bytes, status: int) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.05)

    async def work(house: House) -> None:
        connection, wire = house.connect()
        if sent:
            connection.data_received(sent)
        await asyncio.sleep(0.2)
        assert wire.is_over
        assert wire.status == status

    talk(work)


def test_who_asks_in_time_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.05)

    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(REQUEST)
        await asyncio.sleep(0.15)
        assert not wire.is_closed

    talk(work)


def test_who_takes_nothing_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "_WRITE_SECONDS", 0.05)

    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.pause_writing()
        connection.resume_writing()
        await asyncio.sleep(0.1)
        assert not wire.is_closed
        connection.pause_writing()
        await asyncio.sleep(0.1)
        assert wire.is_aborted

    talk(work)


def test_an_idle_connection_makes_room_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "room", lambda: (2, 3))

    async def work(house: House) -> None:
        asked, asked_wire = house.connect()
        asked.data_received(REQUEST)
        await house.settle()
        silent, silent_wire = house.connect()
        for connection in (asked, silent):
            connection.since -= 10
        _, new_wire = house.connect()
        assert silent_wire.is_aborted
        assert not asked_wire.is_closed
        assert not new_wire.is_closed

    talk(work)


def test_where_none_is_idle_an_address_with_most_of_them_gives_one_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "room", lambda: (4, 3))

    async def work(house: House) -> None:
        wires = []
        for peer in ("192.0.2.7", "192.0.2.1", "192.0.2.1", "192.0.2.1"):
            connection, wire = house.connect(peer)
            connection.data_received(REQUEST)
            wires.append(wire)
        _, new = house.connect("198.51.100.1")
        assert not new.is_closed
        assert [wire.is_aborted for wire in wires].count(True) == 1
        assert not wires[0].is_aborted

    talk(work, is_quick=False)


def test_no_more_than_a_few_requests_come_ahead_of_their_answers() -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(REQUEST * 10)
        before = wire.is_closed
        connection.data_received(REQUEST * 5000)
        assert (before, wire.is_closed, len(connection.pipeline)) == (False, True, 16)

    talk(work, is_quick=False)


def test_a_body_in_crumbs_is_cut() -> None:
    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        connection.data_received(b"1\r\na\r\n" * 4000)
        before = wire.is_closed
        connection.data_received(b"1\r\na\r\n" * 4000)
        assert (before, wire.is_aborted) == (False, True)

    talk(work, is_quick=False)


def test_where_none_is_idle_a_new_one_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "room", lambda: (2, 3))

    async def work(house: House) -> None:
        for _ in range(2):
            connection, _ = house.connect()
            connection.data_received(REQUEST)
        _, wire = house.connect()
        assert (wire.status, wire.code, wire.is_ended, wire.is_closed) == (503, "busy", True, False)
        assert b"retry-after: 1\r\n" in wire.written
        told = [house.connect()[1] for _ in range(3)]
        assert [wire.status for wire in told] == [503] * 3
        assert [wire.is_closed for wire in told] == [False, False, True]  # there is no room to wait for the last

    talk(work, is_quick=False)


def test_who_is_refused_may_go_on_sending_for_a_while_and_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "room", lambda: (0, 3))
    monkeypatch.setattr(protocol, "_LINGER_SECONDS", 0.05)

    async def work(house: House) -> None:
        connection, wire = house.connect()
        connection.data_received(REQUEST)
        other, other_wire = house.connect()
        for _ in range(5):
            assert not other_wire.is_closed
            other.data_received(b"a" * 2**18)
        assert other_wire.is_aborted  # that was too much
        assert not wire.is_closed
        await asyncio.sleep(0.1)
        assert wire.is_aborted
        assert not house.scopes

    talk(work)


def test_in_a_crowd_a_connection_of_a_moment_ago_is_not_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "room", lambda: (1, 3))

    async def work(house: House) -> None:
        first, first_wire = house.connect()
        _, wire = house.connect()
        assert (first_wire.is_closed, wire.status) == (False, 503)
        first.since -= 10
        newcomers = [house.connect("192.0.2.2")[1] for _ in range(3)]
        assert first_wire.is_aborted
        assert [wire.status for wire in newcomers] == [0, 503, 503]  # one goes for one that comes

    talk(work)


@pytest.mark.parametrize(
    ("files", "expected"),
    [(64, (28, 4)), (1024, (868, 124)), (10**6, (2000, 4000)), (10, (7, 1)), (RLIM_INFINITY, (2000, 4000))],
)
def test_no_more_connections_than_files_may_be_open(
    monkeypatch: pytest.MonkeyPatch, files: int, expected: tuple[int, int]
) -> None:
    monkeypatch.setattr("app.web.crowd.resource.getrlimit", lambda _: (files, files))
    room.cache_clear()
    assert room() == expected
    room.cache_clear()
