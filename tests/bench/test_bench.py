"""What is compared computes the same; how long it takes is nobody's failure."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from app.core.arrays import Array
from tests.bench import pairs
from tests.bench.client import answer_times, request_bytes, requests_per_second
from tests.bench.libraries import has_torch
from tests.bench.networks import networks, small_networks
from tests.bench.networks.record import Network
from tests.bench.rivals import Rival, by_hand, with_autograd, with_engine, with_torch
from tests.bench.server import serving
from tests.bench.table import aligned
from tests.bench.web import check_request

RIVALS = {"by hand": by_hand, "autograd": with_autograd, "PyTorch": with_torch}


each_network = pytest.mark.parametrize("network", small_networks(), ids=lambda network: network.title)


@each_network
@pytest.mark.parametrize("name", RIVALS)
def test_what_is_compared_computes_the_same_numbers(name: str, network: Network) -> None:
    if name == "PyTorch" and not has_torch():
        pytest.skip("PyTorch is not installed")
    expected = trace_of(network)
    for quantity, value in computed_by(RIVALS[name], network).items():
        numbers = np.reshape(value, expected[quantity].shape)
        np.testing.assert_allclose(numbers, expected[quantity], rtol=1e-11, atol=1e-14, err_msg=quantity)


@each_network
@pytest.mark.parametrize("name", ["by hand", "PyTorch"])
def test_a_full_trace_leaves_nothing_out(name: str, network: Network) -> None:
    if name == "PyTorch" and not has_torch():
        pytest.skip("PyTorch is not installed")
    wanted = trace_of(network).keys() - network.inputs.keys()
    assert computed_by(RIVALS[name], network).keys() == wanted


@each_network
def test_autograd_leaves_out_only_what_is_between(network: Network) -> None:
    between = {f"dJ_d{name}" for name in network.program.computed}
    assert computed_by(with_autograd, network).keys() == trace_of(network).keys() - network.inputs.keys() - between


def test_every_network_of_the_benchmark_is_tested_at_a_smaller_size() -> None:
    assert {network.by_hand for network in networks()} == {network.by_hand for network in small_networks()}


def trace_of(network: Network) -> dict[str, Array]:
    trace = with_engine(network)()
    return trace.values | {f"dJ_d{name}": gradient for name, gradient in trace.gradients.items()}


def computed_by(rival: Rival, network: Network) -> dict[str, Array]:
    return {
        name: np.asarray(value.detach() if hasattr(value, "detach") else value)
        for name, value in rival(network)().items()
    }


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
        assert len(answer_times(port, [check_request(1), check_request(2)])) == 2
        with pytest.raises(RuntimeError, match="404"):
            requests_per_second(port, request_bytes("GET", "/nowhere"), 1, 0.1)


def test_the_program_that_is_checked_has_30_lines_and_others_like_it() -> None:
    programs = {json.loads(check_request(change).partition(b"\r\n\r\n")[2])["program"] for change in (1, 2, 3)}
    assert [program.count("\n") + 1 for program in programs] == [30, 30, 30]
