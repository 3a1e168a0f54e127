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

from .encoding import value_json
from .examples import VALUES_EXAMPLES
from .http import JSON, Server
from .networks import network_of
from .openapi import ERRORS, request_body
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
        asked = server.parse(request, await server.body(request), ValuesRequest)
        return Response(await server.in_pool(lambda: to_json(draw(asked, server.limits))), media_type=JSON)


def draw(request: ValuesRequest, limits: Limits) -> dict[str, object]:
    """The answer as JSON. Raises: any GradsheetError of the program, its sizes or a limit."""
    program, letters, known = _sizes_of(request, limits)
    sizes = resized(program, letters, request.sizes, known)
    values = draw_values(program, shapes_with(letters, sizes), letters, request.seed, limits, request.scheme)
    return {
        "values": {name: value_json(value, request.arrays) for name, value in values.items()},
        "sizes": sizes,
        "seed": request.seed,
        "scheme": request.scheme,
    }


def _sizes_of(request: ValuesRequest, limits: Limits) -> tuple[Program, Declared, dict[str, int]]:
    network = network_of(request.preset, request.program, limits)
    if request.preset is not None:
        return network.program, network.letters, preset(request.preset).sizes
    shapes = {
        name: (rows, columns) for name, (rows, columns) in request.shapes.items() if name in network.program.inputs
    }
    guess = guess_sizes(network.program, shapes, limits)
    return network.program, guess.letters, guess.sizes
