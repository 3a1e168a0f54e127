"""What one does counts, and the last thing done stands: whatever comes late, and in whatever order."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.pages import OpenPage, at_rest
from tests.browser.test_editing import numbers, table, type_into

CSS = Path(__file__).parents[2] / "static" / "css"
BOXES = """() => [...document.querySelectorAll("header *, main *, footer *")].filter((it) => it.checkVisibility())
  .map((it) => { const { x, y, width, height } = it.getBoundingClientRect(); return [it.localName, it.className, x, y, width, height].join(" "); })"""


class Held:
    """Answers that are kept until they are let go, by what was asked."""

    def __init__(self, page: Page, pattern: str, name: Callable[[Route], str]) -> None:
        self.page = page
        self.name = name
        self.routes: dict[str, Route] = {}
        page.route(
            pattern, self.take
        )  # before the page is there: in one that is open some requests pass by a new route
        page.goto("/")
        at_rest(page)

    def take(self, route: Route) -> None:
        self.routes[self.name(route)] = route

    def wait(self, name: str) -> Route:
        for _ in range(1000):
            if name in self.routes:
                return self.routes.pop(name)
            self.page.wait_for_timeout(5)
        raise TimeoutError(name)

    def let_go(self, name: str) -> None:
        self.wait(name).continue_()


def of_preset(route: Route) -> str:
    return route.request.url.split("/api/presets/")[1].split("?")[0]


def of_seed(route: Route) -> str:
    body: dict[str, Any] = json.loads(route.request.post_data or "{}")
    return str(body["seed"])


def test_of_two_networks_the_one_chosen_last_stays(open_page: OpenPage) -> None:
    page = open_page(None, expected="ERR_ABORTED|ERR_FAILED")
    held = Held(page, "**/api/presets/*?**", of_preset)
    page.keyboard.press("n")
    for name in ("xor", "logistic-regression"):
        page.locator(f"gs-gallery [data-preset={name}]").click()
    held.wait("xor")  # and never answered: the page has let go of it
    held.let_go("logistic-regression")
    expect(page.locator("dialog[open]")).to_have_count(0)
    at_rest(page)
    assert "preset=logistic-regression" in page.url
    page.keyboard.press("Control+z")
    expect(page.locator("#undo")).to_be_disabled()
    assert "preset=" not in page.url


def test_each_of_three_quick_steps_counts(open_page: OpenPage) -> None:
    page = open_page()
    more = page.locator("#sizes .stepper button[data-by='1']").first
    size = page.locator("#sizes output").first
    expect(size).to_have_text("3")
    more.evaluate("(it) => { it.click(); it.click(); it.click(); }")
    expect(size).to_have_text("6")
    expect(page.locator("gs-sheet").get_by_role("table", name="x, 6 × 1", exact=True).first).to_be_visible()
    expect(size).to_have_text("6")
    page.wait_for_load_state("networkidle")  # the sheet is long now: what it is drawn with comes


def test_a_seed_that_was_typed_stays_while_an_earlier_draw_comes(open_page: OpenPage) -> None:
    page = open_page(None, expected="ERR_ABORTED|ERR_FAILED")
    held = Held(page, "**/api/values", of_seed)
    page.locator("#new-numbers").click()
    first = held.wait("1")
    page.locator("#seed").fill("7")
    page.locator("#seed").press("Enter")
    held.let_go("7")
    at_rest(page)
    first.abort()
    expect(page.locator("#seed")).to_have_value("7")
    drawn = numbers(page, "x, 3 × 1")
    page.locator("#new-numbers").click()
    held.let_go("8")
    expect(page.locator("#seed")).to_have_value("8")
    page.keyboard.press("Control+z")
    expect(page.locator("#seed")).to_have_value("7")
    expect(table(page, "x, 3 × 1").locator("td")).to_have_text(drawn)


def test_what_is_typed_while_numbers_are_drawn_is_in_them(open_page: OpenPage) -> None:
    page = open_page(None)
    held = Held(page, "**/api/values", of_seed)
    page.locator("#new-numbers").click()
    asked = held.wait("1")
    type_into(page, "x, 3 × 1", 0, "-7")
    asked.continue_()
    expect(page.locator("#seed")).to_have_value("1")
    expect(table(page, "x, 3 × 1").locator("td").first).to_have_text("−7")


def test_a_step_that_is_taken_while_one_types_is_taken_from_what_was_typed(open_page: OpenPage) -> None:
    page = open_page(None)
    take = page.get_by_role("button", name="Take this step")
    held = Held(page, "**/api/traces", lambda route: str("steps" in (route.request.post_data or "")))
    page.keyboard.press("5")
    expect(take).to_be_visible()
    type_into(page, "b₁, 4 × 1", 0, "0.25")
    asked = held.wait("False")
    take.click()
    asked.continue_()
    held.let_go("False")  # the trace of what was taken
    expect(table(page, "b₁, 4 × 1").locator("td").first).not_to_have_text("0.25")
    page.keyboard.press("Control+z")
    expect(table(page, "b₁, 4 × 1").locator("td").first).to_have_text("0.25")
    page.keyboard.press("Control+z")
    expect(table(page, "b₁, 4 × 1").locator("td").first).to_have_text("0.5")


def test_cells_that_are_not_computed_yet_stay_empty_while_one_types(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Home")
    later = table(page, "y_hat, 3 × 1".replace("y_hat", "ŷ")).locator("td")
    expect(later.first).to_have_text("")
    type_into(page, "x, 3 × 1", 0, "-7")
    at_rest(page)
    expect(later).to_have_text(["", "", ""])
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    expect(later.first).not_to_have_text("")


def test_a_click_on_a_gradient_opens_its_step(open_page: OpenPage) -> None:
    page = open_page()
    for name, says in {"∂J/∂W, 4 × 3": "∂J/∂W", "∂J/∂Θ, 1 × 3": "∂J/∂Θ", "ŷ, 3 × 1": "ŷ"}.items():
        table(page, name).locator("td").first.click()
        expect(page.locator("gs-bench .result").get_by_role("table")).to_have_attribute("aria-label", name)
        assert says in (page.locator("gs-player [aria-current=step]").get_attribute("title") or "") or says == "ŷ"
    table(page, "x, 3 × 1").locator("td").first.click()
    expect(page.locator("gs-bench .result").get_by_role("table")).to_have_attribute("aria-label", "ŷ, 3 × 1")


def test_what_stands_in_any_matrix_can_be_copied(open_page: OpenPage) -> None:
    page = open_page("/?preset=residual")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("gs-sheet table[aria-label^='∂J/∂x'] td").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    paths = page.locator("gs-paths li gs-matrix")
    expect(paths.first).to_be_visible()
    for k in range(2):
        cell = paths.nth(k).locator("td").first
        cell.focus()
        expect(page.locator("gs-paths li").nth(k)).to_have_attribute("data-on", "")
        page.keyboard.press("Control+c")
        expect(page.locator("#toast")).not_to_be_empty()
        copied = page.evaluate("navigator.clipboard.readText()")
        shown = paths.nth(k).locator("td").all_inner_texts()
        numbers_shown = [float(each.replace("−", "-")) for each in shown]
        assert [float(each) for each in copied.split()] == pytest.approx(numbers_shown, abs=6e-4)


def test_style_sheets_that_come_late_move_nothing_that_is_there(open_page: OpenPage) -> None:
    page = open_page()
    before = page.evaluate(BOXES)
    names = [path.stem for path in CSS.glob("*.css")]
    page.evaluate(
        """async (names) => {
        const first = document.querySelector("link[rel=stylesheet]").href;
        await Promise.all(names.map((name) => new Promise((done) => {
          const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(`${name}.css`, first), onload: done, onerror: done });
          document.head.append(link);
        })));
      }""",
        names,
    )
    at_rest(page)
    assert page.evaluate(BOXES) == before


POINT_AT_MANY = """() => { const cells = [...document.querySelectorAll("gs-sheet td")];
  for (let k = 0; k < cells.length; k += Math.ceil(cells.length / 60))
    cells[k].dispatchEvent(new PointerEvent("pointerover", { bubbles: true })); }"""


@pytest.mark.parametrize("preset", ["attention", "convolution"])
def test_pointing_at_cells_never_makes_the_page_be_laid_out_at_once(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def layouts() -> float:
        found = session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in found if each["name"] == "LayoutCount"))

    for view in "12345":
        page.keyboard.press(view)
        expect(page.locator("#bench-view:not([aria-busy])")).to_be_visible()
        at_rest(page)
        before = layouts()
        page.evaluate(POINT_AT_MANY)
        assert layouts() - before <= 1, view
