"""Where a request is done: on the event loop only what is known to be quick; and it ends when nobody waits for it."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.api import http
from app.api.schemas.traces import TraceRequest
from app.api.seen import Seen, key_of
from app.api.traces import finish
from app.core.patience import AbandonedError, look
from app.main import create_app
from app.settings import Settings
from tests.support.asgi import Talk

# In the tests below an application is made before anything is replaced: making one computes the examples of its documentation.
DEFAULT = b'{"preset": "single-layer", "include": []}'


class Noted:
    """Stands for `finish`, and notes in which threads it is called."""

    def __init__(self) -> None:
        self.threads: list[str] = []

    def __call__(self, *args: Any) -> bytes:
        self.threads.append(threading.current_thread().name)
        return finish(*args)


class Endless:
    """Stands for `finish`, and looks until it is told to end."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()
        self.count = 0

    def __call__(self, *_: Any) -> bytes:
        self.count += 1
        self.begun.set()
        try:
            while True:
                look()
        except AbandonedError:
            self.ended.set()
            raise


def test_what_is_new_goes_to_the_short_lane_and_what_was_seen_stays_on_the_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, noted = create_app(), Noted()
    monkeypatch.setattr("app.api.traces.finish", noted)
    large = DEFAULT + b" " * 100_000

    async def talk() -> None:
        for body in (DEFAULT, DEFAULT, large):
            assert (await Talk(app, "/api/traces", body=[body]).run()).status == 200

    asyncio.run(talk())
    first, second, third = noted.threads
    assert first.startswith("gradsheet-short")
    assert second == "MainThread"
    assert third.startswith("gradsheet-long")


def test_gradchecks_are_long_work(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app()
    threads: list[str] = []

    def noted(*_: Any) -> bytes:
        threads.append(threading.current_thread().name)
        return b"{}"

    monkeypatch.setattr("app.api.gradchecks.gradcheck_body", noted)
    asyncio.run(Talk(app, "/api/gradchecks", body=[b'{"preset": "single-layer"}']).run())
    assert threads[-1].startswith("gradsheet-long")


def test_work_ends_when_its_client_goes_and_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    app, endless = create_app(Settings(seconds=1000)), Endless()
    monkeypatch.setattr("app.api.traces.finish", endless)

    async def talk() -> Talk:
        talk = Talk(app, "/api/traces", body=[DEFAULT])
        running = asyncio.create_task(talk.run())
        assert await asyncio.to_thread(endless.begun.wait, 10)
        talk.go()
        await running
        assert await asyncio.to_thread(endless.ended.wait, 10)
        return talk

    assert asyncio.run(talk()).taken == []


def test_queued_work_of_a_client_that_has_gone_is_never_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    app, endless = create_app(Settings(workers=1, seconds=1000)), Endless()
    monkeypatch.setattr("app.api.traces.finish", endless)

    async def talk() -> None:
        talks = [Talk(app, "/api/traces", body=[DEFAULT]) for _ in range(3)]
        running = [asyncio.create_task(talk.run()) for talk in talks]
        assert await asyncio.to_thread(endless.begun.wait, 10)
        for talk in reversed(talks):
            talk.go()
            await asyncio.sleep(0.01)
        await asyncio.gather(*running)
        assert await asyncio.to_thread(endless.ended.wait, 10)

    asyncio.run(talk())
    assert endless.count == 1


def test_work_over_its_time_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(seconds=0.02))
    monkeypatch.setattr("app.api.traces.finish", Endless())
    talk = asyncio.run(Talk(app, "/api/traces", body=[DEFAULT]).run())
    assert (talk.status, talk.code) == (413, "took-too-long")
    assert talk.json["error"]["params"] == {"limit": 0.02}


def test_what_is_done_in_two_lanes_has_the_time_of_one_request(monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(Settings(seconds=0.2))

    class Large:
        """A job that goes to the other lane."""

        is_large = True

    def work(result: Any) -> Callable[..., Any]:
        """What takes more than half of the time, and gives `result`."""

        def working(*_: Any) -> Any:
            end = time.thread_time() + 0.15
            while time.thread_time() < end:
                pass
            look()
            return result

        return working

    monkeypatch.setattr("app.api.traces.prepare", work(Large()))
    monkeypatch.setattr("app.api.traces.finish", work(b"{}"))
    talk = asyncio.run(Talk(app, "/api/traces", body=[DEFAULT]).run())
    assert (talk.status, talk.code) == (413, "took-too-long")


def test_what_turns_out_to_be_slow_on_the_loop_is_done_in_a_thread_from_then_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "_ON_THE_LOOP", 0.01)
    app, noted, slow = create_app(), Noted(), Endless()
    monkeypatch.setattr("app.api.seen._QUICK", 0.005)

    def on_the_loop_slow(*args: Any) -> bytes:
        answer = noted(*args)
        return slow(*args) if noted.threads[-1] == "MainThread" else answer

    monkeypatch.setattr("app.api.traces.finish", on_the_loop_slow)

    async def talk() -> None:
        for _ in range(3):
            assert (await Talk(app, "/api/traces", body=[DEFAULT]).run()).status == 200

    asyncio.run(talk())
    where = ["loop" if thread == "MainThread" else "lane" for thread in noted.threads]
    assert where == ["lane", "loop", "lane", "lane"]


def test_long_work_does_not_keep_short_work_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    app, endless = create_app(Settings(seconds=1000)), Endless()
    monkeypatch.setattr("app.api.gradchecks.gradcheck_body", endless)

    async def talk() -> None:
        checks = [
            Talk(app, "/api/gradchecks", body=[b'{"preset": "single-layer"}'], client=f"192.0.2.{k}") for k in range(12)
        ]
        running = [asyncio.create_task(check.run()) for check in checks]
        assert await asyncio.to_thread(endless.begun.wait, 10)
        values = await Talk(app, "/api/values", body=[b'{"preset": "single-layer"}'], client="198.51.100.1").run()
        for check in checks:
            check.go()
        await asyncio.gather(*running)
        assert values.status == 200

    asyncio.run(talk())


def test_requests_that_differ_in_numbers_only_are_known_together() -> None:
    def key(**fields: Any) -> int:
        return key_of(TraceRequest.model_validate_json(json.dumps({"preset": "single-layer", **fields})))

    assert key(values={"x": [1, 2, 3]}) == key(values={"x": [4, 5, 6.5]})
    assert key(values={"x": [1, 2, 3]}) != key(values={"x": [1, 2]})
    assert key(values={"x": [[1, 2, 3]]}) != key(values={"x": [1]})
    assert key(layout="numerator") != key()
    assert key(include=["paths"]) != key(include=[])


def test_only_the_latest_are_remembered() -> None:
    seen = Seen()
    for key in range(3000):
        seen.note_first(key)
    assert not seen.is_quick(0)
    assert seen.is_quick(2999)
    seen.note(2999, 1.0)
    seen.note_first(2999)
    assert not seen.is_quick(2999)
