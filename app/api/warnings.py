"""What a reader should know about the numbers of a run: targets that do not sum to 1, what is not finite, what is not used."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from app.core.arrays import cell_name
from app.engine.inputs import targets_outside
from app.engine.run import Trace
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
    """The first quantity that is not finite, forward and then backward."""
    shown = [(name, trace.value(name)) for name in trace.sheet.program.computed]
    shown += [(f"d{trace.sheet.program.loss}_d{name}", trace.gradient(name)) for name in trace.sheet.parts]
    for name, array in shown:
        if not np.isfinite(array).all():
            i, j = (int(k) for k in np.argwhere(~np.isfinite(array))[0])
            cell = cell_name(name, i, j)
            return [("not-finite-result", f"{cell} is the first number that is not finite.", {"cell": cell})]
    return []
