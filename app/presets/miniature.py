"""A network as a small picture: the matrices that go into it as colours, for the cards of the gallery."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from app.core.arrays import Array, Shape

from . import Preset, presets

MOST_ROWS, MOST_COLUMNS = 8, 12
"""Of a larger matrix each square stands for several cells: the one that is furthest from 0 is shown."""
LEVELS = 9
POSITIVE, NEGATIVE = "123456789", "abcdefghi"


@dataclass(frozen=True, slots=True)
class Miniature:
    """A matrix as colours.

    Args:
        shape: of the picture, at most 8×12.
        shades: a character a square, row by row: "0" is 0, "1" to "9" are more and more positive, "a" to "i" negative.
    """

    name: str
    shape: Shape
    shades: str


@cache
def miniatures(preset: str) -> tuple[Miniature, ...]:
    """The inputs of a network, in the order in which it names them. Single numbers say nothing as a picture, and are left out."""
    found = presets()[preset]
    return tuple(
        _miniature(name, _as_seen(found, name)) for name in found.program.inputs if found.values[name].size > 1
    )


def _as_seen(preset: Preset, name: str) -> Array:
    """A column that is a picture, as the picture."""
    value = preset.values[name]
    return value.reshape(preset.pictures[name]) if name in preset.pictures else value


def _miniature(name: str, value: Array) -> Miniature:
    pooled = _pooled(value)
    most = float(np.abs(value).max()) or 1.0
    shades = "".join(_shade(float(cell), most) for cell in pooled.flat)
    return Miniature(name, (pooled.shape[0], pooled.shape[1]), shades)


def _pooled(value: Array) -> Array:
    """The cells furthest from 0 of blocks, so many that the picture is small."""
    parts = [np.array_split(np.arange(n), min(n, most)) for n, most in zip(value.shape, (MOST_ROWS, MOST_COLUMNS), strict=True)]  # fmt: skip
    return np.array([[_furthest(value[np.ix_(rows, columns)]) for columns in parts[1]] for rows in parts[0]])


def _furthest(block: Array) -> float:
    return float(block.flat[np.abs(block).argmax()])


def _shade(value: float, most: float) -> str:
    if value == 0:
        return "0"
    level = max(1, round(abs(value) / most * LEVELS))
    return (POSITIVE if value > 0 else NEGATIVE)[level - 1]
