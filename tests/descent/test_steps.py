"""A step of gradient descent: what the gradient predicts, and what J does."""

from itertools import pairwise
from math import isinf

import numpy as np
import pytest
from hypothesis import assume, given, settings

from app.core.arrays import Array
from app.descent.curve import curve
from app.descent.steps import Change, Descent, Extended
from app.descent.suggested import suggested_etas
from app.presets import preset, presets
from tests.support import by_autograd
from tests.support.programs import Example, programs
from tests.support.tolerances import KINK, TOLERANCE
from tests.support.traces import trace_of

IS_FINER = np.finfo(Extended).eps < np.finfo(np.float64).eps
LINEAR = "z = W @ x\nJ = squared_error(y, z)"
NUMBERS = {"W": [[1, -1], [0.5, 2]], "x": [1, 2], "y": [1, 0]}
# With r = Wx − y = (−2, 4.5): g = rxᵀ, ‖g‖² = ‖r‖²‖x‖² = 121.25, gᵀHg = ‖gx‖² = 606.25, so ΔJ = −121.25 η + 303.125 η².


def descent(text: str, values: dict[str, object], *names: str) -> Descent:
    return Descent(trace_of(text, values), names)


def of_preset(name: str, *names: str) -> Descent:
    known = preset(name)
    return Descent(trace_of(known.program.text, known.values), names or known.parameters)


def tried(*ratios: float | None, round_off: float = 1e-18) -> list[Change]:
    """Changes for η = 1, 2, 3, …; None for one that is lost in its round-off."""
    return [
        Change(eta, {}, -eta, -eta * (ratio or 0), round_off if ratio is not None else 1.0, 10 - eta * (ratio or 0))
        for eta, ratio in enumerate(ratios, start=1)
    ]


@pytest.mark.parametrize("name", presets())
def test_the_ratio_of_true_to_predicted_change_tends_to_1_as_the_step_does_to_0(name: str) -> None:
    d = of_preset(name)
    natural = abs(float(d.loss / d.squared_norm))
    changes = [d.change(natural * 10.0**-k) for k in range(3, 8)]
    errors = [(abs(c.ratio - 1), c.round_off / abs(c.predicted)) for c in changes if c.ratio is not None]
    told = [error for error, noise in errors if noise < error / 20]
    assert len(told) >= (5 if IS_FINER else 3)
    for error, smaller in pairwise(told):
        assert 0.08 < smaller / error < 0.12, "a tenth of the step has a tenth of the error"


@given(programs())
@settings(max_examples=60)
def test_small_steps_of_random_programs_do_as_predicted(example: Example) -> None:
    assume(by_autograd.distance_to_kink(example.text, example.values) > KINK)
    assume("stop_gradient" not in example.operations)  # a step moves what counts as given
    trace = trace_of(example.text, example.values)
    names = tuple(name for name in trace.sheet.program.inputs if name in trace.gradients)
    steepest = max((float(np.abs(trace.gradient(name)).max()) for name in names), default=0)
    assume(0 < steepest < 1e6 and all(np.abs(value).max() < 1e6 for value in trace.values.values()))
    d = Descent(trace, names)
    changes = [d.change(KINK / steepest * 10.0**-k) for k in range(3, 9)]
    near = next((k for k, c in enumerate(changes) if c.ratio is not None and abs(c.ratio - 1) < 0.05), None)
    assume(near is not None)
    for change in changes[(near or 0) + 2 :]:
        assert change.ratio is None or abs(change.ratio - 1) < 0.01


@pytest.mark.parametrize("eta", [1e-12, 1e-6, 0.01, 0.1, 0.4, 1.0])
def test_the_change_of_a_quadratic_is_its_taylor_series(eta: float) -> None:
    change = descent(LINEAR, NUMBERS, "W").change(eta)
    assert change.predicted == pytest.approx(-121.25 * eta, rel=1e-14)
    assert change.actual == pytest.approx(-121.25 * eta + 303.125 * eta**2, rel=1e-6, abs=1e-14)
    assert change.loss == pytest.approx(12.125 + change.actual, rel=1e-14)
    assert change.ratio == pytest.approx(1 - 2.5 * eta, rel=1e-6, abs=1e-15)


def test_the_prediction_is_split_by_parameter() -> None:
    change = descent(LINEAR, NUMBERS, "W", "x").change(0.5)
    assert change.predicted_by == {"W": -60.625, "x": -60.53125}  # Wᵀr = (0.25, 11)
    assert change.predicted == -121.15625


def test_what_is_not_named_does_not_move() -> None:
    moved = descent(LINEAR, NUMBERS, "W").moved(0.5)
    assert moved["x"].tolist() == [[1], [2]]
    assert moved["W"].tolist() == [[2, 1], [-1.75, -2.5]]


def test_the_step_that_matt_mazur_published() -> None:
    d = of_preset("mazur", "W", "V")
    published = {"V": [0.358916480, 0.408666186, 0.511301270, 0.561370121]}
    published["W"] = [0.149780716, 0.19956143, 0.24975114, 0.29950229]
    moved = d.moved(0.5)
    for name, weights in published.items():
        assert moved[name].astype(float).ravel() == pytest.approx(weights, abs=5e-9)
    loss = d.change(0.5).loss
    x, y = np.array([0.05, 0.1]), np.array([0.01, 0.99])
    W, V = (np.reshape(published[name], (2, 2)) for name in ("W", "V"))
    assert loss == pytest.approx(0.5 * float(np.square(y - logistic(V @ logistic(W @ x + 0.35) + 0.6)).sum()), abs=1e-9)
    assert loss == pytest.approx(0.291027924, abs=2e-7), "as printed, where its own weights give 0.291027774"


def logistic(a: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-a)))


def test_a_change_that_float64_would_lose_keeps_its_digits() -> None:
    if not IS_FINER:
        pytest.skip("this machine has no number wider than float64")
    change = descent("J = sum(x) + 1000", {"x": [1, 2]}, "x").change(1e-11)
    assert change.ratio == pytest.approx(1, abs=1e-5)
    assert abs(((1003 - 2e-11) - 1003) / -2e-11 - 1) > 1e-4, "what it would be otherwise"


def test_a_change_within_its_round_off_has_no_ratio() -> None:
    for text in ("J = sum(x) + 1e12", "J = sum((x + 1e12) - 1e12)"):
        change = descent(text, {"x": [0.5, 0.25]}, "x").change(1e-9)
        assert not change.is_resolved
        assert change.ratio is None
        assert descent(text, {"x": [0.5, 0.25]}, "x").change(100.0).ratio == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", presets())
def test_the_estimated_round_off_is_above_the_one_that_is_seen(name: str) -> None:
    d = of_preset(name)
    natural = abs(float(d.loss / d.squared_norm))
    changes = [d.change(natural * 1e-16 * k) for k in range(1, 9)]
    assert all(abs(change.actual - change.predicted) < change.round_off for change in changes)


def test_a_gradient_of_zero_predicts_no_change_and_no_zero_is_below_zero() -> None:
    change = descent("h = relu(x)\nJ = sum(h)", {"x": [-1, -2]}, "x").change(0.1)
    assert [str(number) for number in (change.predicted, change.actual, change.predicted_by["x"])] == ["0.0"] * 3
    assert change.ratio is None


def test_steps_that_leave_the_range_of_numbers_say_so() -> None:
    d = descent("a = exp(exp(x))\nJ = sum(a)", {"x": [2.0]}, "x")
    change = d.change(1.0)
    assert change.ratio is not None
    change = descent("a = exp(exp(-x))\nJ = sum(a)", {"x": [-2.0]}, "x").change(-1.0)
    assert isinf(change.actual)
    assert change.ratio is None


def test_gradients_whose_square_is_out_of_range_still_predict() -> None:
    if not IS_FINER:
        pytest.skip("this machine has no number wider than float64")
    for scale, eta in ((1e200, 1e-203), (1e-200, 1e197)):
        change = descent("J = a * x", {"a": scale, "x": 3}, "x").change(eta)
        assert change.ratio == pytest.approx(1, abs=1e-3)


def test_the_usual_steps_are_1_2_and_5_of_nine_decades_around_the_natural_one() -> None:
    etas = descent(LINEAR, NUMBERS, "W").usual_etas()  # 12.125 / 121.25 is 0.1
    assert etas[0] == pytest.approx(1e-7)
    assert (etas[18:22], etas[-1], len(etas)) == ([0.1, 0.2, 0.5, 1.0], 50.0, 27)
    flat = descent("J = sum(relu(x))", {"x": [-1]}, "x").usual_etas()
    assert (flat[0], flat[-1]) == (1e-6, 500.0)
    for scale in (1e-300, 1e300):
        assert all(0 < eta < np.inf for eta in descent("J = a * x", {"a": scale, "x": 1}, "x").usual_etas())


def test_what_is_suggested_for_a_quadratic() -> None:
    d = descent(LINEAR, NUMBERS, "W")
    found = suggested_etas([d.change(eta) for eta in (0.5, 0.01, 0.03, 0.05, 0.2, 0.3)])
    assert (found.linear_to, found.lowest, found.stops_falling) == (0.03, 0.2, 0.5)


def test_suggestions_do_not_look_at_what_is_lost_in_the_round_off() -> None:
    assert suggested_etas(tried(None, None)) == suggested_etas([])
    assert suggested_etas(tried(None, 1.0, 0.95, 0.5)).linear_to == 3
    assert suggested_etas(tried(1.0, 0.5, 1.0)).linear_to == 1, "not beyond the first that is off"
    assert suggested_etas(tried(0.5)).linear_to is None
    assert suggested_etas(tried(1.0, 0.6, -1.0, 1.0)).stops_falling == 3
    assert suggested_etas(tried(1.0, 1.0)).stops_falling is None
    assert suggested_etas(tried(-1.0)).lowest is None


def test_a_step_to_no_number_stops_the_fall() -> None:
    changes = [*tried(1.0), Change(2, {}, -2, float("nan"), 1e-18, float("nan"))]
    assert (
        suggested_etas(changes).linear_to,
        suggested_etas(changes).lowest,
        suggested_etas(changes).stops_falling,
    ) == (1, 1, 2)


def test_the_tangent_of_an_entry_touches_its_curve() -> None:
    found = curve(descent(LINEAR, NUMBERS, "W"), "W", 0, 1, 2.0, 5)
    assert (found.value, found.slope, found.span) == (-1, -4, 2)
    assert found.at == [-3, -2, -1, 0, 1]
    assert found.tangent == [20.125, 16.125, 12.125, 8.125, 4.125]
    assert [loss - line for loss, line in zip(found.loss, found.tangent, strict=True)] == [8, 2, 0, 2, 8]


@pytest.mark.parametrize("name", presets())
def test_near_its_entry_every_curve_is_its_tangent(name: str) -> None:
    d = of_preset(name)
    for parameter in d.names:
        wide, near = (curve(d, parameter, 0, 0, span, 3) for span in (1e-3, 1e-4))
        assert near.loss[1] == near.tangent[1] == pytest.approx(float(d.loss), rel=TOLERANCE["same"])
        gaps = [max(abs(a - b) for a, b in zip(c.loss, c.tangent, strict=True)) for c in (wide, near)]
        assert gaps[1] < 0.02 * gaps[0] + 1e-15, "a tenth of the distance, a hundredth of the gap"


def test_a_curve_goes_as_far_as_the_largest_entry_unless_told_otherwise() -> None:
    d = descent(LINEAR, {**NUMBERS, "x": [0, 0]}, "W")
    assert curve(d, "W", 0, 0, None, 3).at == [-1, 1, 3]
    assert curve(d, "x", 0, 0, None, 3).at == [-1, 0, 1]
