"""The gradient check: it passes where the gradient is right, on any scale, and finds what is wrong."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.gradcheck.budget import Budget
from app.gradcheck.check import MethodName
from app.gradcheck.error_curve import LENGTHS, error_curve
from app.gradcheck.method import Measured
from app.gradcheck.round_off import RoundOff
from app.gradcheck.verdicts import VERDICTS, Verdict, grade, passed, relative_error
from app.presets import presets
from tests.support import by_autograd
from tests.support.gradchecks import BOTH_METHODS, check, check_trace, kinds, unlimited, verdicts
from tests.support.programs import Example, programs
from tests.support.tolerances import KINK, TOLERANCE
from tests.support.traces import trace_of

EVERY_PRESET = pytest.mark.parametrize("name", presets())
CURVED = "h = tanh(W @ x + b)\nJ = squared_error(y, U @ h)"
NUMBERS = {"W": [[0.5, -1], [0.25, 2]], "x": [1, -0.5], "b": [0.5, 0.25], "U": [[1, -2]], "y": 0.3}


@EVERY_PRESET
@BOTH_METHODS
def test_every_entry_of_every_preset_is_good(name: str, method: MethodName) -> None:
    trace = trace_of(presets()[name].program.text, presets()[name].values)
    checks = check_trace(trace, method)
    assert list(checks) == list(trace.gradients)
    assert kinds(checks) == {"good"}


@EVERY_PRESET
def test_the_complex_step_agrees_with_every_preset_to_the_last_places(name: str) -> None:
    trace = trace_of(presets()[name].program.text, presets()[name].values)
    round_off = RoundOff(trace)
    for of, found in check_trace(trace, "complex").items():
        gradient = trace.gradient(of)
        floor = np.array([[round_off(of, i, j) for j in range(gradient.shape[1])] for i in range(gradient.shape[0])])
        allowed = TOLERANCE["complex step"] * np.abs(gradient).max() + floor
        assert (np.abs(found.numeric - gradient) <= allowed).all(), of


@given(programs())
@settings(max_examples=100)
def test_every_entry_of_a_generated_program_passes_away_from_kinks(example: Example) -> None:
    """Fair where the entry is a millionth of the loss, unresolved where it is less or a last place of other terms."""
    assume(by_autograd.distance_to_kink(example.text, example.values) > KINK)
    trace = trace_of(example.text, example.values)
    loss = abs(trace.value(trace.sheet.program.loss).item())
    for name, found in check_trace(trace, "central").items():
        is_large = np.abs(trace.gradient(name)) > 1e-6 * loss
        assert {verdict for row in verdicts(found) for verdict in row} <= {"good", "fair", "unresolved"}
        assert not (is_large & (found.verdicts == VERDICTS.index("unresolved"))).any()
    assert kinds(check_trace(trace, "complex")) <= {"good", "unresolved"}


@given(programs(), st.lists(st.sampled_from([1.0, 1.0, 1e-4, 1e4]), min_size=20, max_size=20))
@settings(max_examples=100)
def test_no_entry_is_called_wrong_for_the_scale_of_its_values(example: Example, scales: list[float]) -> None:
    """Probabilities and ids stay as they are. What cannot be told with such numbers is called so.

    A probability that is rounded to 0 has no neighbour below with a logarithm: there no slope is measured.
    """
    values = {
        name: value * (1.0 if name.startswith(("p", "ids")) else scale)
        for (name, value), scale in zip(example.values.items(), scales, strict=False)
    }
    trace = trace_of(example.text, values)
    assume(all(np.isfinite(array).all() for array in trace.arrays))
    for method in ("central", "complex"):
        for name, found in check_trace(trace, method).items():
            missing = found.verdicts == VERDICTS.index("not-finite")
            assert not (missing & (trace.value(name) != 0)).any(), name
            named = {VERDICTS[k] for k in found.verdicts[~missing]}
            assert named <= {"good", "fair", "kink", "unresolved"}, name


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("J = sum(square(x - 1))", {"x": [1e-10, -3e-10, 0]}),
        ("J = sum(log(x))", {"x": [1e-8, 1e-100, 1e-300, 1e300]}),
        ("J = sum(1 / x)", {"x": [1e-6, -1e-6, 1e6]}),
        ("J = sum(sqrt(x))", {"x": [1e-12, 3e-12]}),
        ("J = sum(sqrt(x))", {"x": [1e12, 3e12]}),
        ("J = sum(square(x))", {"x": [1e8, -3e8]}),
        ("J = sum(sigmoid(w * x))", {"x": [1e8, 1e-8, 0], "w": [1e-8, 1e8, 1e6]}),
        ("J = sum(tanh(x - c))", {"x": [1e8, 1e8 + 1], "c": 1e8 + 0.5}),
        ("J = a * a + sum(square(x)) / 1000", {"a": 1000, "x": [0.5, -0.25]}),
        ("J = sum(square(tanh(10000 * x)))", {"x": [1e-5, -2e-5]}),
        ("J = sum(x)", {"x": [0, 1e-300, 1e300]}),
        ("J = norm(x)", {"x": [1e-9, 0, -1e-9]}),
        ("J = sum(x ** 3)", {"x": [1e-50, 0, 1]}),
    ],
)
@BOTH_METHODS
def test_the_scale_of_values_does_not_matter(text: str, values: dict[str, Any], method: MethodName) -> None:
    assert kinds(check(text, values, method)) <= {"good", "fair"}


@pytest.mark.parametrize("c", [9e3, 1e8, 1e30])
@pytest.mark.parametrize("a", [0, 1e-40])
def test_a_loss_that_bends_much_is_not_blamed_on_the_gradient(a: float, c: float) -> None:
    """The third derivative by a is about c³: even h² = 1e-60 leaves something of that, beside a slope of 0."""
    checks = check("J = squared_error(a, a * (c * (2 * a + c)))", {"a": a, "c": c}, "complex")
    assert kinds(checks) <= {"good", "fair"}


def test_what_is_zero_but_for_rounding_counts_as_zero() -> None:
    """Moving a whole column changes nothing in a batch normalisation."""
    text = "C = X - mean(X, axis=0)\nH = C / sqrt(mean(square(C), axis=0))\nJ = squared_error(Y, H + mean(X, axis=0))"
    values = {"X": [[1.1, 17.3], [1.7, 9.2], [3.3, 11.9]], "Y": [[0.3, 1], [2, 0.1], [-1, 0.7]]}
    for method in ("central", "complex"):
        checks = check(text, values, method)
        assert kinds(checks) == {"good"}


@BOTH_METHODS
def test_a_gradient_that_is_not_finite_is_called_so(method: MethodName) -> None:
    assert verdicts(check("J = sum(sqrt(x))", {"x": [0, 4]}, method)["x"]) == [["not-finite"], ["good"]]
    assert kinds(check("J = sum(log(x))", {"x": [0, 4]}, method)) == {"not-finite"}


@BOTH_METHODS
def test_a_score_that_is_masked_out_has_the_slope_0(method: MethodName) -> None:
    text = "S = X + where(C > 0, 0, -inf)\nJ = sum(square(softmax(S, axis=1)) * X)"
    found = check(text, {"X": [[1, 2], [3, 4]], "C": [[1, 0], [1, 1]]}, method)
    assert kinds(found) == {"good"}


def test_one_h_for_all_entries_shows_truncation_and_round_off() -> None:
    errors = {h: check(CURVED, NUMBERS, "central", h)["W"].relative.max() for h in (0.1, 1e-5, 1e-12)}
    assert errors[1e-5] < 1e-8 < errors[1e-12] < errors[0.1]
    assert kinds(check(CURVED, NUMBERS, "central", 1e-5)) == {"good"}


def test_round_off_of_a_tiny_h_is_not_blamed_on_the_gradient() -> None:
    assert kinds(check(CURVED, NUMBERS, "central", 1e-14)) <= {"good", "fair", "poor", "unresolved"}


@pytest.mark.parametrize(
    ("analytic", "numeric", "error"),
    [
        (0, 0, 0),
        (1, 1, 0),
        (2, 1, 0.5),
        (1, 2, 0.5),
        (-1, 1, 2),
        (0, 1e-300, 1),
        (5e-324, -5e-324, 2),
        (1e308, -1e308, 2),
    ],
)
def test_the_relative_error_has_the_larger_magnitude_below(analytic: float, numeric: float, error: float) -> None:
    assert relative_error(analytic, numeric) == error


@pytest.mark.parametrize("numeric", [math.nan, math.inf, -math.inf])
def test_what_is_not_finite_has_no_relative_error(numeric: float) -> None:
    assert math.isnan(relative_error(1, numeric))
    assert math.isnan(relative_error(numeric, 1))


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (Measured(1), "good"),
        (Measured(1 - 9e-8), "good"),
        (Measured(1 - 2e-7), "fair"),
        (Measured(1 - 9e-5), "fair"),
        (Measured(1 - 2e-4), "poor"),
        (Measured(1 - 9e-3), "poor"),
        (Measured(0.98), "wrong"),
        (Measured(-1), "wrong"),
        (Measured(0.98, uncertainty=0.03), "unresolved"),
        (Measured(0.98, uncertainty=0.01), "wrong"),
        (Measured(1 - 2e-7, uncertainty=1), "fair"),
        (Measured(0.5, zero=1), "good"),
        (Measured(0.5, at_kink=True), "kink"),
        (Measured(math.nan, at_kink=True), "kink"),
        (Measured(math.nan), "not-finite"),
    ],
)
def test_an_entry_is_graded_by_its_relative_error_and_what_may_explain_it(found: Measured, verdict: Verdict) -> None:
    assert grade(1, found)[1] == verdict


def test_a_check_passes_unless_something_is_wrong_or_not_finite() -> None:
    nothing = dict.fromkeys(("good", "fair", "poor", "wrong", "kink", "unresolved", "not-finite", "unchecked"), 0)
    assert passed({**nothing, "good": 3, "poor": 1, "kink": 1, "unresolved": 1, "unchecked": 9})  # type: ignore[dict-item]
    assert not passed({**nothing, "good": 3, "wrong": 1})  # type: ignore[dict-item]
    assert not passed({**nothing, "not-finite": 1})  # type: ignore[dict-item]


def test_the_worst_entry_is_the_one_with_the_largest_relative_error() -> None:
    found = check(CURVED, NUMBERS)["W"]
    worst = found.worst()
    assert worst is not None
    assert found.relative[worst] == found.relative.max()
    assert check("J = sum(abs(x))", {"x": [0, 0]})["x"].worst() is None


def test_a_sample_takes_the_same_number_of_every_gradient_until_one_is_complete() -> None:
    trace = trace_of("h = tanh(W @ x)\nJ = sum(h)", {"W": np.eye(8), "x": np.arange(8) / 8})
    checks = check_trace(trace, budget=Budget(runs=100, work=10**15))
    checked = {name: each.checked() for name, each in checks.items()}
    assert checked["h"] == checked["t1"] == checked["x"] == 8
    assert 8 < checked["W"] < 64
    assert all(np.isnan(each.numeric).sum() == each.numeric.size - each.checked() for each in checks.values())


def test_a_sample_is_drawn_by_its_seed() -> None:
    trace = trace_of("J = sum(square(W))", {"W": np.ones((9, 9))})
    first, again, other = (check_trace(trace, budget=Budget(60, 10**15), seed=seed)["W"] for seed in (1, 1, 2))
    assert 0 < first.checked() < 81
    assert np.array_equal(first.verdicts, again.verdicts)
    assert not np.array_equal(first.verdicts, other.verdicts)


def test_work_and_time_end_a_check_as_runs_do() -> None:
    trace = trace_of("J = sum(square(W))", {"W": np.ones((9, 9))})
    for budget, entries in ((Budget(10**9, work=1), 1), (Budget(10**9, 10**15, seconds=-1), 0)):
        assert sum(found.checked() for found in check_trace(trace, budget=budget).values()) == entries


def test_what_will_be_written_of_an_entry_counts_against_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.gradcheck.budget._SECONDS_OF_ENTRY", 100.0)
    trace = trace_of("J = sum(square(W))", {"W": np.ones((9, 9))})
    assert sum(found.checked() for found in check_trace(trace, budget=Budget(10**9, 10**15, 350)).values()) == 4


def test_large_matrices_cost_more_than_small_ones() -> None:
    small, large = (trace_of("J = sum(W @ W)", {"W": np.eye(n)}) for n in (4, 300))
    checked = [check_trace(trace, budget=Budget(10**9, 10**8))["W"].checked() for trace in (small, large)]
    assert checked[0] == 16
    assert 0 < checked[1] < 300


def test_the_error_over_h_is_a_v_for_differences_and_falls_to_the_floor_for_the_complex_step() -> None:
    trace = trace_of(CURVED, NUMBERS)
    curves = {
        method: error_curve(trace, check_trace(trace, method), method, 0, unlimited())
        for method in ("central", "complex")
    }
    for curve in curves.values():
        assert len(curve.median) == len(curve.largest) == len(LENGTHS)
        assert all(a <= b for a, b in zip(curve.median, curve.largest, strict=True))
        assert curve.median[0] > 1e-5
    lowest = int(np.argmin(curves["central"].median))
    assert 1e-7 < LENGTHS[lowest] < 1e-3
    assert curves["central"].median[-1] > 1e-5
    assert max(curves["complex"].largest[-8:]) < 1e-14


def test_an_error_curve_leaves_out_what_is_zero_or_at_a_kink() -> None:
    trace = trace_of("J = sum(abs(x) * w)", {"x": [0, 1, 2], "w": [1, 0, 1]})
    curve = error_curve(trace, check_trace(trace), "central", 0, unlimited())
    assert curve.entries == 8  # all 3 of the product, 2 of t1 = |x|, 2 of w, and the last of x
