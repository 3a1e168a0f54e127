"""How long one client waits while others do what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import perf_counter

from .client import Asked, Client

DEFAULT_TRACE = Asked.json("/api/traces", {"preset": "single-layer", "arrays": "auto"})
"""What the page asks for when a number is edited."""
_INTERVAL = 0.03


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie. Raises: ValueError where there are none."""
    if not seconds:
        raise ValueError("nothing was measured")
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


async def waits(port: int, stop: asyncio.Event, asked: Asked = DEFAULT_TRACE) -> list[float]:
    """Ask every 30 ms until `stop`, on one connection.

    Returns: seconds until each answer, counted from when it should have been asked for: where one answer takes two seconds,
    those that had to wait behind it are slow, too. An answer other than 200 counts as the whole patience.
    """
    client = Client(port, patience=90.0)
    started = perf_counter()
    found: list[float] = []
    try:
        while not stop.is_set():
            due = started + _INTERVAL * len(found)
            await asyncio.sleep(max(0.0, due - perf_counter()))
            answer = await client.ask(asked)
            found.append(perf_counter() - due if answer.status == 200 else client.patience)
    finally:
        await client.close()
    return found


async def quiet_waits(port: int, seconds: float) -> list[float]:
    """`waits` while nobody else asks, after a short while in which caches fill."""
    for length in (0.5, seconds):
        stop = asyncio.Event()
        waiting = asyncio.create_task(waits(port, stop))
        await asyncio.sleep(length)
        stop.set()
        found = await waiting
    return found
