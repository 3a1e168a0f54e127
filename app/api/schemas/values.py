"""Numbers drawn for a network."""

from __future__ import annotations

from pydantic import Field

from app.api.encoding import ARRAYS, Encoding
from app.api.models import NetworkRequest, Packed, ResponseModel, Rows, Size
from app.presets.draw import Scheme


class ValuesRequest(NetworkRequest):
    """Draw numbers for a network."""

    shapes: dict[str, tuple[Size, Size]] = Field(
        default_factory=dict, description="Of inputs of a program, where they are known."
    )
    scheme: Scheme = Field(default="friendly", description="friendly: tenths from −1 to 1.")
    sizes: dict[str, int] = Field(
        default_factory=dict,
        description="Sizes by letter; those left out follow from these, or are the preset's.",
        examples=[{"D_h": 6}],
    )
    seed: int = Field(default=0, ge=0, lt=2**32, description="The same seed draws the same numbers.")
    arrays: Encoding = Field(default="rows", description=ARRAYS)


class ValuesResponse(ResponseModel):
    values: dict[str, Rows | Packed]
    sizes: dict[str, int] = Field(description="A number for every letter.")
    seed: int
    scheme: Scheme
