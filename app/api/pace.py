"""How fast large bodies are read: the event loop serves everyone, and may not be filled by those who send much."""

from __future__ import annotations

import asyncio
from time import perf_counter

_REST = 4.0
"""After so much time with large bodies, the event loop has so many times as much for others."""

_TAKING = 1e-9
"""Seconds a byte. To take a piece from the system and hand it on; it is done where nobody measures it."""


class Pace:
    """Keeps pieces of large bodies apart, those of all connections together. Who waits here is sent no more by its client."""

    def __init__(self) -> None:
        self._free = 0.0

    async def rest(self, size: int, spent: float = 0.0) -> None:
        """Wait for what a piece is worth, behind all who wait already.

        Args:
            size: of the piece, in bytes.
            spent: seconds of the event loop that went on looking at it.
        """
        now = perf_counter()
        self._free = max(now, self._free) + _REST * (spent + size * _TAKING)
        await asyncio.sleep(self._free - now)
