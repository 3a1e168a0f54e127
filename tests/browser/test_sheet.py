"""The first screen, with zero clicks: everything is there, named, and in its place."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from tests.browser.looks import lines_of, out_of_sight, too_wide, untidy
from tests.browser.pages import OpenPage, Scheme, settings

LAYOUTS = ("mixed", "numerator", "denominator")


def trace_of(client: TestClient, layout: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/traces", json={"preset": "single-layer", "layout": layout}).json()
    return answer


def choose(page: Page, layout: str) -> None:
    """Choose a layout, and wait until the sheet is drawn in it."""
    radio = page.locator(f"input[name=layout][value={layout}]")
    if radio.is_checked():
        return
    drawn = page.locator("gs-sheet ol.equations").element_handle()
    with settings(page):
        radio.check(force=True)
    page.wait_for_function("(drawn) => !drawn.isConnected", arg=drawn)


TABLES = """() => [...document.querySelectorAll("gs-sheet table")].filter((table) => table.checkVisibility()).map((table) => [
  table.getAttribute("aria-label"), table.rows.length, Math.max(...[...table.rows].map((row) => row.cells.length))])"""


def test_every_quantity_and_every_gradient_is_a_table_with_symbol_and_shape_as_name(
    open_page: OpenPage, client: TestClient
) -> None:
    page = open_page(reduced_motion="reduce")
    for layout in LAYOUTS:
        choose(page, layout)
        trace = trace_of(client, layout)
        tables = page.evaluate(TABLES)
        for matrix in [*trace["values"].values(), *trace["gradients"].values()]:
            rows, columns = matrix["shape"]
            assert [f"{matrix['symbol']}, {rows} × {columns}", rows, columns] in tables, layout
        name = tables[0][0]
        assert page.locator("gs-sheet").get_by_role("table", name=name, exact=True).count() >= 1


@pytest.mark.parametrize(("locale", "scheme"), [("en-US", "light"), ("zh-CN", "dark")])
def test_at_1440_by_900_all_fits_without_scrolling(open_page: OpenPage, locale: str, scheme: Scheme) -> None:
    page = open_page(scheme=scheme, locale=locale, reduced_motion="reduce")
    for layout in LAYOUTS:
        choose(page, layout)
        assert untidy(page) == [], layout
        assert out_of_sight(page) == [], layout


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_controls_stand_in_one_line_each(open_page: OpenPage, locale: str) -> None:
    page = open_page(locale=locale, reduced_motion="reduce")
    for width, height in ((1440, 900), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        for place in (".top", ".numbers", ".scale"):
            assert lines_of(page, place) == 1, (place, width)


def test_a_tick_has_its_symbol_where_there_is_room_for_it(open_page: OpenPage) -> None:
    page = open_page(width=1100, height=800, reduced_motion="reduce")
    shown = page.locator(".tick math").evaluate_all(
        "(all) => all.filter((it) => it.getBoundingClientRect().width > 0)"
        ".map((it) => [it.getBoundingClientRect().width, it.closest('.tick').getBoundingClientRect().width])"
    )
    assert shown
    assert all(symbol <= tick for symbol, tick in shown)


def test_every_step_fits_its_bench(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("body").press("Home")
    for _ in range(13):
        assert untidy(page) == []
        page.locator("body").press("ArrowRight")


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_at_390_by_844_nothing_is_wider_than_the_screen(open_page: OpenPage, locale: str) -> None:
    page = open_page(width=390, height=844, locale=locale, reduced_motion="reduce", has_touch=True)
    for layout in LAYOUTS:
        choose(page, layout)
        assert too_wide(page) == [], layout


def test_what_is_told_of_a_cell_does_not_move_it_away_from_the_pointer(open_page: OpenPage) -> None:
    page = open_page(width=390, height=900, locale="zh-CN", reduced_motion="reduce")
    cell = page.locator("gs-sheet table[aria-label='∂J/∂z, 1 × 4'] td").nth(1)
    cell.scroll_into_view_if_needed()
    before = cell.bounding_box()
    cell.dispatch_event("pointerover")
    expect(page.locator("body")).to_have_attribute("data-asking", "")
    assert cell.bounding_box() == before


def test_at_twice_the_zoom_nothing_is_wider_than_the_window(open_page: OpenPage) -> None:
    page = open_page(width=720, height=450, reduced_motion="reduce")
    assert too_wide(page) == []


def test_shapes_are_said_in_numbers_and_in_letters(open_page: OpenPage) -> None:
    page = open_page()
    w = page.locator("gs-sheet gs-matrix", has=page.get_by_role("table", name="W, 4 × 3", exact=True)).first
    shape = w.locator(".shape").inner_text().replace("\n", "")
    assert shape.replace(" ", "").startswith("4×3")
    assert w.locator(".shape .letters math").count() == 2


def test_before_it_is_computed_a_matrix_is_empty_and_keeps_its_shape(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("body").press("Home")
    gradient = page.locator("gs-sheet").get_by_role("table", name="∂J/∂W, 4 × 3", exact=True)
    assert [text.strip() for text in gradient.locator("td").all_inner_texts()] == [""] * 12
    page.locator("body").press("End")
    assert all(text.strip() for text in gradient.locator("td").all_inner_texts())
