"""Every gradient as a sum over its ways from the loss."""

from __future__ import annotations

from pydantic import Field

from .base import Count, Formula, Notice, Rows, Wire


class PathQuantity(Wire):
    """A quantity on the way from the loss inward."""

    name: str
    leapt: bool = Field(description="Whether a fusion leaps over it, so that it has no gradient.")
    use: int | None = Field(
        description="Which of its uses, from 1, where the quantity before reads it more than once; otherwise null."
    )


class Path(Formula):
    """One path: the chain rule along it, and what comes along it."""

    chain: list[PathQuantity]
    data: Rows | str = Field(description="In the shape of the gradient as it is shown.")


class LastStep(Wire):
    """One contribution: all paths that come by the same last step."""

    via: str
    through: str | None = Field(description="The quantity in between that a fusion leaps over.")
    use: int | None = Field(description="As in a path.")
    count: Count
    data: Rows | str | None = Field(description="The sum over its paths; null where they are listed, or over a limit.")


class Uses(Wire):
    """A gradient is computed once, and used `count` times."""

    count: int
    by: list[str] = Field(description="The gradients that are computed from it.")


class GradientPaths(Wire):
    count: Count
    listed: bool = Field(description="Whether `paths` has all of them. Otherwise it has none, and `note` says why.")
    note: Notice | None
    paths: list[Path]
    by_step: list[LastStep]
    uses: Uses
