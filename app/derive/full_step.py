"""The full form of a step as it travels: its lines, its matrices, what they cost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.core import symbols
from app.core.cache import cached
from app.core.patience import look
from app.i18n import Language, say

from .backward_step import BackwardStep
from .chain import Derivation
from .full import Factor, FullForm
from .mathml import formula, sizes_mathml
from .tree_json import tree_json

Json = dict[str, Any]
DRAWN_AT_MOST = 2**14
"""A Jacobian with more cells is told and not drawn."""


@cached(size=lambda forms: 200 * len(forms))
def full_forms(derivation: Derivation) -> dict[str, FullForm]:
    """By quantity, in the order of the backward steps."""
    return {name: FullForm(derivation, name) for name in derivation.sheet.parts}


def full_json(full: FullForm, language: Language) -> Json:
    """Everything about a full form but its numbers. A path has its factors in the order in which they are written."""
    look()
    derivation = full.derivation
    step = BackwardStep(derivation, language, full.of)
    row = tree_json(full.result, derivation)
    return {
        "result": row,
        "lines": [step.line_json(line) for line in full.lines()],
        "paths": [[_factor_json(factor, derivation, language) for factor in path] for path in full.paths],
        "multiplications": asdict(full.costs),
    }


def is_drawn(factor: Factor, derivation: Derivation) -> bool:
    """Whether a factor is small enough to be seen."""
    rows, columns = derivation.layout.table.shape(factor.shown)
    return rows * columns <= DRAWN_AT_MOST


def sizes_of(derivation: Derivation) -> dict[str, str]:
    """MathML of the sizes of all factors: D_h·D_x as a product."""
    table = derivation.layout.table
    found = {
        label
        for full in full_forms(derivation).values()
        for path in full.paths
        for factor in path
        for label in table.labelled(factor.shown)
    }
    return sizes_mathml(found - {"1"})


def _factor_json(factor: Factor, derivation: Derivation, language: Language) -> Json:
    table, drawn = derivation.layout.table, is_drawn(factor, derivation)
    rows, columns = table.shape(factor.shown)
    words = {"of": symbols.symbol(factor.of), "by": symbols.symbol(factor.by), "zeros": factor.zeros}
    words |= {"cells": rows * columns, "rows": rows, "columns": columns}
    return {
        "of": factor.of,
        "by": factor.by,
        "kind": factor.kind,
        "symbol": formula(symbols.gradient_latex(factor.of, factor.by)),
        "expression": formula(derivation.latex.write(factor.shown)),
        "shape": [rows, columns],
        "sizes": list(table.labelled(factor.shown)),
        "zeros": factor.zeros,
        "sentence": say(language, f"jacobian.{factor.kind}", **words),
        "tree": tree_json(factor.shown, derivation) if drawn else None,
    }
