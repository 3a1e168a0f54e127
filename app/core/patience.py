"""Whether an answer is still wanted: work looks here now and then, and ends when its time is over or nobody waits for it.

Whoever starts a piece of work sets its patience; what the work calls, however deep, only says `look()`. So no function of the
mathematics carries a flag through its arguments, and where nobody set one (a test, a notebook) `look()` costs a look-up.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event

from .errors import TooLargeError


class AbandonedError(Exception):
    """Nobody waits for the answer any more. It is raised to end the work, and never shown to anyone."""


class Patience:
    """How long one request may take, in one piece of work or in several, each in a thread.

    Args:
        seconds: of the threads' own CPU time: a machine that is busy with others does not make a request fail.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._left = seconds
        self._end = self._now() + seconds
        self._gone = Event()

    _now = staticmethod(time.thread_time)

    def start(self) -> None:
        """A piece of work begins: the thread that calls this is the one that works."""
        self._end = self._now() + self._left

    def stop(self) -> None:
        """It has ended: the next one has what is left of the time."""
        self._left = self.left

    @property
    def left(self) -> float:
        """Seconds that are left of its time, for the piece of work that is being done."""
        return self._end - self._now()

    def give_up(self) -> None:
        """Nobody waits any more: the work ends at its next look. May be called from another thread."""
        self._gone.set()

    def look(self) -> None:
        """Go on. Raises: AbandonedError if nobody waits any more; TooLargeError("took-too-long") if the time is over."""
        if self._gone.is_set():
            raise AbandonedError
        if self.left < 0:
            raise TooLargeError(
                "took-too-long",
                f"This takes longer than the {self.seconds:g} seconds that one request may compute.",
                hint="Ask for less at once, or make the network smaller.",
                params={"limit": self.seconds},
            )


_OURS: ContextVar[Patience | None] = ContextVar("patience", default=None)


def look() -> None:
    """Go on, if the answer is still wanted. Raises: as `Patience.look`, where somebody set one."""
    patience = _OURS.get()
    if patience is not None:
        patience.look()


def time_left() -> float:
    """Seconds that this work may still take; infinite where nobody set a patience."""
    patience = _OURS.get()
    return math.inf if patience is None else patience.left


@contextmanager
def patience(ours: Patience) -> Iterator[None]:
    """Everything in this block is done with `ours`, as one piece of work."""
    ours.start()
    token = _OURS.set(ours)
    try:
        yield
    finally:
        _OURS.reset(token)
        ours.stop()
