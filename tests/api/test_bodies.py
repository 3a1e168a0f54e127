"""Bodies that stall, that are too much together, or that nobody is there to be told about."""

from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message

from app.api import bodies
from app.main import create_app
from app.settings import Settings
from tests.support.asgi import Talk

MIB = 2**20
DEFAULT = b'{"preset": "single-layer", "include": []}'


def test_a_body_that_stalls_is_answered_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_STALL", 0.05)
    app = create_app()
    talk = asyncio.run(Talk(app, "/api/traces?lang=zh", body=[b"{"], is_whole=False).run())
    assert (talk.status, talk.code) == (408, "body-too-slow")
    assert talk.headers["connection"] == "close"
    assert talk.json["error"]["message"].startswith("请求体")


def test_a_body_that_drips_is_answered_408(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_STALL", 0.05)

    class Dripping(Talk):
        async def _receive(self) -> Message:
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b" ", "more_body": True}

    talk = Dripping(create_app(), "/api/traces")
    asyncio.run(asyncio.wait_for(talk.run(), 10))
    assert talk.code == "body-too-slow"


def test_a_client_that_goes_in_the_middle_of_its_body_is_told_nothing() -> None:
    async def talk() -> Talk:
        talk = Talk(create_app(), "/api/traces", body=[b"{"], is_whole=False)
        running = asyncio.create_task(talk.run())
        await asyncio.sleep(0.01)
        talk.go()
        await running
        return talk

    assert asyncio.run(talk()).taken == []


def test_all_large_bodies_together_are_bounded_and_small_ones_go_on() -> None:
    async def talk() -> None:
        app = create_app(Settings(bytes_in_flight=8 * MIB))
        held = [Talk(app, "/api/traces", body=[b" " * MIB] * 3, is_whole=False, client=f"192.0.2.{k}") for k in (1, 2)]
        running = [asyncio.create_task(each.run()) for each in held]
        while any(each.received < 3 for each in held):
            await asyncio.sleep(0.001)
        same = await Talk(app, "/api/traces", body=[b" " * MIB] * 2, client="192.0.2.1").run()
        other = await Talk(app, "/api/traces", body=[b" " * MIB] * 3, client="192.0.2.3").run()
        small = await Talk(app, "/api/traces", body=[DEFAULT], client="192.0.2.1").run()
        assert (same.status, same.code, same.headers["retry-after"]) == (503, "busy", "1")
        assert (other.status, other.code) == (503, "busy")
        assert small.status == 200
        for each in held:
            each.go()
        await asyncio.gather(*running)
        again = await Talk(app, "/api/traces", body=[b" " * MIB, b" " * MIB, DEFAULT]).run()
        assert again.status == 200  # what was held is free

    asyncio.run(talk())


def test_a_body_with_more_numbers_than_any_request_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr("app.api.schemas.traces.TraceRequest.model_validate_json", never)
    body = b'{"preset": "single-layer", "values": {"x": [' + b"1," * 2**23 + b"1]}}"
    talk = asyncio.run(Talk(create_app(), "/api/traces", body=[body]).run())
    assert (talk.status, talk.code) == (413, "too-many-numbers-written")


def test_an_announced_length_that_is_no_length_a_machine_has_is_refused() -> None:
    headers = {"content-length": "9" * 5000}
    talk = asyncio.run(Talk(create_app(), "/api/traces", headers=headers).run())
    assert (talk.status, talk.code) == (413, "body-too-large")
