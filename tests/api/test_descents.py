"""What POST /api/descents answers when it answers."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.descents import prepare
from app.api.examples import DESCENT_EXAMPLES
from app.api.schemas.descents import DescentRequest, DescentResponse, EntryRequest
from app.core.limits import Limits
from app.main import create_app
from app.presets import preset, presets
from app.settings import Settings

PRESET = {"preset": "single-layer"}
LINEAR = {
    "program": "z = W @ x\nJ = squared_error(y, z)",
    "values": {"W": [[1, -1], [0.5, 2]], "x": [1, 2], "y": [1, 0]},
}


def post(client: TestClient, **request: Any) -> dict[str, Any]:
    response = client.post("/api/descents", json=request)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = json.loads(response.text, parse_constant=lambda found: pytest.fail(f"{found} is no JSON"))
    assert DescentResponse.model_validate(answer).model_dump(mode="json") == answer
    assert not re.search(r"-0\.0\b", response.text), "a zero below zero"
    return answer


@pytest.mark.parametrize("example", DESCENT_EXAMPLES.values(), ids=list(DESCENT_EXAMPLES))
def test_the_examples_of_the_documentation_are_answered_as_it_says(client: TestClient, example: Any) -> None:
    answer = post(client, **example["value"])
    assert (answer["entry"] is None) == ("entry" not in example["value"])


@pytest.mark.parametrize("name", presets())
def test_every_preset_moves_its_parameters_and_falls_at_first(client: TestClient, name: str) -> None:
    answer = post(client, preset=name)
    assert list(answer["parameters"]) == [p for p in preset(name).program.inputs if p in preset(name).parameters]
    assert sum(parameter["share"] for parameter in answer["parameters"].values()) == pytest.approx(1)
    first = answer["steps"][0]
    assert first["resolved"]
    assert first["ratio"] == pytest.approx(1, abs=1e-4)
    assert first["actual"] < 0
    assert answer["suggested"]["linear_to"] is not None
    assert answer["suggested"]["lowest"] is not None


def test_every_input_of_a_program_that_has_a_gradient_moves(client: TestClient) -> None:
    assert list(post(client, **LINEAR)["parameters"]) == ["W", "x"]
    assert list(post(client, **LINEAR, parameters=["x", "x"])["parameters"]) == ["x"]


def test_predictions_are_told_by_parameter_and_steps_in_the_order_asked_for(client: TestClient) -> None:
    answer = post(client, **LINEAR, etas=[1, 0.5])
    assert answer["squared_norm"] == 242.3125
    assert answer["parameters"]["W"] == {"symbol": "W", "squared_norm": 121.25, "share": 121.25 / 242.3125}
    assert [step["eta"] for step in answer["steps"]] == [1, 0.5]
    assert answer["steps"][1]["predicted_by"] == {"W": -60.625, "x": -60.53125}
    assert answer["steps"][0]["loss"] == answer["loss"]["value"] + answer["steps"][0]["actual"]


def test_the_loss_is_that_of_the_trace(client: TestClient) -> None:
    trace = client.post("/api/traces", json={**PRESET, "include": []}).json()
    assert post(client, **PRESET)["loss"]["value"] == pytest.approx(trace["loss"]["value"], rel=1e-15)


def test_the_curve_of_an_entry_meets_its_tangent_at_its_value(client: TestClient) -> None:
    found = post(client, **PRESET, entry={"name": "W", "row": 0, "column": 2})["entry"]
    assert len(found["at"]) == len(found["loss"]) == len(found["tangent"]) == 41
    assert found["at"][20] == found["value"] == preset("single-layer").values["W"][0, 2]
    assert found["loss"][20] == found["tangent"][20]


def test_an_entry_need_not_be_one_that_moves(client: TestClient) -> None:
    found = post(client, **PRESET, parameters=["b1"], entry={"name": "x", "row": 0, "column": 0, "points": 3})
    assert (list(found["parameters"]), found["entry"]["name"]) == (["b1"], "x")


def test_what_is_not_finite_is_a_string(client: TestClient) -> None:
    answer = post(client, program="J = log(x)", values={"x": 0}, etas=[0.1])
    assert answer["loss"]["value"] == "-Infinity"
    assert answer["squared_norm"] == "Infinity"
    assert answer["steps"][0]["ratio"] is None
    assert answer["parameters"]["x"]["share"] is None
    assert answer["suggested"] == {"linear_to": None, "lowest": None, "stops_falling": 0.1}


def test_a_program_whose_inputs_have_no_gradient_has_nothing_to_move(client: TestClient) -> None:
    answer = post(client, program="J = 2 * 3", etas=[1])
    assert (answer["parameters"], answer["squared_norm"]) == ({}, 0)
    assert answer["steps"][0]["actual"] == 0


def test_large_work_is_told_from_small() -> None:
    small = prepare(DescentRequest(preset="residual"), Limits())
    entry = EntryRequest(name="x", row=0, column=0, points=201)
    large = prepare(DescentRequest(preset="residual", entry=entry), Limits())
    assert not small.is_large
    assert large.is_large


def test_the_limit_of_operations_is_that_of_the_settings() -> None:
    with TestClient(create_app(Settings(Limits(operations=500_000)))) as client:
        assert client.post("/api/descents", json={**PRESET, "etas": [0.1]}).status_code == 200
        response = client.post("/api/descents", json=PRESET)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too-many-operations"
    assert response.json()["error"]["params"]["limit"] == 500_000


def test_a_large_body_is_answered_as_well(client: TestClient) -> None:
    answer = client.post("/api/descents", content=json.dumps({**PRESET, "etas": [0.1]}) + " " * 100_000)
    assert answer.json() == post(client, **PRESET, etas=[0.1])
