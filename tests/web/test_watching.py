"""Every request has an id, and is told of: in the log, and in the metrics. Neither tells what was sent."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.watching import LOG
from tests.support.asgi import Talk

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}")


@pytest.fixture
def watched() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(metrics=1, log=1))) as client:
        yield client
    for handler in list(LOG.handlers):
        LOG.removeHandler(handler)
    LOG.setLevel(logging.NOTSET)


def test_every_answer_has_an_id_of_its_own_and_an_error_says_it(client: TestClient) -> None:
    first, second = (client.get("/healthz").headers["x-request-id"] for _ in range(2))
    assert ID.fullmatch(first)
    assert first != second
    for answer in (client.get("/nowhere"), client.post("/api/traces", content=b"["), client.get("/static/none.js")):
        assert answer.json()["error"]["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(("given", "is_taken"), [("req-1", True), ("a b", False), ("x" * 65, False), ("", False)])
def test_the_id_of_a_trusted_proxy_is_taken_over(given: str, is_taken: bool) -> None:
    app = create_app(Settings(trusted_proxies="10.0.0.1"))

    async def answered(client: str) -> str:
        talk = Talk(app, "/healthz", method="GET", client=client, headers={"x-request-id": given})
        return (await talk.run()).headers["x-request-id"]

    assert (asyncio.run(answered("10.0.0.1")) == given) is is_taken
    assert asyncio.run(answered("10.0.0.2")) != given


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/healthz", "/api/presets", "/static/js/main.js", "/static/css/first.css"]
)
def test_head_is_answered_as_get_without_the_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code == 200
    assert head.content == b""
    different = {"x-request-id", "date"}
    assert {**head.headers, **dict.fromkeys(different)} == {**got.headers, **dict.fromkeys(different)}


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "BREW", "OPTIONS", "PUT"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/api/traces", "/static/js/main.js"])
def test_other_methods_are_refused_in_the_one_shape(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "wrong-method")


@pytest.mark.parametrize("path", ["/healthz/", "/api/presets/", "/docs/", "/static"])
def test_a_slash_at_the_end_leads_nowhere_else(client: TestClient, path: str) -> None:
    answer = client.get(path, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_the_log_has_a_line_of_json_for_every_request_and_nothing_that_was_sent(
    watched: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, LOG.name):
        ok = watched.post("/api/traces?secret=1", json={"program": "J = sum(secret)", "values": {"secret": [12345.5]}})
        watched.get("/api/presets/nobody?lang=zh")
        watched.get("/a/path/of/a/user")
    lines = [json.loads(record.getMessage()) for record in caplog.records if record.name == LOG.name]
    assert [(line["route"], line["method"], line["status"]) for line in lines] == [
        ("/api/traces", "POST", 200),
        ("/api/presets/{id}", "GET", 404),
        ("elsewhere", "GET", 404),
    ]
    assert lines[0].keys() == {"route", "method", "status", "ms", "bytes", "request_id"}
    assert lines[0]["request_id"] == ok.headers["x-request-id"]
    assert lines[0]["bytes"] == len(ok.content)
    assert not re.search("secret|12345|nobody|user|testclient", str(lines))


def test_the_metrics_tell_requests_lanes_bytes_and_the_process(watched: TestClient) -> None:
    watched.post("/api/traces", json={"preset": "single-layer"})
    watched.get("/anything")
    watched.request("BREW", "/healthz")
    answer = watched.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    for line in (
        'gradsheet_requests_total{method="POST",route="/api/traces",status="200"} 1.0',
        'gradsheet_requests_total{method="GET",route="elsewhere",status="404"} 1.0',
        'gradsheet_requests_total{method="other",route="/healthz",status="405"} 1.0',
        'gradsheet_request_seconds_count{route="/api/traces"} 1.0',
        'gradsheet_lane_working{lane="short"} 0.0',
        'gradsheet_lane_waiting{lane="long"} 0.0',
        "gradsheet_bytes_in_flight 0.0",
    ):
        assert line in answer.text
    assert "process_resident_memory_bytes" in answer.text
    assert "process_cpu_seconds_total" in answer.text


def test_there_are_no_metrics_unless_they_are_asked_for(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404
