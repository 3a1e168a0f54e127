"""A state dict as `safetensors` writes it: the length of a header, the header in JSON, then the numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, deserialize

from app.core.arrays import Array, matrix_of, matrix_shape, too_many_axes, wrong_type
from app.core.errors import ValuesError

from .bounds import MOST_ARRAYS, Budget, check_names, damaged, holds_nothing, too_many_arrays

_KIND = ".safetensors"
_LENGTH = 8
_MOST_HEADER = 2**20
_TYPES = {
    "F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2",
    "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1",
    "U64": "<u8", "U32": "<u4", "U16": "<u2", "U8": "u1",
}  # fmt: skip
Entry = Mapping[str, Any]


def looks_like_tensors(content: bytes) -> bool:
    """Whether a header of a possible length begins where it should."""
    return content[_LENGTH : _LENGTH + 1] == b"{" and _header_length(content) <= len(content) - _LENGTH


def read_tensors(file: str, content: bytes, budget: Budget) -> tuple[dict[str, Array], dict[str, ValuesError]]:
    """The tensors that are numbers, columns or matrices, and why the others are not read.

    Raises: ValuesError, TooLargeError.
    """
    entries = _entries(file, content)
    wanted, skipped = {}, {}
    for name, entry in entries.items():
        if len(entry["shape"]) > 2:
            skipped[name] = too_many_axes(name, len(entry["shape"]))
            continue
        if entry["dtype"] not in _TYPES:
            raise wrong_type(name, entry["dtype"])
        budget.take(name, matrix_shape(name, entry["shape"]))
        wanted[name] = entry
    try:
        tensors = {name: tensor["data"] for name, tensor in deserialize(content)}  # type: ignore[no-untyped-call]
    except SafetensorError:
        raise damaged(file, _KIND, "its header does not describe its numbers") from None
    arrays = {name: matrix_of(name, _numbers(entry, tensors[name])) for name, entry in wanted.items()}
    return arrays, skipped


def _numbers(entry: Entry, data: bytes) -> NDArray[Any]:
    numbers = np.frombuffer(data, _TYPES[entry["dtype"]])
    if entry["dtype"] == "BF16":  # the upper half of a float32
        numbers = (numbers.astype("<u4") << 16).view("<f4")
    return numbers.reshape(entry["shape"])


def _entries(file: str, content: bytes) -> dict[str, Entry]:
    """The header, checked: every entry lies inside the file and none lies over another."""
    length = _header_length(content)
    if len(content) < _LENGTH or length > min(_MOST_HEADER, len(content) - _LENGTH):
        raise damaged(file, _KIND, "its header is longer than it can be")
    try:
        pairs = json.loads(content[_LENGTH : _LENGTH + length].decode(), object_pairs_hook=list)
    except (ValueError, RecursionError):
        raise damaged(file, _KIND, "its header cannot be read") from None
    pairs = [(name, fields) for name, fields in _pairs(pairs) if name != "__metadata__"]
    if not pairs:
        raise holds_nothing(file)
    if len(pairs) > MOST_ARRAYS:
        raise too_many_arrays(file)
    check_names(name for name, _ in pairs)
    entries: dict[str, Entry] = {name: dict(_pairs(fields)) for name, fields in pairs}
    end = 0
    for entry in sorted(entries.values(), key=_span):
        begin, stop = _span(entry)
        if not (_is_entry(entry) and end <= begin <= stop <= len(content) - _LENGTH - length):
            raise damaged(file, _KIND, "its header does not describe its numbers")
        end = stop
    return entries


def _header_length(content: bytes) -> int:
    return int.from_bytes(content[:_LENGTH], "little")


def _pairs(found: Any) -> list[tuple[str, Any]]:
    """What JSON read as an object; nothing where it read something else."""
    return found if isinstance(found, list) and all(isinstance(pair, tuple) for pair in found) else []


def _span(entry: Entry) -> tuple[int, int]:
    """Where the numbers of a tensor are; a place that cannot be where the header does not say."""
    match entry.get("data_offsets"):
        case [int(begin), int(end)]:
            return begin, end
    return -1, -1


def _is_entry(entry: Entry) -> bool:
    shape = entry.get("shape")
    return isinstance(entry.get("dtype"), str) and isinstance(shape, list) and all(type(n) is int for n in shape)
