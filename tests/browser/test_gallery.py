"""The gallery: every network that ships opens, and the way back stays open."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.presets import presets
from tests.browser.axe import violations
from tests.browser.looks import too_wide
from tests.browser.pages import OpenPage, settings
from tests.browser.test_editing import numbers, table, type_into
from tests.browser.test_equations import write

FIRST = "z, 4 × 1"


def choose(page: Page, preset: str) -> None:
    page.locator("#open-gallery").click()
    page.locator(f"#gallery [data-preset={preset}]").click()
    expect(page.locator("#gallery")).to_be_hidden()


def test_a_network_is_chosen_and_undo_returns_to_the_one_before(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    type_into(page, "x, 3 × 1", 0, "3")
    page.keyboard.press("Escape")
    expect(table(page, FIRST).locator("td").first).to_have_text("2.5")
    choose(page, "mazur")
    expect(page.locator("#open-gallery")).to_contain_text(presets()["mazur"].title["en"])
    expect(page).to_have_url(re.compile(r"preset=mazur"))
    expect(page.locator("gs-sheet")).to_contain_text("0.298")
    page.locator("#undo").click()
    expect(page.locator("#open-gallery")).to_contain_text("Single-layer network")
    expect(table(page, FIRST).locator("td").first).to_have_text("2.5")
    expect(page).not_to_have_url(re.compile(r"preset="))
    page.locator("#redo").click()
    expect(page.locator("gs-sheet")).to_contain_text("0.298")


def test_a_network_opens_with_the_digits_that_it_needs_and_ones_own_keeps_those_that_were_chosen(
    open_page: OpenPage,
) -> None:
    page = open_page("/?preset=mazur", reduced_motion="reduce")
    loss = page.locator("gs-sheet [data-quantity=J] td").first
    expect(page.locator("#precision")).to_have_value("6")
    expect(loss).to_have_text("0.298371")
    choose(page, "single-layer")
    expect(page.locator("#precision")).to_have_value("3")
    expect(loss).to_have_text("0.387")
    with settings(page) as menu:
        menu.locator("#precision").select_option("2")
    page.locator("#undo").click()
    expect(page.locator("#precision")).to_have_value("6")
    expect(loss).to_have_text("0.298371")
    with settings(page) as menu:
        menu.locator("#precision").select_option("2")
    write(page, "J = squared_error(y, x)")
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()
    expect(page.locator("#open-gallery")).to_contain_text("Your equations")
    expect(page.locator("#precision")).to_have_value("2")


def test_reset_returns_to_the_numbers_of_the_network_that_was_chosen(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, "mazur")
    page.locator("#new-numbers").click()
    expect(page.locator("gs-sheet")).not_to_contain_text("0.298")
    page.locator("#reset").click()
    expect(page.locator("gs-sheet")).to_contain_text("0.298")


@pytest.mark.parametrize("preset", sorted(presets()))
def test_the_address_opens_every_network_and_nothing_is_wider_than_a_phone(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", width=390, height=844, reduced_motion="reduce", has_touch=True)
    expect(page.locator("#open-gallery")).to_contain_text(presets()[preset].title["en"])
    assert too_wide(page) == []


def test_a_network_that_is_not_there_is_named_and_the_first_one_comes(open_page: OpenPage) -> None:
    page = open_page("/?preset=no-such")
    expect(page.locator("#notice")).to_contain_text("no-such")
    expect(table(page, FIRST)).to_be_visible()


def test_sizes_follow_the_letters_of_the_network(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, "logistic-regression")
    letters = page.locator("#sizes output").evaluate_all("all => all.map((one) => one.dataset.size)")
    assert letters == list(presets()["logistic-regression"].sizes)
    before = int(page.locator("#sizes output").first.inner_text())
    page.locator("#sizes [data-by='1']").first.click()
    expect(page.locator("#sizes output").first).to_have_text(str(before + 1))


def test_another_language_keeps_the_network_and_its_numbers(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    choose(page, "xor")
    loss = page.locator("gs-sheet [data-quantity=J] td").first
    expect(loss).not_to_have_text("")
    first = loss.inner_text()
    page.locator("#new-numbers").click()
    expect(page.locator("#seed")).to_have_value("1")  # at once; the numbers come
    expect(loss).not_to_have_text(first)
    before = loss.inner_text()
    with settings(page) as menu:
        menu.locator("a[data-lang=zh]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#open-gallery")).to_contain_text(presets()["xor"].title["zh"])
    expect(page.locator("#seed")).to_have_value("1")
    expect(loss).to_have_text(before)
    page.locator("#undo").click()
    expect(page.locator("#seed")).to_have_value("0")


def test_numbers_are_drawn_by_the_scheme_that_was_chosen(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("#scheme").select_option("zeros")
    expect(table(page, "W, 4 × 3").locator("td").first).to_have_text("0")
    assert set(numbers(page, "W, 4 × 3")) == {"0"}
    assert sorted(numbers(page, "y, 3 × 1")) == ["0", "0", "1"]
    page.locator("#undo").click()
    expect(page.locator("#scheme")).to_have_value("friendly")


@pytest.mark.parametrize(("locale", "width"), [("en-US", 390), ("zh-CN", 1440)])
def test_axe_finds_nothing_in_the_gallery(open_page: OpenPage, locale: str, width: int) -> None:
    page = open_page(width=width, height=844, locale=locale, scheme="dark", reduced_motion="reduce")
    page.keyboard.press("n")
    expect(page.locator("#gallery [aria-current]")).to_be_focused()
    assert violations(page, "#gallery") == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#gallery")).to_be_hidden()
    expect(page).to_have_url(re.compile("preset="))


def test_a_server_that_is_away_leaves_the_sheet(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", expected="ERR_FAILED")
    page.route("**/api/presets*", lambda route: route.abort())
    page.locator("#open-gallery").click()
    expect(page.locator("#notice")).to_be_visible()
    expect(page.locator("#gallery")).to_be_hidden()
    expect(table(page, FIRST)).to_be_visible()
