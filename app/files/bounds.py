"""What every reader keeps to: how many numbers a file may hold, which names, and how it says that it cannot read on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.core.arrays import Shape, shape_text
from app.core.errors import TooLargeError, ValuesError
from app.core.limits import Limits

MOST_ARRAYS = 1024
_LONGEST_NAME = 200


@dataclass(slots=True)
class Budget:
    """How many cells a file has taken so far. Asked before numbers are unpacked, not after."""

    limits: Limits
    cells: int = 0

    def take(self, name: str, shape: Shape) -> None:
        """Raises: TooLargeError when there is no room for an array of this shape."""
        cells = shape[0] * shape[1]
        if cells > self.limits.cells_of_one:
            raise TooLargeError(
                "matrix-too-large",
                f"{name} is {shape_text(shape)}, which is {cells} cells; the limit is {self.limits.cells_of_one}.",
                params={"operation": name, "shape": shape, "cells": cells, "limit": self.limits.cells_of_one},
            )
        self.cells += cells
        if self.cells > self.limits.cells_of_all:
            raise TooLargeError(
                "too-many-cells",
                f"The arrays up to {name} together have {self.cells} cells; the limit is {self.limits.cells_of_all}.",
                params={"found": self.cells, "limit": self.limits.cells_of_all},
            )


def check_names(names: Iterable[str]) -> None:
    """Names are shown and compared, and nothing else. Raises: ValuesError for one that is twice there or looks like a path."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValuesError("duplicate-name", f"The file has two arrays called {name}.", params={"name": name})
        seen.add(name)
        if len(name) > _LONGEST_NAME or not is_name(name):
            shown = ascii(name)[1:-1][:60]
            raise ValuesError(
                "bad-array-name",
                f"The file has an array called '{shown}', which cannot be used as a name.",
                hint="A name is 1 to 200 characters that can be seen, and is no path.",
                params={"name": shown},
            )


def is_name(text: str) -> bool:
    """Whether `text` can be shown and is no way out of a folder."""
    parts = text.split("/")
    return bool(text.strip()) and text.isprintable() and "\\" not in text and "" not in parts and ".." not in parts


def too_many_arrays(file: str) -> TooLargeError:
    return TooLargeError(
        "too-many-arrays",
        f"{file} has more than {MOST_ARRAYS} arrays.",
        params={"file": file, "limit": MOST_ARRAYS},
    )


def too_many_numbers(file: str, limit: int) -> TooLargeError:
    return TooLargeError(
        "too-many-numbers",
        f"{file} has more numbers or rows than the limit of {limit}.",
        params={"file": file, "limit": limit},
    )


def damaged(file: str, kind: str, what: str) -> ValuesError:
    """`what` is a clause without its stop; it has a translation of its own."""
    return ValuesError(
        "damaged-file", f"{file} cannot be read as {kind}: {what}.", params={"file": file, "kind": kind, "what": what}
    )


def pickled(file: str) -> ValuesError:
    return ValuesError(
        "pickled",
        f"{file} holds Python objects (a pickle), which could run as a program and are never read.",
        hint="Save plain numbers: numpy.savez of numeric arrays, or safetensors.torch.save_file of a state dict.",
        params={"file": file},
    )


def holds_nothing(file: str) -> ValuesError:
    return ValuesError("empty-file", f"{file} holds no numbers.", params={"file": file})
