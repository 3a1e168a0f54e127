"""What it costs to compute a step once, in numbers read from memory."""

import pytest

from app.gradcheck.budget import cost_of
from app.ops.rules import rule
from tests.support.rules import table_of

CALL = 2**11


@pytest.mark.parametrize(
    ("text", "shapes", "expected"),
    [
        ("a @ b", ((64, 64), (64, 64)), CALL + 3 * 64**2 + 64**3 // 8),  # three matrices are read or written
        ("a @ b", ((64, 1024), (1024, 1)), CALL + 64 * 1024 + 1024 + 64 + 64 * 1024 // 8),
        ("conv2d(a, b, 1, 0)", ((64, 64), (9, 9)), CALL + 64**2 + 56**2 * (64 + 3 * 81)),
        ("a + b", ((64, 64), (1, 64)), CALL + 3 * 64**2),
        ("erf(a)", ((64, 64), (1, 1)), CALL + 300 * 64**2),
    ],
)
def test_a_product_costs_what_it_multiplies_and_all_else_what_it_reads(
    text: str, shapes: tuple[tuple[int, int], tuple[int, int]], expected: int
) -> None:
    assert cost_of(rule(text), table_of(dict(zip("ab", shapes, strict=True)))) == expected
