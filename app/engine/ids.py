"""Ids: whole numbers that name rows, counted from 0."""

from __future__ import annotations

from app.core.errors import ShapeError
from app.expr.notations.source import as_written
from app.expr.tree import Call, Name, Number, walk
from app.ops.table import ROWS

from .sizes import SizeTable


def rows_to_name(calls: tuple[Call, ...], table: SizeTable) -> int:
    """How many rows ids may name: as many as there are in all that they are used for."""
    return min(_rows_of(call, table) for call in calls)


def check_written_ids(node: Call, table: SizeTable) -> None:
    """Refuse ids that are written in the program and name no row. Raises: ShapeError("no-such-row")."""
    k = ROWS[node.op].ids
    if k is None or isinstance(node.args[k], Name):
        return
    rows = _rows_of(node, table)
    for number in walk(node.args[k]):
        if isinstance(number, Number) and number.value >= rows:
            raise ShapeError(
                "no-such-row",
                f"{as_written(node)}: there is no row {number.value:g}; the rows are 0 to {rows - 1}.",
                hint="Counting begins at 0.",
                place=number.place or node.place,
                params={"operation": as_written(node), "row": number.value, "most": rows - 1},
            )


def _rows_of(node: Call, table: SizeTable) -> int:
    """The number of rows that the ids of a call may name: those of an argument, or a number that it is called with."""
    row = ROWS[node.op]
    if isinstance(row.names_rows_of, int):
        return table.shape(node.args[row.names_rows_of])[0]
    place = len(row.args) + [constant.name for constant in row.constants].index(row.names_rows_of)
    number = node.args[place]
    return int(number.value) if isinstance(number, Number) else 0
