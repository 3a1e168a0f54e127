"""Numbers of inputs that a program reads in a particular way: probabilities, and ids that name rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from app.core.arrays import Array, cell_name
from app.core.errors import ValuesError
from app.expr.notations.source import as_written
from app.expr.tree import Call, Name, walk
from app.ops.table import ROWS

from .ids import rows_to_name
from .program import Program
from .run import Trace
from .sizes import SizeTable


def check_numbers(program: Program, values: Mapping[str, Array], table: SizeTable) -> None:
    """Refuse numbers that an input cannot have.

    Args:
        values: of all inputs, by name.
        table: the sizes of the program.
    Raises: ValuesError, with the cell, for a probability below 0 ("negative-target") and an id that names no row ("bad-id").
    """
    for name in program.probabilities:
        at = _first(values[name] < 0)
        if at:
            cell, found = cell_name(name, *at), f"{values[name][at]:g}"
            raise ValuesError(
                "negative-target",
                f"{cell} is {found}; a target of cross-entropy is a probability and not negative.",
                params={"name": name, "row": at[0], "column": at[1], "found": found, "cell": cell},
            )
    for name, calls in program.ids.items():
        rows = rows_to_name(calls, table)
        array = values[name]
        at = _first((array != np.rint(array)) | (array < 0) | (array >= rows))
        if at:
            cell, found = cell_name(name, *at), f"{array[at]:g}"
            raise ValuesError(
                "bad-id",
                f"{cell} is {found}; an id of {as_written(calls[0])} is a whole number from 0 to {rows - 1}.",
                params={
                    "name": name, "row": at[0], "column": at[1], "found": found, "cell": cell,
                    "operation": as_written(calls[0]), "most": rows - 1,
                },
            )  # fmt: skip


def targets_outside(trace: Trace) -> Iterator[tuple[str, tuple[int, int], float]]:
    """Targets that are no probabilities though they have to be: name, place and number of the first such cell.

    What is spread over classes may sum to anything, so only below 0 is wrong there.
    """
    for name, is_class in _probabilities(trace.sheet.program):
        array = trace.value(name)
        at = _first(array < 0 if is_class else (array < 0) | (array > 1))
        if at:
            yield name, at, float(array[at])


def _probabilities(program: Program) -> dict[tuple[str, bool], None]:
    """The names that are read as targets of losses over probabilities, each with whether it is spread over classes."""
    calls = [node for step in program.steps for node in walk(step.tree) if isinstance(node, Call)]
    losses = [(ROWS[node.op], node) for node in calls if ROWS[node.op].target_is_probability]
    targets = [(node.args[row.target or 0], row.target_is_class) for row, node in losses]
    return dict.fromkeys((target.id, is_class) for target, is_class in targets if isinstance(target, Name))


def _first(where: NDArray[np.bool_]) -> tuple[int, int] | None:
    places = np.argwhere(where)
    return (int(places[0][0]), int(places[0][1])) if len(places) else None
