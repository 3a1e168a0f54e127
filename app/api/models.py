"""What the models of all endpoints are made of: how a value is sent, and how a matrix and a formula come back."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.i18n import Language


class RequestModel(BaseModel):
    """The base of whatever is sent: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class ResponseModel(BaseModel):
    """The base of whatever comes back. Fields may be added."""


Size = Annotated[int, Field(ge=1, le=2**20)]
Number = float | Literal["NaN", "Infinity", "-Infinity"]
Rows = list[list[Number]]
Value = Annotated[
    Any,
    Field(
        description="A number, a list (a column), a list of rows, or {shape, data: base64 of little-endian float64}. Finite numbers only."
    ),
]


Count = Annotated[int | str, Field(description="Exact; digits in a string above 2⁵³, where JSON readers round.")]


class NetworkRequest(RequestModel):
    """Names a network: a preset or a program, and exactly one of them."""

    preset: str | None = Field(
        default=None, description="Id of a preset. Either this or `program`.", examples=["single-layer"]
    )
    program: str | None = Field(
        default=None, description="Lines `name = expression`; the last is the loss. Either this or `preset`."
    )
    lang: Language = "en"


class RunRequest(NetworkRequest):
    """A network with numbers for its inputs."""

    values: dict[str, Value] = Field(default_factory=dict, description="Inputs by name. On top of a preset any subset.")


class Packed(ResponseModel):
    """A value in base64, as a request takes it."""

    shape: tuple[int, int]
    data: str


class MatrixFacts(ResponseModel):
    shape: tuple[int, int]
    sizes: tuple[str, str] = Field(description="The same in letters.")
    symbol: str
    latex: str


class Matrix(MatrixFacts):
    data: Rows | str = Field(description="Rows of numbers; base64 where that was asked for.")


class Formula(ResponseModel):
    latex: str
    mathml: str


class Loss(ResponseModel):
    name: str
    value: Number


class Notice(ResponseModel):
    code: str
    message: str
