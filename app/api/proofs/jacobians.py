"""`include: ["jacobians"]`: every step by full Jacobians, and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, Literal

import numpy as np
from pydantic import Field

from app.api.models import Formula, ResponseModel, Rows
from app.api.step_models import Line, Tree
from app.api.template import PLACEHOLDER, Template, member_template
from app.api.warnings import Notice
from app.core import symbols
from app.core.arrays import Array
from app.core.cache import cached
from app.core.patience import look
from app.derive import full
from app.derive.chain import Derivation
from app.derive.full_step import full_forms, full_json, is_drawn, sizes_of
from app.derive.mathml import formulas_within
from app.engine.charges import cost_of
from app.engine.sheet import compile_tree
from app.expr.numbers import Closure
from app.i18n import Language

from .proof import Computed, Proof, always_large

Json = dict[str, Any]
_CELLS_OF_ALL = 2**18
"""So many cells of Jacobians are sent in one answer; those that come after are told by their shape."""
_READS_OF_ALL = 2**28
"""So much work, in numbers read from memory, may go into them."""
_CELLS_AT_ONCE = 2**21
"""One that takes more cells than this while it is computed is told by its shape, too."""


class Factor(ResponseModel):
    """One matrix of the product: ∂of/∂by, the cells of both counted row by row."""

    of: str
    by: str
    kind: Literal["signal", "row", "identity", "diagonal", "blocks", "moves", "weights", "dense"]
    symbol: Formula
    expression: Formula
    shape: tuple[int, int]
    sizes: tuple[str, str] = Field(description="In letters; all cells of a matrix are D_h·D_x.")
    zeros: int = Field(description="At least so many cells are 0 whatever the numbers are.")
    sentence: str
    tree: Tree | None = Field(description="As data; null above 16384 cells.")
    data: Rows | str | None = Field(description="null above 16384 cells, or above 262144 in all.")


class Multiplications(ResponseModel):
    """Multiplications and divisions of numbers for this gradient, everything on the way from the loss included."""

    backward: int = Field(description="Full Jacobians, from the loss on: a row through all of them.")
    forward: int = Field(description="Full Jacobians, from the variable on: a column for each of its cells.")
    short: int = Field(description="The short rules.")


class FullForm(ResponseModel):
    """`result` is the gradient as the row, or column, that the product gives: vec(∂J/∂W)ᵀ."""

    result: Tree  # without a description: Pydantic would give it to other fields of this recursive model, too
    lines: list[Line]
    paths: list[list[Factor]] = Field(
        description="For every path the factors as they are multiplied; the paths add up."
    )
    multiplications: Multiplications


class Jacobians(ResponseModel):
    sizes: dict[str, str] = Field(description="MathML of the sizes.")
    gradients: dict[str, FullForm]


@np.errstate(all="ignore")
def _write(computed: Computed) -> list[bytes]:
    arrays: list[Array] = [closure(computed.trace.arrays) for closure in _closures(computed.derivation)]
    computed.warnings.extend(_without_a_product(computed, arrays))
    return _template(computed.derivation, computed.language).fill_arrays(arrays, computed.encoding)


def _without_a_product(computed: Computed, arrays: list[Array]) -> Iterator[Notice]:
    """The gradients that are numbers where the product of their Jacobians is none, since something in it overflows."""
    numbers, sent = iter(arrays), iter([sent for _, sent in _factors(computed.derivation)])
    loss = computed.trace.sheet.program.loss
    for name, form in full_forms(computed.derivation).items():
        paths = [[next(numbers) if next(sent) else None for _ in path] for path in form.paths]
        if np.isfinite(computed.trace.gradient(name)).all() and not all(map(_has_a_product, paths)):
            gradient = symbols.gradient_symbol(loss, name)
            message = f"{gradient}: the product of the full Jacobians is no number here, since a factor overflows; the short rule does not need it."
            yield "no-product", message, {"gradient": gradient}


def _has_a_product(factors: list[Array | None]) -> bool:
    """Whether the product of some matrices is finite, as far as their numbers are known."""
    look()
    known = [factor for factor in factors if factor is not None]
    if len(known) < len(factors):
        return all(np.isfinite(factor).all() for factor in known)
    if known[-1].shape[1] == 1:  # the loss stands on the right: from there on, every product is a column
        return bool(np.isfinite(reduce(lambda right, left: _times(left, right), reversed(known))).all())
    return bool(np.isfinite(reduce(_times, known)).all())


def _times(a: Array, b: Array) -> Array:
    return np.asarray(a * b if 1 in (a.size, b.size) else a @ b)


@cached(size=lambda closures: 4000 * len(closures))
def _closures(derivation: Derivation) -> tuple[Closure, ...]:
    """What computes the factors that are sent, each in the orientation in which it is shown."""
    sheet, turned = derivation.sheet, derivation.layout.name == "denominator"

    def shown(closure: Closure) -> Closure:
        return lambda arrays: np.atleast_2d(closure(arrays)).T if turned else np.atleast_2d(closure(arrays))

    return tuple(
        shown(compile_tree(factor.tree, sheet.table, sheet.slots)) for factor, sent in _factors(derivation) if sent
    )


@cached(size=lambda template: template.size)
def _template(derivation: Derivation, language: Language) -> Template:
    sent = iter([sent for _, sent in _factors(derivation)])

    def of_factor(factor: Json) -> Json:
        return factor | {"data": PLACEHOLDER if next(sent) else None}

    with formulas_within(derivation.sheet.limits.formulas):
        facts = _facts(derivation, language, of_factor)
        return member_template("jacobians", {"sizes": sizes_of(derivation), "gradients": facts})


def _facts(derivation: Derivation, language: Language, of_factor: Callable[[Json], Json]) -> Json:
    return {
        name: (said := full_json(form, language)) | {"paths": [list(map(of_factor, path)) for path in said["paths"]]}
        for name, form in full_forms(derivation).items()
    }


@cached(size=lambda factors: 200 * len(factors))
def _factors(derivation: Derivation) -> tuple[tuple[full.Factor, bool], ...]:
    """All factors in their order, and whether the numbers of each are sent: what is small may take much to compute."""
    cells, reads = _CELLS_OF_ALL, _READS_OF_ALL
    found = []
    for form in full_forms(derivation).values():
        for factor in (factor for path in form.paths for factor in path):
            rows, columns = derivation.layout.table.shape(factor.shown)
            sent = is_drawn(factor, derivation) and rows * columns <= cells
            if sent:
                cost = cost_of(factor.tree, derivation.sheet.plain)
                sent = cost.cells <= _CELLS_AT_ONCE and cost.reads <= reads
                cells, reads = (cells - rows * columns, reads - cost.reads) if sent else (cells, reads)
            found.append((factor, sent))
    return tuple(found)


JACOBIANS = Proof(
    name="jacobians",
    include_note="every step by full Jacobians",
    model=Jacobians,
    member_note="By gradient, where they were asked for.",
    prepare=always_large(_write),
)
