"""Any program draws well: each preset and some harder networks, in every layout and on small screens."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from app.presets import presets
from tests.browser.looks import overflowing, overlapping, scrolls
from tests.browser.pages import OpenPage
from tests.browser.programs import PROGRAMS, numbers, show_program
from tests.browser.recompute import compute, decimals
from tests.browser.test_accessibility import violations
from tests.browser.test_sheet import LAYOUTS

PRESETS = list(presets())
CELLS = """async (selector) => {
  const rows = [], pause = () => new Promise((done) => setTimeout(done, 0)), panel = document.querySelector("gs-cell");
  const text = (role) => panel.querySelector(`[data-role=${role}]`)?.textContent ?? null;
  for (const table of document.querySelectorAll(selector)) {
    const cells = [...table.querySelectorAll("td")];
    const step = Math.max(1, Math.floor(cells.length / 5));
    for (let k = 0; k < cells.length; k += step) {
      cells[k].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      rows.push({ matrix: table.getAttribute("aria-label"), shown: cells[k].textContent, arithmetic: text("arithmetic"),
                  result: text("arithmetic-result") });
      if (k % 50 === 0) await pause();
    }
  }
  return rows;
}"""


def choose(page: Page, layout: str) -> None:
    if not page.locator(f"input[name=layout][value={layout}]").is_checked():
        with page.expect_response("**/api/traces"):
            page.locator(f"input[name=layout][value={layout}]").check(force=True)
    page.wait_for_timeout(80)


def check_cells(page: Page, selector: str) -> int:
    rows: list[dict[str, Any]] = page.evaluate(CELLS, selector)
    computed = [row for row in rows if row["arithmetic"] is not None]
    for row in computed:
        assert row["result"] == row["shown"], row
        error = abs(compute(row["arithmetic"]) - compute(row["shown"]))
        assert error <= 0.5000001 * 10 ** -decimals(row["shown"]), row
    return len(computed)


def open_program(open_page: OpenPage, name: str, **more: Any) -> Page:
    if name in PRESETS:
        return open_page(f"/?preset={name}", reduced_motion="reduce", **more)
    page = open_page(reduced_motion="reduce", **more)
    program, shapes = PROGRAMS[name]
    show_program(page, name, program, numbers(shapes))
    return page


@pytest.mark.parametrize("name", [*PRESETS, *PROGRAMS])
def test_the_sheet_is_in_order_and_its_cells_can_be_recomputed_in_every_layout(
    open_page: OpenPage, client: TestClient, name: str
) -> None:
    page = open_program(open_page, name)
    check_that_everything_stands_once(page, client, name)
    for layout in LAYOUTS:
        choose(page, layout)
        assert not scrolls(page), layout
        assert overflowing(page) == [], layout
        assert overlapping(page) == [], layout
        assert check_cells(page, "gs-sheet table") > 10, layout


def check_that_everything_stands_once(page: Page, client: TestClient, name: str) -> None:
    sent = {"preset": name} if name in PRESETS else {"program": PROGRAMS[name][0], "values": numbers(PROGRAMS[name][1])}
    trace = client.post("/api/traces", json=sent).json()
    for matrix in [*trace["values"].values(), *trace["gradients"].values()]:
        label = f"{matrix['symbol']}, {matrix['shape'][0]} × {matrix['shape'][1]}"
        own = page.locator(f'gs-sheet :is(gs-matrix, gs-canvas-matrix):not([data-repeat]) table[aria-label="{label}"]')
        assert own.count() == 1, label
    for input_ in sent.get("values", {}):
        label = trace["values"][input_]["symbol"]
        assert page.locator(f'gs-sheet [data-editable] table[aria-label^="{label},"]').count() == 1, input_


@pytest.mark.parametrize("name", ["attention", "composite"])
def test_every_step_has_a_bench_in_order_whose_cells_can_be_recomputed(open_page: OpenPage, name: str) -> None:
    page = open_program(open_page, name)
    page.locator("body").press("Home")
    count = page.locator(".tick").count()
    for k in range(count):
        expect(page.locator(".tick[aria-current]")).to_have_attribute("data-k", str(k))
        assert not scrolls(page)
        assert overlapping(page) == []
        check_cells(page, "gs-bench table")
        page.locator("body").press("ArrowRight")


@pytest.mark.parametrize("name", ["attention", "digits", "residual", "composite"])
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: OpenPage, name: str) -> None:
    page = open_program(open_page, name, width=390, height=844, has_touch=True)
    assert overflowing(page) == []
    assert overlapping(page) == []


def test_a_sum_over_paths_shows_each_path(open_page: OpenPage) -> None:
    page = open_program(open_page, "unrolled")
    page.locator("gs-overview .node").first.click()  # W_h, an input: to its gradient
    product = page.locator("gs-bench .product")
    expect(product.locator(".path")).to_have_count(3)
    assert check_cells(page, "gs-bench table") > 20


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


@pytest.mark.parametrize(("name", "scheme", "locale"), [("batch-norm", "dark", "zh-CN"), ("digits", "light", "en-US")])
def test_axe_finds_nothing(open_page: OpenPage, name: str, scheme: Any, locale: str) -> None:
    page = open_program(open_page, name, scheme=scheme, locale=locale)
    assert violations(page) == []


def test_a_picture_is_its_cells(open_page: OpenPage) -> None:
    page = open_program(open_page, "digits")
    picture = page.get_by_role("img", name="x, 64 × 1", exact=False).first
    picture.locator("i").nth(10).hover()
    expect(page.locator("gs-cell h3")).to_contain_text("11")
    matrix = page.locator("gs-sheet gs-matrix[data-editable][data-picture]").first
    matrix.get_by_role("button", name="numbers").click()
    expect(page.locator("gs-sheet table[aria-label='x, 64 × 1']").first.locator("td").first).to_be_visible()
