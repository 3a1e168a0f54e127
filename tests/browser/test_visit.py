"""A first visit asks for little, and a second one for the page alone: with the files as they are written, and out of a bundle."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.settings import Settings
from tests.browser.pages import TIMEOUT_MS, at_rest
from tests.browser.serving import serving
from tests.browser.traffic import Traffic, watch

MOST_BYTES = 150_000
MOST_REQUESTS = 12
AS_WRITTEN = 100
"""Requests where there is no bundle: a module each, so that what is served is what is written. Their heads, 25 kB, are the
price of that: there, the bytes are those of the bodies."""


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
    _, first = visit(visitor)
    fonts = [path for path in first.paths if "/fonts/" in path]
    assert [path.rsplit("/", 1)[1] for path in fonts] == ["math-first.woff2"]
    assert len(first.received) == len(first.sent)
    is_bundle = served_as[0] == "bundle"
    assert (first.bytes if is_bundle else first.bytes_of_bodies) <= MOST_BYTES, first.report()
    assert len(first.paths) <= (MOST_REQUESTS if is_bundle else AS_WRITTEN), first.paths
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
