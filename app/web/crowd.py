"""How many connections there may be, and which of them is closed for a new one."""

from __future__ import annotations

import resource
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any, Protocol, TypeVar

from app.settings import Settings

_OTHER_FILES = 32
"""So many files are open for other things than connections."""
_SAMPLE = 64
"""So many connections are looked at: to look at all of them would cost more than a connection does."""
_QUIET_SECONDS = 2.0
"""Who has said nothing for so long is idle. In a crowd, what was sent a moment ago may wait to be read."""


class Connection(Protocol):
    """What is known of a connection.

    Args:
        cycle: the last request, or None.
        since: when it was made, or its last answer was.
    """

    cycle: Any
    since: float

    @property
    def peer(self) -> str:
        """The address at the other end."""

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered."""


Some = TypeVar("Some", bound=Connection)


@cache
def room() -> tuple[int, int]:
    """How many connections there may be, and how many more, for a moment, that are only told that the server is full.

    As the settings have it, and together not more than this process may open files.
    """
    asked = Settings.from_environment().connections
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return asked, 2 * asked
    files = max(8, files - _OTHER_FILES)
    most = min(asked, files - files // 8)
    return most, min(2 * asked, files - most)


def allow_files() -> None:
    """Let this process open as many files as it may. Many systems begin with 1024 and allow more: a connection is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # where there is no limit, the system may have one of its own
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def to_be_closed(newcomer: Some, connections: Iterable[Some], now: float) -> Some | None:
    """The connection that makes room: one that never asked for anything, or else the one that is idle longest.

    Where none is idle, it is one of another address that has more than half of them; None if there is no such address.

    Args:
        now: by the clock of `Connection.since`.
    """
    some = [each for each in islice(connections, _SAMPLE) if each is not newcomer]
    found = [each for each in some if each.is_idle and now - each.since > _QUIET_SECONDS]
    if not found:
        peers = Counter(each.peer for each in some)
        greedy = {peer for peer, count in peers.items() if 2 * count > len(some)} - {newcomer.peer}
        found = [each for each in some if each.peer in greedy]
    return min(found, key=lambda each: (each.cycle is not None, each.since), default=None)
