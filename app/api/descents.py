"""POST /api/descents: steps of gradient descent, the change of the loss that the gradient predicts, and the true one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic_core import to_json

from app.core import symbols
from app.core.arrays import Array, cell_name, shape_text
from app.core.errors import ValuesError
from app.core.limits import Limits, charge_cells, charge_operations, of_many_runs
from app.descent.curve import curve
from app.descent.steps import USUAL_ETAS, Change, Descent, as_float, descent_cells, descent_operations
from app.descent.suggested import suggested_etas
from app.engine.run import no_such_input, run
from app.engine.sheet import Sheet
from app.expr.tree import Name

from .examples import DESCENT_EXAMPLES
from .http import Server
from .networks import Network, prepare_run
from .openapi import ERRORS, example_answer, request_body
from .pool import is_large
from .schemas.descents import DescentRequest, DescentResponse, EntryRequest

Json = dict[str, Any]
_SHORT = DescentRequest(preset="single-layer", etas=[0.001, 0.01, 0.1])


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/descents."""

    @router.post(
        "/api/descents",
        response_model=DescentResponse,
        responses={**ERRORS, **example_answer(json.loads(finish(prepare(_SHORT, Limits()))))},
        openapi_extra=request_body(DescentRequest, DESCENT_EXAMPLES),
        tags=["descents"],
    )
    async def descents(request: Request) -> Response:
        """Move the parameters against the gradient: the change of the loss that it predicts, and the true one."""
        return await server.respond(request, DescentRequest, lambda asked: prepare(asked, server.limits), finish)


@dataclass(frozen=True, slots=True)
class DescentJob:
    """A request that has been read and checked: what is left is to compute.

    Args:
        inputs: one array for each input, in the order of `program.inputs`.
        names: the inputs that move.
    """

    request: DescentRequest
    sheet: Sheet
    inputs: list[Array]
    names: tuple[str, ...]

    @property
    def operations(self) -> int:
        """Those of a run forward and backward, and forward for every step and every point of a curve."""
        etas, entry = self.request.etas, self.request.entry
        runs = (USUAL_ETAS if etas is None else len(etas)) + (entry.points if entry else 0)
        return self.sheet.cost.operations + descent_operations(self.sheet, runs)

    @property
    def is_large(self) -> bool:
        """Whether computing it would keep other requests waiting."""
        return is_large(0, self.operations)


def prepare(request: DescentRequest, limits: Limits) -> DescentJob:
    """Read the program and the numbers. Raises: any error that a user can mend."""
    prepared = prepare_run(request, limits)
    sheet = prepared.sheet
    names = _usual_names(prepared.network, sheet) if request.parameters is None else dict.fromkeys(request.parameters)
    for name in [*names, *([request.entry.name] if request.entry else [])]:
        _check_name(sheet, name)
    if request.entry:
        _check_cell(sheet, request.entry)
    job = DescentJob(request, sheet, prepared.inputs, tuple(names))
    cost = sheet.cost
    charge_cells(descent_cells(sheet), of_many_runs(limits), *cost.most_cells)
    charge_operations(job.operations, limits.operations, *cost.most_operations)
    return job


def finish(job: DescentJob) -> bytes:
    """Take the steps; the JSON body of the answer."""
    descent = Descent(run(job.sheet, job.inputs), job.names)
    changes = [descent.change(eta) for eta in job.request.etas or descent.usual_etas()]
    program = job.sheet.program
    answer = {
        "program": program.text,
        "loss": {"name": program.loss, "value": as_float(descent.loss)},
        "parameters": {
            name: {"symbol": symbols.symbol(name), "squared_norm": as_float(square), "share": descent.share(name)}
            for name, square in descent.squared_norms.items()
        },
        "squared_norm": as_float(descent.squared_norm),
        "steps": [_step(change) for change in changes],
        "suggested": asdict(suggested_etas(changes)),
        "entry": _entry(descent, job.request.entry) if job.request.entry else None,
    }
    return to_json(answer, inf_nan_mode="strings")


def _usual_names(network: Network, sheet: Sheet) -> Iterable[str]:
    """The preset's parameters; of a program every input that has a gradient."""
    parameters = network.parameters or sheet.program.inputs
    return [name for name in sheet.program.inputs if name in parameters and name in sheet.parts]


def _check_name(sheet: Sheet, name: str) -> None:
    program = sheet.program
    if name in program.computed:
        raise ValuesError(
            "computed-parameter",
            f"{name} is computed by the program; only its inputs can be moved.",
            hint="Name some of the inputs, or leave parameters out.",
            params={"name": name},
        )
    if name not in program.inputs:
        raise no_such_input(name, program)
    if name not in sheet.parts:
        raise ValuesError(
            "no-gradient",
            f"{name} has no gradient: it is read as a target only, or it does not reach the loss.",
            params={"name": name},
        )


def _check_cell(sheet: Sheet, entry: EntryRequest) -> None:
    rows, columns = shape = sheet.table.shape(Name(entry.name))
    if entry.row >= rows or entry.column >= columns:
        cell = cell_name(entry.name, entry.row, entry.column)
        raise ValuesError(
            "no-such-cell",
            f"There is no {cell}: {entry.name} is {shape_text(shape)}.",
            params={"name": entry.name, "row": entry.row, "column": entry.column, "cell": cell, "shape": list(shape)},
        )


def _step(change: Change) -> Json:
    return {
        "eta": change.eta,
        "predicted": change.predicted,
        "predicted_by": change.predicted_by,
        "actual": change.actual,
        "round_off": change.round_off,
        "resolved": change.is_resolved,
        "ratio": change.ratio,
        "loss": change.loss,
    }


def _entry(descent: Descent, entry: EntryRequest) -> Json:
    found = curve(descent, entry.name, entry.row, entry.column, entry.span, entry.points)
    return {"name": entry.name, "row": entry.row, "column": entry.column, **asdict(found)}
