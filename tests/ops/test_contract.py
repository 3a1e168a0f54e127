"""What every row of the table of operations promises. A new operation is tested by being listed."""

import numpy as np
import pytest

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.expr.cell import cell
from app.expr.notations.source import as_source
from app.expr.parse import parse_rule
from app.expr.primitives import PRIMITIVES
from app.ops.row import Row
from app.ops.rules import RULE_FUNCTIONS, definition, in_primitives, jacobian_rule, kink_of, rule, stable
from app.ops.table import ROWS
from tests.support.rules import Case, Y, backward, cases, fits, numbers, slope, tree_numbers
from tests.support.scalar import evaluate
from tests.support.tolerances import STEP, TOLERANCE, error

EVERY_ROW = pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)


def fitting(row: Row) -> list[Case]:
    return [case for case in cases(row) if fits(case)]


@EVERY_ROW
def test_a_row_says_all_for_every_argument(row: Row) -> None:
    assert bool(row.slopes) != bool(row.backward)
    assert len(row.args) == len(row.slopes or row.backward) == len(row.identities)
    for k in range(len(row.args)):
        sends = bool(row.slopes or row.backward[k])
        assert bool(row.identities[k]) == sends or not sends
        assert row.slopes or bool(row.jacobian[k] if row.jacobian else "") == sends


@EVERY_ROW
def test_a_row_can_be_called(row: Row) -> None:
    found = fitting(row)
    assert any({(3, 1), (2, 2), (3, 3)} & set(case.shapes) for case in found)
    assert any(case.shapes[0] != (1, 1) for case in found)


@EVERY_ROW
def test_the_shape_rule_says_the_shape_of_the_result(row: Row) -> None:
    for case in fitting(row):
        assert case.table().shape(case.call) == case.value(case.arguments()).shape, case.title


@EVERY_ROW
def test_the_shape_rule_refuses_what_numpy_refuses(row: Row) -> None:
    for case in cases(row):
        try:
            numbers(in_primitives(case.call), case.arguments())
        except ValueError:
            assert not fits(case), case.title


@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.alike], ids=lambda row: row.name)
def test_a_loss_refuses_a_target_of_another_shape(row: Row) -> None:
    case = Case(row, ((3, 1), (1, 3)), None)
    with pytest.raises(ShapeError) as refusal:
        case.table().shape(case.call)
    assert refusal.value.code == "shapes-differ"


@EVERY_ROW
def test_forward_and_numpy_agree_with_the_definition(row: Row) -> None:
    for case in fitting(row):
        arguments = case.arguments()
        meant = numbers(in_primitives(definition(case.call)), arguments)
        assert error(numbers(in_primitives(stable(case.call)), arguments), meant) < TOLERANCE["same"], case.title
        if row.apply is not None:
            assert error(row.apply(*arguments.values(), axis=case.axis), meant) < TOLERANCE["same"], case.title
        assert error(case.value(arguments), meant) < TOLERANCE["same"], case.title


@EVERY_ROW
def test_every_backward_rule_is_the_slope_along_random_directions(row: Row) -> None:
    if row.is_given:
        return  # its value counts as given: nothing moves
    for case in fitting(row):
        random = np.random.default_rng(5)
        arguments = case.arguments()
        g = random.standard_normal(case.value(arguments).shape)
        for k, letter in enumerate(arguments):
            if k == row.ids:
                continue
            gradient = backward(case, k, arguments, g) if k in case.sends_to() else np.zeros(case.shapes[k])
            for _ in range(2):
                v = random.standard_normal(case.shapes[k])
                moved = slope(
                    lambda a, case=case, arguments=arguments, letter=letter: case.value({**arguments, letter: a}),  # type: ignore[misc]
                    arguments[letter],
                    v,
                    STEP,
                )
                found, expected = np.full((1, 1), np.sum(gradient * v)), np.full((1, 1), np.sum(g * moved))
                assert error(found, expected) < TOLERANCE["differences"], (case.title, letter)


@EVERY_ROW
def test_the_jacobian_is_the_one_built_from_backward_over_unit_gradients(row: Row) -> None:
    for case in fitting(row):
        arguments = case.arguments()
        y = case.value(arguments)
        units = np.eye(y.size).reshape(y.size, *y.shape)
        for k in case.sends_to():
            built = np.array([backward(case, k, arguments, unit).ravel() for unit in units])
            found = tree_numbers(jacobian_rule(case.call, k, Y), {**arguments, "y": y})
            stretched = stretching(case.shapes[k], y.shape, found.shape[1])
            assert error(found @ stretched, built) < TOLERANCE["same"], (case.title, k)


def stretching(shape: Shape, to: Shape, columns: int) -> Array:
    """What makes equal copies of a matrix of this shape: ∂stretched/∂matrix. The identity where nothing is stretched."""
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    where = np.broadcast_to(cells, to).ravel() if columns != cells.size else cells.ravel()
    return np.eye(cells.size)[where]


@EVERY_ROW
def test_the_cell_terms_make_up_the_cell(row: Row) -> None:
    for case in fitting(row):
        arguments, table = case.arguments(), case.table()
        table.of[Y] = table.sizes(case.call)
        value = case.value(arguments)
        trees = [(case.call, value)]
        trees += [(tree, tree_numbers(tree, {**arguments, "y": value})) for tree in _jacobians(case)]
        scope = {**arguments, "y": value}

        def lookup(ref: object, scope: dict[str, Array] = scope) -> float:
            assert isinstance(ref, dict)
            return float(scope[ref["name"]][ref["i"], ref["j"]])

        for tree, expected in trees:
            found = [
                [evaluate(cell(tree, i, j, table.shape, definition), lookup) for j in range(expected.shape[1])]
                for i in range(expected.shape[0])
            ]
            assert error(np.array(found), expected) < TOLERANCE["cells"], case.title


def _jacobians(case: Case) -> list:  # type: ignore[type-arg]
    return [jacobian_rule(case.call, k, Y) for k in case.sends_to()]


TEXTS = sorted(
    {
        text
        for row in ROWS.values()
        for text in (row.definition, row.forward, *row.slopes, *row.backward, *row.jacobian, row.kink)
        if text
    }
)


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_of_a_rule_survives_being_written_and_read_again(text: str) -> None:
    if "slice(" in text or "*args" in text:
        return  # written with brackets, or of any number of arguments: tested with the language
    tree = rule(text.replace("axis=axis", "axis=0"))
    assert parse_rule(as_source(tree), RULE_FUNCTIONS) == tree


@EVERY_ROW
def test_a_row_with_a_kink_or_a_domain_says_where(row: Row) -> None:
    case = next(case for case in fitting(row) if case.axis is None)
    at_zero = {letter: np.zeros(shape) for letter, shape in zip(case.letters, case.shapes, strict=True)}
    weighed = at_zero | {
        case.letters[k]: np.ones(case.shapes[k]) for k in [row.target] if k is not None
    }  # 0 · log 0 is 0
    y = numbers(in_primitives(case.call), weighed)
    if row.kink and row.name not in ("clip", "hinge", "mean_hinge", "sum_hinge"):
        assert not tree_numbers(kink_of(case.call), at_zero).any()  # a check of gradients knows no y
    assert np.isfinite(y).all() == (row.domain in ("any", "nonnegative", "positive base", "above -1")), row.name


def test_what_users_call_and_rules_are_written_out_in_has_one_name_for_one_thing() -> None:
    shared = set(ROWS) & set(PRIMITIVES)
    assert all(ROWS[name].definition for name in shared)
