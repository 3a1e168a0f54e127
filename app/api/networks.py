"""The network that a request names: a preset or a program, with the numbers of its inputs, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.arrays import Array, as_matrix
from app.core.errors import RequestError
from app.core.limits import Limits
from app.engine.inputs import check_numbers
from app.engine.program import DEFAULT_LIMITS, Program, read_program
from app.engine.run import shapes_of
from app.engine.sheet import Sheet, compile_sheet
from app.engine.sizes import Declared
from app.presets import preset

from .models import RunRequest

_NO_LETTERS: Declared = {}


@dataclass(frozen=True, slots=True)
class Network:
    """A program with what is known about it.

    Args:
        defaults: values of inputs by name: all of them for a preset, none for a program.
        letters: how the rows and columns of inputs are called, by name.
        parameters: the inputs that are learned, as far as a preset says so.
    """

    program: Program
    defaults: Mapping[str, Array]
    letters: Declared
    parameters: frozenset[str]


def network_of(preset_id: str | None, text: str | None, limits: Limits = DEFAULT_LIMITS) -> Network:
    """The network that a request names. Raises: RequestError unless it names exactly one."""
    if (preset_id is None) == (text is None):
        raise RequestError(
            "preset-or-program", "A request names either a preset or a program, and exactly one of them."
        )
    if preset_id is not None:
        known = preset(preset_id)
        return Network(known.program, known.values, known.letters, frozenset(known.parameters))
    return Network(read_program(text or "", limits), {}, _NO_LETTERS, frozenset())


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """A network that is compiled for its inputs, and can be run.

    Args:
        inputs: one array for each input, in the order of `program.inputs`.
    """

    network: Network
    sheet: Sheet
    inputs: list[Array]


def prepare_run(request: RunRequest, limits: Limits) -> PreparedRun:
    """The network that a request names, compiled for the numbers that it gives.

    Raises: any GradsheetError that a user can mend: of the program, its sizes, its numbers, or a limit.
    """
    network = network_of(request.preset, request.program, limits)
    given = {name: as_matrix(name, value) for name, value in request.values.items()}
    values = {**network.defaults, **given} if given else network.defaults
    shapes = shapes_of(network.program, values)
    sheet = compile_sheet(network.program, shapes, network.letters, limits)
    check_numbers(network.program, values, sheet.table)
    return PreparedRun(network, sheet, [values[name] for name in network.program.inputs])
