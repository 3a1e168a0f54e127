"""GET /api/operations: what a program may call."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic_core import to_json

from app.expr.notations.text import TEXT
from app.ops.groups import GROUPS, group_of
from app.ops.row import Row
from app.ops.rules import FUNCTIONS
from app.ops.table import ROWS

from .http import JSON, Server
from .schemas.operations import OperationList


def add_routes(router: APIRouter, _: Server) -> None:
    """Add GET /api/operations."""

    @router.get("/api/operations", response_model=OperationList, tags=["operations"])
    async def operations() -> Response:
        """All operations, group by group: signs first, losses last."""
        return Response(_answer(), media_type=JSON)


@cache
def _answer() -> bytes:
    rows = [row for row in ROWS.values() if row.name in FUNCTIONS or row.sign]
    return to_json({"operations": [_of(row) for group in GROUPS for row in rows if group_of(row) == group]})


def _of(row: Row) -> dict[str, Any]:
    form = TEXT.forms.get(row.name)
    others = {"sum": ["sum", "mean"], "mean": ["mean", "sum"], "": []}
    return {
        "name": row.name,
        "group": group_of(row),
        "sign": None if row.name in FUNCTIONS else row.sign,
        "mark": form.mark or None if form else None,
        "args": list(row.args),
        "constants": [{"name": constant.name, "default": constant.default} for constant in row.constants],
        "axis": row.axis,
        "reductions": others[row.reduction],
    }
