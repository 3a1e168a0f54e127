"""Several arrays as `numpy.savez` writes them: a zip of .npy files, unpacked in memory, one at a time.

A zip says in its directory how large its members are. That is checked, and then not believed: never more is unpacked
than was announced.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from app.core.arrays import Array
from app.core.errors import TooLargeError

from .bounds import MOST_ARRAYS, Budget, check_names, damaged, holds_nothing, pickled, too_many_arrays
from .npy import HEADER, read_npy

MAGICS = (b"PK\x03\x04", b"PK\x05\x06")
_KIND = ".npz"
_ENTRY = b"PK\x01\x02"
_BYTES_OF_A_CELL = 16  # the widest type of numpy's
_RATIO = 1032  # more than this deflate cannot do
_ENCRYPTED = 1
_UNREADABLE = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError, RuntimeError)


def read_npz(file: str, content: bytes, budget: Budget) -> dict[str, Array]:
    """The arrays in a zip, by the names of its members.

    Raises: ValuesError, TooLargeError.
    """
    if content.count(_ENTRY) > MOST_ARRAYS:  # so that the directory of a million files is not even read
        raise too_many_arrays(file)
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _check_directory(file, members, len(content), budget)
            names = [member.filename.removesuffix(".npy") for member in members]
            check_names(names)
            return {
                name: _read_member(name, archive, member, budget) for name, member in zip(names, members, strict=True)
            }
    except _UNREADABLE:
        raise damaged(file, _KIND, "it is broken off or changed") from None


def _read_member(name: str, archive: ZipFile, member: ZipInfo, budget: Budget) -> Array:
    with archive.open(member) as stream:
        return read_npy(f"{name}.npy", name, stream, member.file_size, budget)


def _check_directory(file: str, members: list[ZipInfo], size: int, budget: Budget) -> None:
    if not members:
        raise holds_nothing(file)
    if any(member.filename.endswith(".pkl") for member in members):  # what torch.save writes
        raise pickled(file)
    if not all(member.filename.endswith(".npy") for member in members):
        raise damaged(file, _KIND, "it holds something else than .npy files")
    if any(
        member.flag_bits & _ENCRYPTED or member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members
    ):
        raise damaged(file, _KIND, "it is encrypted or packed in an unusual way")
    if sum(member.compress_size for member in members) > size or any(
        member.file_size > _RATIO * member.compress_size for member in members
    ):
        raise damaged(file, _KIND, "its directory announces more than it can hold")
    unpacked, limit = sum(member.file_size for member in members), _BYTES_OF_A_CELL * budget.limits.cells_of_all
    if unpacked > limit + HEADER * len(members):
        raise TooLargeError(
            "unpacked-too-large",
            f"{file} unpacks to {unpacked} bytes; the limit is {limit}.",
            params={"file": file, "found": unpacked, "limit": limit},
        )
