"""Where work is done that would keep others waiting: lanes of threads, each with a short queue that is fair to every client.

A lane is used from the event loop only, so it needs no lock; what runs in its threads knows nothing of it.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.core.errors import BusyError

Result = TypeVar("Result")
_LARGE_CELLS = 2**15
_LARGE_OPERATIONS = 2**22
_LONGEST_WAIT = 10.0
"""Seconds. Whoever has waited so long is told that the server is busy: the page gives up soon after."""


def is_large(cells: int, operations: int) -> bool:
    """Whether work would keep other requests waiting for longer than a thread costs.

    Args:
        cells: that are computed and written.
        operations: multiplications.
    """
    return cells > _LARGE_CELLS or operations > _LARGE_OPERATIONS


def busy() -> BusyError:
    """What is answered where there is no room."""
    return BusyError("busy", "The server is busy with other large requests.", hint="Try again in a second.")


@dataclass(slots=True, eq=False)
class _Piece:
    """A piece of work that waits, or is done."""

    client: str
    work: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    answer: asyncio.Future[Any] = field(init=False)

    def __post_init__(self) -> None:
        self.answer = self.loop.create_future()


class Lane:
    """A few threads. Clients take turns, and one with many pieces has no more turns than one with a single piece.

    Args:
        name: of its threads, and in the metrics.
        workers: how many pieces are done at once.
        queue: how many may wait.
        share: how many pieces of one client are done at once; all workers if left out.
    """

    def __init__(self, name: str, workers: int, queue: int, share: int | None = None) -> None:
        self.name = name
        self.workers = workers
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix=f"gradsheet-{name}")
        self._queue = queue
        self._share = workers if share is None else share
        self._working: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[_Piece]] = OrderedDict()  # whose turn it is comes first

    @property
    def working(self) -> int:
        """How many pieces are being done."""
        return self._working.total()

    @property
    def waiting(self) -> int:
        """How many pieces wait."""
        return sum(map(len, self._waiting.values()))

    async def run(self, client: str, work: Callable[[], Result]) -> Result:
        """Do `work` in a thread when it is the turn of `client`. Who is cancelled while it waits never has it begun.

        Raises: BusyError when the queue is full or has not moved for long, and whatever `work` raises.
        """
        piece = _Piece(client, work, asyncio.get_running_loop())
        if self._has_room(client):
            self._begin(piece)
        else:
            self._queue_up(piece)
        timer = piece.loop.call_later(_LONGEST_WAIT, self._refuse, piece)
        try:
            result: Result = await piece.answer
            return result
        finally:
            timer.cancel()
            self._leave(piece)

    def _has_room(self, client: str) -> bool:
        return self.working < self.workers and self._working[client] < self._share

    def _begin(self, piece: _Piece) -> None:
        self._working[piece.client] += 1

        def ended(done: Future[Any]) -> None:
            with suppress(RuntimeError):  # the loop is closed, and so is the server
                piece.loop.call_soon_threadsafe(self._end, piece, done)

        self._executor.submit(piece.work).add_done_callback(ended)

    def _end(self, piece: _Piece, done: Future[Any]) -> None:
        self._working[piece.client] -= 1
        if not self._working[piece.client]:
            del self._working[piece.client]
        error = done.exception()
        if not piece.answer.done():
            if error is None:
                piece.answer.set_result(done.result())
            else:
                piece.answer.set_exception(error)
        while (following := self._following()) is not None:
            self._begin(following)

    def _following(self) -> _Piece | None:
        """The piece that is to be begun now, out of the queue; its client goes to the end of the turn."""
        for client, pieces in self._waiting.items():
            if self._has_room(client):
                piece = pieces.popleft()
                self._waiting.move_to_end(client)
                if not pieces:
                    del self._waiting[client]
                return piece
        return None

    def _queue_up(self, piece: _Piece) -> None:
        """Let `piece` wait. In a full queue it takes the place of the last piece of whoever has the most, if that is fairer.

        Raises: BusyError where it is not.
        """
        if self.waiting >= self._queue:
            own = len(self._waiting.get(piece.client, ()))
            most = max(self._waiting.values(), key=len, default=deque[_Piece]())
            if len(most) <= own + 1:
                raise busy()
            self._refuse(most[-1])
        self._waiting.setdefault(piece.client, deque()).append(piece)

    def _refuse(self, piece: _Piece) -> None:
        """Tell whoever waits for `piece`, if it still waits, that there is no room."""
        if self._leave(piece) and not piece.answer.done():
            piece.answer.set_exception(busy())

    def _leave(self, piece: _Piece) -> bool:
        """Take `piece` out of the queue. Returns: whether it was there."""
        pieces = self._waiting.get(piece.client)
        if pieces is None or piece not in pieces:
            return False
        pieces.remove(piece)
        if not pieces:
            del self._waiting[piece.client]
        return True
