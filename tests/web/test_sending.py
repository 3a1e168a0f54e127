"""How answers are sent: large ones in pieces, in time and counted; and what is still coming is read before the end."""

from __future__ import annotations

import asyncio

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.flight import SMALL, Flight
from app.api.pace import Pace
from app.main import create_app
from app.settings import Settings
from app.web import sending
from app.web.sending import Sending
from tests.support.asgi import Talk

MIB = 2**20


def answering(size: int, *, flight: Flight | None = None, pace: Pace | None = None, reads_body: bool = True) -> ASGIApp:
    """An application whose every answer has `size` bytes."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if reads_body:
            await Request(scope, receive).body()
        await Response(b"x" * size)(scope, receive, send)

    return Sending(app, flight or Flight(64 * MIB), pace or Pace(), ())


def test_a_large_answer_goes_in_pieces_and_is_whole() -> None:
    flight = Flight(64 * MIB)
    talk = asyncio.run(Talk(answering(MIB + 1, flight=flight), "/").run())
    assert talk.content == b"x" * (MIB + 1)
    assert max(len(message["body"]) for message in talk.taken[1:]) == SMALL
    assert [message["more_body"] for message in talk.taken[1:]] == [True] * 16 + [False]
    assert flight.held == 0


def test_a_small_answer_is_one_piece() -> None:
    talk = asyncio.run(Talk(answering(10), "/").run())
    assert [len(message.get("body", b"")) for message in talk.taken] == [0, 10]


def test_who_does_not_read_is_cut_and_nothing_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_STALL", 0.05)
    flight = Flight(64 * MIB)
    talk = asyncio.run(asyncio.wait_for(Talk(answering(MIB, flight=flight), "/", reads=3).run(), 10))
    assert len(talk.taken) == 3
    assert flight.held == 0


def test_who_reads_too_slowly_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_STALL", 0.1)
    monkeypatch.setattr(sending, "_SLOWEST", 2**30)

    class Slow(Talk):
        async def _send(self, message: Message) -> None:
            await asyncio.sleep(0.02)
            await super()._send(message)

    talk = asyncio.run(asyncio.wait_for(Slow(answering(4 * MIB), "/").run(), 10))
    assert len(talk.taken) < 64


def test_an_answer_for_which_there_is_no_room_is_503_instead() -> None:
    flight = Flight(2 * MIB)
    app = create_app(Settings(bytes_in_flight=1000))

    async def talk() -> None:
        flight.take("192.0.2.9", MIB)
        refused = await Talk(answering(MIB + 1, flight=flight), "/").run()
        assert (refused.status, refused.code, refused.headers["retry-after"]) == (503, "busy", "1")
        assert (await Talk(answering(SMALL, flight=flight), "/").run()).status == 200
        shown = await Talk(app, "/", method="GET").run()
        assert shown.status == 503
        assert shown.headers["content-security-policy"]

    asyncio.run(talk())


def test_what_is_still_coming_is_read_and_thrown_away() -> None:
    talk = Talk(create_app(Settings(body_bytes=1000)), "/api/traces", body=[b" " * 999] * 20)
    asyncio.run(talk.run())
    assert (talk.status, talk.code) == (413, "body-too-large")
    assert talk.received == 20
    assert talk.headers["connection"] == "close"
    assert not talk.taken[-1]["more_body"]


def test_what_is_thrown_away_keeps_the_pace_of_all_large_bodies() -> None:
    class Counted(Pace):
        size = 0

        async def rest(self, size: int, spent: float = 0.0) -> None:
            assert spent == 0
            self.size += size

    pace = Counted()
    asyncio.run(Talk(answering(10, pace=pace, reads_body=False), "/", body=[b" " * 999] * 20).run())
    assert pace.size == 20 * 999


def test_it_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_READ_ON", 0.05)
    talk = Talk(answering(10, reads_body=False), "/", body=[b" "], is_whole=False)
    asyncio.run(asyncio.wait_for(talk.run(), 10))
    assert talk.status == 200
    monkeypatch.setattr(sending, "_READ_ON", 20)
    monkeypatch.setattr(sending, "_READ_ON_BYTES", 5)
    talk = Talk(answering(10, reads_body=False), "/", body=[b" "] * 100, is_whole=False)
    asyncio.run(asyncio.wait_for(talk.run(), 10))
    assert talk.received == 5


def test_a_request_without_a_body_is_not_waited_for() -> None:
    talk = Talk(answering(10, reads_body=False), "/", body=[], headers={"transfer-encoding": ""})
    talk.scope["headers"] = [(b"content-length", b"0")]
    asyncio.run(asyncio.wait_for(talk.run(), 10))
    assert "connection" not in talk.headers
