"""Error signals: δ_k is the gradient of the k-th pre-activation, counted from the loss.

A pre-activation is what goes into a nonlinearity or into the loss, and is not itself what came out of one.
"""

from __future__ import annotations

from app.engine.program import Program
from app.engine.sheet import Sheet
from app.expr.tree import Call, Name, walk
from app.ops.table import ROWS

_MAKES_SIGNAL = ("activation", "loss")


def signals(sheet: Sheet) -> dict[str, int]:
    """The number k of the signal of every pre-activation: {"Theta": 1, "z": 2}."""
    pre_activations = _pre_activations(sheet.program)
    found = [name for name in sheet.parts if name in pre_activations]
    return {name: k for k, name in enumerate(found, start=1)}


def _pre_activations(program: Program) -> set[str]:
    entering = {
        arg.id
        for step in program.steps
        for node in walk(step.tree)
        if isinstance(node, Call) and ROWS[node.op].role in _MAKES_SIGNAL
        for k, arg in enumerate(node.args)
        if isinstance(arg, Name) and k != ROWS[node.op].target
    }
    leaving = {
        step.name for step in program.steps if isinstance(step.tree, Call) and ROWS[step.tree.op].role == "activation"
    }
    return (entering & set(program.computed)) - leaving
