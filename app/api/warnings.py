"""What a reader should know about the numbers of a run: targets that do not sum to 1, what is not finite, what is not used."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from app.core.arrays import cell_name
from app.engine.inputs import targets_outside
from app.engine.program import Program
from app.engine.run import Trace
from app.expr.tree import Number, names, walk
from app.i18n import Language, say_error

Notice = tuple[str, str, dict[str, str]]
"""Code, message in English, and the parts of the message as data."""


def say_warnings(found: Iterable[Notice], language: Language) -> list[dict[str, str]]:
    """Warnings as they are sent, each {"code", "message"}."""
    return [
        {"code": code, "message": say_error(language, code, message, "", params)[0]} for code, message, params in found
    ]


def warnings_of(trace: Trace, general: list[str], finite: bool) -> list[Notice]:
    """The warnings of a run.

    Args:
        general: the fused steps whose general rule is shown, as `failed_assumptions` finds them.
        finite: whether every number of the run is finite.
    """
    found = [_target_sum(trace, step) for step in general]
    loss = trace.sheet.program.loss
    found += [
        (
            "does-not-reach-the-loss",
            f"{name} does not reach the loss {loss}; it has no gradient.",
            {"name": name, "loss": loss},
        )
        for name in trace.sheet.unreached
    ]
    found += [_target_outside(*outside) for outside in targets_outside(trace)]
    if not finite:
        found += _not_finite(trace)
    return found


def _target_sum(trace: Trace, step: str) -> Notice:
    fused = trace.sheet.program.fused[step]
    name = getattr(fused.target, "id", "target")
    with np.errstate(all="ignore"):
        total = f"{float(trace.value(name).sum()):.6g}" if name in trace.values else "?"
    message = f"{name} sums to {total}, not to 1; the gradient is (Σ{name})·ŷ − {name}."
    return fused.fusion.warning, message, {"name": name, "total": total}


def _target_outside(name: str, at: tuple[int, int], number: float) -> Notice:
    cell, found = cell_name(name, *at), f"{number:g}"
    message = f"{cell} is {found}; a target of this loss is a probability, from 0 to 1."
    return "target-outside", message, {"cell": cell, "found": found}


def _not_finite(trace: Trace) -> list[Notice]:
    """The first number that is not finite, forward and then backward. Infinities that the program asks for are left out."""
    program, masked = trace.sheet.program, _masked(trace.sheet.program)
    shown = [(name, trace.value(name), name in masked) for name in program.computed]
    shown += [(f"d{program.loss}_d{name}", trace.gradient(name), False) for name in trace.sheet.parts]
    for name, array, may_be_infinite in shown:
        bad = np.isnan(array) if may_be_infinite else ~np.isfinite(array)
        if bad.any():
            i, j = (int(k) for k in np.argwhere(bad)[0])
            cell = cell_name(name, i, j)
            return [("not-finite-result", f"{cell} is the first number that is not finite.", {"cell": cell})]
    return []


def _masked(program: Program) -> set[str]:
    """The quantities but the loss in which `inf` is written, as in a mask, and those that are computed from them."""
    found: set[str] = set()
    for step in program.steps:
        nodes = list(walk(step.tree))
        if any(isinstance(node, Number) and math.isinf(node.value) for node in nodes) or found.intersection(
            names(step.tree)
        ):
            found.add(step.name)
    return found - {program.loss}
