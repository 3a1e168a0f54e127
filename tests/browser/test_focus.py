"""The focus stays where the user left it, whatever is drawn anew; and out of a matrix there is a way."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import OpenPage
from tests.browser.test_editing import table

WHERE = """() => { const it = document.activeElement, home = it.closest("gs-sheet, gs-bench, gs-cell, gs-layouts, gs-paths, gs-check, .sizes");
  const table = it.closest("table"), cell = it.closest("td");
  return [home?.localName ?? it.localName, table?.getAttribute("aria-label") ?? it.getAttribute("aria-label") ?? it.textContent,
          cell ? `${cell.parentElement.rowIndex},${cell.cellIndex}` : ""].join(" | "); }"""


def where(page: Page) -> str:
    found: str = page.evaluate(WHERE)
    return found


def stays(page: Page, there: Locator, act: str) -> None:
    """The focus is where it was after `act`, a key, has drawn everything anew."""
    there.focus()
    before = where(page)
    built = page.evaluate_handle("document.querySelector('gs-bench').firstElementChild")
    page.keyboard.press(act)
    page.wait_for_function("(built) => !built.isConnected", arg=built)
    assert where(page) == before


def test_a_cell_of_the_sheet_keeps_the_focus_while_layouts_change(open_page: OpenPage) -> None:
    page = open_page()
    for name, k in {"W, 4 × 3": 5, "h, 4 × 1": 2, "x, 3 × 1": 0}.items():
        for _ in range(3):
            stays(page, table(page, name).locator("td").nth(k), "l")


def test_what_is_in_the_panel_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page()
    table(page, "h, 4 × 1").locator("td").nth(1).click()
    page.mouse.move(0, 0)
    for name in ["numpy", "unpin"]:
        stays(page, page.locator(f"gs-cell button.{name}"), "l")
    symbol = page.locator("gs-cell button.symbol-of").first
    stays(page, symbol, "l")


def test_the_switch_of_the_form_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page()
    for k in [1, 2, 0]:
        page.locator("gs-bench .segments button").nth(k).click()
        chosen = page.locator("gs-bench .segments button").nth(k)
        expect(chosen).to_have_attribute("aria-pressed", "true")
        expect(chosen).to_be_focused()
    stays(page, page.locator("gs-bench .segments button").nth(2), "f")


def test_the_switch_of_the_layout_in_the_proof_keeps_the_focus(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("4")
    buttons = page.locator("gs-layouts .stage button")
    for k in [1, 2, 0]:
        buttons.nth(k).click()
        expect(page.locator("gs-layouts .stage button[aria-pressed=true]")).to_be_focused()


@pytest.mark.parametrize("key", ["+", "−"])
def test_a_stepper_keeps_the_focus(open_page: OpenPage, key: str) -> None:
    page = open_page()
    button = page.locator(".stepper button", has_text=key).first
    button.click()
    expect(page.locator("gs-sheet table").first).to_be_visible()
    expect(button).to_be_focused()


def test_arrows_lead_out_of_a_matrix_and_escape_leaves_it(open_page: OpenPage) -> None:
    page = open_page()
    place = page.locator("gs-bench .place")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("step 2 of")
    cell = table(page, "z, 4 × 1").locator("td").nth(3)
    cell.focus()
    page.keyboard.press("ArrowUp")
    expect(table(page, "z, 4 × 1").locator("td").nth(2)).to_be_focused()
    expect(place).to_contain_text("step 2 of")
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text("step 3 of")
    page.keyboard.press("ArrowLeft")
    expect(place).to_contain_text("step 2 of")
    cell.click()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('gs-matrix')") is None
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("ArrowRight")
    expect(place).to_contain_text(" of ")
    assert page.evaluate("document.activeElement.closest('gs-matrix')") is None


def test_a_matrix_without_steps_beyond_its_edge_keeps_the_page_where_it_is(open_page: OpenPage) -> None:
    page = open_page()
    page.keyboard.press("Home")
    cell = table(page, "z, 4 × 1").locator("td").nth(3)
    cell.focus()
    page.keyboard.press("ArrowDown")
    expect(cell).to_be_focused()
    expect(page.locator("gs-bench .place")).to_contain_text("step 1 of")
