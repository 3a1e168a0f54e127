"""The gradient check: every entry with its verdict, all gradients at a glance, and the error over h."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient

from tests.browser.axe import violations
from tests.browser.looks import overflowing
from tests.browser.pages import OpenPage
from tests.browser.test_accessibility import focus_by_tab
from tests.browser.test_editing import type_into

W = "gs-check table[aria-label='Relative errors of ∂J/∂W, 4 × 3'] td"
STEP_OF_W = 10
GOOD = "All 45 entries agree to 1e−7 or better."


def open_check(page: Page, step: int = STEP_OF_W) -> Page:
    page.locator(".tick").nth(step).click()
    page.locator("#view-check").click()
    expect(page.locator("gs-check .checks")).to_be_visible()
    return page


def wrong_entry(route: Route) -> None:
    """The answer of the server, had a rule been wrong by one entry."""
    response = route.fetch()
    answer = response.json()
    check = answer["checks"]["W"]
    check["verdicts"][1][0], check["relative_errors"][1][0], check["numeric"][1][0] = "wrong", 0.31, -0.41
    check["worst"] = {"row": 1, "column": 0, "relative_error": 0.31}
    for counts in (check["counts"], answer["counts"]):
        counts["good"] -= 1
        counts["wrong"] += 1
    route.fulfill(response=response, json=answer | {"passed": False})


def test_every_entry_and_every_gradient_are_those_of_the_api(open_page: OpenPage, client: TestClient) -> None:
    answer: dict[str, Any] = client.post("/api/gradchecks", json={"preset": "single-layer"}).json()
    page = open_check(open_page(reduced_motion="reduce"))
    expect(page.locator("gs-check .sentence")).to_have_text(GOOD)
    texts = [text.replace("−", "-") for text in page.locator(f"{W} .error").all_inner_texts()]
    errors = [error for row in answer["checks"]["W"]["relative_errors"] for error in row]
    assert [float(text) for text in texts] == pytest.approx(errors, rel=0.34)
    rows = page.locator("gs-check .checks tbody tr")
    assert rows.locator("td:nth-child(2)").all_inner_texts() == ["3", "12", "4", "3", "4", "12", "3", "4"]
    largest = [text.replace("−", "-") for text in rows.locator("td:nth-child(4)").all_inner_texts()]
    worst = [check["worst"]["relative_error"] for check in answer["checks"].values()]
    assert [float(text) for text in largest] == pytest.approx(worst, rel=0.34)
    page.locator(W).nth(1).hover()
    numbers = [text.replace("−", "-") for text in page.locator("gs-check .compared dd").all_inner_texts()]
    gradient = client.post("/api/traces", json={"preset": "single-layer"}).json()["gradients"]["W"]["data"]
    assert [float(text) for text in numbers[:2]] == [gradient[0][1], answer["checks"]["W"]["numeric"][0][1]]


def test_it_follows_an_edit_onto_a_kink_which_is_no_failure(open_page: OpenPage) -> None:
    page = open_check(open_page(reduced_motion="reduce"))
    type_into(page, "b₁, 4 × 1", 0, "0")
    cells = page.locator(W)
    expect(cells.first).to_have_attribute("data-verdict", "kink")
    verdicts = [cell.get_attribute("data-verdict") for cell in cells.all()]
    assert verdicts == ["kink"] * 3 + ["good"] * 9
    sentence = page.locator("gs-check .sentence")
    expect(sentence).to_contain_text("At a kink, where there is no derivative")
    expect(sentence).not_to_contain_text("disagree")
    cells.nth(2).hover()
    expect(page.locator("gs-check .compared")).to_contain_text("±h crosses a kink; no derivative there.")
    page.keyboard.press("ControlOrMeta+z")
    expect(sentence).to_have_text(GOOD)


def test_a_wrong_entry_is_seen_at_once_wherever_one_looks(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.route("**/api/gradchecks", wrong_entry)
    open_check(page, 2)
    sentence = page.locator("gs-check .sentence")
    expect(sentence).to_have_text("1 of 45 entries disagrees: 1 in ∂J/∂W.")
    expect(sentence).to_have_attribute("data-verdict", "breaks")
    wrong = page.locator("gs-check .verdicts [data-verdict=wrong]")
    assert wrong.inner_text().split() == ["✗", "wrong", "0.3"]
    expect(page.locator("gs-check .compared")).to_contain_text("The rules and the measured slope disagree.")
    row = page.locator("gs-check .checks tr[aria-current]")
    assert row.locator("[data-verdict]").all_inner_texts() == ["✓\ngood\n11", "✗\nwrong\n1"]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page, "gs-check") == []


def test_the_keyboard_goes_over_h_and_the_entries_and_to_another_gradient(
    open_page: OpenPage, client: TestClient
) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("body").press("2")
    expect(page.locator("gs-check .chosen b")).to_have_text("the best for each entry")
    page.locator("#view-check").focus()
    focus_by_tab(page, "gs-check .verdicts td")
    page.keyboard.press("ArrowRight")
    expect(page.locator("gs-check td:focus")).to_have_attribute("data-lit", "")
    focus_by_tab(page, "gs-check .slider")
    slider = page.locator("gs-check .slider")
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "h = 1e−1, median error 1.1e−3")
    answer = client.post("/api/gradchecks", json={"preset": "single-layer", "h": 0.1}).json()
    expect(page.locator("gs-check .sentence")).to_have_text("All 45 entries agree to 1e−2 or better.")
    poor = page.locator("gs-check .counts [data-verdict=poor]")
    assert sum(int(text.split()[-1]) for text in poor.all_inner_texts()) == answer["counts"]["poor"]
    expect(page.locator("gs-check path.cursor")).to_have_count(1)
    page.get_by_role("button", name="automatic").press("Enter")
    expect(page.locator("gs-check .sentence")).to_have_text(GOOD)
    page.locator("gs-check .checks").get_by_role("button").nth(1).press("Enter")
    expect(page.locator("gs-check h2")).to_contain_text("∂J/∂U")
    expect(page.locator("gs-check .checks button:focus")).to_have_count(1)


def test_the_complex_step_loses_nothing_and_where_it_is_refused_the_switch_goes_back(open_page: OpenPage) -> None:
    page = open_check(open_page(reduced_motion="reduce"))
    central = page.get_by_role("button", name="central differences")
    other = page.get_by_role("button", name="complex step")
    other.click()
    expect(page.locator("gs-check .lengths .note")).to_contain_text("Nothing is subtracted")
    errors = [text.replace("−", "-") for text in page.locator(f"{W} .error").all_inner_texts()]
    assert max(map(float, errors)) < 1e-14
    central.click()
    expect(page.locator("gs-check .lengths .note")).to_contain_text("On the right h is too wide")

    def refuse(route: Route) -> None:
        error: dict[str, Any] = {"code": "not-analytic", "message": "It is not analytic.", "hint": None, "params": {}}
        if '"complex"' in (route.request.post_data or ""):
            route.fulfill(status=422, json={"error": error})
        else:
            route.continue_()

    page.route("**/api/gradchecks", refuse)
    other.click()
    expect(page.locator("gs-check .errors")).to_have_text("It is not analytic.")
    expect(central).to_have_attribute("aria-pressed", "true")
    expect(other).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="automatic").click()
    expect(page.locator(W)).to_have_count(12)


def test_of_a_large_gradient_the_worst_entries_are_listed_and_any_is_told_from_the_sheet(open_page: OpenPage) -> None:
    page = open_check(open_page("/?preset=digits", reduced_motion="reduce"))
    expect(page.locator("gs-check .worst tbody tr")).to_have_count(12)
    expect(page.locator("gs-check .errors .note")).to_contain_text("1 024 entries".replace(" ", "\u202f", 1))
    page.locator("gs-sheet").get_by_role("table", name="∂J/∂W, 16 × 64", exact=True).locator("td").nth(65).hover()
    told = page.locator("gs-check .compared")
    expect(told.locator("math")).to_contain_text("2,2")
    expect(told.locator("dt")).to_have_text(["analytic", "numeric", "relative error"])


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")])
def test_in_chinese_nothing_is_too_wide_and_axe_finds_nothing(
    open_page: OpenPage, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    page = open_page(width=width, height=height, locale="zh-CN", scheme=scheme, reduced_motion="reduce")
    open_check(page)
    expect(page.locator("gs-check .sentence")).to_have_text("全部 45 个元素都一致，误差不超过 1e−7。")
    assert violations(page, "gs-check") == []
    assert overflowing(page) == []
