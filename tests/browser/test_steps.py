"""Every step of the networks that ship, as it stands on the bench: nothing hidden, nothing cut off."""

import pytest
from playwright.sync_api import Page, expect

from app.presets import presets
from tests.browser.looks import OVERLAPPING, all_of, untidy
from tests.browser.pages import OpenPage
from tests.browser.soak import and_in_a_soak

DEEP = and_in_a_soak(["attention", "batch-norm", "digits"], presets())
HIDDEN = """() => {
  const bench = document.querySelector("section.bench"), box = bench.getBoundingClientRect();
  const product = bench.querySelector(".product"), found = [];
  const own = getComputedStyle(bench).overflowY !== "visible";
  if (product.scrollWidth > product.clientWidth) found.push(`the product is ${product.scrollWidth - product.clientWidth} too wide`);
  for (const part of bench.querySelectorAll(".result gs-matrix, .sentence, h2, .where > *, .lines li > *, .algebra")) {
    const { left, right, bottom } = part.getBoundingClientRect(), name = part.className || part.localName;
    if (left < box.left || right > box.right + 1) found.push(`${name} is wider than the bench`);
    if (own && part.matches(".result *, .sentence") && bottom > box.bottom + 1) found.push(`${name} is beneath the bench`);
  }
  const result = bench.querySelector(".result gs-matrix").getBoundingClientRect();
  if (own && result.bottom > bench.querySelector(".sentence").getBoundingClientRect().top + 1) found.push("the sentence covers the result");
  return found;
}"""
HIDDEN_OR_OVERLAPPING = all_of(HIDDEN, OVERLAPPING)


def walk(page: Page) -> dict[str, list[str]]:
    """What is hidden, by step."""
    page.locator("body").press("Home")
    found = {}
    for k in range(page.locator(".tick").count()):
        expect(page.locator(".tick[aria-current]")).to_have_attribute("data-k", str(k))
        hidden = page.evaluate(HIDDEN_OR_OVERLAPPING)
        if hidden:
            found[page.locator("gs-bench h2").inner_text()] = hidden
        page.locator("body").press("ArrowRight")
    return found


@pytest.mark.parametrize("preset", DEEP)
def test_result_and_sentence_are_in_sight_at_every_step(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", reduced_motion="reduce")
    assert walk(page) == {}
    assert untidy(page) == []


@pytest.mark.parametrize("preset", DEEP)
def test_on_a_phone_no_product_is_wider_than_the_screen(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", width=390, height=844, reduced_motion="reduce", has_touch=True)
    assert walk(page) == {}


def test_a_matrix_that_scrolls_shows_the_cells_that_are_spoken_of(open_page: OpenPage) -> None:
    page = open_page("/?preset=digits", reduced_motion="reduce")
    page.locator(".tick").nth(6).click()
    expect(page.locator("gs-bench h2")).to_contain_text("∂J/∂U")
    for marked in ("[data-subject]", "[data-lit]"):
        for matrix in page.locator("gs-bench gs-matrix", has=page.locator(f"td{marked}")).all():
            expect(matrix.locator(f"td{marked}").first).to_be_in_viewport()
