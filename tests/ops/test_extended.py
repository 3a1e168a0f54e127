"""Operations in extended precision: nothing falls back to float64 on the way."""

from typing import Any

import numpy as np
import pytest

from app.expr.primitives import PRIMITIVES
from app.ops.row import Row
from app.ops.rules import definition, in_primitives
from app.ops.table import ROWS
from tests.support.rules import cases, fits, numbers

EPS = np.finfo(np.longdouble).eps
OF_NUMBERS = [row for row in ROWS.values() if row.ids != 0]  # others give the same whatever the precision is

pytestmark = pytest.mark.skipif(
    bool(np.finfo(np.float64).eps <= EPS), reason="this machine has no number wider than float64"
)
ERF = {  # Abramowitz and Stegun, table 7.1, and further digits
    "0.1": "0.112462916018284892203275",
    "0.5": "0.520499877813046537682747",
    "1": "0.842700792949714869341221",
    "2": "0.995322265018952734162069",
    "-5": "-0.999999999998462540205572",
}


@pytest.mark.parametrize("row", OF_NUMBERS, ids=lambda row: row.name)
def test_an_operation_is_its_definition_to_the_last_digits_of_extended_precision(row: Row) -> None:
    for case in filter(fits, cases(row)):
        arguments: dict[str, Any] = {
            name: value.astype(np.longdouble) / (1 if k == row.ids else 3)
            for k, (name, value) in enumerate(case.arguments().items())
        }
        found = case.value(arguments)
        expected = numbers(in_primitives(definition(case.call)), arguments)
        assert found.dtype == np.longdouble, case.title
        assert float(np.abs(found - expected).max()) < 16 * EPS * max(1.0, float(np.abs(expected).max())), case.title


@pytest.mark.parametrize("x", ERF)
def test_erf_has_all_digits(x: str) -> None:
    found = PRIMITIVES["erf"].apply(np.array([[np.longdouble(x)]])).item()
    assert abs(found - np.longdouble(ERF[x])) < 4 * EPS


def test_erf_ends_at_one_and_knows_what_is_no_number() -> None:
    found = PRIMITIVES["erf"].apply(np.array([[np.longdouble(x) for x in ("-inf", "30", "nan", "0")]]))
    assert np.abs(found[0, :2] - [-1, 1]).max() <= EPS
    assert np.isnan(found[0, 2])
    assert found[0, 3] == 0
