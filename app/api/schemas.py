"""The wire: what may be sent and what comes back. The page's JavaScript types are generated from here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.derive.layout import LayoutName
from app.i18n import Language
from app.presets.draw import Scheme

from .encoding import Encoding


class Sent(BaseModel):
    """Whatever is sent: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Wire(BaseModel):
    """Whatever comes back. Fields may be added."""


Include = Literal["steps"]
Size = Annotated[int, Field(ge=1, le=2**20)]
Rows = list[list[float | Literal["NaN", "Infinity", "-Infinity"]]]
Value = Annotated[
    Any,
    Field(
        description="A number, a list (a column), a list of rows, or {shape, data: base64 of little-endian float64}. Finite numbers only."
    ),
]


ARRAYS = "`base64`: little-endian float64, row by row. `auto`: that for matrices of more than 2000 cells, and rows for others."


class TraceRequest(Sent):
    """Run a network: forward, backward, every intermediate quantity."""

    preset: str | None = Field(
        default=None, description="Id of a preset. Either this or `program`.", examples=["single-layer"]
    )
    program: str | None = Field(
        default=None, description="Lines `name = expression`; the last is the loss. Either this or `preset`."
    )
    values: dict[str, Value] = Field(default_factory=dict, description="Inputs by name. On top of a preset any subset.")
    layout: LayoutName = Field(default="mixed", description="In which shapes gradients come back.")
    include: list[Include] = Field(default=["steps"], description="`[]` gives numbers only.")
    arrays: Encoding = Field(default="rows", description=ARRAYS)
    lang: Language = "en"


class ValuesRequest(Sent):
    """Draw numbers for a network."""

    preset: str | None = Field(
        default=None, description="Id of a preset. Either this or `program`.", examples=["single-layer"]
    )
    program: str | None = Field(default=None, description="Lines `name = expression`. Either this or `preset`.")
    shapes: dict[str, tuple[Size, Size]] = Field(
        default_factory=dict, description="Of inputs of a program, where they are known."
    )
    scheme: Scheme = Field(default="friendly", description="friendly: tenths from −1 to 1.")
    sizes: dict[str, int] = Field(
        default_factory=dict, description="Sizes by letter; those left out are the preset's.", examples=[{"D_h": 6}]
    )
    seed: int = Field(default=0, ge=0, lt=2**32, description="The same seed draws the same numbers.")
    arrays: Encoding = Field(default="rows", description=ARRAYS)
    lang: Language = "en"


class ProgramRequest(Sent):
    """Check a program, without any numbers."""

    program: str = Field(
        description="Lines `name = expression`.", examples=["p = softmax(W @ x)\nJ = cross_entropy(y, p)"]
    )
    shapes: dict[str, tuple[Size, Size]] = Field(default_factory=dict, description="Of the inputs that have a value.")
    sizes: dict[str, Size] = Field(
        default_factory=dict, description="Numbers for sizes that nothing decides, by letter."
    )
    lang: Language = "en"


class Matrix(Wire):
    shape: tuple[int, int]
    sizes: tuple[str, str] = Field(description="The same in letters.")
    symbol: str
    latex: str
    data: Rows | str = Field(description="Rows of numbers; base64 where that was asked for.")


class ValueMatrix(Matrix):
    role: Literal["parameter", "input", "target", "computed", "loss"]


class GradientMatrix(Matrix):
    names: list[str] = Field(examples=[["dJ_dTheta", "delta_1"]])
    transposed: bool = Field(description="Whether it is shown transposed to the shape of its variable.")


class Formula(Wire):
    latex: str
    mathml: str


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


class Loss(Wire):
    name: str
    value: float | Literal["NaN", "Infinity", "-Infinity"]


class Notice(Wire):
    code: str
    message: str


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


class Packed(Wire):
    """A value in base64, as a request takes it."""

    shape: tuple[int, int]
    data: str


class PresetSummary(Wire):
    id: str
    title: str
    summary: str


class PresetList(Wire):
    presets: list[PresetSummary]


class PresetResponse(PresetSummary):
    program: str
    values: dict[str, Rows | Packed]
    parameters: list[str]
    sizes: dict[str, int]
    letters: dict[str, tuple[str, str]] = Field(description="How the rows and columns of every input are called.")
    pictures: dict[str, tuple[int, int]] = Field(
        description="The inputs that are pictures, with the rows and columns of the picture."
    )


class ValuesResponse(Wire):
    values: dict[str, Rows | Packed]
    sizes: dict[str, int]
    seed: int
    scheme: Scheme


class Quantity(Wire):
    name: str
    shape: tuple[int, int]
    sizes: tuple[str, str]


class ProgramInput(Quantity):
    target: bool
    given: bool = Field(description="Whether its shape was sent.")


class ProgramQuantity(Quantity):
    line: int
    written: bool = Field(
        description="Whether the program gives it its name; a part that needs one is called t1, t2, …."
    )


class OutlineStep(Wire):
    phase: Literal["forward", "backward"]
    quantity: str
    line: int
    title: str


class ProgramResponse(Wire):
    program: str
    inputs: list[ProgramInput]
    quantities: list[ProgramQuantity]
    sizes: dict[str, int] = Field(description="A number for every letter.")
    open: list[str] = Field(description="The letters that nothing decides yet; their numbers are usual ones.")
    loss: str
    steps: list[OutlineStep]


class FileArray(Wire):
    shape: tuple[int, int]
    data: Rows | str = Field(description="Rows of numbers; base64 where that was asked for.")


class Skipped(Wire):
    name: str
    reason: str


class Assigned(Wire):
    array: str = Field(examples=["fc1.weight"])
    transposed: bool = Field(description="It would fit if it were transposed. A suggestion: it is sent as it is.")


class FileResponse(Wire):
    """What a file of numbers holds."""

    arrays: dict[str, FileArray]
    skipped: list[Skipped] = Field(description="Tensors that are no matrix.")
    assignment: dict[str, Assigned] | None = Field(
        default=None, description="For the names in `want` that have exactly one candidate."
    )


class Health(Wire):
    status: Literal["ok"]


class ErrorBody(Wire):
    code: str = Field(examples=["inner-sizes-differ"])
    message: str = Field(examples=["W @ x: W is 4×3 and x is 5×1, so 3 and 5 would have to be equal."])
    line: int | None
    column: int | None
    length: int | None
    hint: str | None
    params: dict[str, Any]


class ErrorResponse(Wire):
    error: ErrorBody
