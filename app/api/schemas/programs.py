"""A program checked without numbers, and numbers drawn for one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.api.encoding import ARRAYS, Encoding
from app.i18n import Language
from app.presets.draw import Scheme

from .base import NetworkRequest, Packed, Rows, Sent, Size, Wire


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


class ValuesRequest(NetworkRequest):
    """Draw numbers for a network."""

    shapes: dict[str, tuple[Size, Size]] = Field(
        default_factory=dict, description="Of inputs of a program, where they are known."
    )
    scheme: Scheme = Field(default="friendly", description="friendly: tenths from −1 to 1.")
    sizes: dict[str, int] = Field(
        default_factory=dict, description="Sizes by letter; those left out are the preset's.", examples=[{"D_h": 6}]
    )
    seed: int = Field(default=0, ge=0, lt=2**32, description="The same seed draws the same numbers.")
    arrays: Encoding = Field(default="rows", description=ARRAYS)


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


class ValuesResponse(Wire):
    values: dict[str, Rows | Packed]
    sizes: dict[str, int]
    seed: int
    scheme: Scheme
