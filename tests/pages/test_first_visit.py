"""A first visit loads what the first sheet is drawn with, and no more than 123 kB of it."""

import gzip
import re
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from starlette.testclient import TestClient

MOST_BYTES = 123_000
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
_IMPORT = re.compile(r"""^(?:import|export)\b(?:[^;'"()]*\bfrom)?\s*['"](\.{1,2}/[^'"]+)['"]""", re.MULTILINE)
_LOADED = {"script": "src", "link": "href"}


class Links(HTMLParser):
    """Addresses that a page names, by what they are for: "script", or the `rel` of a link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        address = attributes.get(_LOADED.get(tag, ""))
        if address:
            self.found.setdefault(attributes.get("rel") or tag, []).append(address)


def imports(module: str, text: str) -> list[str]:
    """Addresses of what a module imports before it runs. `import()` is no such import."""
    return [urljoin(module, path) for path in _IMPORT.findall(_COMMENT.sub("", text))]


def closure(client: TestClient, modules: list[str]) -> set[str]:
    """The modules and all that they import."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports(module, client.get(module).text)
    return found


def sent(client: TestClient, address: str) -> int:
    """Bytes of a body as `make bench` counts them: as sent if that was gzip, else as gzip would make it if that helps."""
    response = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200, address
    length = int(response.headers["content-length"])
    if "content-encoding" in response.headers:
        return length
    return min(length, len(gzip.compress(response.content, 6)))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_first_visit_is_at_most_123_kb(client: TestClient, lang: str) -> None:
    address = f"/?lang={lang}"
    links = Links(client.get(address).text).found
    named = {link for found in links.values() for link in found}
    sizes = {file: sent(client, file) for file in {address} | named | closure(client, links["script"])}
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:10]


def test_what_comes_first_is_preloaded_and_nothing_else(client: TestClient) -> None:
    links = Links(client.get("/").text).found
    scripts = links["script"]
    preloaded = links["modulepreload"]
    assert len(preloaded) == len(set(preloaded))
    assert set(preloaded) == closure(client, scripts) - set(scripts)


def test_imports_are_found_however_they_are_written() -> None:
    text = """/** import { no } from "./comment.js"; */
    import * as a from "./a.js";
import * as api from "./api.js";
import { one,
  two } from "../lib/two.js";
import "./effect.js";
export { x } from './x.js';
export const late = () => import("./late.js");
export const later = load(async () => {
  return await import("./later.js");
});
// import "./no.js";
"""
    found = imports("/static/js/elements/m.js", text)
    assert found == [
        "/static/js/elements/api.js",
        "/static/js/lib/two.js",
        "/static/js/elements/effect.js",
        "/static/js/elements/x.js",
    ]
