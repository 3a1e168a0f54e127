"""In which form numbers come back: as rows, in base64, or in base64 where they are many."""

import json
import re
from base64 import b64decode
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from starlette.testclient import TestClient

from app.api import encoding
from app.api.schemas.presets import PresetResponse
from app.api.schemas.values import ValuesResponse
from app.main import create_app
from tests.support.files import npz

PROGRAM = "z = W @ x\nJ = sum(log(z))"
LARGE, SMALL = (50, 41), (41, 1)


def array(value: Any) -> NDArray[np.float64]:
    if isinstance(value, dict):
        return np.frombuffer(b64decode(value["data"]), "<f8").reshape(value["shape"])
    return np.array(value)


def is_packed(value: Any) -> bool:
    return isinstance(value["data"] if isinstance(value, dict) else value, str)


def drawn(client: TestClient, arrays: str) -> dict[str, Any]:
    body = {"program": PROGRAM, "shapes": {"W": LARGE}, "arrays": arrays}
    answer = client.post("/api/values", json=body).json()
    ValuesResponse.model_validate(answer)
    values: dict[str, Any] = answer["values"]
    return values


@pytest.mark.parametrize(("arrays", "packed"), [("rows", []), ("base64", ["W", "x"]), ("auto", ["W"])])
def test_numbers_that_are_drawn_come_in_the_form_asked_for(client: TestClient, arrays: str, packed: list[str]) -> None:
    values = drawn(client, arrays)
    assert [name for name, value in values.items() if isinstance(value, dict)] == packed
    for name, value in drawn(client, "rows").items():
        np.testing.assert_array_equal(array(values[name]), value)
    answer = client.post("/api/traces", json={"program": PROGRAM, "values": values, "include": []}).json()
    assert answer["values"]["W"]["data"] == array(values["W"]).tolist(), "they can be sent on as they are"


@pytest.mark.parametrize(("arrays", "packed"), [("rows", []), ("base64", ["W", "b"]), ("auto", ["W"])])
def test_a_file_comes_in_the_form_asked_for(client: TestClient, arrays: str, packed: list[str]) -> None:
    given = {"W": np.linspace(0, 1, 2050).reshape(LARGE), "b": np.ones(SMALL)}
    found = client.post(f"/api/files?name=n.npz&arrays={arrays}", content=npz(**given)).json()["arrays"]
    assert [name for name, matrix in found.items() if is_packed(matrix)] == packed
    for name, matrix in found.items():
        np.testing.assert_array_equal(array(matrix if is_packed(matrix) else matrix["data"]), given[name])


@pytest.mark.parametrize("arrays", ["rows", "base64", "auto"])
def test_a_preset_comes_in_the_form_asked_for(client: TestClient, arrays: str) -> None:
    rows, asked = (client.get(f"/api/presets/single-layer{query}").json() for query in ("", f"?arrays={arrays}"))
    PresetResponse.model_validate(asked)
    for name, value in asked["values"].items():
        assert isinstance(value, dict) == (arrays == "base64")
        np.testing.assert_array_equal(array(value), rows["values"][name])


def test_a_trace_has_large_matrices_in_base64_and_small_ones_in_rows(client: TestClient) -> None:
    body = {"program": PROGRAM, "values": {"W": np.ones(LARGE).tolist(), "x": np.ones(SMALL).tolist()}, "include": []}
    rows, auto = (client.post("/api/traces", json={**body, "arrays": arrays}).json() for arrays in ("rows", "auto"))
    assert [name for name, matrix in auto["values"].items() if is_packed(matrix)] == ["W"]
    assert [name for name, matrix in auto["gradients"].items() if is_packed(matrix)] == ["W"]
    np.testing.assert_array_equal(array(auto["gradients"]["W"]), rows["gradients"]["W"]["data"])
    assert auto["values"]["z"] == rows["values"]["z"]


@pytest.mark.parametrize("arrays", ["rows", "base64", "auto"])
def test_what_is_not_finite_is_warned_about_in_every_form(client: TestClient, arrays: str) -> None:
    for shape in (LARGE, SMALL):
        body = {"program": "L = log(W)\nJ = sum(L)", "values": {"W": np.zeros(shape).tolist()}, "arrays": arrays}
        warnings = client.post("/api/traces", json=body).json()["warnings"]
        assert [warning["code"] for warning in warnings] == ["not-finite-result"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/values", {"preset": "single-layer", "arrays": "hex"}),
        ("POST", "/api/traces", {"preset": "single-layer", "arrays": "hex"}),
        ("GET", "/api/presets/single-layer?arrays=hex", None),
    ],
)
def test_a_form_that_is_not_there_is_refused(client: TestClient, method: str, path: str, body: Any) -> None:
    response = client.request(method, path, json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad-field")


def test_the_page_carries_large_matrices_in_base64(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(encoding._MOST_AS_ROWS, "auto", 9)  # no preset is large
    with TestClient(create_app()) as client:
        html = client.get("/").text
    trace, preset = (json.loads(re.findall(rf'id="{name}">(.*?)</script>', html)[0]) for name in ("trace", "preset"))
    assert [name for name, matrix in trace["values"].items() if is_packed(matrix)] == ["W", "U"]
    assert [name for name, value in preset["values"].items() if isinstance(value, dict)] == ["W", "U"]
    np.testing.assert_array_equal(array(preset["values"]["W"]), array(trace["values"]["W"]))


@pytest.mark.parametrize("arrays", ["rows", "base64"])
def test_inputs_that_were_sent_need_not_come_back(client: TestClient, arrays: str) -> None:
    asked = {"preset": "single-layer", "include": ["steps"], "arrays": arrays}
    with_echo, without = (client.post("/api/traces", json={**asked, "echo": echo}).json() for echo in (True, False))
    inputs = {name for name, value in with_echo["values"].items() if value["role"] not in ("computed", "loss")}
    assert {name for name, value in without["values"].items() if value["data"] is None} == inputs
    for name in inputs:
        without["values"][name]["data"] = with_echo["values"][name]["data"]
    assert without == with_echo
