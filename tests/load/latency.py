"""How long one client waits while others do what they do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from math import inf
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from time import perf_counter
from typing import Any, Self

from .client import Asked, Client, connected

DEFAULT_TRACE = Asked.json("/api/traces", {"preset": "single-layer", "arrays": "auto"})
"""What the page asks for when a number is edited."""
_INTERVAL = 0.03
_ADDRESS = "127.0.0.2"


def percentile(seconds: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of them lie. Raises: ValueError where there are none."""
    if not seconds:
        raise ValueError("nothing was measured")
    return sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


class Editor:
    """Another client, in a process of its own: what the attackers do to their own process is not measured.
    It comes from another address, too.

    Use it as a context manager.
    """

    def __init__(self, port: int, asked: Asked = DEFAULT_TRACE) -> None:
        context = get_context("spawn")
        self._stop = context.Event()
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(port, asked, self._stop))

    def __enter__(self) -> Self:
        self.edit(0.5)  # caches fill, and the process is there
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._pool.shutdown()

    def edit(self, seconds: float) -> list[float]:
        """Ask every 30 ms for so long. Returns: as `waits`."""
        return self._pool.submit(_edit, seconds).result()

    @contextmanager
    def editing(self) -> Iterator[list[float]]:
        """Ask every 30 ms in this block. The list is filled at its end."""
        found: list[float] = []
        self._stop.clear()
        asking = self._pool.submit(_edit, None)
        try:
            yield found
        finally:
            self._stop.set()
            found += asking.result()


async def waits(client: Client, asked: Asked, is_over: Callable[[], bool]) -> list[float]:
    """Ask every 30 ms until it is over, on one connection.

    Returns: seconds until each answer, counted from when it should have been asked for: where one answer takes two seconds,
    those that had to wait behind it are slow, too. An answer other than 200 counts as the whole patience.
    """
    started = perf_counter()
    found: list[float] = []
    while not is_over():
        due = started + _INTERVAL * len(found)
        await asyncio.sleep(max(0.0, due - perf_counter()))
        answer = await client.ask(asked)
        found.append(perf_counter() - due if answer.status == 200 else client.patience)
    return found


_OURS: dict[str, Any] = {}
"""What the process of an Editor was given when it began."""


def _begin(port: int, asked: Asked, stop: Event) -> None:
    _OURS.update(port=port, asked=asked, stop=stop)


def _edit(seconds: float | None) -> list[float]:
    until = perf_counter() + seconds if seconds is not None else inf
    return asyncio.run(_edit_until(lambda: perf_counter() > until or (seconds is None and _OURS["stop"].is_set())))


async def _edit_until(is_over: Callable[[], bool]) -> list[float]:
    async with connected(_OURS["port"], 1, patience=90.0, address=_ADDRESS) as (client,):
        return await waits(client, _OURS["asked"], is_over)
