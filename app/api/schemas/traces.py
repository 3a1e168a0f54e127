"""A run of a network: asked for, and answered with every number and every step."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.derive.layout import LayoutName

from .base import Formula, Loss, Matrix, Notice, RunRequest, Wire

Include = Literal["steps"]


class TraceRequest(RunRequest):
    """Run a network: forward, backward, every intermediate quantity."""

    layout: LayoutName = Field(default="mixed", description="In which shapes gradients come back.")
    include: list[Include] = Field(default=["steps"], description="`[]` gives numbers only.")
    arrays: Literal["rows", "base64"] = Field(
        default="rows", description="`base64`: little-endian float64, row by row."
    )


class ValueMatrix(Matrix):
    role: Literal["parameter", "input", "target", "computed", "loss"]


class GradientMatrix(Matrix):
    names: list[str] = Field(examples=[["dJ_dTheta", "delta_1"]])
    transposed: bool = Field(description="Whether it is shown transposed to the shape of its variable.")


class Line(Formula):
    identity: str | None
    label: str
    sentence: str


class Operand(Wire):
    kind: Literal["value", "gradient"]
    name: str


class Tree(Wire):
    """A formula: a name, a gradient, a number or an operation; exactly one of the first four is there."""

    name: str | None = None
    gradient: str | None = None
    number: float | None = None
    op: str | None = None
    args: list[Tree] | None = None
    axis: Literal[0, 1] | None = Field(default=None, description="Absent where everything is meant.")
    shape: tuple[int, int]
    sizes: tuple[str, str]
    mathml: str
    symbol: str
    function: str | None = Field(default=None, description="MathML of the bare name of a function.")
    definition: Tree | None = Field(default=None, description="The same written in primitives.")


class ShapeToken(Wire):
    """A part of a shape check."""

    kind: Literal["shape", "op", "bracket", "arrow"]
    rows: str | None = None
    cols: str | None = None
    shape: tuple[int, int] | None = None
    meets: list[Literal["rows", "cols"]] | None = Field(
        default=None, description="Inner sizes that meet a neighbour's."
    )
    text: str | None = None


class Shapes(Wire):
    text: str = Field(examples=["(1×N_c)(N_c×D_h) ∘ (1×D_h) → 1×D_h"])
    tokens: list[ShapeToken]


class Contribution(Wire):
    tree: Tree
    formula: Formula


class Reuse(Wire):
    name: str
    count: int


class Step(Wire):
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


class Symbols(Wire):
    """MathML of everything that has a name."""

    values: dict[str, str]
    gradients: dict[str, str]
    sizes: dict[str, str]


class TraceResponse(Wire):
    program: str
    layout: LayoutName
    sheet: str = Field(description="Identity of all that does not depend on the numbers.")
    loss: Loss
    values: dict[str, ValueMatrix]
    gradients: dict[str, GradientMatrix]
    warnings: list[Notice]
    steps: list[Step] | None = None
    symbols: Symbols | None = None
