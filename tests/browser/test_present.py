"""Presentation: the bench or the sheet alone on the screen, to be read from the last row."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import OpenPage, at_rest

SMALLEST = """() => { const found = [], walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const it = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && it.checkVisibility() && !it.closest("math, sub, sup, .hidden, .visually-hidden"))
      found.push([parseFloat(getComputedStyle(it).fontSize), walk.currentNode.data.trim()]); }
  return found.sort((a, b) => a[0] - b[0])[0]; }"""


def smallest(page: Page) -> tuple[float, str]:
    size, text = page.evaluate(SMALLEST)
    return size, text


@pytest.mark.parametrize("preset", ["single-layer", "attention", "xor"])
def test_what_is_presented_stands_alone_and_large(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}&present=bench", width=1280, height=720)
    at_rest(page)
    expect(page.locator("gs-bench")).to_be_visible()
    for other in ("gs-sheet", "header.top", "gs-cell"):
        expect(page.locator(other)).to_be_hidden()
    assert smallest(page)[0] >= 28, smallest(page)
    page.keyboard.press("b")
    expect(page.locator("gs-sheet")).to_be_visible()
    expect(page.locator("gs-bench")).to_be_hidden()
    assert "present=sheet" in page.url
    at_rest(page)
    assert smallest(page)[0] >= 28, smallest(page)
    player = page.locator("footer.player").bounding_box()
    assert player
    assert player["y"] + player["height"] <= 720.5
    page.keyboard.press("b")
    expect(page.locator("header.top")).to_be_visible()
    assert "present" not in page.url


def test_a_clicker_steps_and_escape_ends(open_page: OpenPage) -> None:
    page = open_page()
    page.locator("#present").click()
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    expect(page.locator("gs-bench .place")).to_contain_text("step 3 of")
    page.keyboard.press("PageUp")
    expect(page.locator("gs-bench .place")).to_contain_text("step 2 of")
    page.locator("gs-bench td").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("header.top")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("header.top")).to_be_visible()


def test_black_on_white_and_white_on_black(open_page: OpenPage) -> None:
    page = open_page("/?present=bench")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    page.locator("#invert").hover()
    expect(page.locator("gs-bench")).to_be_visible()
    before = page.evaluate(paper)
    page.locator("#invert").click()
    after = page.evaluate(paper)
    assert {before, after} == {"rgb(255, 255, 255)", "rgb(0, 0, 0)"}
    page.locator("#end-presenting").click()
    expect(page.locator("header.top")).to_be_visible()
