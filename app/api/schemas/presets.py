"""The networks that ship."""

from __future__ import annotations

from pydantic import Field

from app.api.models import Packed, ResponseModel, Rows


class PresetSummary(ResponseModel):
    id: str
    title: str
    summary: str


class Miniature(ResponseModel):
    """A matrix as a small picture."""

    name: str
    shape: tuple[int, int] = Field(description="Rows and columns of the picture, at most 8 and 12.")
    shades: str = Field(description='A character a square, row by row: "0", "1" to "9" positive, "a" to "i" negative.')


class PresetCard(PresetSummary):
    picture: list[Miniature] = Field(description="What goes into the network, as colours.")


class PresetList(ResponseModel):
    presets: list[PresetCard]


class PresetResponse(PresetSummary):
    program: str
    values: dict[str, Rows | Packed]
    parameters: list[str]
    sizes: dict[str, int] = Field(description="The sizes that can be chosen. Others follow from them.")
    letters: dict[str, tuple[str, str]] = Field(description="How the rows and columns of every input are called.")
    pictures: dict[str, tuple[int, int]] = Field(
        description="The inputs that are pictures, with the rows and columns of the picture."
    )
    precision: int = Field(description="The decimals, 1 to 6, with which the page shows its numbers at first.")
