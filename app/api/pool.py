"""Where large requests run: a few threads and a short queue. Small ones stay on the event loop: a thread costs more than they do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from app.core.errors import BusyError

Result = TypeVar("Result")
_LARGE_CELLS = 2**15
_LARGE_OPERATIONS = 2**22


def is_large(cells: int, operations: int) -> bool:
    """Whether work would keep other requests waiting for longer than a thread costs.

    Args:
        cells: that are computed and written.
        operations: multiplications.
    """
    return cells > _LARGE_CELLS or operations > _LARGE_OPERATIONS


class Pool:
    """A bounded pool of threads.

    Args:
        workers: how many run at once.
        queue: how many may wait.
    """

    def __init__(self, workers: int, queue: int) -> None:
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="gradsheet")
        self._free = workers + queue

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run `work` in a thread. Raises: BusyError at once when the queue is full."""
        if self._free <= 0:
            raise BusyError("busy", "The server is busy with other large requests.", hint="Try again in a second.")
        self._free -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, work)
        finally:
            self._free += 1
