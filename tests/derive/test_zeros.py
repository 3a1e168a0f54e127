"""The cells of a Jacobian that are 0 whatever the numbers are, counted in the matrix."""

import numpy as np
import pytest

from app.derive.zeros import zeros
from app.ops.rules import for_numbers, rule
from tests.support.rules import numbers, table_of

ARRAYS = {"W": np.full((2, 3), 2.0), "x": np.full((3, 1), 5.0), "y": np.full((2, 1), 7.0)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kron(eye(W, axis=0), x.T)", 6),  # a block for every row of W
        ("kron(x, eye(W, axis=1))", 18),
        ("kron(eye(x), eye(y))", 30),
        ("-kron(eye(W, axis=0), x.T) / 2", 6),
        ("kron(x, y)", 0),
        ("diag(x)", 6),
        ("eye(x) @ kron(eye(x), y.T)", 12),
        ("W", 0),
    ],
)
def test_the_zeros_of_a_jacobian_are_counted_as_they_stand_in_it(text: str, expected: int) -> None:
    tree = rule(text)
    matrix = numbers(for_numbers(tree), ARRAYS)
    assert zeros(tree, table_of({name: (a.shape[0], a.shape[1]) for name, a in ARRAYS.items()}).shape) == expected
    assert int(np.sum(matrix == 0)) == expected
