"""Tables of plain text, and the line that says which machine they are from."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence

import numpy as np


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table: the first column is flush left, the others flush right."""
    lines = [columns, *rows]
    widths = [max(len(line[k]) for line in lines) for k in range(len(columns))]
    return "\n".join(
        "  ".join(cell.rjust(width) if k else cell.ljust(width) for k, (cell, width) in enumerate(zip(line, widths, strict=True)))
        for line in lines
    )  # fmt: skip


def machine() -> str:
    """Cores, Python, NumPy and its BLAS."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"NumPy {np.__version__}, {blas.get('name', 'BLAS')} {blas.get('version', '')}"
    )
