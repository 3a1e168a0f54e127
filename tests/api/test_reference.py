"""The reference network over HTTP: all its numbers, in all layouts, as a preset and as a program."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.derive.layout import LAYOUTS
from tests.support.single_layer import CASES, COMPUTED, GRADIENTS, OTHERS, PROGRAM, exact
from tests.support.tolerances import TOLERANCE, error

INPUTS = ("W", "x", "b1", "U", "b2", "y")
SHAPES = {
    "mixed": {
        "Theta": ("1", "N_c"),
        "h": ("1", "D_h"),
        "z": ("1", "D_h"),
        "U": ("N_c", "D_h"),
        "b2": ("N_c", "1"),
        "W": ("D_h", "D_x"),
        "b1": ("D_h", "1"),
        "x": ("D_x", "1"),
    },
    "numerator": {
        "Theta": ("1", "N_c"),
        "h": ("1", "D_h"),
        "z": ("1", "D_h"),
        "U": ("D_h", "N_c"),
        "b2": ("1", "N_c"),
        "W": ("D_x", "D_h"),
        "b1": ("1", "D_h"),
        "x": ("1", "D_x"),
    },
    "denominator": {
        "Theta": ("N_c", "1"),
        "h": ("D_h", "1"),
        "z": ("D_h", "1"),
        "U": ("N_c", "D_h"),
        "b2": ("N_c", "1"),
        "W": ("D_h", "D_x"),
        "b1": ("D_h", "1"),
        "x": ("D_x", "1"),
    },
}
NAMED: dict[str, tuple[Any, Any, Any]] = {
    case["name"]: (case["values"], case["forward"], case["gradients_in_the_shape_of_the_variable"]) for case in CASES
}
NAMED |= {
    name: (values, truth["forward"], truth["gradients"]) for name, values in OTHERS.items() for truth in [exact(values)]
}
EVERY_CASE = pytest.mark.parametrize("name", NAMED)
EVERY_LAYOUT = pytest.mark.parametrize("layout", LAYOUTS)


def trace(client: TestClient, **request: Any) -> dict[str, Any]:
    response = client.post("/api/traces", json={"include": [], **request})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_the_exact_truth_agrees_with_the_independent_cases() -> None:
    for case in CASES:
        truth = exact(case["values"])
        for name, rows in [*case["forward"].items()]:
            assert error(np.array(truth["forward"][name]), np.array(rows), floor=0.0) < TOLERANCE["reference"]
        for name, rows in case["gradients_in_the_shape_of_the_variable"].items():
            assert error(np.array(truth["gradients"][name]), np.array(rows), floor=0.0) < TOLERANCE["reference"]


@EVERY_CASE
@EVERY_LAYOUT
@pytest.mark.parametrize("source", [{"preset": "single-layer"}, {"program": PROGRAM}], ids=["preset", "program"])
def test_every_number_is_the_true_one(client: TestClient, name: str, layout: str, source: dict[str, str]) -> None:
    values, forward, gradients = NAMED[name]
    answer = trace(client, **source, values=values, layout=layout)
    for quantity, rows in {**{key: values[key] for key in INPUTS}, **forward}.items():
        found = np.array(answer["values"][quantity]["data"])
        assert error(found, np.array(rows), floor=0.0) < TOLERANCE["reference"], quantity
    for quantity, rows in gradients.items():
        shown = answer["gradients"][quantity]
        found = np.array(shown["data"])
        expected = np.array(rows).T if shown["transposed"] else np.array(rows)
        assert error(found, expected, floor=0.0) < TOLERANCE["reference"], quantity
    assert answer["loss"] == {"name": "J", "value": answer["values"]["J"]["data"][0][0]}


@EVERY_CASE
@EVERY_LAYOUT
def test_every_shape_is_that_of_the_layout_in_letters_and_in_numbers(
    client: TestClient, name: str, layout: str
) -> None:
    values = NAMED[name][0]
    answer = trace(client, preset="single-layer", values=values, layout=layout)
    n = {"D_x": len(values["x"]), "D_h": len(values["b1"]), "N_c": len(values["y"]), "1": 1}
    for quantity, sizes in SHAPES[layout].items():
        gradient = answer["gradients"][quantity]
        shape = [n[letter] for letter in sizes]
        assert tuple(gradient["sizes"]) == sizes
        assert gradient["shape"] == shape == list(np.array(gradient["data"]).shape)


def test_everything_asked_for_is_there_and_nothing_else(client: TestClient) -> None:
    answer = trace(client, preset="single-layer")
    assert set(answer["values"]) == {*INPUTS, *COMPUTED}
    assert set(answer["gradients"]) == set(GRADIENTS)
    assert answer["program"] == PROGRAM
    assert "steps" not in answer


def test_the_two_error_signals_are_named(client: TestClient) -> None:
    gradients = trace(client, preset="single-layer")["gradients"]
    assert gradients["Theta"]["names"] == ["dJ_dTheta", "delta_1"]
    assert gradients["z"]["names"] == ["dJ_dz", "delta_2"]
    assert gradients["U"]["names"] == ["dJ_dU"]


def test_every_quantity_has_its_role_and_its_symbol(client: TestClient) -> None:
    values = trace(client, preset="single-layer")["values"]
    assert {name: matrix["role"] for name, matrix in values.items()} == {
        **dict.fromkeys(["W", "b1", "U", "b2"], "parameter"),
        "x": "input",
        "y": "target",
        "J": "loss",
        **dict.fromkeys(["z", "h", "Theta", "y_hat"], "computed"),
    }
    assert [values[name]["symbol"] for name in ("Theta", "y_hat", "b1")] == ["Θ", "ŷ", "b₁"]


def test_a_closed_unit_sends_back_exactly_nothing(client: TestClient) -> None:
    answer = trace(client, preset="single-layer", values=OTHERS["z exactly zero"])
    assert answer["values"]["z"]["data"] == [[0.0], [0.0]]
    assert answer["gradients"]["z"]["data"] == [[0.0, 0.0]]


@pytest.mark.parametrize(("y", "codes"), [([0, 1, 0], []), ([0, 2, 0], ["target-does-not-sum-to-one"])])
def test_a_target_that_does_not_sum_to_one_is_warned_about(client: TestClient, y: list[int], codes: list[str]) -> None:
    answer = trace(client, preset="single-layer", values={"y": y})
    assert [warning["code"] for warning in answer["warnings"]] == codes
    assert all("y sums to 2" in warning["message"] for warning in answer["warnings"])
