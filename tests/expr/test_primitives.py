"""What 0 does to what is infinite, and what it does not do to what is no number."""

import numpy as np
import pytest

from app.expr.primitives import PRIMITIVES


@pytest.mark.parametrize(
    ("name", "a", "b", "expected"),
    [
        ("weighted", 0.0, -np.inf, 0.0),
        ("weighted", 0.0, np.nan, np.nan),
        ("weighted", 2.0, -np.inf, -np.inf),
        ("over", 0.0, 0.0, 0.0),
        ("over", 0.0, np.nan, np.nan),
        ("over", 1.0, 0.0, np.inf),
    ],
)
def test_a_weight_of_0_leaves_out_what_is_infinite_and_not_what_is_no_number(
    name: str, a: float, b: float, expected: float
) -> None:
    with np.errstate(all="ignore"):
        found = PRIMITIVES[name].apply(np.array([[a]]), np.array([[b]]))
    np.testing.assert_equal(found, [[expected]])
