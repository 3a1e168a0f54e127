"""A first visit asks for little, and a second one for the page alone: with the files as they are written, and out of a bundle."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.settings import Settings
from tests.browser.pages import TIMEOUT_MS, at_rest
from tests.browser.serving import serving
from tests.browser.traffic import Traffic, watch
from tests.pages.test_first_visit import Links

MOST_BYTES = 150_000
MOST_REQUESTS = 12
MOST_BYTES_AS_WRITTEN = 165_000
"""Of bodies, where there is no bundle: 120 kB (tests/pages/test_first_visit.py) and the font. A module is a request there, so
that what is served is what is written; the heads of a hundred answers are the price of that, and come besides."""


@pytest.fixture(scope="module", params=["bundle", "written"])
def served_as(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    """The way in which the files are served, and the address of a server."""
    way: str = request.param
    with serving(Settings(bundle=str(request.getfixturevalue("bundle")) if way == "bundle" else "")) as url:
        yield way, url


@pytest.fixture
def visitor(browser: Browser, served_as: tuple[str, str]) -> Iterator[BrowserContext]:
    """Someone who has never been here."""
    context = browser.new_context(base_url=served_as[1], viewport={"width": 1440, "height": 900})
    context.set_default_timeout(TIMEOUT_MS)
    yield context
    context.close()


def visit(visitor: BrowserContext, path: str = "/") -> tuple[Page, Traffic]:
    """Open the page in a new tab, and wait until it stands and nothing is loaded any more."""
    page = visitor.new_page()
    traffic = watch(page)
    page.goto(path)
    at_rest(page)
    page.wait_for_load_state("networkidle")
    return page, traffic


def test_a_first_visit_is_small_and_a_second_one_asks_for_the_page_alone(
    visitor: BrowserContext, served_as: tuple[str, str]
) -> None:
    page, first = visit(visitor)
    fonts = [path for path in first.paths if "/fonts/" in path]
    assert [path.rsplit("/", 1)[1] for path in fonts] == ["math-first.woff2"]
    assert len(first.received) == len(first.sent)
    named = Links(page.request.get("/").text()).found
    files = [*named["script"], *named["stylesheet"], *named["modulepreload"], *fonts]
    assert sorted(first.paths) == sorted(["/", *files]), "each once, and nothing else"
    if served_as[0] == "bundle":
        assert first.bytes <= MOST_BYTES, first.report()
        assert len(first.paths) <= MOST_REQUESTS, first.paths
    else:
        assert first.bytes_of_bodies <= MOST_BYTES_AS_WRITTEN, first.report()
    _, second = visit(visitor)
    assert second.paths == ["/"]
    assert second.bytes < 1000, "it has not changed, so only that is said"


def test_what_comes_later_comes_out_of_the_same_tree(visitor: BrowserContext) -> None:
    """A proof with its style sheets, a dialog, the rules of a network: each by its own way."""
    page, traffic = visit(visitor)
    page.locator("#view-check").click()
    expect(page.locator("gs-check")).to_be_visible()
    page.keyboard.press("n")
    page.locator("#gallery [data-preset=convolution]").click()
    expect(page.locator("gs-sheet").get_by_role("table", name=re.compile("^Z"))).not_to_have_count(0)
    page.wait_for_load_state("networkidle")
    files = [path for path in traffic.paths if path.startswith("/static/")]
    (tree,) = {path.split("/")[2] for path in files}
    assert re.fullmatch("[0-9a-f]{16}", tree)
    assert [path for path in files if path.endswith("/css/check.css")]
    assert not [path for path in files if path.endswith("math-rest.woff2")], "a rare sign would want it"


def test_a_rare_sign_brings_the_rest_of_the_font(visitor: BrowserContext) -> None:
    page, traffic = visit(visitor)
    page.evaluate("""() => {
      const namespace = "http://www.w3.org/1998/Math/MathML";
      const [formula, sign] = ["math", "mo"].map((tag) => document.createElementNS(namespace, tag));
      sign.textContent = "\\u2a00";
      formula.append(sign);
      document.querySelector("gs-bench").append(formula);
    }""")
    at_rest(page)
    assert [path for path in traffic.paths if path.endswith("/math-rest.woff2")]


def test_the_sheet_stands_before_what_is_not_on_the_first_screen(visitor: BrowserContext) -> None:
    """Neither the words of the proofs nor the font nor a part that comes later keeps it waiting."""
    page = visitor.new_page()
    traffic = watch(page)
    page.route(re.compile(r"/fonts/|/words/"), lambda _: None)
    page.goto("/", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("gs-sheet table").first).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")
    assert not [path for path in traffic.paths if "/words/" in path]


LOOKS = """(() => {
  globalThis.looks = [];
  const { setProperty } = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.setProperty = function (name, value, ...more) {
    if (name === "--cell") looks.push(value);
    return setProperty.call(this, name, value, ...more);
  };
})()"""
TWO_FRAMES_LATER = """async () => {
  for (let k = 0; k < 2; k++) await new Promise(requestAnimationFrame);
  return looks;
}"""
LARGER = """() => {
  const sheet = document.querySelector("gs-sheet"), size = parseFloat(sheet.style.getPropertyValue("--cell"));
  sheet.style.setProperty("--cell", `${size + 0.5}px`);
  return sheet.scrollWidth > sheet.clientWidth || sheet.scrollHeight > sheet.clientHeight;
}"""


def test_the_sheet_and_the_bench_are_fitted_once_and_in_few_looks(visitor: BrowserContext) -> None:
    """Each look lays out the whole page: 27 of them took half of the time until the sheet stood."""
    page = visitor.new_page()
    page.add_init_script(LOOKS)
    page.route("**/fonts/*", lambda _: None)  # one that comes is a reason to look again
    page.goto("/", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    looks: list[str] = page.evaluate(TWO_FRAMES_LATER)
    assert 2 <= len(looks) <= 16, looks
    assert page.evaluate(LARGER), "cells could be larger"
    page.unroute_all(behavior="ignoreErrors")
