"""Where large requests run: a few threads, and a short queue. Small ones stay on the event loop, where a thread would cost more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.core.errors import BusyError

Result = TypeVar("Result")


class Pool:
    """A bounded pool of threads.

    Args:
        workers: how many run at once.
        queue: how many may wait.
    """

    def __init__(self, workers: int, queue: int) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="gradsheet")
        self._room = workers + queue

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run `work` in a thread. Raises: BusyError at once when the queue is full."""
        if self._room <= 0:
            raise BusyError("busy", "The server is busy with other large requests.", hint="Try again in a second.")
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self._room += 1
