"""Which file it is, and what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO

from app.core.arrays import Array
from app.core.errors import ValuesError
from app.core.limits import Limits

from .bounds import Budget, holds_nothing, is_name, pickled
from .npy import MAGIC, read_npy
from .npz import MAGICS, read_npz
from .tensors import looks_like_tensors, read_tensors
from .text import read_csv, read_json

KINDS = (".npy", ".npz", ".safetensors", ".csv", ".tsv", ".json")
_PICKLE = re.compile(rb"\x80[\x00-\x05]")
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a file holds: matrices by name, and why the other arrays in it are not read."""

    arrays: dict[str, Array]
    skipped: dict[str, ValuesError] = field(default_factory=dict)


def read_numbers(file: str, content: bytes, limits: Limits) -> Numbers:
    """The numbers in a file: chosen by how it begins, and by the ending of its name where that does not say.

    Args:
        file: its name. A file with one array and no name for it has the array called by this, without folders and ending.
        content: all of it.
        limits: how many cells it may hold, in one array and in all. Nothing larger is unpacked.
    Raises: ValuesError, TooLargeError.
    """
    file, name, kind = _named(file)
    budget = Budget(limits)
    if not content.strip():
        raise holds_nothing(file)
    if kind == ".safetensors" or (kind not in KINDS and looks_like_tensors(content)):
        return Numbers(*read_tensors(file, content, budget))
    if _PICKLE.match(content):
        raise pickled(file)
    if content.startswith(MAGIC) or kind == ".npy":
        return Numbers({name: read_npy(file, name, BytesIO(content), len(content), budget)})
    if content.startswith(MAGICS) or kind == ".npz":
        return Numbers(read_npz(file, content, budget))
    if kind in (".csv", ".tsv"):
        return Numbers({name: read_csv(file, name, content, budget)})
    if kind == ".json" or content.lstrip()[:1] in (b"{", b"["):
        return Numbers(read_json(file, name, content, budget))
    raise ValuesError(
        "unknown-file",
        f"{file} is not a kind of file that can be read.",
        hint=f"Files of numbers end in {', '.join(KINDS)}.",
        params={"file": file, "listed": ", ".join(KINDS)},
    )


def _named(file: str) -> tuple[str, str, str]:
    """The name of a file without its folders, the same without its ending, and the ending."""
    last = re.split(r"[/\\]", file)[-1][-_LONGEST_NAME:]
    last = last if is_name(last) else "file"
    stem, dot, ending = last.rpartition(".")
    return (last, stem, f".{ending.lower()}") if stem and dot else (last, last, "")
