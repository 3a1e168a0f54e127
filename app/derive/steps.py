"""The ledger of steps: what the page, the API and every export are written from."""

from __future__ import annotations

from typing import Any

from app.core import symbols
from app.core.cache import cached
from app.core.patience import look
from app.engine.free_sizes import free_sizes
from app.engine.sheet import Sheet
from app.expr.tree import Name
from app.i18n import Language

from .backward_step import BackwardStep
from .chain import Derivation, bytes_of_derivation
from .forward_step import ForwardStep
from .layout import LayoutName, make_layout
from .mathml import mathml, sizes_mathml
from .signals import signals

Json = dict[str, Any]


@cached(size=bytes_of_derivation)
def derivation_of(sheet: Sheet, layout: LayoutName, general: frozenset[str] = frozenset()) -> Derivation:
    """The derivation of a sheet in a layout.

    Args:
        general: the fused steps whose general rule has to be shown.
    """
    return Derivation(sheet, make_layout(sheet, layout), signals(sheet), general)


def steps_of(derivation: Derivation, language: Language) -> list[Json]:
    """All steps: forward in line order, then backward in the order in which gradients are completed."""
    steps: list[Json] = []
    told: tuple[ForwardStep | BackwardStep, ...] = (
        *(ForwardStep(derivation, language, step) for step in derivation.sheet.program.steps),
        *(BackwardStep(derivation, language, name) for name in derivation.sheet.parts),
    )
    try:
        for index, step in enumerate(told):
            look()
            steps.append({"index": index} | step.as_dict())
    finally:
        derivation.forget_texts()
    return steps


@cached(size=lambda steps: 600 * len(steps))
def outline_of(derivation: Derivation, language: Language) -> tuple[Json, ...]:
    """The steps by title alone."""
    steps = derivation.sheet.program.steps
    forward = [
        {
            "phase": "forward",
            "quantity": step.name,
            "line": step.line,
            "title": ForwardStep(derivation, language, step).title,
        }
        for step in steps
    ]
    look()
    found = (BackwardStep(derivation, language, name) for name in derivation.sheet.parts)
    backward = [{"phase": "backward", "quantity": step.name, "line": step.line, "title": step.title} for step in found]
    derivation.forget_texts()
    return (*forward, *backward)


def symbols_of(derivation: Derivation) -> Json:
    """MathML of everything that has a name."""
    program, table = derivation.sheet.program, derivation.layout.table
    sizes = {label for name in (*program.inputs, *program.computed) for label in table.labelled(Name(name))}
    fixed = _fixed_sizes(derivation.sheet)
    return {
        **({"fixed": fixed} if fixed else {}),
        "values": {name: mathml(symbols.latex(name)) for name in (*program.inputs, *program.computed)},
        "gradients": {name: mathml(_gradient_label(derivation, name)) for name in derivation.sheet.parts},
        "sizes": sizes_mathml(sizes),
    }


def _fixed_sizes(sheet: Sheet) -> list[str]:
    """The sizes of the inputs that cannot be chosen."""
    letters = {name: sheet.table.labelled(Name(name)) for name in sheet.program.inputs}
    numbers = {
        label: n
        for name, labels in letters.items()
        for label, n in zip(labels, sheet.table.shape(Name(name)), strict=True)
        if label != "1"
    }
    free = free_sizes(sheet.program, letters, numbers)
    return [label for label in numbers if label not in free]


def _gradient_label(derivation: Derivation, name: str) -> str:
    """δ₁, or ∂J/∂U on one line."""
    if name in derivation.signals:
        return symbols.delta_latex(derivation.signals[name])
    return rf"\partial {symbols.latex(derivation.sheet.program.loss)}/\partial {symbols.latex(name)}"
