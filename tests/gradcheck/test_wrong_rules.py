"""A rule that is broken on purpose is found, and only in the gradients that come through it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.engine.sizes import SizeTable
from app.expr.tree import Node, Number, call
from app.gradcheck.check import MethodName
from app.ops.fusions import FUSIONS
from app.ops.table import ROWS
from tests.support.gradchecks import BOTH_METHODS, check, fresh_rules, verdicts

TEXT = "z = W @ x + b\nh = {}(z)\nTheta = U @ h + c\ny_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)"
VALUES = {
    "W": [[0.5, -1], [0.25, 2]],
    "x": [1, -0.5],
    "b": [0.5, 0.25],
    "U": [[1, -2], [0.5, 1]],
    "c": [0.1, -0.2],
    "y": [0, 1],
}
BELOW = {"z", "W", "x", "b"}
ALL = {*BELOW, "U", "c", "h", "Theta"}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    with fresh_rules():
        yield


def not_good(text: str, method: MethodName) -> set[str]:
    """The gradients in which something is wrong or poor."""
    checks = check(text, VALUES, method)
    return {name for name, found in checks.items() if {"wrong", "poor"} & {v for row in verdicts(found) for v in row}}


@pytest.mark.parametrize(
    ("operation", "wrong", "activation", "expected"),
    [
        ("tanh", ("g * (1 - y)",), "tanh", BELOW),
        ("tanh", ("g * (1 - a * a)",), "tanh", BELOW),
        ("tanh", ("g * (1 - y * y) * 1.001",), "tanh", BELOW),
        ("sigmoid", ("g * y",), "sigmoid", BELOW),
        ("relu", ("g",), "relu", BELOW),
        ("leaky_relu", ("g * sgn(maximum(a, 0))",), "leaky_relu", BELOW),
        ("matmul", ("g @ b.T", "a @ g"), "tanh", {"h", *BELOW}),
        ("matmul", ("g @ b.T * 2", "a.T @ g"), "tanh", {"U", "W"}),
        ("add", ("g", "g + g"), "tanh", {"c", "b"}),
    ],
)
@BOTH_METHODS
def test_a_wrong_rule_is_found_where_it_is_used(
    operation: str,
    wrong: tuple[str, ...],
    activation: str,
    expected: set[str],
    method: MethodName,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = TEXT.format(activation)
    assert not not_good(text, method)
    monkeypatch.setitem(ROWS, operation, replace(ROWS[operation], backward=wrong))
    with fresh_rules():
        assert not_good(text, method) == expected


@BOTH_METHODS
def test_a_wrong_fusion_is_found_in_everything(method: MethodName, monkeypatch: pytest.MonkeyPatch) -> None:
    pair = "cross_entropy(target, softmax(a))"
    monkeypatch.setitem(FUSIONS, pair, replace(FUSIONS[pair], backward="g * (target - y_hat)"))
    assert not_good(TEXT.format("tanh"), method) == ALL


@BOTH_METHODS
def test_a_forgotten_sum_over_the_batch_is_found_in_the_bias_alone(
    method: MethodName, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_row(tree: Node, arg: Node, table: SizeTable) -> Node:
        fits = table.shape(tree) == table.shape(arg)
        return tree if fits else call("slice", tree, Number(0.0), Number(1.0), Number(1.0), axis=0)

    monkeypatch.setattr("app.engine.backward.fit_to_shape", first_row)
    values = {"X": [[1, -0.5], [0.25, 2], [-1, 1]], "W": [[0.5, -1], [0.25, 2]], "b": [[0.5, 0.25]]}
    checks = check("Z = X @ W + b\nJ = sum(tanh(Z))", values, method)
    wrong = {name for name, found in checks.items() if found.counts()["wrong"]}
    assert "b" in wrong
    assert not wrong & {"W", "Z", "X"}


def test_a_small_mistake_is_poor_and_a_large_one_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for factor, verdict in ((1.000001, "fair"), (1.001, "poor"), (1.1, "wrong"), (-1, "wrong")):
        monkeypatch.setitem(ROWS, "exp", replace(ROWS["exp"], backward=(f"g * y * ({factor})",)))
        with fresh_rules():
            assert verdicts(check("J = sum(exp(x))", {"x": [0.5, -1]})["x"]) == [[verdict], [verdict]]
