"""The interpreter of one cell exists twice, in Python and in the browser. They are equal, for every operation in every layout.

The programs are made from the table of operations, so a new operation is tested by being listed.
"""

import json
import math
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from app.core.arrays import Array
from app.derive.chain import Derivation
from app.derive.full_step import full_forms
from app.derive.layout import LAYOUTS, LayoutName
from app.derive.steps import derivation_of
from app.derive.tree_json import tree_json
from app.engine.program import read_program
from app.engine.run import Trace, run, shapes_of
from app.engine.sheet import compile_sheet
from app.expr.cell import cell
from app.expr.notations.source import as_source
from app.expr.numbers import compile_numbers
from app.expr.tree import Call, Gradient, Name, Node, substitute
from app.ops.fusions import FUSIONS
from app.ops.row import Row
from app.ops.rules import APPLY, FUNCTIONS, definition, for_numbers, stable
from app.ops.table import ROWS
from tests.support.rules import Case, cases, fits, form_along
from tests.support.tolerances import TOLERANCE, error
from tests.test_javascript import OLDEST, QUIET, ROOT, node_version

SCRIPT = ROOT / "tests" / "js" / "cell_twin.js"
CHAINS = "chains"
Json = Any


@dataclass(frozen=True)
class Twin:
    """A tree in Python, and what the browser makes of it."""

    title: str
    tree: Node
    derivation: Derivation
    careful: bool
    engine: Array
    found: Json

    def cells(self) -> list[list[Json]]:
        shape, define = self.derivation.layout.table.shape, stable if self.careful else definition
        rows, columns = shape(self.tree)
        return [[_sent(cell(self.tree, i, j, shape, define)) for j in range(columns)] for i in range(rows)]


def chosen_cases(row: Row) -> list[Case]:
    """Of every way to call it with other numbers or along another axis the smallest columns and the largest matrices."""
    ways: dict[Any, list[Case]] = {}
    for case in cases(row):
        if _can_be_called(case):
            ways.setdefault((case.axis, case.numbers, len(case.shapes)), []).append(case)
    return list({case for found in ways.values() for case in (found[0], max(found, key=_cells))})


def _can_be_called(case: Case) -> bool:
    row = case.row
    has_axis_in_sign = row.axis and row.name not in FUNCTIONS and row.sign  # X[:, 1:] says which by its colon
    needs_axis = has_axis_in_sign or (row.needs_axis and 1 not in case.shapes[0])
    return max(map(math.prod, case.shapes)) > 1 and not (needs_axis and case.axis is None) and fits(case)


def _cells(case: Case) -> int:
    return sum(map(math.prod, case.shapes))


def program_of(case: Case) -> tuple[str, dict[str, Array]]:
    """A program that calls it on what is computed, and reads every cell of the result with a weight of its own."""
    row, arrays = case.row, case.arguments()
    given = {row.ids, row.target} if row.ids is not None or row.target is not None else set()
    computed = {letter: letter.upper() for k, letter in enumerate(case.letters) if k not in given}
    call = Call(
        row.name, (*(Name(computed.get(x, x)) for x in case.letters), *case.call.args[len(case.letters) :]), case.axis
    )
    lines = [f"{name} = s * {letter}" for letter, name in computed.items()]
    text = "\n".join([*lines, f"Y = {as_source(call)}", "J = sum(Y * V)"])
    weights = np.random.default_rng(1).uniform(-1, 1, case.value(arrays).shape)
    return text, {**arrays, "s": np.ones((1, 1)), "V": weights}


def trees_of(derivation: Derivation) -> Iterator[tuple[str, Node, Node | None]]:
    """All trees that travel: of the steps, of every contribution, and of the full Jacobians; with what each is, if that has a name."""
    for step in derivation.sheet.program.steps:
        yield step.name, step.tree, Name(step.name)
    for of in derivation.sheet.parts:
        yield f"gradient of {of}", derivation.tree(of), Gradient(of)
        for k, path in enumerate(derivation.paths(of)):
            yield f"path {k} to {of}", derivation.part_tree(path), None
    for of, full in full_forms(derivation).items():
        for factor in (factor for factors in full.paths for factor in factors):
            yield f"Jacobian of {factor.of} by {factor.by} for {of}", factor.shown, None


def careful_trees_of(derivation: Derivation) -> Iterator[tuple[str, Node, Node | None]]:
    """The trees by which values are computed where the plain ones overflow."""
    program = derivation.sheet.program
    for step in program.steps:
        fused = program.fused.get(step.name)
        yield f"{step.name}, carefully", fused.value if fused else step.tree, Name(step.name)


def fused_programs() -> Iterator[tuple[str, dict[str, Array]]]:
    """Every chain of operations that is done as one."""
    random = np.random.default_rng(2)
    for fusion in FUSIONS.values():
        for axis, shape in ((None, (3, 1)), (1, (2, 3))):
            node = substitute(form_along(fusion, axis), {"a": Name("A"), "target": Name("y")})
            target_is = random.dirichlet(
                np.ones(shape[0] if axis is None else shape[1]), shape[1] if axis is None else shape[0]
            )
            values = {"a": random.uniform(-1, 1, shape), "y": target_is.reshape(shape), "s": np.ones((1, 1))}
            yield f"A = s * a\nJ = sum({as_source(node)})", values


Mine = list[tuple[str, Node, Derivation, bool, Array]]


def twins_of(text: str, values: dict[str, Array], layout: LayoutName) -> tuple[Mine, Json]:
    program = read_program(text)
    values = {name: values[name] for name in program.inputs}
    sheet = compile_sheet(program, shapes_of(program, values), {})
    derivation = derivation_of(sheet, layout)
    trace = run(sheet, values.values())
    numbers = {"value": trace.values, "gradient": shown_gradients(trace, derivation)}
    leaves: dict[Node, Array] = {Name(name): array for name, array in trace.values.items()}
    leaves |= {Gradient(name): array for name, array in numbers["gradient"].items()}
    slots = {leaf: slot for slot, leaf in enumerate(leaves)}
    found: Mine = []
    for of_derivation, careful in ((trees_of, False), (careful_trees_of, True)):
        for title, tree, leaf in of_derivation(derivation):
            with np.errstate(all="ignore"):
                value = leaves[leaf] if leaf else compile_numbers(for_numbers(tree), slots, APPLY)([*leaves.values()])
            engine = np.broadcast_to(value, derivation.layout.table.shape(tree))
            found.append((f"{layout}: {title} in {text!r}", tree, derivation, careful, engine))
    sent = [tree_json(tree, derivation, careful) for _, tree, _, careful, _ in found]
    return found, {
        "trees": sent,
        "numbers": {kind: {n: a.tolist() for n, a in of.items()} for kind, of in numbers.items()},
    }


def shown_gradients(trace: Trace, derivation: Derivation) -> dict[str, Array]:
    """In the shapes of the layout."""
    return {of: g.T if of in derivation.layout.flipped else g for of, g in trace.gradients.items()}


@pytest.fixture(scope="module")
def twins() -> dict[str, list[Twin]]:
    """By operation: one process of Node.js answers for all of them."""
    programs = [(row.name, *program_of(case)) for row in ROWS.values() for case in chosen_cases(row)]
    programs += [(CHAINS, *program) for program in fused_programs()]
    asked = [(name, *twins_of(text, values, layout)) for name, text, values in programs for layout in LAYOUTS]
    text = json.dumps([_sent(sent) for _, _, sent in asked])
    run = subprocess.run(["node", QUIET, SCRIPT], input=text, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    found: dict[str, list[Twin]] = {}
    for (name, mine, _), answers in zip(asked, json.loads(run.stdout), strict=True):
        found.setdefault(name, []).extend(Twin(*it, answer) for it, answer in zip(mine, answers, strict=True))
    return found


@pytest.mark.skipif(
    node_version() < OLDEST, reason="needs Node.js 20.19 or newer: the two interpreters were not compared"
)
@pytest.mark.parametrize("operation", [*ROWS, CHAINS])
def test_both_interpreters_say_the_same(operation: str, twins: dict[str, list[Twin]]) -> None:
    assert twins[operation]
    for twin in twins[operation]:
        assert twin.found["cells"] == twin.cells(), twin.title
        for numbers in (twin.found["numbers"], twin.found["chosen"]):
            assert error(np.array(numbers, dtype=float), twin.engine) < TOLERANCE["cells"], twin.title


def _sent(data: Json) -> Json:
    """As JSON takes it: what is not finite as text, and no difference between 1 and 1.0."""
    match data:
        case dict():
            return {key: _sent(value) for key, value in data.items()}
        case list() | tuple():
            return [_sent(value) for value in data]
        case float() if not math.isfinite(data):
            return "NaN" if math.isnan(data) else "Infinity" if data > 0 else "-Infinity"
    return data
