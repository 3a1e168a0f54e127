"""The full Jacobians of a run as numbers."""

import numpy as np

from app.core.arrays import Array
from app.engine.jacobian import jacobians_of, signal_row
from app.engine.run import Trace
from app.expr.numbers import compile_numbers
from app.expr.tree import Node
from app.ops.rules import APPLY, for_numbers


def numbers(tree: Node, trace: Trace) -> Array:
    with np.errstate(all="ignore"):
        result: Array = compile_numbers(for_numbers(tree), trace.sheet.slots, APPLY)(trace.arrays)
    return result


def factors_of(name: str, trace: Trace) -> list[list[Node]]:
    """By path the signal and the full Jacobians whose product is what comes along it."""
    sheet = trace.sheet
    return [
        [
            signal_row(part.via, sheet.program.loss, sheet.table),
            *(jacobian.tree for jacobian in jacobians_of(part, sheet.program, sheet.table)),
        ]
        for part in sheet.parts[name]
    ]


def has_no_product(name: str, trace: Trace) -> bool:
    """Whether some factor is infinite, or NaN: a gradient that leaps over it is finite all the same."""
    return not all(
        np.isfinite(numbers(factor, trace)).all() for factors in factors_of(name, trace) for factor in factors
    )
