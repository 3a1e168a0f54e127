"""Paths from the loss to a quantity: counted exactly, listed within bounds, and summing to the gradient."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import assume, event, given, settings

from app.core.limits import Limits
from app.engine.paths import count_paths, path_gradients, plan_paths, readers
from app.engine.program import Program, differentiable_arguments
from app.engine.run import Trace
from app.expr.tree import Call, Gradient, Name, Node, walk
from app.presets import preset, presets
from tests.support.programs import Example, programs
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of

RESIDUAL = "z = W @ x\nh = x + sigmoid(z)\nJ = squared_error(y, h)"
NUMBERS = {"W": [[0.5, -1.0], [2.0, 0.25]], "x": [1.0, -2.0], "y": [0.0, 1.0]}


def shown(name: str) -> Trace:
    return trace_of(preset(name).program.text, preset(name).values)


def residual(layers: int) -> str:
    lines = [f"h{k} = h{k - 1} + tanh(h{k - 1})" for k in range(1, layers + 1)]
    return "\n".join(["h0 = 2 * x", *lines, f"J = sum(h{layers})"])


def readings(program: Program) -> Iterator[str]:
    """Every quantity as often as it is read when each name is written out, where a gradient goes to it, one after the other."""
    steps = {step.name: step.tree for step in program.steps}

    def below(tree: Node) -> Iterator[str]:
        if isinstance(tree, Name):
            yield tree.id
            yield from below(steps[tree.id]) if tree.id in steps else ()
        elif isinstance(tree, Call):
            for _, arg in differentiable_arguments(tree):
                yield from below(arg)

    return below(steps[program.loss])


def names_of(trace: Trace, name: str) -> list[str]:
    return ["".join(part.of for part in path) for path in plan_paths(trace.sheet, Limits()).listed[name]]


@given(programs())
@settings(max_examples=100)
def test_there_are_as_many_paths_as_readings_when_every_name_is_written_out(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    counts = count_paths(trace.sheet)
    assume(sum(counts.values()) < 20_000)
    event(f"several paths: {max(counts.values()) > 1}")
    found = Counter(readings(trace.sheet.program))
    assert {name: found[name] for name in trace.gradients} == {name: counts[name] for name in trace.gradients}


@given(programs())
@settings(max_examples=100)
def test_paths_sum_to_the_gradient(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    plan = plan_paths(trace.sheet, Limits())
    for name, along in path_gradients(trace, plan).items():
        assert len(along) == plan.counts[name] == len(set(plan.listed[name]))
        largest = max(float(np.abs(gradient).max()) for gradient in along)
        assume(bool(np.isfinite(largest)))
        floor = max(largest, 1e-3)  # what comes along one path is a sum, too, and may be all rounding
        assert error(np.sum(along, axis=0), trace.gradient(name), floor) < TOLERANCE["same"], name


@pytest.mark.parametrize("name", presets())
def test_the_paths_of_every_preset_are_listed_and_sum_to_its_gradients(name: str) -> None:
    trace = shown(name)
    found = path_gradients(trace, plan_paths(trace.sheet, Limits()))
    assert found.keys() == trace.gradients.keys()
    for of, along in found.items():
        assert error(np.sum(along, axis=0), trace.gradient(of), 1e-3) < TOLERANCE["same"], of


def test_a_residual_connection_gives_a_short_path_and_one_through_the_layer() -> None:
    trace = trace_of(RESIDUAL, NUMBERS)
    assert names_of(trace, "x") == ["hx", "hzx"]
    short, long = path_gradients(trace, plan_paths(trace.sheet, Limits()))["x"]
    delta = trace.value("h") - trace.value("y")
    slope = (trace.value("h") - trace.value("x")) * (1 - trace.value("h") + trace.value("x"))
    assert np.array_equal(short, delta)
    assert error(long, trace.value("W").T @ (slope * delta)) < TOLERANCE["same"]


def test_a_step_that_reads_a_quantity_twice_makes_two_paths() -> None:
    trace = trace_of("a = 3 * x\nJ = sum(a * a)", {"x": [2.0, 5.0]})
    along = path_gradients(trace, plan_paths(trace.sheet, Limits()))["x"]
    assert [gradient.ravel().tolist() for gradient in along] == [[18.0, 45.0], [18.0, 45.0]]


def test_the_paths_double_with_every_residual_layer() -> None:
    counts = count_paths(shown("residual").sheet)
    assert [counts[name] for name in ("h5", "h4", "h3", "h2", "h1", "x")] == [1, 2, 4, 8, 16, 32]
    assert [counts[name] for name in ("W5", "W4", "W3", "W2", "W1")] == [1, 2, 4, 8, 16]


def test_shared_weights_have_a_path_for_every_step_in_time() -> None:
    counts = count_paths(shown("recurrent").sheet)
    assert {name: n for name, n in counts.items() if n > 1} == {"W_xh": 3, "W_hh": 3, "b_h": 3}


def test_many_paths_are_counted_and_not_listed() -> None:
    trace = trace_of(residual(30), {"x": [1.0]})
    plan = plan_paths(trace.sheet, Limits())
    assert plan.counts["x"] == 2**30
    assert "x" not in plan.listed
    assert "x" in plan.summed
    assert max(map(len, plan.listed.values())) == 64
    assert path_gradients(trace, plan).keys() == plan.listed.keys()


def test_a_count_has_all_its_digits() -> None:
    text = "\n".join(["a0 = 2 * x", *(f"a{k} = a{k - 1} + a{k - 1} + a{k - 1}" for k in range(1, 60)), "J = sum(a59)"])
    assert count_paths(trace_of(text, {"x": 1.0}).sheet)["x"] == 3**59


@pytest.mark.parametrize(
    "limits", [Limits(paths_of_all=100), Limits(cells_of_paths=200), Limits(operations=32_000), Limits(paths_of_one=7)]
)
def test_what_is_listed_stays_within_every_limit_and_is_whole(limits: Limits) -> None:
    trace = shown("residual")
    plan = plan_paths(trace.sheet, limits)
    assert 0 < len(plan.listed) < len(trace.gradients)
    assert plan.paths <= limits.paths_of_all
    assert plan.operations <= limits.operations
    cells = [plan.counts[name] * trace.gradient(name).size for name in plan.listed]
    cells += [len(trace.contributions(name)) * trace.gradient(name).size for name in plan.summed]
    assert sum(cells) == plan.cells <= limits.cells_of_paths
    assert all(len(paths) == plan.counts[name] <= limits.paths_of_one for name, paths in plan.listed.items())
    for name, along in path_gradients(trace, plan).items():
        assert error(np.sum(along, axis=0), trace.gradient(name)) < TOLERANCE["same"]


def test_a_path_leads_on_through_a_quantity_that_is_too_large_to_be_listed() -> None:
    trace = trace_of("H = X @ W\nb = sum(H)\nJ = b * b", {"X": [[1.0] * 2] * 9, "W": [[1.0] * 9] * 2})
    plan = plan_paths(trace.sheet, Limits(cells_of_paths=50))
    assert "H" not in plan.listed
    assert set(plan.listed) == {"b"}
    trace = trace_of("H = x @ x.T\nb = H * c\nJ = sum(b)", {"x": [1.0] * 9, "c": 2.0})
    plan = plan_paths(trace.sheet, Limits(cells_of_paths=50))
    assert set(plan.listed) == {"c", "x"}
    assert [gradient.ravel().tolist() for gradient in path_gradients(trace, plan)["x"]] == [[18.0] * 9] * 2


def test_the_gradients_of_a_residual_program_are_used_twice_each() -> None:
    parts = trace_of(RESIDUAL, NUMBERS).sheet.parts
    assert {name: readers(parts, name) for name in parts} == {"h": ["z", "x"], "z": ["W", "x"], "W": [], "x": []}
    parts = shown("residual").sheet.parts
    used = {name: sorted(readers(parts, name)) for name in parts if readers(parts, name)}
    assert used == {
        "Theta": ["U", "h5"],
        "h5": ["h4", "z5"],
        "h4": ["h3", "z4"],
        "h3": ["h2", "z3"],
        "h2": ["h1", "z2"],
        "h1": ["x", "z1"],
        "z5": ["W5", "h4"],
        "z4": ["W4", "h3"],
        "z3": ["W3", "h2"],
        "z2": ["W2", "h1"],
        "z1": ["W1", "x"],
    }


def test_every_signal_of_the_unrolled_network_is_used_by_its_five_neighbours() -> None:
    parts = shown("recurrent").sheet.parts
    used = {name: sorted(readers(parts, name)) for name in ("Theta", "h3", "z3", "h2", "z2", "h1", "z1", "W_xh")}
    assert used == {
        "Theta": ["W_hy", "b_y", "h3"],
        "h3": ["z3"],
        "z3": ["W_hh", "W_xh", "b_h", "h2", "x3"],
        "h2": ["z2"],
        "z2": ["W_hh", "W_xh", "b_h", "h1", "x2"],
        "h1": ["z1"],
        "z1": ["W_hh", "W_xh", "b_h", "h0", "x1"],
        "W_xh": [],
    }


@given(programs())
@settings(max_examples=100)
def test_a_contribution_reads_the_gradient_that_it_comes_by_and_no_other(example: Example) -> None:
    sheet = trace_of(example.text, example.values).sheet
    for parts in sheet.parts.values():
        for part in parts:
            read = {node.of for node in walk(part.tree) if isinstance(node, Gradient)}
            assert read == {part.via} - {sheet.program.loss}
