"""From a request to a body: which program, which numbers, which sheet. Knows no HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from app.core.arrays import Array, as_matrix, cell_name
from app.core.errors import RequestError, ValuesError
from app.core.limits import Limits
from app.derive.steps import derivation_of, outline_of
from app.engine.guess import guess_sizes
from app.engine.paths import PathPlan, plan_paths
from app.engine.program import Program, read_program
from app.engine.run import Trace, failed_assumptions, run, shapes_of
from app.engine.sheet import Sheet, compile_sheet
from app.engine.sizes import Declared
from app.expr.tree import Name
from app.i18n import Language, say_error
from app.presets import preset
from app.presets.draw import draw_values, resized

from .encoding import value_json
from .frame import body_of, frame_of, tail_of
from .jacobians import jacobians_part
from .layouts import layouts_part
from .paths import paths_part
from .schemas.base import RunRequest
from .schemas.programs import ProgramRequest, ValuesRequest
from .schemas.traces import TraceRequest

_NO_LETTERS: Declared = {}
_LARGE_CELLS = 2**15
LARGE_OPERATIONS = 2**22
_MANY_PATHS = 32


@dataclass(frozen=True, slots=True)
class Network:
    """A program with what is known about it."""

    program: Program
    defaults: Mapping[str, Array]
    letters: Declared
    parameters: frozenset[str]


def network_of(preset_id: str | None, text: str | None) -> Network:
    """The network that a request names. Raises: RequestError unless it names exactly one."""
    if (preset_id is None) == (text is None):
        raise RequestError(
            "preset-or-program", "A request names either a preset or a program, and exactly one of them."
        )
    if preset_id is not None:
        known = preset(preset_id)
        return Network(known.program, known.values, known.letters, frozenset(known.parameters))
    return Network(read_program(text or ""), {}, _NO_LETTERS, frozenset())


@dataclass(frozen=True, slots=True)
class Job:
    """A request that has been understood: what is left is to compute."""

    request: TraceRequest
    network: Network
    sheet: Sheet
    inputs: list[Array]
    plan: PathPlan | None

    @property
    def is_large(self) -> bool:
        """Whether it would keep others waiting."""
        table, plan = self.sheet.table, self.plan
        if {"jacobians", "layouts"} & set(self.request.include):
            return True
        if plan and (plan.paths > _MANY_PATHS or _is_large(plan.cells, plan.operations)):
            return True
        return _is_large(table.cells, table.operations)


def _is_large(cells: int, operations: int) -> bool:
    return cells > _LARGE_CELLS or operations > LARGE_OPERATIONS


def prepare(request: TraceRequest, limits: Limits) -> Job:
    """Read the program and the numbers, and compile them. Raises: any error that a user can mend."""
    network, sheet, inputs = set_up(request, limits)
    return Job(request, network, sheet, inputs, plan_paths(sheet, limits) if "paths" in request.include else None)


def set_up(request: RunRequest, limits: Limits) -> tuple[Network, Sheet, list[Array]]:
    """The network that a request names, compiled, and its inputs. Raises: any error that a user can mend."""
    network = network_of(request.preset, request.program)
    given = {name: as_matrix(name, value) for name, value in request.values.items()}
    values = {**network.defaults, **given} if given else network.defaults
    shapes = shapes_of(network.program, values)
    sheet = compile_sheet(network.program, shapes, network.letters, limits)
    _check_targets(network.program, values)
    return network, sheet, [values[name] for name in network.program.inputs]


def finish(job: Job) -> bytes:
    """Run what was asked for; the JSON body of the answer."""
    request, trace = job.request, run(job.sheet, job.inputs)
    general = failed_assumptions(trace)
    derivation = derivation_of(trace.sheet, request.layout, frozenset(general))
    numbers, finite = frame_of(derivation, job.network.parameters).numbers(trace, request.arrays, request.echo)
    warnings = warnings_of(trace, general, finite, request.lang)
    between = []
    if job.plan:
        between += paths_part(derivation, trace, job.plan, request.arrays, request.lang)
    if "jacobians" in request.include:
        between += jacobians_part(derivation, trace, request.arrays, request.lang)
    if "layouts" in request.include:
        between.append(layouts_part(derivation, request.lang))
    return body_of(numbers, warnings, tail_of(derivation, "steps" in request.include, request.lang), between)


def trace_body(request: TraceRequest, limits: Limits) -> bytes:
    """The JSON body of the answer to `request`."""
    return finish(prepare(request, limits))


def draw(request: ValuesRequest, limits: Limits) -> dict[str, object]:
    """Numbers for a network at any sizes, from a seed."""
    program, letters, known = _sizes_of(request, limits)
    shapes = resized(letters, request.sizes, known)
    values = draw_values(program, shapes, letters, request.seed, limits, request.scheme)
    return {
        "values": {name: value_json(value, request.arrays) for name, value in values.items()},
        "sizes": known | request.sizes,
        "seed": request.seed,
        "scheme": request.scheme,
    }


def _sizes_of(request: ValuesRequest, limits: Limits) -> tuple[Program, Declared, dict[str, int]]:
    network = network_of(request.preset, request.program)
    if request.preset is not None:
        return network.program, network.letters, preset(request.preset).sizes
    shapes = {
        name: (rows, columns) for name, (rows, columns) in request.shapes.items() if name in network.program.inputs
    }
    guess = guess_sizes(network.program, shapes, limits)
    return network.program, guess.letters, guess.sizes


def check(request: ProgramRequest, limits: Limits) -> dict[str, object]:
    """What a program is: its inputs, the sizes of everything, its steps. Computes no numbers.

    Raises: ProgramError, ShapeError, TooLargeError, as running it would.
    """
    program = read_program(request.program)
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
        "sizes": guess.sizes | {label: n for label, n in request.sizes.items() if label in guess.sizes},
        "open": sorted(guess.open - request.sizes.keys()),
        "loss": program.loss,
        "steps": outline_of(derivation, request.lang),
    }


def warnings_of(trace: Trace, general: list[str], finite: bool, language: Language) -> list[dict[str, str]]:
    """What a reader should know about these numbers."""
    found = [_target_sum(trace, step) for step in general]
    loss = trace.sheet.program.loss
    found += [
        (
            "does-not-reach-the-loss",
            f"{name} does not reach the loss {loss}; it has no gradient.",
            {"name": name, "loss": loss},
        )
        for name in trace.sheet.unreached
    ]
    if not finite:
        found += _not_finite(trace)
    return [
        {"code": code, "message": say_error(language, code, message, "", params)[0]} for code, message, params in found
    ]


def _target_sum(trace: Trace, step: str) -> tuple[str, str, dict[str, str]]:
    fused = trace.sheet.program.fused[step]
    name = getattr(fused.target, "id", "target")
    total = f"{float(trace.value(name).sum()):.6g}" if name in trace.values else "?"
    message = f"{name} sums to {total}, not to 1; the gradient is (Σ{name})·ŷ − {name}."
    return fused.fusion.warning, message, {"name": name, "total": total}


def _not_finite(trace: Trace) -> list[tuple[str, str, dict[str, str]]]:
    """The first quantity that is not finite, forward and then backward."""
    shown = [(name, trace.value(name)) for name in trace.sheet.program.computed]
    shown += [(f"d{trace.sheet.program.loss}_d{name}", trace.gradient(name)) for name in trace.sheet.parts]
    for name, array in shown:
        if not np.isfinite(array).all():
            i, j = (int(k) for k in np.argwhere(~np.isfinite(array))[0])
            cell = cell_name(name, i, j)
            return [("not-finite-result", f"{cell} is the first number that is not finite.", {"cell": cell})]
    return []


def _check_targets(program: Program, values: Mapping[str, Array]) -> None:
    """Probabilities are not negative."""
    for name in program.probabilities:
        array = values[name]
        if array.min() < 0:
            i, j = (int(k) for k in np.argwhere(array < 0)[0])
            cell, found = cell_name(name, i, j), f"{array[i, j]:g}"
            raise ValuesError(
                "negative-target",
                f"{cell} is {found}; a target of cross-entropy is a probability and not negative.",
                params={"name": name, "row": i, "column": j, "found": found, "cell": cell},
            )
