"""What is made once and kept: functions whose results are remembered, all of them together within a number of bytes.

    @cached(size=lambda program: …)
    def read_program(text: str) -> Program: …

    read_program.cache_clear()

A failure that a user can mend is kept as well, and raised again without the work. Where two threads ask for the same thing, one
makes it and the other waits. What was used longest ago is let go first, whichever function made it. Objects among the arguments
that can be referred to weakly are not kept alive by the results that were made from them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import update_wrapper
from threading import Event, Lock
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import ref

from .errors import BusyError, GradsheetError, TooLargeError
from .patience import look

P = ParamSpec("P")
R = TypeVar("R")
_OVERHEAD = 400
"""Bytes of an entry besides what it holds: its key, its place in the order."""
_IDENTITY: Any = object.__eq__
_NOT_KEPT = ("took-too-long", "out-of-memory")
"""Codes of failures that may be over the next time."""
_LOOK_AGAIN = 0.05
"""Seconds after which whoever waits for another thread looks whether its own answer is still wanted."""


@dataclass(slots=True)
class _Entry:
    """What is known of one call: its result, or the failure that it ends in. `size` in bytes."""

    result: Any
    failure: GradsheetError | None
    size: int


class Store:
    """The entries of all functions, in the order in which they were used last.

    Args:
        most: how many bytes all entries may hold together, as their functions estimate them.
    """

    def __init__(self, most: int) -> None:
        self.limit = most
        self.bytes = 0
        self.hits = 0
        self.misses = 0
        self.evicted = 0
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._making: dict[Hashable, Event] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def resize(self, most: int) -> None:
        """Keep at most this many bytes from now on."""
        with self._lock:
            self.limit = most
            self._shrink()

    def find(self, key: Hashable) -> _Entry | Event | None:
        """The entry; or an event that is set when another thread has made it; or None: then the caller has to make it."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                self._entries.move_to_end(key)
                self.hits += 1
                return entry
            if key in self._making:
                return self._making[key]
            self._making[key] = Event()
            self.misses += 1
            return None

    def made(self, key: Hashable, entry: _Entry | None) -> None:
        """Keep what the caller made, unless it is None or alone too large, and wake up whoever waits for it."""
        with self._lock:
            waiting = self._making.pop(key, None)
            if entry is not None and entry.size <= self.limit:
                self._entries[key] = entry
                self.bytes += entry.size
                self._shrink()
        if waiting is not None:
            waiting.set()

    def clear(self, owner: object) -> None:
        """Forget what one function made."""
        with self._lock:
            for key in [key for key in self._entries if isinstance(key, tuple) and key[0] is owner]:
                self.bytes -= self._entries.pop(key).size

    def _shrink(self) -> None:
        while self.bytes > self.limit and self._entries:
            _, entry = self._entries.popitem(last=False)
            self.bytes -= entry.size
            self.evicted += 1


STORE = Store(64 * 2**20)
"""Of the whole process: `Settings.cache_bytes` sets how much it holds."""


class Cached(Generic[P, R]):
    """A function whose results are kept in a `Store`. Its arguments are hashable."""

    def __init__(self, function: Callable[P, R], size: Callable[[Any], int], store: Store) -> None:
        self.__wrapped__ = function
        self._size = size
        self._store = store
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = self._key(args, kwargs)
        while True:
            found = self._store.find(key)
            if isinstance(found, _Entry):
                if found.failure is not None:
                    raise found.failure.fresh()
                result: R = found.result
                return result
            if found is None:
                return self._make(key, args, kwargs)
            while not found.wait(_LOOK_AGAIN):
                look()

    def cache_clear(self) -> None:
        """Forget all results of this function."""
        self._store.clear(self)

    def _make(self, key: Hashable, args: Any, kwargs: Any) -> R:
        entry: _Entry | None = None
        try:
            result = self._called(args, kwargs)
            entry = _Entry(result, None, _OVERHEAD + self._size(result))
            return result
        except GradsheetError as error:
            if _stays(error):
                entry = _Entry(None, error.fresh(), _OVERHEAD + len(repr(error.as_dict())))
            raise
        finally:
            self._store.made(key, entry)

    def _called(self, args: Any, kwargs: Any) -> R:
        try:
            return self.__wrapped__(*args, **kwargs)
        except RecursionError:
            raise too_complex() from None
        except MemoryError:
            raise out_of_memory() from None

    def _key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Hashable:
        return (self, *map(_weakly, args), *sorted(kwargs.items())) if kwargs else (self, *map(_weakly, args))


def cached(size: Callable[[Any], int], store: Store = STORE) -> Callable[[Callable[P, R]], Cached[P, R]]:
    """Keep the results of a function.

    Args:
        size: how many bytes a result holds, everything that it keeps alive included; rather too many than too few.
    """
    return lambda function: Cached(function, size, store)


def too_complex() -> TooLargeError:
    """Where Python itself gave up: a net under the limits, which are there to refuse such a thing before."""
    return TooLargeError(
        "program-too-complex",
        "This program is nested too deeply to be worked on.",
        hint="Give parts of it names on lines of their own.",
    )


def out_of_memory() -> TooLargeError:
    """The same for memory, which may be there the next time."""
    return TooLargeError(
        "out-of-memory",
        "This takes more memory than the server has just now.",
        hint="Ask for less at once, or make the network smaller.",
    )


def _stays(error: GradsheetError) -> bool:
    """Whether the same call would fail again: not where time or room was short just now."""
    return not isinstance(error, BusyError) and error.code not in _NOT_KEPT


def _weakly(argument: Any) -> Hashable:
    """What stands for an argument in a key. Values are kept; objects that were made from a program are only referred to."""
    kind: Any = type(argument)
    found: Hashable = ref(argument) if kind.__weakrefoffset__ and kind.__eq__ is _IDENTITY else argument
    return found
