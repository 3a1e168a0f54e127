"""Short ways from a text and numbers to a trace, and from a trace to what is shown."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.core.arrays import Array, as_matrix
from app.derive.chain import Derivation
from app.derive.layout import LayoutName
from app.derive.steps import derivation_of
from app.engine.program import read_program
from app.engine.run import Trace, failed_assumptions, run, shapes_of
from app.engine.sheet import Sheet, compile_sheet
from app.expr.cell import cell
from app.expr.notations.source import as_source
from app.expr.tree import Node
from app.ops.rules import definition
from tests.support.scalar import evaluate


def trace_of(text: str, values: Mapping[str, Any]) -> Trace:
    """Run a program. Lists and numbers become matrices, as over HTTP."""
    sheet, arrays = _compiled(text, values)
    return run(sheet, [arrays[name] for name in sheet.program.inputs])


def sheet_of(text: str, values: Mapping[str, Any]) -> Sheet:
    """A program compiled for inputs of these shapes."""
    return _compiled(text, values)[0]


def _compiled(text: str, values: Mapping[str, Any]) -> tuple[Sheet, dict[str, Array]]:
    program = read_program(text)
    arrays = {name: as_matrix(name, np.asarray(value).tolist()) for name, value in values.items()}
    return compile_sheet(program, shapes_of(program, arrays), {}), arrays


def derivation(trace: Trace, layout: LayoutName = "mixed") -> Derivation:
    """The derivation that is shown with a trace."""
    return derivation_of(trace.sheet, layout, frozenset(failed_assumptions(trace)))


def by_cells(node: Node, trace: Trace, shown: Derivation) -> Array:
    """`node` computed cell by cell, as a reader would who has only the screen."""
    table = shown.layout.table

    def lookup(ref: Mapping[str, Any]) -> float:
        name, i, j = ref["name"], ref["i"], ref["j"]
        if ref["kind"] == "value":
            return float(trace.value(name)[i, j])
        array = trace.gradient(name)
        return float(array[j, i] if name in shown.layout.flipped else array[i, j])

    rows, columns = table.shape(node)
    return np.array(
        [[evaluate(cell(node, i, j, table.shape, definition), lookup) for j in range(columns)] for i in range(rows)]
    )


def written_out(trace: Trace) -> str:
    """The program as it is run: every part that got a name of its own stands on a line of its own."""
    return "\n".join(f"{step.name} = {as_source(step.tree)}" for step in trace.sheet.program.steps)
