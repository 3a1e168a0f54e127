"""The page as HTML: language, data inside, and nothing inline."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.i18n import catalogue


class Page(HTMLParser):
    """Collects elements with their attributes, and the text of every script."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.elements and self.elements[-1][0] == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.elements.append(("/script", {}))

    def data(self, name: str) -> Any:
        (text,) = [text for attributes, text in self.scripts if attributes.get("id") == name]
        return json.loads(text)

    @property
    def language(self) -> str | None:
        return next(attributes["lang"] for tag, attributes in self.elements if tag == "html")


@pytest.mark.parametrize(("lang", "title"), [("en", "Single-layer network"), ("zh", "单层神经网络")])
def test_the_page_comes_in_both_languages_with_its_data_inside(client: TestClient, lang: str, title: str) -> None:
    response = client.get(f"/?lang={lang}")
    page = Page(response.text)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-language"] == lang
    assert page.language == {"en": "en", "zh": "zh-CN"}[lang]
    assert page.data("preset")["title"] == title
    assert page.data("strings") == catalogue("page", "zh" if lang == "zh" else "en")
    assert page.data("trace") == client.post("/api/traces", json={"preset": "single-layer", "lang": lang}).json()


@pytest.mark.parametrize(
    ("address", "cookie", "header", "lang"),
    [
        ("/", None, None, "en"),
        ("/", None, "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("/", None, "fr-FR,en;q=0.5", "en"),
        ("/", "zh", "en", "zh-CN"),
        ("/", "tlh", "zh", "zh-CN"),
        ("/?lang=en", "zh", "zh", "en"),
    ],
)
def test_the_address_decides_then_the_cookie_then_the_browser(
    client: TestClient, address: str, cookie: str | None, header: str | None, lang: str
) -> None:
    headers = {"Accept-Language": header} if header else {}
    if cookie:
        headers["Cookie"] = f"lang={cookie}"
    response = client.get(address, headers=headers)
    assert Page(response.text).language == lang
    assert {"Accept-Language", "Cookie"} <= set(re.split(", *", response.headers["vary"]))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_on_the_page_is_inline(client: TestClient, lang: str) -> None:
    page = Page(client.get(f"/?lang={lang}").text)
    for attributes, text in page.scripts:
        assert attributes.get("src") or attributes.get("type") == "application/json", text[:80]
    for tag, attributes in page.elements:
        assert tag != "style"
        assert not [name for name in attributes if name == "style" or name.startswith("on")], (tag, attributes)


def test_the_data_inside_cannot_end_its_element(client: TestClient) -> None:
    html = client.get("/?lang=en").text
    blocks = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert len(blocks) >= 3
    assert any("mathml" in block for block in blocks)
    assert not any("<" in block for block in blocks)


def test_every_file_that_the_page_asks_for_is_our_own_and_there(client: TestClient) -> None:
    page = Page(client.get("/").text)
    links = [
        link
        for tag, attributes in page.elements
        for link in (attributes.get("src"), attributes.get("href") if tag == "link" else None)
        if link
    ]
    assert links
    for link in links:
        assert re.match(r"/(?!/)", link), link
        assert client.get(link).status_code == 200, link


def test_the_font_for_formulas_is_served_from_here(client: TestClient) -> None:
    font = client.get("/static/fonts/math-first.woff2")
    assert font.headers["content-type"] == "font/woff2"
    assert font.content[:4] == b"wOF2"


def test_a_page_is_compressed_and_an_answer_of_the_api_is_not(client: TestClient) -> None:
    packed = {"Accept-Encoding": "gzip"}
    assert client.get("/", headers=packed).headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in client.get("/api/presets/single-layer", headers=packed).headers


def test_an_unknown_language_in_the_address_is_passed_over(client: TestClient) -> None:
    assert Page(client.get("/?lang=<script>").text).language == "en"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_address_names_the_preset_that_is_inside(client: TestClient, lang: str) -> None:
    page = Page(client.get(f"/?preset=mazur&lang={lang}").text)
    assert page.data("preset")["id"] == "mazur"
    assert page.data("trace") == client.post("/api/traces", json={"preset": "mazur", "lang": lang}).json()
    listed = client.get(f"/api/presets?lang={lang}").json()["presets"]
    assert page.data("presets") == {preset["id"]: preset["title"] for preset in listed}


def test_a_preset_that_is_not_there_is_said_and_the_first_one_is_inside(client: TestClient) -> None:
    page = Page(client.get("/", params={"preset": '"><b>no'}).text)
    assert page.data("preset")["id"] == "single-layer"
    assert ("body", {"data-unknown": '"><b>no'}) in page.elements
    assert ("body", {}) in Page(client.get("/").text).elements


@pytest.mark.parametrize(
    ("taken", "encoding"), [("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("br;q=0, gzip;q=0.5", "gzip")]
)
@pytest.mark.parametrize("path", ["/static/js/main.js", "/static/css/bench.css", "/static/css/first.css"])
def test_a_file_goes_out_compressed_where_that_is_taken_and_is_the_same_file(
    client: TestClient, path: str, taken: str, encoding: str
) -> None:
    packed = client.get(path, headers={"Accept-Encoding": taken})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == encoding
    assert "content-encoding" not in plain.headers
    assert packed.headers["vary"] == plain.headers.get("vary", packed.headers["vary"]) == "Accept-Encoding"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    assert packed.content == plain.content
    assert packed.headers["content-type"] == plain.headers["content-type"]


def test_a_file_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    packed = {"Accept-Encoding": "gzip"}
    etag = client.get("/static/js/main.js", headers=packed).headers["etag"]
    assert client.get("/static/js/main.js", headers=packed | {"If-None-Match": etag}).status_code == 304
