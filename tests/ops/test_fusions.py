"""What every fusion promises: a pair of operations, done as one, is that pair."""

import numpy as np
import pytest

from app.core.arrays import Array
from app.expr.tree import Call, Name, Node, Number
from app.ops.fusions import FUSIONS, operations_of
from app.ops.identities import IDENTITIES
from app.ops.native import log_softmax, softmax
from app.ops.row import Fusion
from app.ops.rules import backward_rule
from app.ops.table import MEAN, ROWS
from tests.support.rules import Case, form_along, text_numbers, tree_numbers
from tests.support.tolerances import TOLERANCE, error

SHAPES = [((4, 1), None), ((3, 4), 1), ((3, 4), 0), ((1, 4), None), ((1, 1), None)]
EVERY_FUSION = pytest.mark.parametrize("fusion", FUSIONS.values(), ids=lambda f: f.form)
ASSUMING = pytest.mark.parametrize("fusion", [f for f in FUSIONS.values() if f.assuming], ids=lambda f: f.form)
EVERY_SHAPE = pytest.mark.parametrize(("shape", "axis"), SHAPES)


def scope(fusion: Fusion, shape: tuple[int, int], axis: int | None, total: float | None) -> dict[str, Array]:
    """Numbers for all names of the rules. `total` is what the target sums to along the axis."""
    random = np.random.default_rng(2)
    a, target = random.standard_normal(shape), random.uniform(0.1, 1, shape)
    if total is not None:
        target *= total / target.sum(axis=axis, keepdims=True)
    innermost = ROWS[operations_of(fusion.form)[-1]]
    y_hat = Case(innermost, (shape,), axis if innermost.axis else None).value({"a": a})
    names = {"a": a, "target": target, "y_hat": y_hat}
    if fusion.number:
        names["number"] = text_numbers(fusion.number, names, axis)
    return names | {"g": random.standard_normal(text_numbers(fusion.forward, names, axis).shape)}


def one_after_the_other(fusion: Fusion, axis: int | None, names: dict[str, Array]) -> tuple[Array, Array, Array]:
    """The value of the form, and its gradients by `a` and by the target, by the rule of each operation."""
    node: Node = form_along(fusion, axis)
    value, g = tree_numbers(node, names), names["g"]
    by_target = g
    while isinstance(node, Call):
        sent = {
            arg: tree_numbers(backward_rule(node, k, node, Name("g")), names | {"g": g}) for k, arg in arguments(node)
        }
        by_target = sent.pop(Name("target"), by_target)
        ((node, g),) = sent.items()
    return value, g, by_target


def arguments(node: Call) -> list[tuple[int, Node]]:
    """Those to which a gradient goes."""
    return [(k, arg) for k, arg in enumerate(node.args) if not isinstance(arg, Number)]


@EVERY_FUSION
@EVERY_SHAPE
def test_a_fusion_is_its_operations_one_after_the_other(
    fusion: Fusion, shape: tuple[int, int], axis: int | None
) -> None:
    names = scope(fusion, shape, axis, None)
    value, by_a, by_target = one_after_the_other(fusion, axis, names)
    for text in filter(None, (fusion.forward, fusion.computed)):
        assert error(text_numbers(text, names, axis), value) < TOLERANCE["same"]
    assert error(text_numbers(fusion.backward, names, axis), by_a) < TOLERANCE["same"]
    if fusion.target_backward:
        assert error(text_numbers(fusion.target_backward, names, axis), by_target) < TOLERANCE["same"]


@ASSUMING
@EVERY_SHAPE
def test_the_simpler_rule_is_right_where_its_assumption_holds(
    fusion: Fusion, shape: tuple[int, int], axis: int | None
) -> None:
    names = scope(fusion, shape, axis, 1.0)
    assumed = text_numbers(fusion.assuming, names, axis)
    assert error(assumed, np.ones_like(assumed)) < TOLERANCE["same"]
    general = text_numbers(fusion.backward, names, axis)
    assert error(text_numbers(fusion.simplified, names, axis), general) < TOLERANCE["same"]


@ASSUMING
def test_the_simpler_rule_is_wrong_where_its_assumption_fails(fusion: Fusion) -> None:
    names = scope(fusion, (4, 1), None, 2.0)
    general = text_numbers(fusion.backward, names, None)
    assert error(text_numbers(fusion.simplified, names, None), general) > 0.1


@EVERY_FUSION
def test_the_terms_between_the_jacobians_and_the_rule_are_the_rule(fusion: Fusion) -> None:
    names = scope(fusion, (4, 1), None, None) | {"g": np.ones((1, 1))}
    for text in fusion.collapse:
        assert error(text_numbers(text, names, None), text_numbers(fusion.backward, names, None).T) < TOLERANCE["same"]
    assert bool(fusion.collapse) == (
        bool(fusion.target_backward) and not operations_of(fusion.form)[0].startswith(MEAN)
    )


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_softmax_of_a_thousand_neither_overflows_nor_loses_its_sum(axis: int | None) -> None:
    a = np.array([[1000.0, -1000.0], [999.0, 1000.0]])
    total = softmax(a, axis).sum(axis=axis, keepdims=True)
    assert error(total, np.ones_like(total)) < TOLERANCE["same"]


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_the_logarithm_of_a_probability_near_one_keeps_its_digits(axis: int | None) -> None:
    a = np.array([[20.0], [0.0]]) if axis != 1 else np.array([[20.0, 0.0]])
    expected = -np.log1p(np.exp(-20.0))
    assert error(log_softmax(a, axis).ravel()[:1], np.array([expected]), floor=0.0) < TOLERANCE["same"]


@pytest.mark.parametrize("axis", [None, 0, 1])
def test_the_functions_in_numpy_leave_their_argument_as_it_was(axis: int | None) -> None:
    a = np.array([[1.0, 2.0], [3.0, 4.0]])
    before = a.copy()
    softmax(a, axis)
    log_softmax(a, axis)
    assert np.array_equal(a, before)


@EVERY_FUSION
def test_a_fusion_cites_for_its_target_an_identity_of_the_target_and_else_another(fusion: Fusion) -> None:
    assert IDENTITIES[fusion.identity].by in ("x", "theta")
    if fusion.target_identity:
        cited = IDENTITIES[fusion.target_identity]
        assert cited.by == "y"
        assert cited.of.partition("(")[0] == operations_of(fusion.form)[0].removeprefix(MEAN)
    assert bool(fusion.target_identity) == bool(fusion.target_backward)
