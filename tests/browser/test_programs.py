"""Any program draws well: each preset and some harder networks, in every layout and on small screens."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from app.presets import presets
from tests.browser.axe import violations
from tests.browser.cells import check_cells, count_computed
from tests.browser.looks import too_wide, untidy
from tests.browser.pages import OpenPage, Scheme
from tests.browser.programs import PROGRAMS, numbers, show_program
from tests.browser.soak import and_in_a_soak
from tests.browser.test_sheet import LAYOUTS, choose

PRESETS = list(presets())
NAMES = [*PRESETS, *PROGRAMS]
HARD = {"attention", "unrolled"}
EVERY_LOOK = [(name, scheme, locale) for name in NAMES for scheme, locale in (("light", "en-US"), ("dark", "zh-CN"))]
FEW = 5
"""Cells of a table that are recomputed."""


def open_program(open_page: OpenPage, name: str, **more: Any) -> Page:
    if name in PRESETS:
        return open_page(f"/?preset={name}", reduced_motion="reduce", **more)
    page = open_page(None, reduced_motion="reduce", **more)
    program, shapes = PROGRAMS[name]
    show_program(page, name, program, numbers(shapes))
    return page


# What another layout turns is turned alike in every program; that the numbers stay the same is held by tests/derive.
@pytest.mark.parametrize(
    ("name", "layouts"),
    and_in_a_soak(
        ((name, LAYOUTS if name in HARD else ("mixed",)) for name in NAMES), ((name, LAYOUTS) for name in NAMES)
    ),
)
def test_the_sheet_is_in_order_and_its_cells_can_be_recomputed(
    open_page: OpenPage, client: TestClient, name: str, layouts: tuple[str, ...]
) -> None:
    page = open_program(open_page, name)
    check_that_everything_stands_once(page, client, name)
    for layout in layouts:
        choose(page, layout)
        assert untidy(page) == [], layout
        assert count_computed(check_cells(page, "gs-sheet table", FEW)) > 10, layout


STANDING = """() => {
  const labels = (selector) => [...document.querySelectorAll(selector)].map((table) => table.getAttribute("aria-label"));
  return { own: labels("gs-sheet :is(gs-matrix, gs-canvas-matrix):not([data-repeat]) table"),
           editable: labels("gs-sheet [data-editable] table") };
}"""


def check_that_everything_stands_once(page: Page, client: TestClient, name: str) -> None:
    sent = {"preset": name} if name in PRESETS else {"program": PROGRAMS[name][0], "values": numbers(PROGRAMS[name][1])}
    trace = client.post("/api/traces", json=sent).json()
    standing = page.evaluate(STANDING)
    for matrix in [*trace["values"].values(), *trace["gradients"].values()]:
        label = f"{matrix['symbol']}, {matrix['shape'][0]} × {matrix['shape'][1]}"
        assert standing["own"].count(label) == 1, label
    editable = [label.split(",")[0] for label in standing["editable"]]
    for input_ in sent.get("values", {}):
        assert editable.count(trace["values"][input_]["symbol"]) == 1, input_


@pytest.mark.parametrize("name", and_in_a_soak(["attention", "composite"], NAMES))
def test_every_step_has_a_bench_in_order_whose_cells_can_be_recomputed(open_page: OpenPage, name: str) -> None:
    page = open_program(open_page, name)
    page.locator("body").press("Home")
    for k in range(page.locator(".tick").count()):
        expect(page.locator(".tick[aria-current]")).to_have_attribute("data-k", str(k))
        assert untidy(page) == []
        check_cells(page, "gs-bench table", FEW)
        page.locator("body").press("ArrowRight")


# The presets: tests/browser/test_gallery.py.
@pytest.mark.parametrize("name", PROGRAMS)
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: OpenPage, name: str) -> None:
    page = open_program(open_page, name, width=390, height=844, has_touch=True)
    assert too_wide(page) == []


def test_a_sum_over_paths_shows_each_path(open_page: OpenPage) -> None:
    page = open_program(open_page, "unrolled")
    page.locator("gs-overview .node").first.click()  # W_h, an input: to its gradient
    product = page.locator("gs-bench .product")
    expect(product.locator(".path")).to_have_count(3)
    assert count_computed(check_cells(page, "gs-bench table", FEW)) > 20


def test_the_overview_leads_to_every_step_by_keyboard(open_page: OpenPage) -> None:
    page = open_program(open_page, "unrolled")
    overview = page.get_by_role("toolbar", name="Overview of the computation")
    expect(overview).to_be_visible()
    page.keyboard.press("Home")
    node = overview.locator("[tabindex='0']")
    expect(node).to_have_count(1)
    node.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("gs-bench h2")).to_contain_text("J")
    expect(overview.locator("[aria-current]")).to_have_count(1)
    row = page.locator("gs-sheet li[aria-current]").bounding_box()
    sheet = page.locator("gs-sheet").bounding_box()
    assert row
    assert sheet
    assert sheet["y"] - 1 <= row["y"] <= sheet["y"] + sheet["height"]


def test_the_first_network_has_no_overview(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator("gs-overview")).to_be_hidden()


@pytest.mark.parametrize(("name", "scheme", "locale"), and_in_a_soak([("batch-norm", "dark", "zh-CN")], EVERY_LOOK))
def test_axe_finds_nothing(open_page: OpenPage, name: str, scheme: Scheme, locale: str) -> None:
    page = open_program(open_page, name, scheme=scheme, locale=locale)
    assert violations(page) == []


def test_axe_finds_nothing_in_a_picture(open_page: OpenPage) -> None:
    page = open_program(open_page, "digits")
    assert violations(page, "gs-sheet [data-editable][data-picture]") == []


def test_a_picture_is_its_cells(open_page: OpenPage) -> None:
    page = open_program(open_page, "digits")
    picture = page.get_by_role("img", name="x, 64 × 1", exact=False).first
    picture.locator("i").nth(10).hover()
    expect(page.locator("gs-cell h3")).to_contain_text("11")
    matrix = page.locator("gs-sheet gs-matrix[data-editable][data-picture]").first
    matrix.get_by_role("button", name="numbers").click()
    expect(page.locator("gs-sheet table[aria-label='x, 64 × 1']").first.locator("td").first).to_be_visible()
