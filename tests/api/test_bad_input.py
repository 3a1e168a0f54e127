"""Bad input: a 4xx in the one shape that names what and where, and a server that goes on."""

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.schemas.errors import ErrorResponse
from app.core.limits import Limits
from app.main import create_app
from app.settings import Settings
from tests.support.bad_requests import EVERY, Bad

EVERY_ONE = pytest.mark.parametrize("bad", EVERY, ids=lambda bad: bad.title)


def answer(client: TestClient, bad: Bad, language: str) -> tuple[int, dict[str, Any]]:
    """Asked for in the address and, where the body is an object, there too: that has the last word."""
    body = bad.body
    to, _, query = bad.to.partition("?")
    if body.startswith(b"{") and not query:
        body = b'{"lang": "%s"%s' % (language.encode(), b"," * (body != b"{}")) + body[1:]
    response = client.post(f"{to}?{query}&lang={language}", content=body)
    ErrorResponse.model_validate(response.json(), strict=True)
    error: dict[str, Any] = response.json()["error"]
    return response.status_code, error


@EVERY_ONE
def test_a_bad_request_is_told_what_is_wrong_and_where(client: TestClient, bad: Bad) -> None:
    status, error = answer(client, bad, "en")
    assert (status, error["code"]) == (bad.status, bad.code), error
    assert all(part in error["message"] for part in bad.says), error["message"]
    assert error["message"].endswith(".")
    if bad.place:
        assert (error["line"], error["column"], error["length"]) == bad.place
    assert (bad.params or {}).items() <= error["params"].items()
    assert bad.hint in (error["hint"] or "")


@EVERY_ONE
def test_a_bad_request_is_told_so_in_chinese_too(client: TestClient, bad: Bad) -> None:
    english, chinese = answer(client, bad, "en"), answer(client, bad, "zh")
    assert chinese[0] == english[0]
    assert re.search("[\u4e00-\u9fff]", chinese[1]["message"])
    assert not re.search(r"[{}]", chinese[1]["message"] + (chinese[1]["hint"] or ""))
    assert bool(chinese[1]["hint"]) == bool(english[1]["hint"])
    same = ("code", "line", "column", "length", "params")
    assert {key: chinese[1][key] for key in same} == {key: english[1][key] for key in same}


def test_the_language_of_an_error_is_that_of_the_request(client: TestClient) -> None:
    body = {"preset": "single-layer", "values": {"x": []}, "lang": "zh"}
    assert "空" in client.post("/api/traces", json=body).json()["error"]["message"]
    header = {"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"}
    assert "JSON 对象" in client.post("/api/traces", content=b"[]", headers=header).json()["error"]["message"]


def test_the_server_goes_on(client: TestClient) -> None:
    for bad in EVERY[:3]:
        answer(client, bad, "en")
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_body_over_32_mib_is_refused_whether_or_not_it_says_so(client: TestClient) -> None:
    assert Settings().body_bytes == 32 * 2**20
    chunk = b" " * 2**20
    announced = client.post("/api/traces", content=chunk * 33)
    streamed = client.post("/api/traces", content=(chunk for _ in range(33)))
    for response in (announced, streamed):
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "body-too-large"
        assert "33554432" in response.json()["error"]["message"]


def test_a_body_of_just_the_limit_is_read() -> None:
    body = json.dumps({"preset": "single-layer"}).encode()
    with TestClient(create_app(Settings(body_bytes=len(body)))) as client:
        assert client.post("/api/traces", content=body).status_code == 200
        assert client.post("/api/traces", content=body + b" ").status_code == 413
        assert client.post("/api/traces", content=iter([body, b" "])).status_code == 413


@pytest.mark.parametrize(
    ("settings", "code", "limit"),
    [
        (Settings(Limits(cells_of_one=99)), "matrix-too-large", 99),
        (Settings(Limits(cells_of_all=199)), "too-many-cells", 199),
        (Settings(Limits(operations=999)), "too-many-operations", 999),
    ],
)
def test_the_limits_are_those_of_the_settings_and_are_told(settings: Settings, code: str, limit: int) -> None:
    body = {"program": "a = x @ x.T\nb = a @ a\nJ = sum(b)", "values": {"x": [1] * 10}}
    with TestClient(create_app(settings)) as client:
        response = client.post("/api/traces", json=body)
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["params"]["limit"]) == (413, code, limit)
    assert str(limit) in error["message"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/api/traces", 405, "wrong-method"),
        ("DELETE", "/api/presets", 405, "wrong-method"),
        ("GET", "/api/presets/none", 404, "unknown-preset"),
        ("GET", "/api/presets?lang=tlh", 422, "bad-field"),
        ("GET", "/static/nothing.js", 404, "not-found"),
    ],
)
def test_the_framework_answers_in_the_same_shape(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    response = client.request(method, path)
    ErrorResponse.model_validate(response.json())
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
