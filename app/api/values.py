"""POST /api/values: numbers drawn for a network, at any sizes, from a seed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic_core import to_json

from app.core.limits import Limits
from app.engine.free_sizes import shapes_with
from app.engine.guess import guess_sizes
from app.engine.program import Program
from app.engine.sizes import Declared
from app.presets import preset
from app.presets.draw import draw_values, resized

from .encoding import charge_arrays, object_text, value_text
from .examples import VALUES_EXAMPLES
from .http import Server
from .networks import network_of
from .openapi import ERRORS, request_body
from .pool import is_large
from .schemas.values import ValuesRequest, ValuesResponse


def add_routes(router: APIRouter, server: Server) -> None:
    """Add POST /api/values."""

    @router.post(
        "/api/values",
        response_model=ValuesResponse,
        responses=ERRORS,
        openapi_extra=request_body(ValuesRequest, VALUES_EXAMPLES),
        tags=["values"],
    )
    async def values(request: Request) -> Response:
        """Draw numbers for a preset or a program, at any sizes, from a seed."""
        return await server.compute(request, ValuesRequest, lambda asked: draw(asked, server.limits), _is_long)


def _is_long(request: ValuesRequest) -> bool:
    """Whether a matrix of the sizes that are asked for would be large."""
    largest = sorted((1, 1, *request.sizes.values()))[-2:]
    cells = (rows * columns for rows, columns in (largest, *request.shapes.values()))
    return any(is_large(each, 0) for each in cells)


def draw(request: ValuesRequest, limits: Limits) -> bytes:
    """The JSON body of the answer. Raises: any GradsheetError of the program, its sizes or a limit."""
    program, letters, known = _sizes_of(request, limits)
    sizes = resized(program, letters, request.sizes, known)
    shapes = shapes_with(letters, sizes)
    charge_arrays(shapes.items(), request.arrays, limits)
    values = draw_values(program, shapes, letters, request.seed, limits, request.scheme)
    texts = object_text((name, value_text(value, request.arrays)) for name, value in values.items())
    others = {"sizes": sizes, "seed": request.seed, "scheme": request.scheme}
    return b'{"values":%b,%b' % (texts, to_json(others)[1:])


def _sizes_of(request: ValuesRequest, limits: Limits) -> tuple[Program, Declared, dict[str, int]]:
    network = network_of(request.preset, request.program, limits)
    if request.preset is not None:
        return network.program, network.letters, preset(request.preset).sizes
    shapes = {
        name: (rows, columns) for name, (rows, columns) in request.shapes.items() if name in network.program.inputs
    }
    guess = guess_sizes(network.program, shapes, limits)
    return network.program, guess.letters, guess.sizes
