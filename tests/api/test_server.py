"""The server around the endpoints: its headers, its documentation, and what it does when it is full."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.api.traces import finish
from app.main import create_app
from app.settings import Settings

PATHS = ["/", "/docs", "/openapi.json", "/healthz", "/api/presets", "/api/none", "/static/none.js", "/static/icon.svg"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


def test_what_is_no_page_carries_only_what_means_something_there(client: TestClient) -> None:
    """A policy says what a page may load. In the answers with its ninety files it would be a third of their bytes."""
    for path in ("/static/js/main.js", "/static/css/first.css", "/static/fonts/math-first.woff2"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "content-security-policy" not in headers


def test_a_refused_body_carries_them_too(client: TestClient) -> None:
    assert "content-security-policy" in client.post("/api/traces", content=b"[").headers


def test_a_setting_lets_a_course_show_the_page_in_a_frame() -> None:
    settings = Settings.from_environment({"GRADSHEET_FRAME_ANCESTORS": "'self' https://course.example"})
    with TestClient(create_app(settings)) as client:
        headers = client.get("/").headers
    assert "frame-ancestors 'self' https://course.example" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_a_full_pool_answers_503_at_once_and_small_requests_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, end = threading.Event(), threading.Event()

    def waiting(*args: Any) -> bytes:
        begun.set()
        assert end.wait(30)
        return finish(*args)

    large = b'{"preset": "single-layer"}' + b" " * 100_000
    with TestClient(create_app(Settings(workers=1, queue=0))) as client, ThreadPoolExecutor(1) as elsewhere:
        monkeypatch.setattr("app.api.traces.finish", waiting)
        first = elsewhere.submit(client.post, "/api/traces", content=large)
        try:
            assert begun.wait(30)
            refused = client.post("/api/traces?lang=zh", content=large)
            health = client.get("/healthz")
        finally:
            end.set()
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
        assert refused.headers["retry-after"] == "1"
        assert refused.json()["error"]["message"].startswith("服务器")
        assert health.status_code == 200
        assert first.result().status_code == 200
        assert client.post("/api/traces", content=large).status_code == 200


def test_the_documentation_lists_every_route_with_its_examples(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    found = {(path, method) for path, methods in schema["paths"].items() for method in methods}
    assert {
        *(
            ("/api/traces", "post"),
            ("/api/descents", "post"),
            ("/api/gradchecks", "post"),
            ("/api/values", "post"),
            ("/api/presets", "get"),
            ("/api/operations", "get"),
        ),
        *(("/api/presets/{id}", "get"), ("/healthz", "get")),
    } <= found
    for path in ("/api/traces", "/api/descents", "/api/gradchecks", "/api/values"):
        body = schema["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert all({"summary", "value"} <= set(example) for example in body["examples"].values())
        assert set(schema["paths"][path]["post"]["responses"]) >= {"200", "413", "422", "503"}


def test_every_reference_in_the_documentation_leads_somewhere(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    references = set(re.findall(r"'\$ref': '([^']+)'", str(schema)))
    assert references
    for reference in references:
        place: Any = schema
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


def test_the_documentation_refers_to_its_own_host_only(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    links = re.findall(r"""(?:src|href)=["']([^"']+)""", page.text)
    assert links
    assert all(link.startswith("/") and not link.startswith("//") for link in links)
    assert all(client.get(link).status_code == 200 for link in links)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|style=", page.text)


def test_no_other_file_of_the_documentation_package_is_served(client: TestClient) -> None:
    assert client.get("/docs/assets/__init__.py").status_code == 404
    assert client.get("/docs/assets/..%2f..%2fmain.py").status_code == 404
