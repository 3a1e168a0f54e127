"""`python -m app`: serve Gradsheet, with limits on connections that `uvicorn app.main:app` by itself does not have."""

from __future__ import annotations

import argparse
import os

import uvicorn

from app.web.protocol import KEEP_ALIVE

_STOP_SECONDS = 5
"""Requests under way get so long when the server is stopped."""
_THREADS_OF_BLAS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> None:
    """Serve until SIGINT or SIGTERM. In how many processes says WEB_CONCURRENCY, which uvicorn reads."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve Gradsheet.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--log-level", default="info", choices=["critical", "error", "warning", "info"])
    asked = parser.parse_args()
    for variable in _THREADS_OF_BLAS:  # a product of many threads takes the cores that small requests wait for
        os.environ.setdefault(variable, "1")
    uvicorn.run(
        "app.main:app",
        host=asked.host,
        port=asked.port,
        log_level=asked.log_level,
        http="app.web.protocol:Protocol",
        ws="none",
        access_log=False,  # GRADSHEET_LOG=1 writes one without addresses
        proxy_headers=False,  # GRADSHEET_TRUSTED_PROXIES says whom to believe
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=_STOP_SECONDS,
    )


if __name__ == "__main__":
    main()
