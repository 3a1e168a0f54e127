"""The server that is measured: uvicorn with one worker, in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parents[2]
"""Where the server is started."""
_PATIENCE = 30.0


BUNDLE = ROOT / "build" / "bundle"
"""Where `make bundle` puts the files of the page."""


@contextmanager
def serving(bundle: Path | None = None) -> Iterator[int]:
    """The port of 127.0.0.1 where the application answers. It writes no access log: that would cost all the same.

    Args:
        bundle: the folder of the page's files, where they are not served as they are written.
    """
    port = free_port()
    environment = os.environ | {"WEB_CONCURRENCY": "1", "GRADSHEET_BUNDLE": str(bundle or "")}
    command = [sys.executable, "-m", "app", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until_open(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        return int(free.getsockname()[1])


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something listens there. Raises: RuntimeError when nothing will."""
    until = monotonic() + _PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")
