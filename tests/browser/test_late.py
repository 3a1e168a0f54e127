"""Parts of the page that come when they are first wanted: no act is lost, none is done twice, and a part that stays away is said."""

from collections.abc import Callable
from time import monotonic

from playwright.sync_api import Page, Route, expect

from tests.browser.pages import TIMEOUT_MS, OpenPage, at_rest
from tests.browser.serving import served
from tests.browser.test_editing import table
from tests.pages.test_first_visit import Links

MISSING = "A part of the page did not come."
NO_NETWORK = r"Failed to load resource|Failed to fetch dynamically imported module|did not come"
LOADED = """performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)
  .filter((path) => /\\.(js|css)$/.test(path))"""

NODES = """() => ({
  middles: [...document.querySelectorAll("gs-overview .node")].map((node) => node.offsetLeft + node.offsetWidth / 2),
  ends: [...document.querySelectorAll("gs-overview path")].flatMap((path) =>
    [0, path.getTotalLength()].map((at) => path.getPointAtLength(at).x)),
})"""


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
    links = Links(page.request.get("/").text()).found
    wanted = [link for kind in ("script", "modulepreload", "stylesheet") for link in links[kind]]
    assert sorted(page.evaluate(LOADED)) == sorted(wanted)


def test_a_dialog_that_was_asked_for_twice_while_it_came_opens_once(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, served("js/features/networks/gallery.js"))
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
    gate = Gate(page, served("js/features/equations/dialog.js"))
    page.keyboard.press("e")
    gate.wait()
    page.locator("#open-gallery").click()
    expect(page.locator("#gallery [data-preset]").first).to_be_visible()
    gate.open()
    expect(page.locator("gs-code textarea")).to_have_count(1)  # the editor has come
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(page.locator("#gallery")).to_be_visible()


def test_what_is_typed_while_the_editor_comes_stands_in_it_and_does_nothing_else(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, served("js/features/equations/dialog.js"))
    page.keyboard.press("e")
    gate.wait()
    page.keyboard.type("\n# Nexl", delay=5)
    page.keyboard.press("Backspace")
    gate.open()
    field = page.locator("gs-code textarea")
    expect(field).to_be_focused()
    page.keyboard.type("t 2")
    assert field.input_value().endswith("cross_entropy(y, y_hat)\n# Next 2")
    expect(page.locator("dialog[open]")).to_have_count(1)
    expect(page.locator("input[name=layout][value=mixed]")).to_be_checked()
    expect(page.locator("#view-step")).to_have_attribute("aria-selected", "true")


def test_an_editor_that_has_not_come_is_given_up_by_escape(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, served("js/features/equations/dialog.js"))
    page.keyboard.press("e")
    gate.wait()
    page.keyboard.press("Escape")
    gate.open()
    expect(page.locator("gs-code textarea")).to_have_count(1)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_keys_that_were_pressed_while_a_part_came_are_done_in_their_order(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, served("js/features/trace/provenance.js"))
    for _ in range(3):
        page.keyboard.press("t")
    gate.wait()
    gate.open()
    expect(page.locator("gs-provenance")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("gs-provenance")).to_be_hidden()


def test_a_box_that_was_closed_before_it_came_stays_closed(open_page: OpenPage) -> None:
    page = open_page()
    gate = Gate(page, served("js/elements/formula/identity.js"))
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
    gate = Gate(page, served("js/state/pasting.js"))
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
        "n": served("js/features/networks/gallery.js"),
        "e": served("js/features/equations/palette.js"),  # that a part imports
        "t": served("js/features/trace/provenance.js"),
        "2": served("css/check.css"),
        "3": served("js/features/paths/paths.js"),
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
    route(page, served("css/check.css"), lambda asked: asked.abort())
    page.locator("#view-check").click()
    expect(page.locator("#notice-text")).to_contain_text(MISSING)
    expect(page.locator("#view-step")).to_have_attribute("aria-selected", "true")
    page.unroute(served("css/check.css"))
    page.locator("#view-check").click()
    expect(page.locator("gs-check")).to_be_visible()


def test_a_network_is_not_shown_without_what_it_is_drawn_with(open_page: OpenPage) -> None:
    page = open_page(None, expected=NO_NETWORK)
    page.route(served("js/lib/cell/windows.js"), lambda route: route.abort())
    page.goto("/?preset=convolution")
    expect(page.locator("#notice-text")).to_contain_text(MISSING)
    expect(page.locator("gs-sheet table")).to_have_count(0)
    page.unroute(served("js/lib/cell/windows.js"))
    page.locator("#retry").click()
    at_rest(page)
    expect(page.locator("gs-sheet table").first).to_be_visible()
    expect(page.locator("#notice")).to_be_hidden()


def test_a_long_network_has_its_overview_as_soon_as_it_is_shown(open_page: OpenPage) -> None:
    page = open_page(None)
    gate = Gate(page, served("js/features/sheet/overview.js"))
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


def test_the_overview_is_drawn_anew_when_its_letters_come(open_page: OpenPage) -> None:
    """Its arcs stand over the middle of letters that are wider or narrower in the font that comes after them."""
    page = open_page(None, locale="en-GB")  # a tab that has no font yet
    gate = Gate(page, "**/fonts/*")
    page.goto("/?preset=vae&lang=en", wait_until="commit")
    page.wait_for_selector("html[data-ready]")
    gate.wait()
    before = page.evaluate(NODES)
    gate.open()
    at_rest(page)
    after = page.evaluate(NODES)
    assert before["middles"] != after["middles"], "no font of this machine draws formulas, or this shows nothing"
    assert {end for end in after["ends"] if not any(abs(end - middle) < 0.6 for middle in after["middles"])} == set()
