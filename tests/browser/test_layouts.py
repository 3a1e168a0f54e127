"""Where the transpose comes from: one entry, the table of all, and the three layouts side by side."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from app.derive.layout import LAYOUTS
from tests.browser.axe import violations
from tests.browser.looks import too_wide
from tests.browser.pages import OpenPage


def open_layouts(page: Page, step: int, name: str = "Layouts") -> None:
    page.locator("body").press("Home")
    for _ in range(step - 1):
        page.locator("body").press("ArrowRight")
    page.get_by_role("tab", name=name).click()
    expect(page.locator("gs-layouts .conventions")).to_be_visible()


def test_every_gradient_has_its_shape_in_every_layout(open_page: OpenPage, client: TestClient) -> None:
    page = open_page(reduced_motion="reduce")
    open_layouts(page, 11)
    shown = [row.locator(".shape b").all_inner_texts() for row in page.locator(".conventions tbody tr").all()]
    by_layout: list[dict[str, Any]] = [
        client.post("/api/traces", json={"preset": "single-layer", "layout": layout}).json()["gradients"]
        for layout in LAYOUTS
    ]
    expected = [["×".join(map(str, found[name]["shape"])) for found in by_layout] for name in by_layout[0]]
    assert shown == expected


def test_the_table_of_all_entries_is_the_gradient(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    open_layouts(page, 11)
    table = page.locator("gs-layouts .times tbody td")
    gradient = page.locator("gs-layouts").get_by_role("table", name="∂J/∂W, 4 × 3", exact=True).locator("td")
    assert table.all_inner_texts() == gradient.all_inner_texts()
    page.locator("gs-layouts .times tbody td").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".said")).to_have_text("entry (2, 2) = −0.285 · 2 = −0.571")
    assert page.locator(".times [data-lit]").all_inner_texts() == ["2", "−0.285", "−0.571"]


def test_another_layout_is_the_same_cells_turned(open_page: OpenPage) -> None:
    page = open_page()
    open_layouts(page, 11)
    stage = page.locator("gs-layouts .stage")
    before = stage.get_by_role("table", name="∂J/∂W, 4 × 3", exact=True)
    rows = [row.locator("td").all_inner_texts() for row in before.locator("tr").all()]
    stage.get_by_role("button", name="numerator").click()
    after = stage.get_by_role("table", name="∂J/∂W, 3 × 4", exact=True)
    expect(after).to_be_visible()
    turned = [row.locator("td").all_inner_texts() for row in after.locator("tr").all()]
    assert turned == [list(column) for column in zip(*rows, strict=True)]
    expect(page.locator("gs-sheet").get_by_role("table", name="∂J/∂W, 3 × 4", exact=True)).to_be_visible()


def test_it_follows_the_steps_the_numbers_and_the_network(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    open_layouts(page, 11)
    page.locator(".tick").nth(11).click()
    expect(page.locator("gs-layouts h2 math")).to_contain_text("x")
    page.locator(".tick").nth(10).click()
    entries = page.locator("gs-layouts .times tbody td")
    expect(entries).to_have_count(12)
    w = page.locator("gs-sheet").get_by_role("table", name="∂J/∂W, 4 × 3", exact=True).locator("td")
    before = w.all_inner_texts()
    page.get_by_role("button", name="New numbers").click()
    expect(w).not_to_have_text(
        before
    )  # the answer has come: between it and the draw, new inputs stand beside old signals
    expect(entries).not_to_have_text(before)
    assert entries.all_inner_texts() == w.all_inner_texts()
    page.keyboard.press("n")
    page.get_by_role("button", name="batch").first.click()
    expect(page.locator("gs-layouts .conventions tr[aria-current] math")).to_contain_text(["Z"] * 3)


def test_the_keyboard_goes_from_view_to_view(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("body").press("1")
    page.get_by_role("tab", name="Step", exact=True).focus()
    page.keyboard.press("End")
    expect(page.locator("gs-bench")).to_be_hidden()
    expect(
        page.locator("gs-descent")
    ).to_be_visible()  # all of it: what is still on its way at the end of a test is an error
    page.keyboard.press("Home")
    expect(page.locator("gs-bench")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing_and_nothing_is_too_wide_in_chinese(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width=width, height=height, locale="zh-CN", scheme="dark", reduced_motion="reduce")
    open_layouts(page, 11, "布局")
    assert violations(page, "gs-layouts") == []
    assert too_wide(page) == []
