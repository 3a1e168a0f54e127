"""POST /api/files: a file of numbers goes in, matrices by name come out."""

import json
from base64 import b64decode, b64encode
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save
from starlette.testclient import TestClient

from app.api.examples import FILE_EXAMPLES
from app.api.pool import Lane
from app.api.schemas.files import FileResponse
from app.i18n import catalogue
from app.main import create_app
from app.settings import Settings
from tests.support.bad_requests import FILES
from tests.support.files import npy, npz

W = [[1.0, -0.5, 3.25], [4.0, 5.0, 6.0]]


def post(client: TestClient, content: bytes, query: str) -> dict[str, Any]:
    response = client.post(f"/api/files?{query}", content=content)
    assert response.status_code == 200, response.text
    FileResponse.model_validate(response.json(), strict=False)
    answer: dict[str, Any] = response.json()
    return answer


def test_a_file_comes_back_as_numbers(client: TestClient) -> None:
    content = npz(W=np.array(W, ">f4"), b=[1, 2])
    assert post(client, content, "name=weights.npz") == {
        "arrays": {"W": {"shape": [2, 3], "data": W}, "b": {"shape": [2, 1], "data": [[1.0], [2.0]]}},
        "skipped": [],
    }


def test_base64_comes_back_where_it_is_asked_for(client: TestClient) -> None:
    found = post(client, npy(np.asfortranarray(W)), "name=W.npy&arrays=base64")["arrays"]["W"]
    assert np.frombuffer(b64decode(found["data"]), "<f8").reshape(found["shape"]).tolist() == W


def test_what_is_left_out_is_told_in_both_languages(client: TestClient) -> None:
    content = save({"conv": np.zeros((1, 1, 1)), "W": np.array(W)})
    for lang, word in (("en", "two axes"), ("zh", "超过两个轴")):
        answer = post(client, content, f"name=n.safetensors&lang={lang}")
        assert list(answer["arrays"]) == ["W"]
        assert [skipped["name"] for skipped in answer["skipped"]] == ["conv"]
        assert word in answer["skipped"][0]["reason"]


def test_names_that_are_wanted_are_assigned(client: TestClient) -> None:
    content = save({"fc1.weight": np.array(W), "fc1.bias": np.zeros(2)})
    answer = post(client, content, "name=n.safetensors&want=W:3x2&want=b:2x1&want=x")
    assert answer["assignment"] == {
        "W": {"array": "fc1.weight", "transposed": True},
        "b": {"array": "fc1.bias", "transposed": False},
    }


@pytest.mark.parametrize("example", FILE_EXAMPLES.values(), ids=list(FILE_EXAMPLES))
def test_the_example_of_the_documentation_is_answered_as_it_says(client: TestClient, example: Any) -> None:
    described = client.get("/openapi.json").json()["paths"]["/api/files"]["post"]
    body = described["requestBody"]["content"]["application/octet-stream"]
    assert example in body["examples"].values()
    shown = described["responses"]["200"]["content"]["application/json"]["example"]
    assert post(client, example["value"].encode(), "name=W.csv&want=W:2x2") == shown


@pytest.mark.parametrize("query", ["name=", "name=W.csv&arrays=hex", "name=W.csv&lang=tlh", "name=" + "W" * 256])
def test_a_query_that_is_wrong_is_told(client: TestClient, query: str) -> None:
    response = client.post(f"/api/files?{query}", content=b"1,2")
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad-field")


def test_a_file_that_is_too_large_or_comes_too_soon_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(Settings(body_bytes=10))) as client:
        assert client.post("/api/files?name=W.csv", content=b"1," * 6).status_code == 413
    monkeypatch.setattr(Lane, "_has_room", lambda *_: False)
    with TestClient(create_app(Settings(queue=0))) as client:
        refused = client.post("/api/files?name=W.csv", content=b"1,2")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")


def test_what_is_wrong_with_a_damaged_file_is_said_in_chinese(client: TestClient) -> None:
    sentences = catalogue("errors", "zh")
    damaged = [bad for bad in FILES if bad.code == "damaged-file"]
    found = set()
    for bad in damaged:
        error = client.post(f"{bad.to}&lang=zh", content=bad.body).json()["error"]
        found.add(error["params"]["what"])
        assert sentences[f"what.{error['params']['what']}"] in error["message"]
    assert {key.removeprefix("what.") for key in sentences if key.startswith("what.it")} <= found | {
        "its directory announces more than it can hold"  # made by hand in tests/files
    }


def test_a_trace_takes_values_in_base64(client: TestClient) -> None:
    x = np.array([[0.5], [-1.0], [2.0]])
    packed = {"shape": [3, 1], "data": b64encode(x.astype("<f8").tobytes()).decode()}
    ask = {"preset": "single-layer", "include": []}
    answers = [
        client.post("/api/traces", content=json.dumps({**ask, "values": {"x": value}})).json()
        for value in (packed, x.tolist())
    ]
    assert answers[0] == answers[1]
    assert answers[0]["values"]["x"]["data"] == x.tolist()
