"""The layouts side by side, and where a transpose comes from."""

from __future__ import annotations

from pydantic import Field

from app.derive.layout import LayoutName

from .base import Formula, Wire
from .steps import Line, Tree


class Convention(Wire):
    """One gradient as one layout has it."""

    formula: Formula
    shape: tuple[int, int]
    sizes: tuple[str, str]
    transposed: bool = Field(description="Whether that is the transpose of the shape of its variable.")
    tree: Tree


class Layouts(Wire):
    conventions: dict[LayoutName, dict[str, Convention]] = Field(description="By layout, then by gradient.")
    entries: dict[str, list[Line]] = Field(
        description="By gradient: the gradient by one entry, line by line up to the product of matrices. [] where no product leads to it."
    )
