"""The ledger of steps: formulas, trees, shape checks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .models import Formula, Number, ResponseModel


class CitedIdentity(ResponseModel):
    """What an identity says, in symbols of its own: premise ⇒ conclusion."""

    label: str
    premise: Formula
    conclusion: Formula
    sentence: str


class Line(Formula):
    identity: str | None = Field(description="The identity that it uses, or the first of several.")
    identities: list[str] | None = Field(default=None, description="All that it uses, where there are several.")
    label: str
    sentence: str


class Operand(ResponseModel):
    kind: Literal["value", "gradient"]
    name: str


class Tree(ResponseModel):
    """A formula: a name, a gradient, a number or an operation; exactly one of the first four is there."""

    name: str | None = None
    gradient: str | None = None
    number: Number | None = None
    op: str | None = None
    args: list[Tree] | None = None
    axis: Literal[0, 1] | None = Field(default=None, description="Absent where everything is meant.")
    shape: tuple[int, int]
    sizes: tuple[str, str]
    mathml: str
    symbol: str
    function: str | None = Field(default=None, description="MathML of the bare name of a function.")
    mark: str | None = Field(
        default=None,
        description="What stands between two arguments, where that is no operator of the language.",
        examples=["⋆"],
    )
    shown: int | None = Field(
        default=None, description="How many arguments a formula shows; the others say a shape. Absent for all of them."
    )
    definition: Tree | None = Field(default=None, description="The same written in primitives.")


class ShapeToken(ResponseModel):
    """A part of a shape check."""

    kind: Literal["shape", "op", "bracket", "arrow"]
    rows: str | None = None
    cols: str | None = None
    shape: tuple[int, int] | None = None
    meets: list[Literal["rows", "cols"]] | None = Field(
        default=None, description="Inner sizes that meet a neighbour's."
    )
    text: str | None = None


class Shapes(ResponseModel):
    text: str = Field(examples=["(1×N_c)(N_c×D_h) ∘ (1×D_h) → 1×D_h"])
    tokens: list[ShapeToken]


class Contribution(ResponseModel):
    tree: Tree
    formula: Formula


class Reuse(ResponseModel):
    name: str
    count: int


class Step(ResponseModel):
    index: int
    phase: Literal["forward", "backward"]
    quantity: str
    line: int = Field(description="1-based line of the program where the quantity is defined or first read.")
    title: str
    formula: Formula
    lines: list[Line]
    identity: str | None
    identities: list[str]
    operands: list[Operand]
    shapes: Shapes
    tree: Tree
    stable_tree: Tree | None
    contributions: list[Contribution]
    reuses: list[Reuse]
    mask: str | None
    sentence: str
