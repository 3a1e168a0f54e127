"""`python -m app`: serve Gradsheet, with limits on connections that `uvicorn app.main:app` by itself does not have."""

from __future__ import annotations

import argparse
import os
from importlib.util import find_spec

import uvicorn

from app.web.crowd import allow_files
from app.web.protocol import KEEP_ALIVE

_STOP_SECONDS = 5
"""Requests under way get so long when the server is stopped."""
_THREADS_OF_BLAS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def _loop() -> str:
    """The event loop as uvicorn names it. There is no uvloop on Windows; asyncio's own takes many connections at once by itself."""
    return "app.web.loop:new_loop" if find_spec("uvloop") else "asyncio"


def main() -> None:
    """Serve until SIGINT or SIGTERM. In how many processes says WEB_CONCURRENCY, which uvicorn reads."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve Gradsheet.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--log-level", default="info", choices=["critical", "error", "warning", "info"])
    asked = parser.parse_args()
    for variable in _THREADS_OF_BLAS:  # a product of many threads takes the cores that small requests wait for
        os.environ.setdefault(variable, "1")
    allow_files()
    uvicorn.run(
        "app.main:app",
        host=asked.host,
        port=asked.port,
        log_level=asked.log_level,
        http="app.web.protocol:Protocol",
        loop=_loop(),
        ws="none",
        access_log=False,  # GRADSHEET_LOG=1 writes one without addresses
        proxy_headers=False,  # GRADSHEET_TRUSTED_PROXIES says whom to believe
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


if __name__ == "__main__":
    main()
