"""Parts of the page that come when they are first wanted: no act is lost, none is done twice, and a part that stays away is said."""

from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient

from app.main import create_app
from tests.browser.pages import TIMEOUT_MS, OpenPage, at_rest
from tests.browser.test_editing import table
from tests.pages.test_first_visit import Links, closure

MISSING = "A part of the page did not come."
NO_NETWORK = r"Failed to load resource|Failed to fetch dynamically imported module|did not come"
LOADED = """performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
  .filter((path) => path.startsWith("/static/") && !path.endsWith(".svg"))"""


def route(page: Page, path: str, take: Callable[[Route], None]) -> None:
    """Take the requests for a file. In a page that is open, some pass by the route: it is opened anew, and asks by it from then on."""
    page.route(path, take)
    if page.url.startswith("http"):
        page.reload()
        at_rest(page)


class Gate:
    """Keeps a file waiting until it is opened."""

    def __init__(self, page: Page, path: str) -> None:
        self.page = page
        self.is_open = False
        self.held: list[Route] = []
        route(page, path, self.take)

    def take(self, asked: Route) -> None:
        if self.is_open:
            asked.continue_()
        else:
            self.held.append(asked)

    def wait(self) -> None:
        """Until the page has asked for the file. Raises: TimeoutError if it does not."""
        until = monotonic() + TIMEOUT_MS / 1000
        while not self.held:
            if monotonic() > until:
                raise TimeoutError("the page did not ask for it")
            self.page.wait_for_timeout(5)

    def open(self) -> None:
        self.is_open = True
        for asked in self.held:
            asked.continue_()


def test_a_first_visit_loads_what_stands_in_the_page_and_what_that_imports(open_page: OpenPage) -> None:
    page = open_page()
    page.wait_for_load_state("networkidle")
    with TestClient(create_app()) as client:
        links = Links(client.get("/").text).found
        wanted = closure(client, links["script"]) | set(links["stylesheet"])
    assert set(page.evaluate(LOADED)) == wanted


def test_a_dialog_that_was_asked_for_twice_while_it_came_opens_once(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, "**/static/js/features/networks/gallery.js")
    page.keyboard.press("n")
    gate.wait()
    page.locator("#open-gallery").click()
    page.keyboard.press("n")
    expect(page.locator("dialog[open]")).to_have_count(0)
    gate.open()
    expect(page.locator("#gallery [data-preset]").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_only_the_first_of_two_dialogs_opens(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, "**/static/js/features/equations/equations.js")
    page.keyboard.press("e")
    gate.wait()
    page.keyboard.press("n")
    expect(page.locator("#gallery [data-preset]").first).to_be_visible()
    gate.open()
    expect(page.locator("gs-code textarea")).to_have_count(1)  # the editor has come
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(page.locator("#gallery")).to_be_visible()


def test_keys_that_were_pressed_while_a_part_came_are_done_in_their_order(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, "**/static/js/features/trace/trace.js")
    for _ in range(3):
        page.keyboard.press("t")
    gate.wait()
    gate.open()
    expect(page.locator("gs-provenance")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("gs-provenance")).to_be_hidden()


def test_a_box_that_was_closed_before_it_came_stays_closed(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, "**/static/js/elements/formula/identity.js")
    page.locator("gs-player [data-act=last]").click()
    button = page.locator("gs-bench button.label").first
    button.click()
    gate.wait()
    expect(button).to_have_attribute("aria-expanded", "true")
    button.click()
    gate.open()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(page.locator(".identity")).to_have_count(1)


def test_what_is_pasted_while_pasting_comes_is_pasted(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, "**/static/js/state/pasting.js")
    cell = table(page, "x, 3 × 1").locator("td").first
    cell.focus()
    cell.evaluate(
        """(cell) => { const data = new DataTransfer(); data.setData("text/plain", "7\\n8\\n9");
        cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )
    gate.wait()
    gate.open()
    expect(table(page, "x, 3 × 1").locator("td")).to_have_text(["7", "8", "9"])


def test_a_part_that_does_not_come_is_said(open_page: OpenPage) -> None:
    for act, path in {
        "n": "**/static/js/features/networks/gallery.js",
        "e": "**/static/js/features/equations/palette.js",  # that a part imports
        "t": "**/static/js/features/trace/provenance.js",
        "2": "**/static/css/check.css",
        "3": "**/static/js/features/paths/paths.js",
    }.items():
        page = open_page(expected=NO_NETWORK)
        route(page, path, lambda asked: asked.abort())
        page.keyboard.press(act)
        expect(page.locator("#notice-text")).to_contain_text(MISSING)
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(page.locator("gs-bench")).to_be_visible()
        page.keyboard.press("ArrowRight")  # the rest goes on
        expect(page.locator("#live")).not_to_be_empty()


def test_a_style_sheet_that_did_not_come_comes_when_it_is_wanted_again(open_page: OpenPage) -> None:
    page = open_page(expected=NO_NETWORK)
    route(page, "**/static/css/check.css", lambda asked: asked.abort())
    page.locator("#view-check").click()
    expect(page.locator("#notice-text")).to_contain_text(MISSING)
    expect(page.locator("#view-step")).to_have_attribute("aria-selected", "true")
    page.unroute("**/static/css/check.css")
    page.locator("#view-check").click()
    expect(page.locator("gs-check")).to_be_visible()


def test_a_network_is_not_shown_without_what_it_is_drawn_with(open_page: OpenPage) -> None:
    page = open_page(None, expected=NO_NETWORK)
    page.route("**/static/js/lib/cell/windows.js", lambda route: route.abort())
    page.goto("/?preset=convolution")
    expect(page.locator("#notice-text")).to_contain_text(MISSING)
    expect(page.locator("gs-sheet table")).to_have_count(0)
    page.unroute("**/static/js/lib/cell/windows.js")
    page.locator("#retry").click()
    at_rest(page)
    expect(page.locator("gs-sheet table").first).to_be_visible()
    expect(page.locator("#notice")).to_be_hidden()


def test_a_long_network_has_its_overview_as_soon_as_it_is_shown(open_page: OpenPage) -> None:
    page = open_page(None)
    gate = Gate(page, "**/static/js/features/sheet/overview.js")
    page.goto("/?preset=recurrent", wait_until="commit")
    gate.wait()
    expect(page.locator("gs-sheet table")).to_have_count(0)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    gate.open()
    at_rest(page)
    expect(page.get_by_role("toolbar", name="Overview")).to_be_visible()
    expect(page.locator("gs-bench .place")).to_contain_text("step 2 of")


def test_a_sheet_that_comes_to_scroll_gets_its_overview_where_the_page_is(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator("gs-overview")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    page.set_viewport_size({"width": 1440, "height": 760})
    expect(page.locator("gs-overview [aria-current=step]")).to_have_count(1)
