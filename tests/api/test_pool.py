"""A lane: bounded, and fair to every client."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event

import pytest

from app.api import pool
from app.api.pool import Lane
from app.core.errors import BusyError


class Held:
    """Pieces of work that are done when `release` says so, and note that they were begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self._end = Event()

    def __call__(self, name: str) -> Callable[[], str]:
        def work() -> str:
            self.begun.append(name)
            assert self._end.wait(10)
            return name

        return work

    def release(self) -> None:
        self._end.set()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0.002)


def test_work_is_done_and_its_error_is_raised() -> None:
    async def talk() -> None:
        lane = Lane("test", 1, 0)
        assert await lane.run("a", lambda: 3) == 3
        with pytest.raises(ZeroDivisionError):
            await lane.run("a", lambda: 1 // 0)
        assert (lane.working, lane.waiting) == (0, 0)

    asyncio.run(talk())


def test_a_full_lane_says_so_at_once() -> None:
    async def talk() -> None:
        lane, held = Lane("test", 1, 1), Held()
        tasks = [asyncio.create_task(lane.run("a", held(name))) for name in "12"]
        await settled()
        assert (lane.working, lane.waiting) == (1, 1)
        with pytest.raises(BusyError):
            await lane.run("a", held("3"))
        held.release()
        assert await asyncio.gather(*tasks) == ["1", "2"]

    asyncio.run(talk())


def test_clients_take_turns_however_many_pieces_one_of_them_has() -> None:
    async def talk() -> list[str]:
        lane, held = Lane("test", 1, 10), Held()
        tasks = [asyncio.create_task(lane.run(name[0], held(name))) for name in ("a1", "a2", "a3", "a4", "b1", "c1")]
        await settled()
        held.release()
        await asyncio.gather(*tasks)
        return held.begun

    assert asyncio.run(talk()) == ["a1", "a2", "b1", "c1", "a3", "a4"]


def test_whoever_has_most_in_a_full_queue_makes_room_for_a_newcomer() -> None:
    async def talk() -> None:
        lane, held = Lane("test", 1, 3), Held()
        greedy = [asyncio.create_task(lane.run("a", held(f"a{k}"))) for k in range(4)]
        await settled()
        newcomer = asyncio.create_task(lane.run("b", held("b")))
        await settled()
        assert isinstance(greedy[3].exception(), BusyError)
        held.release()
        assert await asyncio.gather(*greedy[:3], newcomer) == ["a0", "a1", "a2", "b"]

    asyncio.run(talk())


def test_one_client_has_no_more_than_its_share_of_the_threads() -> None:
    async def talk() -> None:
        lane, held = Lane("test", 2, 5, share=1), Held()
        tasks = [asyncio.create_task(lane.run(name[0], held(name))) for name in ("a1", "a2", "b1")]
        await settled()
        assert held.begun == ["a1", "b1"]
        held.release()
        await asyncio.gather(*tasks)

    asyncio.run(talk())


def test_who_goes_while_waiting_is_never_begun() -> None:
    async def talk() -> None:
        lane, held = Lane("test", 1, 5), Held()
        first = asyncio.create_task(lane.run("a", held("1")))
        second = asyncio.create_task(lane.run("a", held("2")))
        await settled()
        second.cancel()
        await settled()
        assert lane.waiting == 0
        held.release()
        assert await first == "1"
        assert held.begun == ["1"]

    asyncio.run(talk())


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_LONGEST_WAIT", 0.02)

    async def talk() -> None:
        lane, held = Lane("test", 1, 5), Held()
        first = asyncio.create_task(lane.run("a", held("1")))
        await settled()
        with pytest.raises(BusyError):
            await lane.run("b", held("2"))
        held.release()
        assert await first == "1"  # what was begun is not refused

    asyncio.run(talk())
