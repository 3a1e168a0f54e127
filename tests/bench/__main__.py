"""`python -m tests.bench [--quick] [engine] [http] [page] [visit] [large]`: prints how long things take, and asserts nothing.

Only the ratios mean something on another machine. The engine is measured twice, with the threads of BLAS as they
are and with one: BLAS reads that when it is loaded, so each is a process.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from . import engine, large, page, visit, web
from .table import machine

_GROUPS = {
    "engine": engine.report,
    "http": web.report,
    "page": page.report,
    "visit": visit.report,
    "large": large.report,
}
_THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="How long things take.")
    parser.add_argument("groups", nargs="*", choices=[[], *_GROUPS], help="all of them when none is named")
    parser.add_argument("--quick", action="store_true", help="a few seconds, to see that it runs")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.bare:
        print(engine.report(asked.quick), flush=True)
        return
    print(f"{machine()}\nMedian of pairs (least–most).", flush=True)
    for group in asked.groups or _GROUPS:
        print("\n" + _GROUPS[group](asked.quick), flush=True)
        if group == "engine":
            print(flush=True)
            _with_one_thread(asked.quick)


def _with_one_thread(quick: bool) -> None:
    command = [sys.executable, "-m", "tests.bench", "--bare", *(["--quick"] if quick else [])]
    subprocess.run(command, env=os.environ | dict.fromkeys(_THREADS, "1"), check=True)


if __name__ == "__main__":
    main()
