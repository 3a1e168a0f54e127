"""The reverse proxy holds what is slow, refuses what is too much, and says so in the shape of the application's own errors."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.bench.server import free_port, serving
from tests.load.client import Answer, Asked, connected

from .nginx import NGINX, Proxy, configuration, is_sound, make_certificate, running

pytestmark = pytest.mark.skipif(not (NGINX and shutil.which("openssl")), reason="needs nginx and openssl (Debian: apt-get install nginx-light openssl)")  # fmt: skip
TRACE = b'{"preset":"single-layer"}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    make_certificate(folder)
    return folder


@pytest.fixture(scope="module")
def proxy(folder: Path) -> Iterator[Proxy]:
    ports = Proxy(free_port(), free_port())
    with serving() as application, running(configuration(folder, application, ports.http, ports.https), ports) as proxy:
        yield proxy


def asked(port: int, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def error_of(body: bytes) -> dict[str, Any]:
    error: dict[str, Any] = json.loads(body)["error"]
    assert {*error} == {"code", "message", "line", "column", "length", "hint", "params"}
    return error


def test_nginx_finds_no_fault_in_what_is_written(tmp_path: Path) -> None:
    make_certificate(tmp_path)
    assert "successful" in is_sound(configuration(tmp_path, 8000, 8080, 8443, redirects=True))


def test_the_page_and_an_answer_come_through(proxy: Proxy) -> None:
    assert asked(proxy.http, "GET", "/")[0] == 200
    status, headers, body = asked(proxy.http, "POST", "/api/traces", TRACE)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert json.loads(body)["loss"]["name"] == "J"


def test_json_is_compressed(proxy: Proxy) -> None:
    plain = asked(proxy.http, "POST", "/api/traces", TRACE)[2]
    _, headers, small = asked(proxy.http, "POST", "/api/traces", TRACE, accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert 3 * len(small) < len(plain)
    assert gzip.decompress(small) == plain


def test_a_browser_speaks_http_2(proxy: Proxy) -> None:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_alpn_protocols(["h2", "http/1.1"])
    with socket.create_connection(("127.0.0.1", proxy.https)) as plain, context.wrap_socket(plain) as secure:
        assert secure.selected_alpn_protocol() == "h2"


@pytest.mark.skipif(not shutil.which("nghttp"), reason="needs nghttp (Debian: apt-get install nghttp2-client)")
def test_the_page_comes_over_http_2(proxy: Proxy) -> None:
    run = subprocess.run(["nghttp", "-nv", f"https://127.0.0.1:{proxy.https}/"], capture_output=True, text=True, check=False)  # fmt: skip
    assert re.search(r":status: 200", run.stdout), run.stdout + run.stderr


def test_a_body_of_the_largest_size_comes_through_whole(proxy: Proxy) -> None:
    numbers = b"[" + b"[" + b"0.25," * 200_000 + b"1]" + b"]"
    body = b'{"program":"J = sum(x)","include":[],"values":{"x":' + numbers + b"}}"
    body += b" " * (32 * 2**20 - len(body))
    status, _, answer = asked(proxy.http, "POST", "/api/traces", body)
    assert (status, json.loads(answer)["loss"]["value"]) == (200, 50001.0)


def test_a_larger_body_is_refused_in_the_usual_shape(proxy: Proxy) -> None:
    status, _, answer = asked(proxy.http, "POST", "/api/traces", b"", content_length=str(32 * 2**20 + 1))
    assert status == 413
    assert error_of(answer)["code"] == "body-too-large"


def test_the_application_hears_of_a_body_only_when_all_of_it_is_there(folder: Path) -> None:
    ports, application = Proxy(free_port(), free_port()), socket.create_server(("127.0.0.1", 0))
    below = folder / "slow"
    below.mkdir()
    make_certificate(below)
    main = configuration(below, application.getsockname()[1], ports.http, ports.https)
    with application, running(main, ports), socket.create_connection(("127.0.0.1", ports.http)) as slow:
        slow.sendall(b"POST /api/traces HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n0123456789")
        assert b"POST" not in heard(application, 0.5)
        slow.sendall(b"0123456789")
        assert heard(application, 20).endswith(b"0123456789" * 2)


def heard(application: socket.socket, seconds: float) -> bytes:
    """What the next connection says, if one comes within so many seconds."""
    application.settimeout(seconds)
    try:
        connection, _ = application.accept()
    except TimeoutError:
        return b""
    with connection:
        return connection.recv(2**16)


def test_too_many_checks_from_one_address_are_refused_and_an_edit_is_not(proxy: Proxy) -> None:
    async def many() -> list[Answer]:
        async with connected(proxy.http, 32) as clients:
            check = Asked.json("/api/gradchecks", {"preset": "nothing"})
            rounds = [await asyncio.gather(*(client.ask(check) for client in clients)) for _ in range(16)]
        return [answer for each in rounds for answer in each]

    answers = {answer.status: answer for answer in asyncio.run(many())}
    assert {404, 429} <= {*answers} <= {404, 429, 503}  # the application refuses some of them by itself
    assert b"retry-after: 2" in answers[429].head.lower()
    assert error_of(answers[429].body)["code"] == "too-many-requests"
    assert asked(proxy.http, "POST", "/api/traces", TRACE)[0] == 200


def test_what_is_for_those_who_run_it_is_not_for_others(proxy: Proxy) -> None:
    assert asked(proxy.http, "GET", "/metrics")[0] == 404


def test_a_server_that_is_not_there_is_a_clean_503(tmp_path: Path) -> None:
    ports = Proxy(free_port(), free_port())
    tmp_path.chmod(0o755)
    make_certificate(tmp_path)
    with running(configuration(tmp_path, free_port(), ports.http, ports.https), ports):
        status, headers, answer = asked(ports.http, "GET", "/healthz")
    assert (status, headers["retry-after"]) == (503, "2")
    assert error_of(answer)["code"] == "busy"
