"""What is compared computes the same; how long it takes is nobody's failure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tests.bench import pairs, rivals
from tests.bench.client import request_bytes, requests_per_second
from tests.bench.server import serving
from tests.bench.table import aligned

RIVALS = {"by hand": rivals.by_hand, "autograd": rivals.with_autograd, "PyTorch": rivals.with_torch}


@pytest.mark.parametrize("sizes", [(3, 4, 3), (64, 32, 10)])
@pytest.mark.parametrize("name", RIVALS)
def test_what_is_compared_computes_the_same_numbers(name: str, sizes: tuple[int, int, int]) -> None:
    if name == "PyTorch" and not rivals.has_torch():
        pytest.skip("PyTorch is not installed")
    inputs = rivals.draw(*sizes)
    trace = rivals.with_engine(inputs)()
    expected = trace.values | {f"dJ_d{name}": gradient for name, gradient in trace.gradients.items()}
    found = RIVALS[name](inputs)()
    for quantity, value in found.items():
        numbers = np.asarray(value.detach() if name == "PyTorch" else value)
        np.testing.assert_allclose(
            numbers.reshape(expected[quantity].shape), expected[quantity], rtol=1e-12, atol=1e-15
        )


def test_by_hand_leaves_nothing_out() -> None:
    inputs = rivals.draw(3, 4, 3)
    trace = rivals.with_engine(inputs)()
    wanted = {*trace.sheet.program.computed, *(f"dJ_d{name}" for name in trace.gradients)}
    assert set(rivals.by_hand(inputs)()) == wanted


def test_functions_take_turns() -> None:
    order: list[str] = []

    def noted(name: str) -> Callable[[], None]:
        return lambda: order.append(name)

    times = pairs.take_turns({"a": noted("a"), "b": noted("b")}, rounds=3, seconds=0.0)
    assert order[-12:] == [*"aabb"] * 3  # of each two, the first is not counted
    assert [len(found) for found in times.values()] == [3, 3]


def test_a_ratio_is_of_pairs() -> None:
    assert pairs.ratio([2.0, 3.0, 9.0], [1.0, 3.0, 3.0]) == pairs.Ratio(2.0, 1.0, 3.0)


def test_a_table_is_aligned() -> None:
    assert aligned(["", "ms"], [["short", "1.0"], ["longer", "10.0"]]).splitlines() == [
        "          ms",
        "short    1.0",
        "longer  10.0",
    ]


def test_the_client_counts_answers_of_a_real_server() -> None:
    with serving() as port:
        assert requests_per_second(port, request_bytes("GET", "/healthz"), 2, 0.1) > 0
        with pytest.raises(RuntimeError, match="404"):
            requests_per_second(port, request_bytes("GET", "/nowhere"), 1, 0.1)
