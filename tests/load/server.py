"""The server that is loaded: one worker in a process of its own, whose CPU and memory are read while it works."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.server import ROOT, free_port, wait_until_open

MEGABYTE = 10**6
_MOST_MEMORY = 8 * 10**9
"""Bytes of address space. A server that would take the whole machine fails alone, and the measurement goes on."""
_LINE = "VmHWM:"
_COMMAND = ("-m", "app")
"""What the container starts."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A running server.

    Args:
        port: of 127.0.0.1.
        process: the one worker.
    """

    port: int
    process: psutil.Process

    def cpu(self) -> float:
        """Seconds of CPU so far, of all its threads."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> float:
        """Megabytes that it holds."""
        return float(self.process.memory_info().rss) / MEGABYTE

    def forget_peak(self) -> None:
        """Count the peak of memory from now on."""
        forget_peak(self.process.pid)

    def peak(self) -> float:
        """Megabytes that it held at most since `forget_peak`."""
        return peak(self.process.pid)


def forget_peak(pid: int) -> None:
    """Make Linux count the peak of a process's memory from now on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def peak(pid: int) -> float:
    """Megabytes that a process held at most since `forget_peak`, or since it began."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(1024 * int(line.split()[1]) / MEGABYTE for line in lines if line.startswith(_LINE))


@contextmanager
def watched(environment: Mapping[str, str] | None = None) -> Iterator[Watched]:
    """A server with the settings of `environment`. It is killed at the end: what it still computes is nobody's any more."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, *_COMMAND, "--port", str(port), "--log-level", "critical"],
        cwd=ROOT,
        env=os.environ | {"WEB_CONCURRENCY": "1", **(environment or {})},
        stderr=subprocess.DEVNULL,
    )
    try:
        _bound(process.pid)
        wait_until_open(port, process)
        yield Watched(port, psutil.Process(process.pid))
    finally:
        process.kill()
        process.wait(30)


def _bound(pid: int) -> None:
    """Bound the memory of a process, and give it as many files as there may be: a connection is one."""
    resource.prlimit(pid, resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    _, most_files = resource.getrlimit(resource.RLIMIT_NOFILE)
    for process in (pid, 0):
        resource.prlimit(process, resource.RLIMIT_NOFILE, (most_files, most_files))
