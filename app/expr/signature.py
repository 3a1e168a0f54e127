"""How a function of the language is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["number", "positive", "count", "natural", "index", "size"]


@dataclass(frozen=True, slots=True)
class Constant:
    """A number with which an operation is called after its arguments. It has no gradient.

    Args:
        default: taken where it is left out; None where it has to be said.
        kind: any "number"; "positive"; whole ones: a "count" from 1, a "natural" from 0, an "index", a "size" from 1 or -1 for what is left.
    """

    name: str
    default: float | None = None
    kind: NumberKind = "number"


@dataclass(frozen=True, slots=True)
class Signature:
    """How a function is called.

    Args:
        args: its arguments by name; ("*args",) where there may be any number of them.
        axis: whether it takes `axis`.
        constants: the numbers after its arguments.
        reductions: which operation it is with `reduction="sum"` and with `reduction="mean"`.
        ids: the argument in whose place there may be a list of whole numbers.
    """

    args: tuple[str, ...]
    axis: bool = False
    constants: tuple[Constant, ...] = ()
    reductions: Mapping[str, str] | None = None
    ids: int | None = None

    @property
    def is_variadic(self) -> bool:
        """Whether there may be any number of arguments."""
        return any(arg.startswith("*") for arg in self.args)

    @property
    def required(self) -> list[str]:
        """The names of what has to be said."""
        args = ["a", "b", "…"] if self.is_variadic else list(self.args)
        return args + [constant.name for constant in self.constants if constant.default is None]

    def takes(self, count: int) -> bool:
        """Whether it can be called with so many arguments, constants among them."""
        if self.is_variadic:
            return count >= len(self.args)
        return len(self.args) <= count <= len(self.args) + len(self.constants)


Signatures = Mapping[str, Signature]
