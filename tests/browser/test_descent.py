"""What a gradient means: a step of η with its prediction, and J along one entry with its tangent."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from starlette.testclient import TestClient

from tests.browser.axe import violations
from tests.browser.looks import overflowing
from tests.browser.pages import OpenPage, settings
from tests.browser.test_accessibility import focus_by_tab
from tests.browser.test_editing import type_into

ETA, OFFSET = 0, 1
SHOWN = 6e-3
"""Three figures are shown."""


def open_descent(page: Page) -> Page:
    page.locator("#view-descent").click()
    expect(page.locator("gs-descent .moved")).to_be_visible()
    return page


def number(text: str) -> float:
    return float(text.strip().rstrip("%").replace("−", "-"))


def slider(page: Page, which: int) -> Locator:
    return page.locator("gs-descent input[type=range]").nth(which)


def slide(page: Page, which: int, at: int) -> None:
    slider(page, which).evaluate("(e, at) => { e.value = at; e.dispatchEvent(new Event('input')); }", at)


def cells(page: Page, key: str) -> list[str]:
    """Of a row of the table below the parameters, from the left."""
    return page.locator(f"gs-descent [data-sum={key}] td").all_inner_texts()


def loss(page: Page) -> tuple[float, float]:
    before, after = cells(page, "loss")[-1].split("→")
    return number(before), number(after)


def test_the_numbers_are_those_of_the_api_and_the_sentence_tells_where_the_linear_story_breaks(
    open_page: OpenPage, client: TestClient
) -> None:
    answer: dict[str, Any] = client.post("/api/descents", json={"preset": "xor"}).json()
    page = open_descent(open_page("/?preset=xor", reduced_motion="reduce"))
    expect(page.locator("gs-descent .eta")).to_contain_text("0.005")
    rows = page.locator("gs-descent .moved tbody tr").filter(has=page.locator("input:checked"))
    for at in (0, 14, len(answer["steps"]) - 1):
        slide(page, ETA, at)
        step = answer["steps"][at]
        assert number(cells(page, "sum")[-1]) == pytest.approx(step["predicted"], rel=SHOWN)
        assert number(cells(page, "true")[-1]) == pytest.approx(step["actual"], rel=SHOWN)
        assert number(cells(page, "ratio")[-1]) == pytest.approx(step["ratio"], rel=SHOWN)
        assert loss(page) == pytest.approx((answer["loss"]["value"], step["loss"]), rel=SHOWN)
        for row, (name, moved) in zip(rows.all(), answer["parameters"].items(), strict=True):
            norm, share, predicted = map(number, row.locator("td").all_inner_texts())
            assert norm == pytest.approx(moved["squared_norm"], rel=SHOWN)
            assert share == pytest.approx(100 * moved["share"], rel=SHOWN)
            assert predicted == pytest.approx(step["predicted_by"][name], rel=SHOWN)
    page.get_by_role("button", name="within 10 % up to 0.005").click()
    sentence = page.locator("gs-descent .sentence")
    expect(sentence).to_have_text("The linear story holds: predicted −0.0895, true −0.084 (93.9 %).")
    page.get_by_role("button", name="lowest J at 0.1").click()
    expect(sentence).to_have_text("The linear story breaks: predicted −1.79, true −0.564 (31.5 %).")
    page.get_by_role("button", name="J no lower from 0.2 on").click()
    expect(sentence).to_contain_text("but J rises by")
    expect(slider(page, ETA)).to_have_attribute("aria-valuetext", "0.2")


def test_the_keyboard_walks_downhill_and_back_and_along_an_entry(open_page: OpenPage, client: TestClient) -> None:
    page = open_descent(open_page(reduced_motion="reduce"))
    w = page.locator("gs-sheet table[aria-label='W, 4 × 3'] td").first
    page.get_by_role("tab", name="Step of η").focus()
    focus_by_tab(page, "gs-descent input[type=range]")
    page.keyboard.press("ArrowRight")
    expect(page.locator("gs-descent .eta")).to_contain_text("0.05")
    before, after = loss(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("gs-descent [data-sum=loss] td").last).to_contain_text(f"{after} →")
    expect(w).not_to_have_text("1")
    slider(page, ETA).focus()
    page.keyboard.press("ControlOrMeta+z")
    expect(w).to_have_text("1")
    expect(page.locator("gs-descent [data-sum=loss] td").last).to_contain_text(f"{before} →")
    focus_by_tab(page, "gs-descent .moved")
    for _ in range(2):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(page.locator("gs-descent .moved tbody tr").nth(0)).to_contain_text("stays")
    expect(page.locator("gs-descent .moved tbody tr").nth(1)).to_contain_text("%")
    focus_by_tab(page, "gs-descent .entry")
    page.keyboard.press("U")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    expect(page.locator("gs-descent .slope")).to_have_text("slope −0.161 = ∂J/∂U21")
    focus_by_tab(page, "gs-descent input[type=range]")
    page.keyboard.press("Home")
    entry = {"name": "U", "row": 1, "column": 0, "points": 3}
    curve = client.post("/api/descents", json={"preset": "single-layer", "entry": entry}).json()["entry"]
    read = [number(text) for text in page.locator("gs-descent .readings dd").all_inner_texts()[:3]]
    assert read == pytest.approx([curve["at"][0], curve["loss"][0], curve["tangent"][0]], rel=SHOWN)
    expect(slider(page, OFFSET)).to_have_attribute("aria-valuetext", "−1.5: J = 0.577, tangent 0.548")


def test_where_gradients_are_shown_transposed_the_pinned_entry_and_the_step_are_the_right_ones(
    open_page: OpenPage, client: TestClient
) -> None:
    gradients = client.post("/api/traces", json={"preset": "single-layer"}).json()["gradients"]
    page = open_descent(open_page(reduced_motion="reduce"))
    slope = page.locator("gs-descent .slope")
    expect(slope).to_have_text("slope 0.821 = ∂J/∂W12")
    with settings(page) as menu:
        menu.locator("input[name=layout][value=numerator]").check(force=True)
    page.locator("gs-sheet table[aria-label='∂J/∂U, 4 × 3'] td").nth(2).click()
    expect(slope).to_contain_text("= ∂J/∂U31")
    assert number(slope.locator("b").inner_text()) == pytest.approx(gradients["U"]["data"][2][0], rel=SHOWN)
    _, after = loss(page)
    page.get_by_role("button", name="Take this step").click()
    expect(page.locator("gs-descent [data-sum=loss] td").last).to_contain_text(f"{after} →")


def test_it_follows_the_numbers_the_pin_and_the_network_and_keeps_the_step_size(open_page: OpenPage) -> None:
    page = open_descent(open_page(reduced_motion="reduce"))
    slide(page, ETA, 12)
    before = cells(page, "sum")[-1]
    type_into(page, "x, 3 × 1", 0, "3")
    expect(page.locator("gs-descent [data-sum=sum] td").last).not_to_have_text(before)
    expect(page.locator("gs-descent .slope")).to_contain_text("= ∂J/∂x1")
    expect(page.locator("gs-descent .eta")).to_contain_text("0.001")
    page.keyboard.press("Escape")
    page.locator("body").press("n")
    page.get_by_role("button", name="batch").first.click()
    expect(page.locator("gs-descent .moved tbody")).to_contain_text("W1")
    expect(page.locator("gs-descent .eta")).to_contain_text("0.001")


def test_a_refusal_is_said_in_its_place_and_silence_by_a_notice(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", expected="net::ERR_FAILED")
    open_descent(page)
    error: dict[str, Any] = {"code": "too-many-operations", "message": "Too much.", "hint": None, "params": {}}

    def refuse(route: Route) -> None:
        route.fulfill(status=413, json={"error": error})

    page.route("**/api/descents", refuse)
    page.get_by_role("checkbox", name="x moves").click()
    expect(page.locator("gs-descent .refusal")).to_have_text("Too much.")
    page.unroute_all()
    page.route("**/api/descents", lambda route: route.abort())
    page.get_by_role("checkbox", name="x moves").click()
    expect(page.locator("#notice")).to_be_visible()
    expect(page.locator("gs-descent .sentence")).to_contain_text("holds")
    page.unroute_all()
    page.locator("#retry").click()
    expect(page.locator("gs-descent .refusal")).to_be_hidden()


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")])
def test_axe_finds_nothing_and_nothing_is_too_wide_in_chinese(
    open_page: OpenPage, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    page = open_page(width=width, height=height, locale="zh-CN", scheme=scheme, reduced_motion="reduce")
    open_descent(page)
    expect(page.locator("gs-descent .sentence")).to_have_text("线性近似成立：预测 −0.0536，实际 −0.0507（94.6 %）。")
    assert violations(page, "gs-descent") == []
    assert overflowing(page) == []
    inside = "(e) => [...e.querySelectorAll('*')].filter((it) => it.scrollWidth > e.clientWidth + 1).length"
    assert page.locator("gs-descent").evaluate(inside) == 0
