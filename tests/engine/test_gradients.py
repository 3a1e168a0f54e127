"""Random programs: values against NumPy, gradients against HIPS autograd and against differences."""

import numpy as np
from hypothesis import assume, event, given, settings

from app.core.arrays import Array
from app.engine.run import Trace
from tests.support import by_autograd
from tests.support.programs import Example, programs
from tests.support.tolerances import KINK, STEP, TOLERANCE, error
from tests.support.traces import trace_of, written_out


def is_tame(values: dict[str, Array]) -> bool:
    return all(np.abs(value).max() < 1e6 for value in values.values())


@given(programs())
@settings(max_examples=150)
def test_every_quantity_has_the_value_that_numpy_gives_it(example: Example) -> None:
    expected = by_autograd.forward(example.text, example.values)
    assume(is_tame(expected) and by_autograd.sides_are_certain(example.text, example.values))
    trace = trace_of(example.text, example.values)
    for name, value in expected.items():
        assert error(trace.value(name), value) < TOLERANCE["numpy"], name


def has_the_same_zeros(trace: Trace, values: dict[str, Array]) -> bool:
    """Whether what is 0 by the reference is 0 here. A divergence of p from p may be 1e-17 in one of them, and then has a side."""
    expected = by_autograd.forward(written_out(trace), values)
    return all(np.array_equal(value == 0, trace.value(name) == 0) for name, value in expected.items())


@given(programs())
@settings(max_examples=300)
def test_every_gradient_is_that_of_another_autodiff(example: Example) -> None:
    assume(by_autograd.sides_are_certain(example.text, example.values))
    assume(is_tame(by_autograd.forward(example.text, example.values)))
    trace = trace_of(example.text, example.values)
    assume(has_the_same_zeros(trace, example.values))
    expected = by_autograd.gradients(written_out(trace), example.values)
    expected |= by_autograd.gradients(example.text, example.values)
    event(f"sums over paths: {any(len(found) > 1 for found in trace.sheet.parts.values())}")
    for name, gradient in trace.gradients.items():
        assert error(gradient, expected[name]) < TOLERANCE["autograd"], name


@given(programs())
@settings(max_examples=100)
def test_no_gradient_is_left_out(example: Example) -> None:
    expected = by_autograd.gradients(example.text, example.values)
    program = trace_of(example.text, example.values).sheet.program
    excused = {*program.targets, *(name for fused in program.fused.values() for name in fused.leapt)}
    shown = {*trace_of(example.text, example.values).gradients, *excused}
    assert {name for name, gradient in expected.items() if np.abs(gradient).max() > 1e-6} <= shown


@given(programs())
@settings(max_examples=100)
def test_every_gradient_predicts_a_small_step_away_from_kinks(example: Example) -> None:
    assume(by_autograd.distance_to_kink(example.text, example.values) > KINK)
    assume("stop_gradient" not in example.operations)  # a step moves what counts as given
    trace = trace_of(example.text, example.values)
    assume(is_tame(trace.gradients) and is_tame(trace.values))
    loss = trace.sheet.program.loss
    directions = np.random.default_rng(1)
    for name, value in example.values.items():
        if name not in trace.gradients:
            continue
        v = directions.standard_normal(value.shape)
        ends = [
            trace_of(example.text, {**example.values, name: value + side * STEP * v}).value(loss) for side in (1, -1)
        ]
        slope = (ends[0] - ends[1]) / (2 * STEP)
        predicted = np.full((1, 1), np.sum(trace.gradient(name) * v))
        assert error(predicted, slope) < TOLERANCE["differences"], name


@given(programs())
@settings(max_examples=100)
def test_contributions_are_kept_apart_and_sum_to_the_gradient(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    for name, contributions in trace.sheet.parts.items():
        parts = trace.contributions(name)
        assert len(parts) == len(contributions)
        assert error(sum(parts[1:], start=parts[0]), trace.gradient(name)) < TOLERANCE["same"]


@given(programs())
@settings(max_examples=50)
def test_gradients_have_the_shape_of_their_variable_and_every_array_is_read_only(example: Example) -> None:
    trace = trace_of(example.text, example.values)
    for name, gradient in trace.gradients.items():
        assert gradient.shape == trace.value(name).shape
    for array in [*trace.values.values(), *trace.gradients.values()]:
        assert array.dtype == np.float64
        assert not array.flags.writeable


def test_a_quantity_used_twice_shows_both_paths_the_later_use_first() -> None:
    trace = trace_of("a = 2 * x\nb = w * x\nJ = sum(a) + sum(b)", {"x": [3.0, -1.0], "w": [5.0, 7.0]})
    assert [part.tolist() for part in trace.contributions("x")] == [[[5.0], [7.0]], [[2.0], [2.0]]]
    assert trace.gradient("x").tolist() == [[7.0], [9.0]]


def test_a_product_with_itself_shows_both_factors() -> None:
    assert len(trace_of("J = sum(x * x)", {"x": [3.0, -1.0]}).contributions("x")) == 2


def test_a_loss_beside_a_penalty_is_a_step_of_its_own_and_fused() -> None:
    values = {"a": [0, -1000], "y": [0, 1]}
    trace = trace_of("p = softmax(a)\nJ = cross_entropy(y, p) + sum(a * a) / 10", values)
    (fused,) = trace.sheet.program.fused
    assert trace.value(fused).item() == 1000


def test_a_bias_gradient_is_the_sum_over_the_batch() -> None:
    trace = trace_of("Z = X @ W + b\nJ = sum(Z * c)", {"X": [[1, 2], [3, 4]], "W": [[1], [1]], "b": 5, "c": [7, 11]})
    assert trace.gradient("b").tolist() == [[18.0]]


def test_a_copy_passes_its_gradient_on() -> None:
    assert trace_of("a = x\nJ = sum(a)", {"x": [1, 2]}).gradient("x").tolist() == [[1.0], [1.0]]
    assert trace_of("J = x", {"x": 4}).gradient("x").tolist() == [[1.0]]


def test_the_slope_of_relu_at_zero_is_zero() -> None:
    assert trace_of("J = sum(relu(x))", {"x": [-1, 0, 2]}).gradient("x").tolist() == [[0.0], [0.0], [1.0]]


def test_a_prediction_that_is_read_twice_has_the_gradient_of_both_uses() -> None:
    text = "p = softmax(a)\nJ = cross_entropy(y, p) + sum(p * p)"
    values = {"a": np.array([[0.3], [-1.0], [0.8]]), "y": np.array([[0.0], [1.0], [0.0]])}
    expected, trace = by_autograd.gradients(text, values), trace_of(text, values)
    for name in ("p", "a"):
        assert error(trace.gradient(name), expected[name]) < TOLERANCE["autograd"]
