"""What Python raises where a request asks for more than there is becomes an answer; what nobody foresaw becomes one, too."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic_core import PydanticSerializationError
from starlette.testclient import TestClient

from app.main import create_app

RAN_OUT = [
    (RecursionError("maximum recursion depth exceeded"), "program-too-complex"),
    (PydanticSerializationError("depth exceeded"), "program-too-complex"),
    (MemoryError(), "out-of-memory"),
]


def raising(error: Exception) -> Any:
    def work(*_: Any) -> bytes:
        raise error

    return work


@pytest.mark.parametrize(("error", "code"), RAN_OUT, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_runs_out_is_too_large(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, code: str, lang: str
) -> None:
    app = create_app()
    monkeypatch.setattr("app.api.traces.finish", raising(error))
    with TestClient(app) as client:
        answer = client.post("/api/traces", json={"preset": "single-layer", "lang": lang})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, code)
    assert answer.json()["error"]["hint"]
    assert "unforeseen" not in caplog.text


def test_a_fault_of_ours_is_a_500_with_every_header_and_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app()
    monkeypatch.setattr("app.api.traces.finish", raising(KeyError("a fault")))
    with TestClient(app) as client:
        answer = client.post("/api/traces", json={"preset": "single-layer"})
        assert client.get("/healthz").status_code == 200
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (500, "internal")
    assert answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"] == error["request_id"]
    assert "unforeseen error at /api/traces" in caplog.text
