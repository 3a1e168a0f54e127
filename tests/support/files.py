"""Files of numbers, good and bad, made byte by byte."""

import json
import zipfile
from io import BytesIO
from typing import Any

import numpy as np


def npy(numbers: Any, allow_pickle: bool = False) -> bytes:
    stream = BytesIO()
    np.save(stream, np.asanyarray(numbers), allow_pickle=allow_pickle)
    return stream.getvalue()


def npy_of(header: str, data: bytes = b"", version: int = 1) -> bytes:
    """A .npy with whatever header."""
    length = len(header).to_bytes(2 if version == 1 else 4, "little")
    return b"\x93NUMPY" + bytes([version, 0]) + length + header.encode("latin1") + data


def header(shape: Any, descr: Any = "<f8") -> str:
    return repr({"descr": descr, "fortran_order": False, "shape": shape}) + "\n"


def npz(**arrays: Any) -> bytes:
    stream = BytesIO()
    np.savez_compressed(stream, **{name: np.asanyarray(array) for name, array in arrays.items()})
    return stream.getvalue()


def zipped(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tensors(entries: Any, data: bytes = b"") -> bytes:
    """A .safetensors with whatever header."""
    text = entries if isinstance(entries, bytes) else json.dumps(entries).encode()
    return len(text).to_bytes(8, "little") + text + data


def entry(dtype: str, shape: list[int], begin: int, end: int) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}
