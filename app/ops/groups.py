"""In which group an operation is offered: it follows from its row, so a new row needs no other list."""

from __future__ import annotations

from typing import Literal, get_args

from app.expr.primitives.parts import PARTS
from app.expr.primitives.picking import PICKING
from app.expr.primitives.reductions import REDUCTIONS
from app.expr.primitives.reshaping import RESHAPING
from app.expr.primitives.windows import WINDOWS
from app.expr.tree import Call, walk

from .row import Row
from .rules import FUNCTIONS, rule

Group = Literal["signs", "cells", "activations", "axis", "reductions", "products", "parts", "windows", "losses"]
GROUPS: tuple[Group, ...] = get_args(Group)


def group_of(row: Row) -> Group:
    """What kind of operation it is: by how it is written, by what its row says, and by the primitives that it is made of."""
    if row.name not in FUNCTIONS:
        return "signs"
    if row.target is not None:
        return "losses"
    if row.needs_axis:
        return "axis"
    if row.role == "activation":
        return "activations"
    primitives = {node.op for node in walk(rule(row.definition)) if isinstance(node, Call)}
    if primitives & WINDOWS.keys():
        return "windows"
    if primitives & (PARTS.keys() | PICKING.keys() | RESHAPING.keys()):
        return "parts"
    if row.role == "product":
        return "products"
    return "reductions" if primitives & REDUCTIONS.keys() else "cells"
