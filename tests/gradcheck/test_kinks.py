"""A gradient check marks exactly the entries whose nudge gets to a kink."""

from typing import Any

import pytest
from hypothesis import given, settings

from app.gradcheck.check import MethodName
from tests.support import by_autograd
from tests.support.gradchecks import BOTH_METHODS, check, check_trace, kinds, verdicts
from tests.support.programs import Example, programs
from tests.support.traces import trace_of

G, K = "good", "kink"
_THROUGH_A_PRODUCT = {"W": [[1, 2], [1, -1], [0, 0]], "x": [2, -1], "b": [0, 0, 1], "c": [1, 1, 1]}
CASES: list[tuple[str, str, dict[str, Any], dict[str, list[list[str]]]]] = [
    ("relu at 0", "J = sum(relu(x) * w)", {"x": [-1, 0, 2], "w": [3, 4, 5]}, {"x": [[G], [K], [G]], "w": [[G], [G], [G]]}),
    ("relu beside 0", "J = sum(relu(x))", {"x": [1e-5, -1e-5, 1e-7, -1e-7, 1e-8]}, {"x": [[G]] * 5}),
    ("abs", "J = sum(abs(x))", {"x": [[-1, 0], [0, 1]]}, {"x": [[G, K], [K, G]]}),
    ("leaky relu", "J = sum(leaky_relu(x))", {"x": [-1, 0]}, {"x": [[G], [K]]}),
    ("leaky relu of slope 1", "J = sum(leaky_relu(x, 1))", {"x": [-1, 0]}, {"x": [[G], [G]]}),
    ("elu with a kink", "J = sum(elu(x, alpha=0.5))", {"x": [-1, 0]}, {"x": [[G], [K]]}),
    ("elu without", "J = sum(elu(x))", {"x": [-1, 0]}, {"x": [[G], [G]]}),
    ("maximum", "J = sum(maximum(a, b))", {"a": [1, 2, 3], "b": [3, 2, 1]}, {"a": [[G], [K], [G]], "b": [[G], [K], [G]]}),
    ("minimum and a number", "J = sum(minimum(a, 2))", {"a": [1, 2, 3]}, {"a": [[G], [K], [G]]}),
    ("max", "J = max(x)", {"x": [1, 3, 3, 2]}, {"x": [[G], [K], [K], [G]]}),
    ("max of rows", "J = sum(max(X, axis=1))", {"X": [[1, 1], [1, 2]]}, {"X": [[K, K], [G, G]]}),
    ("max of windows", "J = sum(max_pool(X, 2))", {"X": [[1, 2, 0, 0], [3, 3, 0, 4]]}, {"X": [[G, G, G, G], [K, K, G, G]]}),
    ("a tie that moves together", "J = max(x + b)", {"x": [1, 1], "b": 0.5}, {"x": [[K], [K]], "b": [[G]]}),
    ("max pool", "J = sum(max_pool(X, 2))", {"X": [[1, 3, 7], [3, 2, 7]]}, {"X": [[G, K, G], [K, G, G]]}),
    ("a bound of clip", "J = sum(clip(x, -1, 2))", {"x": [-1, 0, 2, 3]}, {"x": [[K], [G], [K], [G]]}),
    ("hinge", "J = hinge(y, s)", {"y": [1, -1], "s": [1, 1]}, {"s": [[K], [G]]}),
    ("std of equals", "J = std(x)", {"x": [2, 2]}, {"x": [[K], [K]]}),
    ("norm of rows", "J = sum(norm(X, axis=1))", {"X": [[0, 0], [3, 0]]}, {"X": [[K, K], [G, G]]}),
    ("norm at the origin", "J = norm(x)", {"x": [0, 0, 0]}, {"x": [[K]] * 3}),
    ("norm beside it", "J = norm(x)", {"x": [0, 3, 0]}, {"x": [[G]] * 3}),
    ("norm of a product that is 0", "J = norm(W @ x)", {"W": [[1, 2], [2, 4]], "x": [2, -1]}, {"W": [[K, K], [K, K]], "x": [[K], [K]]}),
    ("a touch", "J = sum(relu(square(x)))", {"x": [0, 1]}, {"x": [[G], [G]], "t1": [[K], [G]]}),
    ("softmax of equals", "p = softmax(a)\nJ = cross_entropy(y, p)", {"a": [1, 1], "y": [0, 1]}, {"a": [[G], [G]]}),
    ("softplus", "J = sum(softplus(x))", {"x": [0, 1]}, {"x": [[G], [G]]}),
    (
        "a fused loss", "p = sigmoid(a)\nJ = binary_cross_entropy(y, p)",
        {"a": [0, 1], "y": [0, 1]}, {"a": [[G], [G]]},
    ),
    (
        "after a kink", "h = relu(z)\nJ = sum(h * h + h)",
        {"z": [0, 1]}, {"h": [[G], [G]], "z": [[K], [G]]},
    ),
    (
        "through a product", "z = W @ x + b\nh = relu(z)\nJ = sum(c * h)", _THROUGH_A_PRODUCT,
        {"W": [[K, K], [G, G], [G, G]], "b": [[K], [G], [G]], "x": [[K], [K]], "z": [[K], [G], [G]], "h": [[G]] * 3, "c": [[G]] * 3},
    ),
    (
        "through a product with 0", "J = sum(relu(W @ x))",
        {"W": [[1, 5], [1, 1]], "x": [0, 0]}, {"W": [[G, G], [G, G]], "x": [[K], [K]]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "values", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@BOTH_METHODS
def test_exactly_the_entries_at_a_kink_are_marked(
    text: str, values: dict[str, Any], expected: dict[str, list[list[str]]], method: MethodName
) -> None:
    checks = check(text, values, method)
    assert {name: verdicts(checks[name]) for name in expected} == expected


def test_a_kink_further_off_is_reached_by_a_larger_h_only() -> None:
    values = {"x": [0.05, -0.3, 2]}
    assert verdicts(check("J = sum(relu(x))", values, "central", 0.1)["x"]) == [["kink"], ["good"], ["good"]]
    assert verdicts(check("J = sum(relu(x))", values, "central", 0.01)["x"]) == [["good"], ["good"], ["good"]]
    assert verdicts(check("J = max(x)", {"x": [1, 1.05, 0]}, "central", 0.1)["x"]) == [["kink"], ["kink"], ["good"]]


def test_a_step_over_the_origin_is_seen_though_no_end_is_there() -> None:
    assert kinds(check("J = norm(x)", {"x": 0.05}, "central", 0.1)) == {"kink"}
    assert verdicts(check("J = norm(x)", {"x": [0, 0.05]}, "central", 0.1)["x"])[1] == ["kink"]
    assert "kink" not in kinds(check("J = norm(x)", {"x": [0.5, 0.05]}, "central", 0.1))


def test_too_near_a_kink_for_any_difference_counts_as_at_it_and_the_complex_step_still_tells() -> None:
    assert kinds(check("J = sum(relu(x)) + 1000", {"x": [1e-14, -1e-14]})) == {"good", "kink"}
    assert kinds(check("J = sum(relu(x)) + 1000", {"x": [1e-14, -1e-14]}, "complex")) == {"good"}


@given(programs())
@settings(max_examples=100)
def test_both_methods_mark_the_same_entries(example: Example) -> None:
    """But for ties that only rounding makes or unmakes: there a difference is marked, and the complex step has a side."""
    trace = trace_of(example.text, example.values)
    central, complex_ = (check_trace(trace, method) for method in ("central", "complex"))
    near = by_autograd.distance_to_kink(example.text, example.values)
    for name in central:
        for differences, step in zip(verdicts(central[name]), verdicts(complex_[name]), strict=True):
            for a, b in zip(differences, step, strict=True):
                assert (a == K) == (b == K) or (a == K and near < 1e-9), name
