"""What is told of a value or a gradient besides its numbers: shape, sizes in letters, symbol, role."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

from app.core import symbols
from app.core.cache import cached
from app.derive.chain import Derivation
from app.expr.tree import Gradient, Name


@cached(size=len)
def sheet_id(derivation: Derivation) -> str:
    """A short name for everything on the page that does not depend on the numbers: equal where all of that is equal."""
    table, program = derivation.sheet.table, derivation.sheet.program
    shapes = [(name, table.shape(Name(name)), table.labelled(Name(name))) for name in program.inputs]
    text = repr((program.text, shapes, sorted(derivation.general)))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def value_facts(derivation: Derivation, name: str, parameters: frozenset[str]) -> dict[str, Any]:
    """The facts of a value, as JSON. `parameters` are the inputs that have this role."""
    program = derivation.sheet.program
    if name == program.loss:
        role = "loss"
    elif name in program.computed:
        role = "computed"
    elif name in program.targets:
        role = "target"
    else:
        role = "parameter" if name in parameters else "input"
    return {
        **_sizes(derivation, Name(name)),
        "symbol": symbols.symbol(name),
        "latex": symbols.latex(name),
        "role": role,
    }


def gradient_facts(derivation: Derivation, name: str) -> dict[str, Any]:
    """The facts of the gradient by `name`, as JSON, in the shape in which its layout shows it."""
    loss = derivation.sheet.program.loss
    k = derivation.signals.get(name)
    return {
        **_sizes(derivation, Gradient(name)),
        "symbol": symbols.gradient_symbol(loss, name),
        "latex": symbols.gradient_latex(loss, name),
        "names": [f"d{loss}_d{name}", *([f"delta_{k}"] if k else [])],
        "transposed": name in derivation.layout.flipped,
    }


def _sizes(derivation: Derivation, node: Name | Gradient) -> dict[str, Any]:
    table = derivation.layout.table
    return {"shape": list(table.shape(node)), "sizes": list(table.labelled(node))}
