"""How a function of the language is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """Its arguments by name, whether it takes `axis`, numbers with their defaults, and which operation it is with
    `reduction="mean"`."""

    args: tuple[str, ...]
    axis: bool = False
    constants: tuple[tuple[str, float | None], ...] = ()
    mean: str = ""


Signatures = Mapping[str, Signature]
