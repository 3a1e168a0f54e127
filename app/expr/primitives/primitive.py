"""What a row of the table of primitives says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from app.core.arrays import Shape
from app.expr.letters import Letters, Sizes
from app.expr.tree import Call, Node, Number

Domain = Literal["any", "nonnegative", "positive", "probability", "nonzero divisor", "positive base", "above -1"]
_MATRICES = ("a", "b", "c", "g", "ids", "like")
"""How arguments are called that are matrices; by other names go plain numbers."""
Scalar = dict[str, Any]
"""The arithmetic of one cell as data: `app.expr.cell` says of what form."""


class CellReader(Protocol):
    """Reads single cells of a tree; `app.expr.cell` has it."""

    @property
    def shape_of(self) -> Callable[[Node], Shape]:
        """The shape of any node of the tree."""

    def at(self, node: Node, i: int, j: int) -> Scalar:
        """Cell (i, j) of `node`, which has such a cell."""

    def stretched(self, node: Node, i: int, j: int) -> Scalar:
        """Cell (i, j) of `node` after a size of 1 was stretched, as in NumPy."""


SizeRule = Callable[[Call, list[Sizes], Letters], Sizes]
CellRule = Callable[[CellReader, Call, int, int], Scalar]
ZERO: Scalar = {"number": 0.0}
LIST = "[,]"
"""The sign of what is called by its name, and written as a list where its arguments are numbers."""


@dataclass(frozen=True, slots=True)
class Primitive:
    """What one of the smallest operations is: everything that rules are written out into, besides arithmetic cell by cell.

    Args:
        args: names of its arguments; one that begins with * stands for as many as are given.
        apply: on 2-D arrays; it keeps both axes. An argument that is written as a number arrives as a float.
        sizes: the sizes of the result from those of the arguments. Raises ShapeError where they do not fit.
        cell: cell (i, j) of the result, in cells of the arguments.
        takes_axis: whether `apply` takes the axis, after its arguments.
        analytic: `apply` for complex numbers, on the side of a kink on which the real part is; None where it is `apply`.
        multiplications: of numbers that one cell of the result takes, from the shapes of the arguments.
        sums_products: whether a cell is a sum of products, so that these multiplications are what it costs.
        reads: what a cell of the result or of the largest argument costs, in numbers read from memory: the most, for any numbers.
        extended: the same in extended precision.
        work: what it costs where that is not so much a cell: from the shape of the result and those of the arguments; a plain
            number among these stands for itself.
        scratch: how many cells are held while it is computed, besides arguments and result: as a share of the result or the largest
            argument, or from the same as `work`.
        is_view: whether the result may be the memory of its first argument, which is held as long as the result is.
        copies_views: whether an argument that is such a view is copied first.
        quick: a quicker `apply` for given shapes of the arguments, with the same numbers, or None.
        sign: how it is written between, before or after its arguments, where it is not called by its name: "@", "-", ".T", "[:]".
        slope: of a function cell by cell, its derivative as text about its argument `a` and its value `y`. Such a function
            is called by users, too: it is an operation of the table by this alone.
        kink: where it has no derivative, as text with a cell that is 0 there, or "".
        domain: for which argument it is a finite number.
        is_activation: whether its argument is a pre-activation.
    """

    args: tuple[str, ...]
    apply: Callable[..., Any]
    sizes: SizeRule
    cell: CellRule
    takes_axis: bool = False
    analytic: Callable[..., Any] | None = None
    multiplications: Callable[..., int] = lambda *_: 0
    sums_products: bool = False
    reads: int = 3
    extended: int = 16
    work: Callable[..., int] | None = None
    scratch: Callable[..., int] | float = 0
    is_view: bool = False
    copies_views: bool = False
    quick: Callable[[Shape, Shape], Callable[..., Any]] | None = None
    sign: str = ""
    slope: str = ""
    kink: str = ""
    domain: Domain = "any"
    is_activation: bool = False

    def takes_a_number(self, k: int) -> bool:
        """Whether argument `k` is a plain number, such as where a slice begins, and no matrix."""
        if self.args[-1].startswith("*") and k >= len(self.args) - 1:
            return False
        return self.args[k] not in _MATRICES


def number_of(node: Call, k: int) -> float:
    """The number that argument `k` is written as."""
    arg = node.args[k]
    return arg.value if isinstance(arg, Number) else 0.0


def times(a: Scalar, b: Scalar) -> Scalar:
    """A product of two numbers, without the factors 0 and 1 that cells are placed by."""
    for one, other in ((a, b), (b, a)):
        if one == {"number": 1.0}:
            return other
        if one == ZERO:
            return one
    return {"op": "mul", "args": [a, b]}


def sum_of(terms: list[Scalar]) -> Scalar:
    """The sum of those terms that are not 0 anyway."""
    left = [term for term in terms if term != ZERO]
    return {"op": "sum", "args": left} if left else ZERO
