"""The three layouts side by side: every gradient of a program as each of them has it."""

from __future__ import annotations

from typing import Any

from app.core import symbols
from app.core.patience import look
from app.expr.tree import Gradient
from app.i18n import Language

from .backward_step import BackwardStep
from .chain import Derivation
from .entries import entry_lines
from .layout import LAYOUTS
from .mathml import formula
from .steps import derivation_of
from .tree_json import tree_json

Json = dict[str, Any]


def conventions_json(derivation: Derivation) -> Json:
    """By layout and gradient: the formula, and the shape in numbers and letters. Whatever `derivation` is in."""
    general = derivation.general
    return {layout: _gradients(derivation_of(derivation.sheet, layout, general)) for layout in LAYOUTS}


def entries_json(derivation: Derivation, language: Language) -> Json:
    """By gradient: the gradient by one entry, line by line up to the product of matrices; [] where there is none."""
    return {
        name: [BackwardStep(derivation, language, name).line_json(line) for line in entry_lines(derivation, name)]
        for name in derivation.sheet.parts
    }


def _gradients(derivation: Derivation) -> Json:
    try:
        return {name: _gradient(derivation, name) for name in derivation.sheet.parts}
    finally:
        derivation.forget_texts()


def _gradient(derivation: Derivation, name: str) -> Json:
    look()
    table, tree = derivation.layout.table, derivation.tree(name)
    left = symbols.gradient_latex(derivation.sheet.program.loss, name)
    return {
        "formula": formula(f"{left} = {derivation.latex.write(tree)}"),
        "shape": list(table.shape(Gradient(name))),
        "sizes": list(table.labelled(Gradient(name))),
        "transposed": name in derivation.layout.flipped,
        "tree": tree_json(tree, derivation),
    }
