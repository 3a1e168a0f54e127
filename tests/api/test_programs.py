"""Checking a program as it is typed, and numbers for any program."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.api.examples import PROGRAM_EXAMPLES
from app.api.schemas.programs import ProgramResponse
from app.presets.draw import SCHEMES

TEXT = "h = relu(W @ x + b)\np = softmax(U @ h)\nJ = cross_entropy(y, p)"


def check(client: TestClient, **body: Any) -> ProgramResponse:
    response = client.post("/api/programs", json=body)
    assert response.status_code == 200, response.text
    return ProgramResponse.model_validate(response.json())


@pytest.mark.parametrize("example", PROGRAM_EXAMPLES.values(), ids=list(PROGRAM_EXAMPLES))
def test_the_examples_are_answered(client: TestClient, example: Any) -> None:
    check(client, **example["value"])


def test_inputs_sizes_quantities_and_steps_are_told(client: TestClient) -> None:
    answer = check(client, program=TEXT, shapes={"x": [4, 1]})
    assert [(i.name, i.sizes, i.given, i.target) for i in answer.inputs] == [
        ("W", ("D_h", "D_x"), False, False),
        ("x", ("D_x", "1"), True, False),
        ("b", ("D_h", "1"), False, False),
        ("U", ("N_c", "D_h"), False, False),
        ("y", ("N_c", "1"), False, True),
    ]
    assert answer.open == ["D_h", "N_c"]
    assert answer.sizes["D_x"] == 4
    assert [(q.name, q.line, q.written) for q in answer.quantities][:3] == [
        ("t1", 1, False),
        ("h", 1, True),
        ("t2", 2, False),
    ]
    assert {step.quantity for step in answer.steps if step.phase == "backward"} == {"t2", "U", "h", "t1", "W", "x", "b"}


def test_a_size_that_is_said_is_open_no_longer(client: TestClient) -> None:
    answer = check(client, program=TEXT, sizes={"D_h": 7})
    assert "D_h" not in answer.open
    assert next(q.shape for q in answer.quantities if q.name == "h") == (7, 1)


def test_the_outline_is_the_ledger_of_the_trace(client: TestClient) -> None:
    values = client.post("/api/values", json={"program": TEXT}).json()["values"]
    trace = client.post("/api/traces", json={"program": TEXT, "values": values}).json()
    outline = check(client, program=TEXT).steps
    assert [(s.phase, s.quantity, s.title) for s in outline] == [
        (s["phase"], s["quantity"], s["title"]) for s in trace["steps"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_numbers_of_every_scheme_run(client: TestClient, scheme: str) -> None:
    body = {"program": TEXT, "sizes": {"D_h": 50, "D_x": 40}, "scheme": scheme, "seed": 3}
    answer = client.post("/api/values", json=body).json()
    w = np.array(answer["values"]["W"])
    assert w.shape == (50, 40)
    expected = {"friendly": 0.605, "normal": 1.0, "he": (2 / 40) ** 0.5, "xavier": (2 / 90) ** 0.5, "zeros": 0.0}[
        scheme
    ]
    assert abs(w.std() - expected) <= 0.05 * expected
    assert sum(map(sum, answer["values"]["y"])) == 1
    assert (
        client.post("/api/traces", json={"program": TEXT, "values": answer["values"], "include": []}).status_code == 200
    )
    assert client.post("/api/values", json=body).json() == answer


def test_the_error_of_a_program_says_its_place(client: TestClient) -> None:
    error = client.post("/api/programs", json={"program": "θ = W @ x\nJ = sofmax(θ)"}).json()["error"]
    assert (error["code"], error["line"], error["column"], error["length"]) == ("unknown-function", 2, 5, 6)
    assert error["hint"] == "Did you mean softmax?"
