"""From a pinned cell its whole provenance is walked, up to the loss and down to the inputs, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.looks import overflowing
from tests.browser.pages import OpenPage, Scheme
from tests.browser.programs import numbers, show_program
from tests.browser.test_accessibility import focus_by_tab

NAME = "(item) => [...item.querySelectorAll('.hidden, .number')].map((it) => it.textContent.trim()).join(' ')"
"""What an item is called besides its symbol: the cell and its number, in words."""


def tree(page: Page, direction: str) -> Locator:
    return page.locator(f"gs-provenance [data-direction={direction}] [role=tree]")


def children(page: Page, direction: str) -> list[str]:
    """What hangs on the root, by name."""
    items = tree(page, direction).locator("[aria-level='2']")
    names: list[str] = items.evaluate_all(f"(all) => all.map({NAME}).map((name) => name.split(': ')[0])")
    return names


def trace(page: Page, table: str, k: int) -> None:
    """Pin a cell and open its trees."""
    page.locator(f"gs-sheet table[aria-label='{table}']").first.locator("td").nth(k).click()
    page.keyboard.press("Escape" if table[0] in "WUxb" else "Shift")
    page.keyboard.press("t")
    expect(tree(page, "from").locator("[aria-level='1']")).to_be_focused()


def press(page: Page, *keys: str) -> str:
    """What has the focus then, with its number."""
    for key in keys:
        page.keyboard.press(key)
    return str(page.evaluate(f"({NAME})(document.activeElement)"))


def test_from_an_error_signal_up_to_the_loss_and_down_to_an_input(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    focus_by_tab(page, "gs-sheet table[aria-label='∂J/∂z, 1 × 4']")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.press("t")
    expect(tree(page, "from").locator("[aria-level='1']")).to_be_focused()
    panel = page.locator("gs-cell")
    assert press(page, "ArrowDown") == "∂J/∂Θ, row 1, column 1: 0.25"
    expect(page.locator("gs-sheet td[data-subject]")).to_have_text(["0.25"])
    assert press(page, "ArrowRight", "ArrowRight") == "ŷ, row 1, column 1: 0.25"
    press(page, "Enter")
    expect(panel.locator("h3")).to_have_attribute("aria-label", "ŷ, row 1, column 1")
    expect(panel).to_have_attribute("data-pinned", "")
    assert press(page, "Tab", "ArrowDown") == "J, row 1, column 1: 0.387"
    assert press(page, "Enter") == "J, row 1, column 1: 0.387"
    expect(panel.locator("[data-role=arithmetic-result]")).to_have_text("0.387")
    assert children(page, "into") == []
    walk = ["Shift+Tab", *["ArrowDown"] * 4, "ArrowRight", "ArrowRight"]
    assert press(page, *walk) == "Θ, row 2, column 1: 1.75"
    assert press(page, "ArrowRight", "ArrowDown", "ArrowDown") == "h, row 1, column 1: 0.5"
    assert press(page, "ArrowRight", "ArrowRight") == "z, row 1, column 1: 0.5"
    assert press(page, "ArrowRight", "ArrowRight") == "W, row 1, column 1: 1"
    assert press(page, "Enter") == "W, row 1, column 1: 1"
    expect(panel.locator("h3")).to_have_attribute("aria-label", "W, row 1, column 1")
    assert children(page, "from") == []
    assert children(page, "into")[:2] == ["z, row 1, column 1", "∂J/∂x, row 1, column 1"]
    expect(panel.locator("button.crumb")).to_have_count(3)


def test_the_keys_are_those_of_a_tree_and_escape_leaves_it_first(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    trace(page, "∂J/∂z, 1 × 4", 1)
    root = "∂J/∂z, row 1, column 2: −0.285"
    assert press(page, "End").startswith("h, row 2")
    assert press(page, "Home") == root
    assert press(page, "ArrowLeft", "ArrowDown") == root
    expect(tree(page, "from").get_by_role("treeitem").first).to_have_attribute("aria-expanded", "false")
    assert press(page, "ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowLeft").startswith("∂J/∂Θ, row 1")
    assert press(page, "ArrowLeft", "ArrowLeft") == root
    page.keyboard.press("Escape")
    expect(page.locator("gs-cell button.trace")).to_be_focused()
    expect(page.locator("gs-provenance")).to_be_hidden()
    expect(page.locator("gs-cell")).to_have_attribute("data-pinned", "")
    page.keyboard.press("Escape")
    expect(page.locator("gs-cell")).not_to_have_attribute("data-pinned", "")


def test_the_children_are_exactly_the_cells_of_the_arithmetic(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    for table, k in [("∂J/∂z, 1 × 4", 2), ("ŷ, 3 × 1", 0), ("J, 1 × 1", 0), ("∂J/∂U, 3 × 4", 5), ("Θ, 3 × 1", 2)]:
        trace(page, table, k)
        buttons = page.locator("gs-cell .symbols button.symbol-of")
        read = list(dict.fromkeys(buttons.evaluate_all(f"(all) => all.map({NAME})")))
        assert children(page, "from") == read
        page.keyboard.press("t")
        expect(page.locator("gs-provenance")).to_be_hidden()


def test_a_long_fan_is_cut_and_goes_on(open_page: OpenPage) -> None:
    page = open_page("/?preset=digits", reduced_motion="reduce")
    trace(page, "h, 16 × 1", 3)
    into = tree(page, "into")
    expect(into.locator("[aria-level='2']")).to_have_count(13)
    expect(into.locator("[aria-level='2']").nth(3)).to_have_attribute("aria-setsize", "21")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(into.locator("[role=treeitem]:focus")).to_have_text("9 more")
    page.keyboard.press("Enter")
    expect(into.locator("[aria-level='2']")).to_have_count(21)
    expect(into.locator("[role=treeitem]:focus")).to_have_attribute("aria-posinset", "13")


def test_of_a_large_matrix_it_is_told_what_was_not_looked_at(open_page: OpenPage) -> None:
    page = open_page(None, reduced_motion="reduce")
    shapes = {"A": (90, 90), "B": (90, 90)}
    show_program(page, "large", "C = A @ B\nJ = sum(C * C)", numbers(shapes))
    ref = "{ kind: 'value', name: 'A', i: 5, j: 7 }"
    detail = f"{{ ref: {ref}, node: null, i: 5, j: 7, computed: true }}"
    page.evaluate(f"document.dispatchEvent(new CustomEvent('gs-pin', {{ detail: {detail} }}))")
    page.keyboard.press("t")
    into = page.locator("gs-provenance [data-direction=into]")
    expect(into.locator("h4")).to_contain_text("+ cells")
    told = into.get_by_role("treeitem").nth(1).evaluate(NAME)
    assert told == "C, row 6, column 1: " + str(page.evaluate(READ))


READ = """() => document.querySelector("gs-provenance [data-direction=into] li li .number").textContent"""


def test_numbers_follow_edits_and_what_is_not_computed_yet_is_not_told(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    trace(page, "x, 3 × 1", 0)
    z = tree(page, "into").get_by_role("treeitem", name="z, row 1, column 1")
    expect(z).to_have_accessible_name(re.compile(r"z, row 1, column 1: 0\.5$"))
    page.get_by_role("button", name="New numbers").click()
    expect(z).not_to_have_accessible_name(re.compile(r"z, row 1, column 1: 0\.5$"))
    page.locator("gs-player button[data-act=first]").click()
    expect(tree(page, "into").get_by_role("treeitem", name="∂J/∂W, row 1, column 1")).to_have_accessible_name(
        re.compile("∂J/∂W, row 1, column 1: …$")
    )


@pytest.mark.parametrize(
    ("scheme", "width", "locale"), [("light", 1440, "en-US"), ("dark", 390, "zh-CN")], ids=["desk", "phone"]
)
def test_it_is_for_everyone_in_both_languages_at_both_widths(
    open_page: OpenPage, scheme: Scheme, width: int, locale: str
) -> None:
    page = open_page(width=width, height=900, scheme=scheme, locale=locale, reduced_motion="reduce", has_touch=True)
    page.locator("gs-sheet table[aria-label='∂J/∂z, 1 × 4'] td").nth(1).click()
    page.locator("gs-cell button.trace").click()
    tree(page, "from").locator(".twist").nth(1).click()
    assert violations(page, "gs-cell") == []
    assert overflowing(page) == []
    expect(page.locator("gs-provenance h4").first).to_contain_text("made from" if width == 1440 else "由这些算出")
    tree(page, "from").locator("[aria-level='3']").first.click()
    expect(page.locator("gs-cell button.crumb")).to_have_count(1)
