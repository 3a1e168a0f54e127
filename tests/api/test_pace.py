"""Large bodies leave the event loop to others for most of the time."""

import asyncio
from time import perf_counter

from app.api.pace import Pace


def test_all_who_read_large_bodies_wait_one_behind_the_other() -> None:
    pace, ended = Pace(), []

    async def read(spent: float) -> None:
        await pace.rest(0, spent)
        ended.append(perf_counter())

    async def all_of_them() -> float:
        begun = perf_counter()
        await asyncio.gather(read(0.005), read(0.005), read(0.005))
        return begun

    begun = asyncio.run(all_of_them())
    for k, end in enumerate(ended, 1):
        assert end - begun > k * 0.005 * 3


def test_a_piece_is_worth_its_size_whoever_looks_at_it() -> None:
    begun = perf_counter()
    asyncio.run(Pace().rest(10_000_000))
    assert perf_counter() - begun > 0.03
