"""For everyone: no axe violation, and the keyboard is enough for everything."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import PACKAGE, script, version, violations
from tests.browser.pages import OpenPage, Scheme


def test_axe_is_the_version_that_is_asked_for() -> None:
    asked = json.loads((PACKAGE.parents[1] / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert script()
    assert version() == asked["axe-core"]


@pytest.mark.parametrize(("scheme", "locale"), [("light", "zh-CN"), ("dark", "en-US")])
def test_axe_finds_nothing(open_page: OpenPage, scheme: Scheme, locale: str) -> None:
    page = open_page(scheme=scheme, locale=locale, reduced_motion="reduce")
    assert violations(page) == []
    page.keyboard.press("Home")
    assert violations(page) == []
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    assert violations(page, "#help") == []


# Each in its own test is looked at alone, which is quicker; here with all that stands around it.
@pytest.mark.soak
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    ("opener", "opened"),
    [
        ("#view-check", "gs-check .checks td >> nth=0"),
        ("#view-paths", "gs-paths .paths td >> nth=0"),
        ("#view-layouts", "gs-layouts .conventions td >> nth=0"),
        ("#view-descent", "gs-descent .moved td >> nth=0"),
        ("#open-gallery", "#gallery"),
        ("#open-equations", "#equations"),
        ("#open-import", "#import"),
    ],
)
def test_axe_finds_nothing_on_the_whole_page(
    open_page: OpenPage, opener: str, opened: str, width: int, scheme: Scheme, locale: str
) -> None:
    page = open_page(width=width, scheme=scheme, locale=locale, reduced_motion="reduce")
    page.locator(opener).click()
    expect(page.locator(opened)).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone(open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(width=390, height=844, scheme=scheme, reduced_motion="reduce", has_touch=True)
    assert violations(page) == []


def focus_by_tab(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until what has the focus is, or is in, `selector`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(s) => document.activeElement?.closest(s) !== null", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_the_keyboard_steps_through_the_derivation(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.keyboard.press("Home")
    expect(page.locator("gs-bench h2")).to_contain_text("z:")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator("gs-bench h2")).to_contain_text("∂J/∂Θ")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("gs-bench h2")).to_contain_text("J:")
    page.keyboard.press("End")
    expect(page.locator("gs-bench h2")).to_contain_text("∂J/∂b₁")


def test_the_keyboard_reaches_a_cell_edits_it_and_leaves(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    w = "gs-sheet table[aria-label='W, 4 × 3']"
    focus_by_tab(page, w)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    cell = page.locator(w).first.locator("td").nth(4)
    expect(cell).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(cell).to_have_text("2.5")
    expect(page.locator("gs-sheet table[aria-label='z, 4 × 1'] td").nth(1)).to_have_text("5")


def test_the_keyboard_pins_a_cell_and_goes_up_the_chain(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    focus_by_tab(page, "gs-sheet table[aria-label='∂J/∂W, 4 × 3']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    panel = page.locator("gs-cell")
    expect(panel).to_have_attribute("data-pinned", "")
    expect(panel.locator("[data-role=arithmetic-result]")).to_have_text("−0.285")
    focus_by_tab(page, "gs-cell button.symbol-of")
    page.keyboard.press("Enter")
    expect(panel.locator("[data-role=arithmetic]")).to_contain_text("sgn")
    expect(panel.locator("button.crumb")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).not_to_have_attribute("data-pinned", "")


CONTROLS = [
    *(
        "#open-settings",
        "input[name=layout]",
        "#precision",
        "#theme",
        "a[data-lang=zh]",
        "#open-help",
        "#sizes button",
        "#new-numbers",
    ),
    *("#seed", "#reset", "#scope", "gs-player button[data-act=play]", "gs-bench table", "gs-player .speed select"),
]


def test_tab_reaches_every_control(open_page: OpenPage) -> None:
    page = open_page()
    missing = set(CONTROLS)
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator("#open-settings:focus").count() and not page.locator("#settings").is_visible():
            page.keyboard.press("Enter")
        reached = "(all) => all.filter((s) => document.activeElement?.closest(s))"
        missing -= set(page.evaluate(reached, CONTROLS))
    assert missing == set()


def test_each_sentence_is_announced(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live")).to_contain_text("Positive cells pass")


def test_letters_typed_into_a_field_are_no_commands(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("#seed").click()
    page.keyboard.press("End")
    page.keyboard.press("l")
    expect(page.locator("input[name=layout][value=mixed]")).to_be_checked()
