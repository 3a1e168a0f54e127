"""A program checked without numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.models import RequestModel, ResponseModel, Size
from app.i18n import Language


class ProgramRequest(RequestModel):
    """Check a program, without any numbers."""

    program: str = Field(
        description="Lines `name = expression`.", examples=["p = softmax(W @ x)\nJ = cross_entropy(y, p)"]
    )
    shapes: dict[str, tuple[Size, Size]] = Field(default_factory=dict, description="Of the inputs that have a value.")
    sizes: dict[str, Size] = Field(
        default_factory=dict, description="Numbers for sizes that nothing decides, by letter."
    )
    lang: Language = "en"


class Quantity(ResponseModel):
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


class OutlineStep(ResponseModel):
    phase: Literal["forward", "backward"]
    quantity: str
    line: int
    title: str


class ProgramResponse(ResponseModel):
    program: str
    inputs: list[ProgramInput]
    quantities: list[ProgramQuantity]
    sizes: dict[str, int] = Field(description="A number for every letter.")
    size_symbols: dict[str, str] = Field(description="MathML of every letter.")
    open: list[str] = Field(description="The letters that nothing decides yet; their numbers are usual ones.")
    loss: str
    steps: list[OutlineStep]
