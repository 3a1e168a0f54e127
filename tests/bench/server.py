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

_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0


@contextmanager
def serving() -> Iterator[int]:
    """The port of 127.0.0.1 where the application answers. It writes no access log: that would cost all the same."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "app", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=_ROOT, env=os.environ | {"WEB_CONCURRENCY": "1"})
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
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
