"""Every number can be recomputed from the screen: the arithmetic that is shown for a cell gives the number that is shown."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cells import check_cells, count_computed, holds
from tests.browser.pages import OpenPage, settings
from tests.browser.soak import and_in_a_soak
from tests.browser.test_sheet import LAYOUTS, choose


def check_all_cells(page: Page, precision: int) -> None:
    rows = check_cells(page, "gs-sheet table, gs-bench table", precision=precision)
    assert count_computed(rows) > 80
    assert all(row["lit"] > 0 for row in rows if row["arithmetic"] is not None)
    given = {row["matrix"] for row in rows if row["arithmetic"] is None and "ᵀ" not in row["matrix"]}
    assert given == {"W, 4 × 3", "x, 3 × 1", "b₁, 4 × 1", "U, 3 × 4", "b₂, 3 × 1", "y, 3 × 1"}


# Every layout and every way to round once; that a layout only turns the numbers is held by tests/derive.
@pytest.mark.parametrize(
    ("layout", "precision"),
    and_in_a_soak([("mixed", 3), ("numerator", 1), ("denominator", 6)], product(LAYOUTS, (1, 2, 3, 4, 5, 6))),
)
def test_the_arithmetic_of_every_cell_gives_the_number_shown(open_page: OpenPage, layout: str, precision: int) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, layout)
    with settings(page) as menu:
        menu.locator("#precision").select_option(str(precision))
    check_all_cells(page, precision)


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
    check_all_cells(page, 3)


def test_a_wrong_number_would_be_seen() -> None:
    assert holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0.5)", "shown": "−0.321"}, 3)
    assert not holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0.5)", "shown": "−0.322"}, 3)
    assert not holds({"arithmetic": "(0.25 · 0 + (−0.3212) · 1) · sgn(0)", "shown": "−0.321"}, 3)
