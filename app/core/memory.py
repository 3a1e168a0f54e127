"""How much memory this process may use before it is killed: what its container has, or the machine."""

from __future__ import annotations

import os
from pathlib import Path

_CGROUPS = Path("/sys/fs/cgroup")
_FILES = ("memory.max", "memory/memory.limit_in_bytes")
"""Of the second version of control groups, and of the first. A container sees its own group here."""
_UNKNOWN = 8 * 2**30
"""Bytes. Enough for all defaults."""


def memory_here(cgroups: Path = _CGROUPS) -> int:
    """Bytes: the limit of the control group, or all that the machine has where none is set (or where none can be read)."""
    limits = [limit for name in _FILES if (limit := _number(cgroups / name))]
    return min([*limits, _of_the_machine()])


def _of_the_machine() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError):  # on Windows
        return _UNKNOWN


def _number(file: Path) -> int | None:
    """What a file of the kernel says, or None where it says "max" or is not there."""
    try:
        text = file.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
