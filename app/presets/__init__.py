"""The networks that ship: data files, and numbers drawn for any program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.core.arrays import Array, Shape, as_matrix
from app.core.errors import UnknownError, nearest
from app.engine.free_sizes import free_sizes
from app.engine.program import Program, read_program

_HERE = Path(__file__).parent
_PRECISION = 3


@dataclass(frozen=True, slots=True, eq=False)
class Preset:
    """A network that ships.

    Args:
        values: the numbers of every input, as arrays.
        parameters: the inputs that are learned.
        letters: how the sizes of every input are called, rows and columns.
        pictures: the inputs that are pictures, written as columns row by row, each with the rows and columns of its picture.
        precision: the decimals with which its numbers are shown at first, 1 to 6.
    """

    id: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    program: Program
    values: Mapping[str, Array]
    parameters: tuple[str, ...]
    letters: Mapping[str, tuple[str, str]]
    pictures: Mapping[str, Shape]
    precision: int

    @property
    def sizes(self) -> dict[str, int]:
        """Every letter with its number: {"D_x": 3, …}, in the order of the inputs' own names."""
        found = {
            label: n
            for name, labels in self.letters.items()
            for label, n in zip(labels, self.values[name].shape, strict=True)
            if label != "1"
        }
        return dict(sorted(found.items(), key=lambda item: item[0] != "D_x"))

    @property
    def free_sizes(self) -> dict[str, int]:
        """Those that can be chosen: the others follow from them."""
        free = free_sizes(self.program, self.letters, self.sizes)
        return {label: self.sizes[label] for label in free}


@cache
def presets() -> dict[str, Preset]:
    """All presets by id, in the order in which they are listed. The first is the one that the page opens with."""
    found = sorted((_json(path) for path in _HERE.glob("*.json")), key=lambda data: int(data["order"]))
    return {data["id"]: _read(data) for data in found}


def preset(name: str) -> Preset:
    """One preset. Raises: UnknownError that suggests the nearest."""
    found = presets().get(name)
    if found is None:
        raise UnknownError(
            "unknown-preset",
            f"There is no preset {name[:60]}.",
            suggestion=nearest(name, list(presets())),
            params={"id": name[:60], "known": list(presets())},
        )
    return found


def _json(path: Path) -> dict[str, Any]:
    """A preset as it stands in its file. Values that are too many for it stand in a file of `data/`."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "data" in data:
        more = json.loads((_HERE / "data" / data["data"]).read_text(encoding="utf-8"))
        data["values"] |= more["values"]
    return data


def _read(data: dict[str, Any]) -> Preset:
    values = {name: as_matrix(name, value) for name, value in data["values"].items()}
    letters = {name: (rows, columns) for name, (rows, columns) in data["letters"].items()}
    return Preset(
        data["id"],
        data["title"],
        data["summary"],
        read_program(data["program"]),
        values,
        tuple(data["parameters"]),
        letters,
        {name: (rows, columns) for name, (rows, columns) in data.get("pictures", {}).items()},
        data.get("precision", _PRECISION),
    )
