"""What every row of the table of operations promises. A new operation is tested by being listed."""

import numpy as np
import pytest

from app.core.arrays import Array, Shape
from app.core.errors import ShapeError
from app.expr.cell import cell
from app.expr.notations.source import as_source
from app.expr.parse import parse_rule
from tests.support.scalar import evaluate
from app.ops.row import Row
from app.ops.rules import _RULE_FUNCTIONS, definition, rule
from app.ops.table import ROWS
from tests.support.rules import Case, backward, cases, fits, slope, text_numbers
from tests.support.tolerances import STEP, TOLERANCE, error

EVERY_ROW = pytest.mark.parametrize("row", ROWS.values(), ids=lambda row: row.name)
FITTING = [case for row in ROWS.values() for case in cases(row) if fits(case)]
EVERY_CASE = pytest.mark.parametrize("case", FITTING, ids=lambda case: case.title)


@EVERY_ROW
def test_a_row_has_a_rule_and_identities_for_every_argument(row: Row) -> None:
    assert len(row.args) == len(row.backward) == len(row.identities) == len(row.jacobian)


@EVERY_ROW
def test_a_row_can_be_called_on_columns_or_on_scalars(row: Row) -> None:
    assert any(fits(case) and (3, 1) in case.shapes for case in cases(row))
    assert any(fits(case) and set(case.shapes) == {(1, 1)} for case in cases(row))


@EVERY_CASE
def test_the_shape_rule_says_the_shape_of_the_result(case: Case) -> None:
    assert case.table().shape(case.call) == case.value(case.arguments()).shape


@EVERY_ROW
def test_the_shape_rule_refuses_what_numpy_refuses(row: Row) -> None:
    for case in cases(row):
        try:
            text_numbers(row.definition, {**case.arguments(), **case.constants}, case.axis)
        except ValueError:
            assert not fits(case), case.title


@pytest.mark.parametrize("row", [row for row in ROWS.values() if row.alike], ids=lambda row: row.name)
def test_a_loss_refuses_a_target_of_another_shape(row: Row) -> None:
    with pytest.raises(ShapeError) as refusal:
        Case(row, ((3, 1), (1, 3)), None).table().shape(Case(row, ((3, 1), (1, 3)), None).call)
    assert refusal.value.code == "shapes-differ"


@EVERY_CASE
def test_forward_and_native_agree_with_the_definition(case: Case) -> None:
    row, arguments = case.row, {**case.arguments(), **case.constants}
    meant = text_numbers(row.definition, arguments, case.axis, written_out=True)
    assert error(text_numbers(row.forward or row.definition, arguments, case.axis, True), meant) < TOLERANCE["same"]
    if row.native is not None:
        assert error(row.native(*case.arguments().values(), axis=case.axis), meant) < TOLERANCE["same"]
    assert error(case.value(case.arguments()), meant) < TOLERANCE["same"]


@EVERY_CASE
def test_every_backward_rule_is_the_slope_along_random_directions(case: Case) -> None:
    random = np.random.default_rng(5)
    arguments = case.arguments()
    g = random.standard_normal(case.value(arguments).shape)
    for k, letter in enumerate(arguments):
        gradient = backward(case, k, arguments, g)
        for _ in range(3):
            v = random.standard_normal(case.shapes[k])
            moved = slope(
                lambda a, letter=letter: case.value({**arguments, letter: a}),  # type: ignore[misc]
                arguments[letter],
                v,
                STEP,
            )
            found, expected = np.full((1, 1), np.sum(gradient * v)), np.full((1, 1), np.sum(g * moved))
            assert error(found, expected) < TOLERANCE["differences"]


@EVERY_CASE
def test_the_jacobian_is_the_one_built_from_backward_over_unit_gradients(case: Case) -> None:
    arguments = case.arguments()
    y = case.value(arguments)
    units = np.eye(y.size).reshape(y.size, *y.shape)
    for k, text in enumerate(case.row.jacobian):
        built = np.array([backward(case, k, arguments, unit).ravel() for unit in units])
        found = text_numbers(text, {**arguments, **case.constants, "y": y}, case.axis)
        assert error(found @ stretching(case.shapes[k], y.shape, found.shape[1]), built) < TOLERANCE["same"]


def stretching(shape: Shape, to: Shape, columns: int) -> Array:
    """What makes equal copies of a matrix of this shape: ∂stretched/∂matrix. The identity where nothing is stretched."""
    cells = np.arange(shape[0] * shape[1]).reshape(shape)
    where = np.broadcast_to(cells, to).ravel() if columns != cells.size else cells.ravel()
    return np.eye(cells.size)[where]


@EVERY_CASE
def test_the_cell_terms_make_up_the_cell(case: Case) -> None:
    arguments, table = case.arguments(), case.table()
    value = case.value(arguments)

    def lookup(ref: object) -> float:
        assert isinstance(ref, dict)
        return float(arguments[ref["name"]][ref["i"], ref["j"]])

    terms = [
        [evaluate(cell(case.call, i, j, table.shape, definition), lookup) for j in range(value.shape[1])]
        for i in range(value.shape[0])
    ]
    assert error(np.array(terms), value) < TOLERANCE["same"]


TEXTS = sorted({text for row in ROWS.values() for text in (row.definition, row.forward, *row.backward) if text})
TEXTS.remove(ROWS["slice"].definition)  # written with brackets: tested with the language


@pytest.mark.parametrize("text", TEXTS)
def test_the_text_of_a_rule_survives_being_written_and_read_again(text: str) -> None:
    if "axis=axis" in text:
        text = text.replace("axis=axis", "axis=0")
    tree = rule(text)
    assert parse_rule(as_source(tree), _RULE_FUNCTIONS) == tree


@EVERY_ROW
def test_a_row_with_a_kink_or_a_domain_says_where(row: Row) -> None:
    constants = Case(row, ((2, 1),) * len(row.args), None).constants
    at_zero = {letter: np.zeros((2, 1)) for letter in "ab"[: len(row.args)]} | constants
    if row.kink:
        assert not text_numbers(row.kink, at_zero, None).any()
    with_zero = text_numbers(row.definition, at_zero, None) if row.name not in ("matmul", "slice") else np.zeros((1, 1))
    assert np.isfinite(with_zero).all() == (row.domain in ("any", "nonnegative"))
