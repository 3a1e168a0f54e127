"""Full Jacobians on the bench: drawn whole, recomputable, and within their place."""

from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from app.presets import presets
from tests.browser.axe import violations
from tests.browser.cells import check_cells, count_computed
from tests.browser.looks import overflowing, untidy
from tests.browser.pages import OpenPage
from tests.browser.soak import and_in_a_soak
from tests.browser.test_import import give, npy
from tests.browser.test_sheet import LAYOUTS, choose

RESULTS = "gs-bench .result table, gs-bench .operands table"


def draw_in_full(page: Page, step: int, name: str = "full Jacobians") -> None:
    """Go to a step, 1-based, and draw it by full Jacobians."""
    page.locator("body").press("Home")
    for _ in range(step - 1):
        page.locator("body").press("ArrowRight")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator("gs-bench .product")).to_have_attribute("data-full", "")


def told(client: TestClient, **body: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.post("/api/traces", json={"include": ["jacobians"], **body}).json()
    return answer


def test_a_weight_gradient_is_a_row_of_blocks_that_takes_the_shape_of_the_weights(
    open_page: OpenPage, client: TestClient
) -> None:
    page = open_page(reduced_motion="reduce")
    draw_in_full(page, 11)
    bench = page.locator("gs-bench")
    blocks = bench.get_by_role("table", name="I ⊗ xᵀ, 4 × 12", exact=True)
    assert blocks.locator("tr").nth(1).locator("td").all_inner_texts() == [*"000", "1", "2", "−1", *"000000"]
    row = bench.get_by_role("table", name="vec(∂J/∂W)ᵀ, 1 × 12", exact=True).locator("td").all_inner_texts()
    assert row == bench.get_by_role("table", name="∂J/∂W, 4 × 3", exact=True).locator("td").all_inner_texts()
    costs = told(client, preset="single-layer")["jacobians"]["gradients"]["W"]["multiplications"]
    shown = {
        row.get_attribute("data-way"): row.locator("td").first.inner_text() for row in bench.locator(".costs tr").all()
    }
    assert shown == {way: str(count) for way, count in costs.items()}


@pytest.mark.parametrize("layout", and_in_a_soak(["denominator"], LAYOUTS))
def test_every_step_is_drawn_within_its_place_and_every_number_can_be_recomputed(
    open_page: OpenPage, layout: str
) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, layout)
    draw_in_full(page, 6)
    for _ in range(8):
        assert untidy(page) == []
        assert count_computed(check_cells(page, RESULTS, precision=3)) > 0
        page.locator("body").press("ArrowRight")


@pytest.mark.parametrize("preset", and_in_a_soak(["attention", "digits"], presets()))
def test_other_networks_are_drawn_within_their_place(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", reduced_motion="reduce")
    page.locator("body").press("End")
    page.get_by_role("button", name="full Jacobians", exact=True).click()
    expect(page.locator("gs-bench .product")).to_have_attribute("data-full", "")
    for _ in range(5):
        assert untidy(page) == []
        page.locator("body").press("ArrowLeft")


def test_what_is_too_large_is_told_by_its_size(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, ("W.npy", npy(np.ones((20, 60)))))
    page.get_by_label("Array for W").select_option("W")
    page.locator("#use-numbers").click()
    expect(page.locator("#import")).to_be_hidden()
    draw_in_full(page, 11)
    expect(page.locator("gs-bench .told .shape b")).to_have_text("20×1\u202f200")
    expect(page.locator("gs-bench .told")).to_contain_text("22\u202f800")


def test_an_edit_shows_in_the_jacobians_at_once(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    draw_in_full(page, 11)
    x = page.locator("gs-sheet").get_by_role("table", name="x, 3 × 1", exact=True).first.locator("td").first
    x.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    blocks = page.locator("gs-bench").get_by_role("table", name="I ⊗ xᵀ, 4 × 12", exact=True)
    expect(blocks.locator("td").first).to_have_text("3")


def test_the_key_f_goes_through_the_forms(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    for name in ("diag", "full Jacobians", "∘"):
        page.locator("body").press("f")
        expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_finds_nothing_and_nothing_is_too_wide_in_chinese(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width=width, height=height, locale="zh-CN", scheme="dark", reduced_motion="reduce")
    draw_in_full(page, 11, "完整雅可比")
    expect(page.locator("gs-bench .remarks")).to_contain_text("块")
    assert violations(page, "gs-bench") == []
    assert overflowing(page) == []
