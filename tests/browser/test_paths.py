"""The view Paths: every gradient as the sum of what comes along each path from the loss."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.looks import overflowing
from tests.browser.pages import OpenPage, Scheme, settings
from tests.browser.programs import show_program
from tests.browser.recompute import compute

LAYERS = 12
DEEP = "\n".join(
    ["h1 = tanh(W @ x)"]
    + [f"h{k} = h{k - 1} + tanh(W @ h{k - 1})" for k in range(2, LAYERS + 1)]
    + [f"J = squared_error(y, h{LAYERS})"]
)
DEEP_VALUES = {"W": [[0.1, 0.2], [0.3, 0.1]], "x": [[1], [2]], "y": [[0], [1]]}


SQUARES = "v = x * x\nz = v * x\nJ = sum(z)"


def open_paths(page: Page) -> None:
    """The paths to the last gradient."""
    page.keyboard.press("End")
    page.get_by_role("tab", name=re.compile("Paths|路径")).click()
    expect(page.locator("gs-paths .paths > li").first).to_be_visible()


def tables_of(page: Page, selector: str) -> list[list[float]]:
    """The tables in a place, cell by cell."""
    read = "(all) => all.map((table) => [...table.querySelectorAll('td')].map((cell) => cell.textContent))"
    tables: list[list[str]] = page.locator(f"{selector} table").evaluate_all(read)
    return [[float(text.replace("−", "-")) for text in table] for table in tables]


def flat(data: list[list[float]]) -> list[float]:
    return [number for row in data for number in row]


def test_the_paths_are_those_of_the_api_and_their_cells_add_up(open_page: OpenPage) -> None:
    page = open_page("/?preset=residual", reduced_motion="reduce")
    with settings(page) as menu:
        menu.locator("#precision").select_option("6")
    open_paths(page)
    expect(page.locator("gs-paths h2")).to_contain_text("sum over 32 paths")
    body = {"preset": "residual", "include": ["paths"]}
    trace: dict[str, Any] = page.request.post("/api/traces", data=body).json()
    shown = tables_of(page, "gs-paths .paths")
    assert len(shown) == 32
    for path, cells in zip(trace["paths"]["x"]["paths"], shown, strict=True):
        assert cells == pytest.approx(flat(path["data"]), abs=5.1e-7)
    total = [sum(column) for column in zip(*shown, strict=True)]
    assert total == pytest.approx(tables_of(page, "gs-paths .total")[0], abs=32 * 5.1e-7)


def test_a_cell_is_lit_in_every_path_and_written_out_and_its_path_on_the_sheet(open_page: OpenPage) -> None:
    page = open_page("/?preset=residual", reduced_motion="reduce")
    open_paths(page)
    page.locator("gs-paths .paths > li").nth(2).locator("td").nth(1).hover()
    expect(page.locator("gs-paths td[data-subject]")).to_have_count(33)
    said = page.locator("gs-paths .said")
    expect(said).to_contain_text("entry (2, 1)")
    line = str(
        said.evaluate(
            "(said) => [...said.childNodes].filter((n) => n.className !== 'hint').map((n) => n.textContent).join('')"
        )
    )
    _, terms, total = line.split(" = ")
    assert f"{compute(terms):.3f}".replace("-", "−") == total
    expect(page.locator("gs-overview path[data-way=on]")).to_have_count(9)
    expect(page.locator("gs-sheet gs-matrix:not([data-off])").first).to_be_visible()
    on = page.locator("gs-sheet gs-matrix:not([data-off], [data-repeat])[data-kind=gradient] table")
    named = on.evaluate_all("(all) => all.map((table) => table.ariaLabel)")
    assert {name.split(",")[0] for name in named} == {
        "∂J/∂x",
        "∂J/∂h₁",
        "∂J/∂h₂",
        "∂J/∂h₃",
        "∂J/∂z₄",
        "∂J/∂h₄",
        "∂J/∂h₅",
        "∂J/∂Θ",
    }
    page.locator("gs-paths h2").hover()
    expect(page.locator("[data-off]")).to_have_count(0)


def test_uses_are_told_and_counted(open_page: OpenPage) -> None:
    page = open_page(None, reduced_motion="reduce")
    show_program(page, "squares", SQUARES, {"x": [[1], [2]]})
    open_paths(page)
    expect(page.locator("gs-paths .paths .chip").last).to_have_text(re.compile("use 2 of 2"))
    signal = page.locator("gs-paths [data-signal=v]")
    expect(signal).to_contain_text("computed once and used 2 times: by ∂J/∂x")
    expect(signal).to_contain_text("2 of the 3 paths")
    page = open_page(reduced_motion="reduce")
    open_paths(page)
    expect(page.locator("gs-paths [data-signal=Theta]")).to_contain_text("used 3 times: by ∂J/∂U, ∂J/∂h and ∂J/∂b2")
    expect(page.locator("gs-paths .chip[data-leapt]")).to_contain_text("leapt over")


def test_what_is_not_listed_is_counted_exactly(open_page: OpenPage) -> None:
    page = open_page(None, reduced_motion="reduce")
    show_program(page, "deep", DEEP, DEEP_VALUES)
    open_paths(page)
    page.get_by_role("button", name="Previous step").click()
    expect(page.locator("gs-paths h2")).to_contain_text("∂J/∂W")
    text = str(page.locator("gs-paths h2").text_content()).replace("\u202f", "")
    assert str(2**LAYERS - 1) in text
    counts = page.locator("gs-paths .chain .path").all_text_contents()
    assert [int(re.sub(r"\D", "", count)) for count in counts] == [2**k for k in range(LAYERS)]
    shown = tables_of(page, "gs-paths .paths")
    total = [sum(column) for column in zip(*shown, strict=True)]
    assert total == pytest.approx(tables_of(page, "gs-paths .total")[0], abs=LAYERS * 5.1e-4)


def test_it_follows_edits_and_steps_and_stays_when_the_server_is_away(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", expected="503|Failed to load")
    open_paths(page)
    before = tables_of(page, "gs-paths .total")
    page.get_by_role("button", name="New numbers").click()
    expect(page.locator("gs-paths .total td").first).not_to_have_text(f"{before[0][0]:g}".replace("-", "−"))
    assert tables_of(page, "gs-paths .paths") == tables_of(page, "gs-paths .total")
    page.get_by_role("button", name="Previous step").click()
    expect(page.locator("gs-paths h2")).to_contain_text("∂J/∂x")
    kept = tables_of(page, "gs-paths .total")
    page.route("**/api/traces", lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, body="{}"))
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("#notice")).to_be_visible()
    assert tables_of(page, "gs-paths .total") == kept
    page.unroute_all()
    page.locator("#retry").click()
    expect(page.locator("gs-paths .total td").first).to_have_text("0.536")


def test_the_keyboard_goes_from_path_to_path(open_page: OpenPage) -> None:
    page = open_page("/?preset=batch-norm", reduced_motion="reduce")
    page.keyboard.press("End")
    page.keyboard.press("3")
    first = page.locator("gs-paths .paths > li").first
    first.locator("td").first.focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.locator("gs-paths .paths > li").nth(1)).to_have_attribute("data-on", "")
    expect(page.locator("gs-paths .paths > li").nth(1).locator("td").first).to_be_focused()
    expect(page.locator("gs-paths .said")).to_contain_text("entry (1, 1)")
    page.keyboard.press("ArrowUp")
    expect(first.locator("td").nth(6)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_for_everyone_in_both_languages_at_both_widths(open_page: OpenPage, scheme: Scheme) -> None:
    size = {"light": (1440, 900), "dark": (390, 844)}[scheme]
    locale = {"light": "en-US", "dark": "zh-CN"}[scheme]
    page = open_page(
        "/?preset=batch-norm", width=size[0], height=size[1], scheme=scheme, locale=locale, reduced_motion="reduce"
    )
    open_paths(page)
    page.locator("gs-paths .paths td").first.focus()
    assert violations(page, "gs-paths") == []
    assert overflowing(page) == []
    expect(page.locator("gs-paths h2")).to_have_text(re.compile("sum over 4 paths|4 条路径之和"))
