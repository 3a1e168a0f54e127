"""POST /api/traces: run a network forward and backward; every quantity, every gradient, every step, every proof."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.core.limits import OPERATIONS_PER_READ, Limits
from app.derive.steps import derivation_of
from app.engine.run import failed_assumptions, run
from app.engine.sheet import Sheet
from app.expr.tree import Name

from .encoding import charge_arrays
from .examples import TRACE_EXAMPLES
from .http import Server
from .networks import PreparedRun, prepare_run
from .openapi import ERRORS, example_answer, request_body
from .pool import is_large
from .proofs.proof import Computed, PreparedProof
from .proofs.table import proofs_in
from .schemas.traces import TraceRequest, TraceResponse
from .template import trace_body, trace_end, trace_template
from .warnings import say_warnings, warnings_of

_SHORT = TraceRequest(preset="single-layer", include=[])


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/traces."""

    @router.post(
        "/api/traces",
        response_model=TraceResponse,
        responses={**ERRORS, **example_answer(json.loads(trace_answer(_SHORT, Limits())))},
        openapi_extra=request_body(TraceRequest, TRACE_EXAMPLES),
        tags=["traces"],
    )
    async def traces(request: Request) -> Response:
        """Run a network forward and backward; every quantity, every gradient, every step."""
        return await server.respond(request, TraceRequest, lambda asked: prepare(asked, server.limits), finish)


@dataclass(frozen=True, slots=True)
class TraceJob:
    """A request that has been read and checked: what is left is to compute."""

    request: TraceRequest
    prepared: PreparedRun
    proofs: tuple[PreparedProof, ...]

    @property
    def is_large(self) -> bool:
        """Whether computing it would keep other requests waiting."""
        table, cost = self.prepared.sheet.table, self.prepared.sheet.cost
        operations = max(
            table.operations, cost.operations // OPERATIONS_PER_READ
        )  # charged are the most, for any numbers
        return any(proof.is_large for proof in self.proofs) or is_large(table.cells, operations)


def prepare(request: TraceRequest, limits: Limits) -> TraceJob:
    """Read the program and the numbers, compile them, and plan the proofs. Raises: any error that a user can mend."""
    prepared = prepare_run(request, limits)
    _charge_answer(request, prepared.sheet, limits)
    proofs = tuple(proof.prepare(prepared.sheet, limits) for proof in proofs_in(request.include))
    return TraceJob(request, prepared, proofs)


def _charge_answer(request: TraceRequest, sheet: Sheet, limits: Limits) -> None:
    """Raises: TooLargeError where the values and gradients that are going to be sent are too long."""
    program = sheet.program
    sent = (*(program.inputs if request.echo else ()), *program.computed)
    shapes = [(name, sheet.table.shape(Name(name))) for name in sent]
    shapes += [(f"d{program.loss}_d{name}", sheet.table.shape(Name(name))) for name in sheet.parts]
    charge_arrays(shapes, request.arrays, limits, sheet.cost.operations)


def finish(job: TraceJob) -> bytes:
    """Run what was asked for; the JSON body of the answer."""
    request, prepared = job.request, job.prepared
    trace = run(prepared.sheet, prepared.inputs)
    general = failed_assumptions(trace)
    derivation = derivation_of(trace.sheet, request.layout, frozenset(general))
    template = trace_template(derivation, prepared.network.parameters)
    numbers, finite = template.fill(trace, request.arrays, request.echo)
    computed = Computed(trace, derivation, request.arrays, request.lang)
    members = [piece for proof in job.proofs for piece in proof.write(computed)]
    warnings = say_warnings([*warnings_of(trace, general, finite), *computed.warnings], request.lang)
    return trace_body(numbers, warnings, members, trace_end(derivation, "steps" in request.include, request.lang))


def trace_answer(request: TraceRequest, limits: Limits) -> bytes:
    """The JSON body of the answer to `request`. Raises: any error that a user can mend."""
    return finish(prepare(request, limits))
