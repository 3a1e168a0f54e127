"""Which requests are known to be quick: what they name was compiled before, and running it took hardly any time.

The answers themselves are kept elsewhere, or not at all: this only decides where a request is done. It may be wrong, since a cache
may have dropped what was compiled; so a request is done on the event loop with `LoopPatience`, and begun again in a thread where that is not enough.
"""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import Any

from pydantic import BaseModel

from app.core.patience import Patience

_MOST = 2048
_QUICK = 0.03
"""Seconds of CPU. What took longer on the event loop goes to a thread from then on."""


class SlowHereError(Exception):
    """What is done on the event loop takes too long there: it is to be done in a thread."""


class LoopPatience(Patience):
    """The patience of the event loop, in seconds by the clock: whoever waits there for another thread lets everyone wait."""

    _now = staticmethod(monotonic)

    def stop(self) -> None:
        """The next request has as much."""

    def look(self) -> None:
        """Go on. Raises: SlowHereError if the time is over."""
        if self.left < 0:
            raise SlowHereError


class Seen:
    """The requests that were made lately, by `key_of`, and whether each is quick."""

    def __init__(self) -> None:
        self._quick: OrderedDict[int, bool] = OrderedDict()

    def is_quick(self, key: int) -> bool:
        """Whether such a request was made before, and has not turned out to be slow."""
        if key not in self._quick:
            return False
        self._quick.move_to_end(key)
        return self._quick[key]

    def note_first(self, key: int) -> None:
        """Such a request was made in a thread: the next one may be tried on the event loop, unless it was slow there."""
        self._quick.setdefault(key, True)
        if len(self._quick) > _MOST:
            self._quick.popitem(last=False)

    def note(self, key: int, seconds: float) -> None:
        """Such a request took so much CPU on the event loop."""
        if seconds > _QUICK:
            self._quick[key] = False


def key_of(asked: BaseModel) -> int:
    """The same for requests that differ in numbers only. Strings are hashed with a secret of this process, so none can be made to meet."""
    fields = vars(asked)
    values = fields.get("values", {})
    sizes = [(name, _size(value)) for name, value in values.items()]
    return hash((type(asked), repr(sizes), *(repr(value) for name, value in fields.items() if name != "values")))


def _size(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("shape")
    if not isinstance(value, list):
        return 0
    return len(value), len(value[0]) if value and isinstance(value[0], list) else 0
