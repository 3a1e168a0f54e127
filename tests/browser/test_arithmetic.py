"""Every number can be recomputed from the screen: the arithmetic that is shown for a cell gives the number that is shown."""

import math
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import OpenPage
from tests.browser.recompute import compute
from tests.browser.test_sheet import LAYOUTS, choose

READ_ALL_CELLS = """async () => {
  const rows = [], pause = () => new Promise((done) => setTimeout(done, 0));
  for (const table of document.querySelectorAll("gs-sheet table, gs-bench table")) {
    for (const cell of table.querySelectorAll("td")) {
      cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      await pause();
      const panel = document.querySelector("gs-cell");
      const text = (role) => panel.querySelector(`[data-role=${role}]`)?.textContent ?? null;
      rows.push({ matrix: table.getAttribute("aria-label"), shown: cell.textContent, arithmetic: text("arithmetic"),
                  result: text("arithmetic-result"), lit: document.querySelectorAll("[data-lit]").length,
                  note: panel.textContent.trim() });
    }
  }
  return rows;
}"""


def holds(row: dict[str, Any], precision: int) -> bool:
    """The arithmetic, rounded to the digits shown, is the number shown."""
    shown = float(row["shown"].replace("−", "-"))
    return math.isclose(compute(row["arithmetic"]), shown, rel_tol=0, abs_tol=0.5000001 * 10**-precision)


def check_all_cells(page: Page, precision: int) -> int:
    rows: list[dict[str, Any]] = page.evaluate(READ_ALL_CELLS)
    computed = [row for row in rows if row["arithmetic"] is not None]
    for row in computed:
        assert row["result"] == row["shown"], row
        assert holds(row, precision), row
        assert row["lit"] > 0, row
    given = {row["matrix"] for row in rows if row["arithmetic"] is None and "ᵀ" not in row["matrix"]}
    assert given == {"W, 4 × 3", "x, 3 × 1", "b₁, 4 × 1", "U, 3 × 4", "b₂, 3 × 1", "y, 3 × 1"}
    return len(computed)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_arithmetic_of_every_cell_gives_the_number_shown(open_page: OpenPage, layout: str) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, layout)
    assert check_all_cells(page, 3) > 80


@pytest.mark.parametrize("precision", [1, 6])
def test_it_does_so_at_every_precision(open_page: OpenPage, precision: int) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("#precision").select_option(str(precision))
    assert check_all_cells(page, precision) > 80


def test_it_does_so_for_numbers_that_are_not_friendly(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.get_by_role("button", name="New numbers").click()
    cell = page.locator("gs-sheet").get_by_role("table", name="W, 4 × 3", exact=True).first.locator("td").nth(4)
    cell.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0.123456789")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(cell).to_have_text("0.123")
    assert check_all_cells(page, 3) > 80


def test_a_wrong_number_would_be_seen() -> None:
    assert holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0.5)", "shown": "−0.321"}, 3)
    assert not holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0.5)", "shown": "−0.322"}, 3)
    assert not holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0)", "shown": "−0.321"}, 3)
