"""Writing a network as equations: checked as it is typed, drawn when asked for."""

import re
from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from app.ops.rules import FUNCTIONS
from tests.browser.axe import violations
from tests.browser.pages import OpenPage, Scheme
from tests.browser.soak import and_in_a_soak
from tests.browser.test_editing import numbers, table, type_into

BATCH = 'A = tanh(X @ W_1 + b_1)\nP = softmax(A @ W_2 + b_2, axis=1)\nJ = cross_entropy(Y, P, axis=1, reduction="mean")'
MISSPELT = "z = W @ x + b1\nh = rel(z)\nJ = squared_error(y, h)"


def field(page: Page) -> Locator:
    return page.locator("gs-code textarea")


def verdict(page: Page) -> Locator:
    return page.locator("#equations-verdict")


def write(page: Page, text: str) -> None:
    page.locator("#open-equations").click()
    expect(verdict(page)).to_have_attribute("data-kind", "good")
    field(page).fill(text)


def test_equations_of_ones_own_are_drawn_and_undo_returns(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, BATCH)
    expect(page.locator("gs-code .notes")).to_contain_text("A 3×3 N×D")
    expect(page.locator("#equations .inputs tr")).to_have_count(6)
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()
    expect(page.locator("#open-gallery")).to_contain_text("Your equations")
    expect(table(page, "W₁, 3 × 3")).to_be_visible()
    page.locator("#undo").click()
    expect(page.locator("#open-gallery")).to_contain_text("Single-layer network")
    expect(table(page, "z, 4 × 1")).to_be_visible()


def test_a_mistake_is_marked_where_it_is_and_mended_by_a_button(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, MISSPELT)
    expect(verdict(page)).to_contain_text("Line 2. There is no operation rel. Did you mean relu?")
    expect(field(page)).to_have_attribute("aria-invalid", "true")
    expect(page.locator("gs-code mark")).to_have_text("rel")
    mark, text = page.locator("gs-code mark").bounding_box(), field(page).bounding_box()
    assert mark is not None
    assert text is not None
    assert text["y"] + 20 < mark["y"] + mark["height"] / 2 < text["y"] + 46
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_visible()
    page.get_by_role("button", name="Use relu").click()
    expect(field(page)).to_have_value(MISSPELT.replace("rel(", "relu("))
    expect(verdict(page)).to_have_attribute("data-kind", "good")


def test_numbers_that_fit_are_kept_and_the_others_drawn(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    before = numbers(page, "W, 4 × 3")
    write(
        page, "z = W @ x + b1\nh = relu(z)\nTheta = U @ h + V @ h\ny_hat = softmax(Theta)\nJ = cross_entropy(y, y_hat)"
    )
    inputs = page.locator("#equations .inputs")
    expect(inputs.locator("tr", has=page.get_by_role("rowheader", name="V", exact=True))).to_contain_text("new numbers")
    expect(inputs.locator("tr", has=page.get_by_role("rowheader", name="W", exact=True))).to_contain_text(
        "numbers kept"
    )
    page.locator("#draw").click()
    expect(table(page, "V, 3 × 4")).to_be_visible()
    assert numbers(page, "W, 4 × 3") == before


def test_numbers_that_do_not_fit_together_any_more_are_drawn_anew(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, "z = W @ x\nh = relu(U @ z + x)\nJ = squared_error(y, h)")
    expect(verdict(page)).to_have_attribute("data-kind", "good")
    write_again = "z = W @ x\nh = relu(W @ z)\nJ = squared_error(y, h)"
    field(page).fill(write_again)
    expect(page.locator("#equations .inputs tr", has_text="W")).to_contain_text("was 4×3")
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()


def test_sizes_that_nothing_decides_are_asked_for(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, "z = A @ v\nJ = sum(z)")
    sizes = page.locator(".open-sizes")
    expect(sizes).to_be_visible()
    expect(sizes.locator("output")).to_have_count(2)
    letter = sizes.locator("output").first.get_attribute("data-size") or ""
    sizes.get_by_role("button", name=f"{letter}: one more").click()
    expect(sizes.locator("output").first).to_have_text("4")
    page.locator("#draw").click()
    expect(page.locator(f"#sizes output[data-size={letter}]")).to_have_text("4")


def test_buttons_write_at_the_caret_and_undo_takes_it_back(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, "h = z")
    field(page).press("Shift+ArrowLeft")
    page.get_by_role("button", name="relu", exact=True).click()
    expect(field(page)).to_have_value("h = relu(z)")
    expect(field(page)).to_be_focused()
    page.get_by_role("button", name="Θ Theta", exact=True).click()
    expect(field(page)).to_have_value("h = relu(z)Theta")
    page.keyboard.type("2")
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("ControlOrMeta+z")
    expect(field(page)).to_have_value("h = relu(z)")
    page.keyboard.press("ControlOrMeta+Shift+z")
    expect(field(page)).to_have_value("h = relu(z)Theta")


def test_every_operation_of_the_table_has_a_button(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, "J = ")
    for name in FUNCTIONS:
        expect(page.locator("gs-palette button", has_text=re.compile(f"^{name}$"))).to_have_count(1)
    page.get_by_role("button", name="where", exact=True).click()
    page.keyboard.type("c")
    page.get_by_role("button", name="≥ >=", exact=True).click()
    page.keyboard.type("0")
    expect(field(page)).to_have_value("J = where(c >= 0, , )")


def test_on_a_phone_the_palette_covers_nothing(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", width=390, height=844, has_touch=True)
    page.locator("#open-equations").click()
    expect(page.locator("gs-palette .losses button").first).to_be_attached()
    facts = page.locator("gs-equations .facts").bounding_box()
    assert facts
    groups = [it.bounding_box() for it in page.locator("gs-palette .group").all()]
    assert all(group and group["y"] + group["height"] <= facts["y"] for group in groups)


def test_the_keyboard_is_enough(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.keyboard.press("e")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("J = x.T @ x")
    expect(verdict(page)).to_contain_text("J and back")
    expect(page.locator("gs-palette .signs button").first).to_be_visible()  # it comes after the text
    page.keyboard.press("Tab")
    expect(page.locator("gs-palette .signs button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("gs-palette .signs button").nth(1)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ControlOrMeta+Enter")
    expect(page.locator("#equations")).to_be_hidden()
    expect(page.locator("gs-sheet [data-quantity]")).to_have_count(1)


def test_what_is_written_stays_when_the_dialog_closes(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, "J = nonsense(")
    page.keyboard.press("Escape")
    page.locator("#open-equations").click()
    expect(field(page)).to_have_value("J = nonsense(")
    page.locator("#restore").click()
    expect(verdict(page)).to_have_attribute("data-kind", "good")


def test_a_target_that_the_new_equations_refuse_is_drawn_anew(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    type_into(page, "x, 3 × 1", 0, "-3")
    page.keyboard.press("Escape")
    write(page, "y_hat = softmax(U @ h)\nJ = cross_entropy(x, y_hat)")
    expect(verdict(page)).to_have_attribute("data-kind", "good")
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()
    assert sorted(numbers(page, "x, 3 × 1")) == ["0", "0", "1"]


def test_while_the_server_is_away_nothing_written_is_lost(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", expected="ERR_FAILED")
    write(page, "J = x.T @ x")
    expect(verdict(page)).to_have_attribute("data-kind", "good")
    page.route("**/api/*", lambda route: route.abort())
    page.locator("#draw").click()
    expect(verdict(page)).to_contain_text("The server does not answer")
    expect(field(page)).to_have_value("J = x.T @ x")
    page.unroute("**/api/*")
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()


@pytest.mark.parametrize(
    ("locale", "width", "scheme"),
    and_in_a_soak(
        [("en-US", 390, "light"), ("zh-CN", 1440, "dark")], product(("en-US", "zh-CN"), (390, 1440), ("light", "dark"))
    ),
)
def test_axe_finds_nothing_in_the_editor(open_page: OpenPage, locale: str, width: int, scheme: Scheme) -> None:
    page = open_page(width=width, height=844, locale=locale, scheme=scheme, reduced_motion="reduce")
    write(page, MISSPELT)
    expect(verdict(page)).to_have_attribute("data-kind", "wrong")
    assert violations(page, "#equations") == []
    field(page).fill(BATCH)
    expect(page.locator(".open-sizes")).to_be_visible()
    assert violations(page, "#equations") == []
    wide = (
        "[...document.querySelectorAll('#equations, #equations .body')].some((it) => it.scrollWidth > it.clientWidth)"
    )
    assert not page.evaluate(wide)
