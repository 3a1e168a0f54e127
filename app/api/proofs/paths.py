"""`include: ["paths"]`: every gradient as a sum over its paths from the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from app.api.models import Count, Formula, Notice, ResponseModel, Rows
from app.api.pool import is_large
from app.api.template import PLACEHOLDER, Template, member_template
from app.core.cache import cached
from app.core.limits import Limits
from app.derive.chain import Derivation
from app.derive.mathml import formulas_within
from app.derive.paths import path_facts, step_facts, uses
from app.engine.paths import PathPlan, path_gradients, plan_paths
from app.engine.sheet import Sheet
from app.i18n import Language, say_error

from .proof import Computed, Proof

Json = dict[str, Any]
_MOST_EXACT = 2**53
_MANY_PATHS = 32
"""With more paths than this the formulas alone take too long for the event loop."""


class PathQuantity(ResponseModel):
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


class LastStep(ResponseModel):
    """One contribution: all paths that come by the same last step."""

    via: str
    through: str | None = Field(description="The quantity in between that a fusion leaps over.")
    use: int | None = Field(description="As in a path.")
    count: Count
    data: Rows | str | None = Field(description="The sum over its paths; null where they are listed, or over a limit.")


class Uses(ResponseModel):
    """A gradient is computed once, and used `count` times."""

    count: int
    by: list[str] = Field(description="The gradients that are computed from it.")


class GradientPaths(ResponseModel):
    count: Count
    listed: bool = Field(description="Whether `paths` has all of them. Otherwise it has none, and `note` says why.")
    note: Notice | None
    paths: list[Path]
    by_step: list[LastStep]
    uses: Uses


@dataclass(frozen=True, slots=True)
class PreparedPaths:
    """Which paths of a program are listed."""

    plan: PathPlan

    @property
    def is_large(self) -> bool:
        """Whether there are many paths, or computing what comes along them takes long."""
        return self.plan.paths > _MANY_PATHS or is_large(self.plan.cells, self.plan.operations)

    def write(self, computed: Computed) -> list[bytes]:
        """As `PreparedProof` says."""
        trace, plan, derivation = computed.trace, self.plan, computed.derivation
        along = path_gradients(trace, plan)
        flipped = derivation.layout.flipped
        arrays = [
            array.T if name in flipped else array
            for name in trace.sheet.parts
            for array in (along[name] if name in along else trace.contributions(name) if name in plan.summed else ())
        ]
        return _template(derivation, plan, computed.language).fill_arrays(arrays, computed.encoding)


def _prepare(sheet: Sheet, limits: Limits) -> PreparedPaths:
    return PreparedPaths(plan_paths(sheet, limits))


@cached(size=lambda template: template.size)
def _template(derivation: Derivation, plan: PathPlan, language: Language) -> Template:
    """The template of the paths of a derivation. Some are large, so few are kept."""
    with formulas_within(derivation.sheet.limits.formulas):
        facts = {name: _of_gradient(derivation, plan, name, language) for name in derivation.sheet.parts}
    return member_template("paths", facts)


def _of_gradient(derivation: Derivation, plan: PathPlan, name: str, language: Language) -> Json:
    data = {"data": PLACEHOLDER if name in plan.summed else None}
    return {
        "count": _exact(plan.counts[name]),
        "listed": name in plan.listed,
        "note": None if name in plan.listed else _note(plan, name, language),
        "paths": [path_facts(derivation, path) | {"data": PLACEHOLDER} for path in plan.listed.get(name, ())],
        "by_step": [
            step_facts(derivation, last) | {"count": _exact(plan.counts[last.via])} | data
            for last in derivation.sheet.parts[name]
        ],
        "uses": uses(derivation, name),
    }


def _exact(count: int) -> int | str:
    """Digits in a string where a reader of JSON would round them."""
    return count if count <= _MOST_EXACT else str(count)


def _note(plan: PathPlan, name: str, language: Language) -> dict[str, str]:
    """Why the paths to `name` are not listed."""
    count, limit = plan.counts[name], plan.limit
    params = {"name": name, "count": count, "limit": limit}
    if count > limit:
        code = "too-many-paths"
        message = f"{count} paths lead to {name}, and at most {limit} are listed; they are summed by their last step."
    else:
        code = "paths-over-limit"
        message = f"The paths to {name} ({count}) are not listed: all together would be over a limit of this server."
    return {"code": code, "message": say_error(language, code, message, "", params)[0]}


PATHS = Proof(
    name="paths",
    include_note="every gradient path by path",
    model=dict[str, GradientPaths],
    member_note="By gradient, where they were asked for.",
    prepare=_prepare,
)
