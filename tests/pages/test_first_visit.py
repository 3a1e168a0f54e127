"""A first visit loads what the first sheet is drawn with, and no more than 120 kB of it."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from app.pages import modules

MOST_BYTES = 120_000
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


def closure(client: TestClient, main: str) -> set[str]:
    """The addresses of a module and of all that it imports."""
    tree, name = re.fullmatch(r"(/static/[0-9a-f]+/)(.*)", main).groups()  # type: ignore[union-attr]
    return {tree + each for each in modules.closure(name, lambda each: client.get(tree + each).text)}


def sent(client: TestClient, address: str) -> int:
    """Bytes of a body as they are sent to a browser, all of which take brotli."""
    response = client.get(address, headers={"Accept-Encoding": "gzip, br"})
    assert response.status_code == 200, address
    return int(response.headers["content-length"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_first_visit_is_at_most_120_kb(client: TestClient, lang: str) -> None:
    address = f"/?lang={lang}"
    links = Links(client.get(address).text).found
    named = {link for found in links.values() for link in found}
    sizes = {file: sent(client, file) for file in {address} | named | closure(client, links["script"][-1])}
    assert sum(sizes.values()) <= MOST_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:10]


def test_what_comes_first_is_preloaded_and_nothing_else(client: TestClient) -> None:
    links = Links(client.get("/").text).found
    preloaded = links["modulepreload"]
    main = links["script"][-1]
    assert main.endswith("/js/main.js")
    assert len(preloaded) == len(set(preloaded))
    assert set(preloaded) == closure(client, main) - {main}


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
    found = modules.imports("js/elements/m.js", text)
    assert found == ["js/elements/api.js", "js/lib/two.js", "js/elements/effect.js", "js/elements/x.js"]
