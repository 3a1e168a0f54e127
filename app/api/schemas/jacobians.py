"""Every step by full Jacobians, and what that costs."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import Formula, Rows, Wire
from .steps import Line, Tree


class Factor(Wire):
    """One matrix of the product: ∂of/∂by, the cells of both counted row by row."""

    of: str
    by: str
    kind: Literal["signal", "row", "identity", "diagonal", "blocks", "moves", "weights", "dense"]
    symbol: Formula
    expression: Formula
    shape: tuple[int, int]
    sizes: tuple[str, str] = Field(description="In letters; all cells of a matrix are D_h·D_x.")
    zeros: int = Field(description="At least so many cells are 0 whatever the numbers are.")
    sentence: str
    tree: Tree | None = Field(description="As data; null above 16384 cells.")
    data: Rows | str | None = Field(description="null above 16384 cells, or above 262144 in all.")


class Multiplications(Wire):
    """Multiplications and divisions of numbers for this gradient, everything on the way from the loss included."""

    backward: int = Field(description="Full Jacobians, from the loss on: a row through all of them.")
    forward: int = Field(description="Full Jacobians, from the variable on: a column for each of its cells.")
    short: int = Field(description="The short rules.")


class FullForm(Wire):
    """`result` is the gradient as the row, or column, that the product gives: vec(∂J/∂W)ᵀ."""

    result: Tree  # without a description: Pydantic would give it to other fields of this recursive model, too
    lines: list[Line]
    paths: list[list[Factor]] = Field(
        description="For every path the factors as they are multiplied; the paths add up."
    )
    multiplications: Multiplications


class Jacobians(Wire):
    sizes: dict[str, str] = Field(description="MathML of the sizes.")
    gradients: dict[str, FullForm]
