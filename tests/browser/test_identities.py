"""The label of a line opens the identity that it cites, and does not cover the formula that it explains."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.pages import OpenPage

COVERS = """(box) => {
  const [a, b] = [box, box.closest("li").querySelector(":scope > math")].map((e) => e.getBoundingClientRect());
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}"""
IS_OUTSIDE = """(box) => {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight || box.scrollWidth > box.clientWidth;
}"""


def go_to_step(page: Page, step: int) -> None:
    page.locator("body").press("Home")
    for _ in range(step - 1):
        page.locator("body").press("ArrowRight")


@pytest.mark.parametrize(("width", "height", "locale"), [(1440, 900, "en-US"), (390, 844, "zh-CN")])
def test_a_label_opens_the_identity_that_it_cites(open_page: OpenPage, width: int, height: int, locale: str) -> None:
    page = open_page(width=width, height=height, locale=locale, reduced_motion="reduce")
    go_to_step(page, 11)
    button = page.locator("gs-bench .lines button[data-identity='5']")
    button.scroll_into_view_if_needed()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    box = page.locator(".identity")
    expect(box).to_be_visible()
    assert box.locator("math").all_text_contents()[-1].replace("\u2061", "").startswith("∂J∂W=δ")
    assert not box.evaluate(COVERS)
    assert not box.evaluate(IS_OUTSIDE)
    assert violations(page) == []
    button.press("Escape")
    expect(box).to_have_count(0)
    expect(button).to_be_focused()
    button.press("Space")
    expect(box).to_be_visible()
    page.mouse.click(5, 5)
    expect(box).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")


def test_every_identity_of_an_attention_head_fits_a_narrow_page(open_page: OpenPage) -> None:
    page = open_page("/?preset=attention", width=390, height=844, reduced_motion="reduce")
    page.locator("body").press("End")
    seen = set()
    for _ in range(8):
        for button in page.locator("gs-bench .lines button.label").all():
            button.scroll_into_view_if_needed()
            button.press("Enter")
            assert not page.locator(".identity").evaluate(IS_OUTSIDE), button.inner_text()
            seen.add(button.get_attribute("data-identity"))
            button.press("Escape")
        page.locator("body").press("ArrowLeft")
    assert {"softmax", "paths"} <= seen
