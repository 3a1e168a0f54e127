"""POST /api/programs: a program checked as it is typed, without any numbers."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from app.core.limits import Limits
from app.derive.mathml import sizes_mathml
from app.derive.steps import derivation_of, outline_of
from app.engine.guess import guess_sizes
from app.engine.program import read_program
from app.engine.sheet import Sheet, compile_sheet
from app.expr.tree import Name

from .examples import PROGRAM_EXAMPLES
from .http import Server
from .openapi import ERRORS, request_body
from .schemas.programs import ProgramRequest, ProgramResponse


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/programs."""

    @router.post(
        "/api/programs",
        response_model=ProgramResponse,
        responses=ERRORS,
        openapi_extra=request_body(ProgramRequest, PROGRAM_EXAMPLES),
        tags=["programs"],
    )
    async def programs(request: Request) -> Response:
        """Check a program as it is typed: inputs, sizes, steps, or the error and where it is."""
        return await server.respond(
            request, ProgramRequest, lambda asked: Checked(check(asked, server.limits)), lambda job: job.body
        )


def _size_symbols(sheet: Sheet) -> dict[str, str]:
    """MathML of every letter that stands in a shape."""
    names = (*sheet.program.inputs, *(step.name for step in sheet.program.steps))
    return sizes_mathml(label for name in names for label in sheet.table.labelled(Name(name)))


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a request: nothing is left to compute."""

    answer: dict[str, object]
    is_large: bool = False

    @property
    def body(self) -> bytes:
        """The JSON body of the answer."""
        return bytes(JSONResponse(self.answer).body)


def check(request: ProgramRequest, limits: Limits) -> dict[str, object]:
    """What a program is: its inputs, the sizes of everything, its steps. Computes no numbers.

    Raises: ProgramError, ShapeError, TooLargeError, as running it would.
    """
    program = read_program(request.program, limits)
    given = {name: shape for name, shape in request.shapes.items() if name in program.inputs}
    guess = guess_sizes(program, given, limits)
    shapes = guess.shapes(request.sizes)
    sheet = compile_sheet(program, tuple(shapes[name] for name in program.inputs), guess.letters, limits)
    derivation = derivation_of(sheet, "mixed")

    def facts(name: str) -> dict[str, object]:
        return {
            "name": name,
            "shape": list(sheet.table.shape(Name(name))),
            "sizes": list(sheet.table.labelled(Name(name))),
        }

    return {
        "program": program.text,
        "inputs": [
            facts(name) | {"target": name in program.targets, "given": name in given} for name in program.inputs
        ],
        "quantities": [facts(step.name) | {"line": step.line, "written": step.written} for step in program.steps],
        "sizes": guess.with_sizes(request.sizes),
        "size_symbols": _size_symbols(sheet),
        "open": sorted(guess.open - request.sizes.keys()),
        "loss": program.loss,
        "steps": outline_of(derivation, request.lang),
    }
