"""How fast large bodies are read: the event loop serves everyone, and may not be filled by those who send much."""

from __future__ import annotations

import asyncio
from time import perf_counter

_REST = 4.0
"""After so much time with large bodies, the event loop has so many times as much for others."""


class Pace:
    """Keeps pieces of large bodies apart, those of all connections together. Who waits here is sent no more by its client."""

    def __init__(self) -> None:
        self._free = 0.0

    async def rest(self, spent: float) -> None:
        """Wait for as long as `spent` seconds of the event loop are worth, behind all who wait already."""
        now = perf_counter()
        self._free = max(now, self._free) + _REST * spent
        await asyncio.sleep(self._free - now)
