"""How many bytes of bodies and answers are held at once, over all connections."""

from __future__ import annotations

from collections import Counter

from .pool import busy

SMALL = 64 * 2**10
"""Bytes. So much of each body and each answer is not counted: nobody is kept from small requests by others with large ones."""


class Flight:
    """Counts what is held. One client gets half of the room at most, so that it cannot keep out all others.

    Args:
        room: in bytes.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._held: Counter[str] = Counter()

    @property
    def held(self) -> int:
        """Bytes that are held now."""
        return self._held.total()

    def take(self, client: str, size: int) -> None:
        """Hold `size` bytes more. Raises: BusyError where there is no room for them; nothing is held then."""
        if self.held + size > self._room or self._held[client] + size > self._room // 2:
            raise busy()
        self._held[client] += size

    def give(self, client: str, size: int) -> None:
        """Hold `size` bytes less."""
        self._held[client] -= size
        if self._held[client] <= 0:
            del self._held[client]
