"""What is seen: nothing touches, covers, cuts or squeezes anything else, and nothing is too small to be read."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from app.presets import presets
from tests.browser.ink import box_of, collisions, read_by_eye, smallest
from tests.browser.looks import lines_of
from tests.browser.pages import OpenPage, Scheme, at_rest
from tests.browser.programs import numbers, show_program
from tests.browser.soak import and_in_a_soak
from tests.browser.test_equations import verdict, write

WINDOWS = ((1440, 900), (1280, 720), (1920, 1080), (720, 450))
"""The last is the first at twice the zoom."""
PHONE: dict[str, Any] = {"width": 390, "height": 844, "has_touch": True}
QUICK = ["single-layer", "attention"]


def go_to(page: Page, step: str) -> None:
    """Go to the step whose title begins so."""
    page.locator(f".tick[title^='{step}']").first.dispatch_event("click")
    expect(page.locator("gs-bench h2")).to_contain_text(re.compile(rf"^{re.escape(step)}"))


def in_every_window(page: Page) -> None:
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        assert collisions(page) == [], (width, height)


LOOKS: list[tuple[str, Scheme]] = [("en-US", "light"), ("zh-CN", "dark")]


@pytest.mark.parametrize(
    ("preset", "locale", "scheme"),
    and_in_a_soak(
        [(preset, *LOOKS[k % 2]) for k, preset in enumerate(QUICK)],
        [(preset, *look) for preset in sorted(presets()) for look in LOOKS],
    ),
)
def test_nothing_collides_in_any_window(open_page: OpenPage, preset: str, locale: str, scheme: Scheme) -> None:
    page = open_page(f"/?preset={preset}", locale=locale, scheme=scheme, reduced_motion="reduce")
    in_every_window(page)


@pytest.mark.soak
@pytest.mark.parametrize("preset", sorted(presets()))
def test_nothing_collides_at_any_step_of_any_network(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", reduced_motion="reduce")
    page.keyboard.press("Home")
    for _ in page.locator(".tick").all():
        for width, height in WINDOWS[:3]:
            page.set_viewport_size({"width": width, "height": height})
            assert collisions(page) == [], page.locator("gs-bench h2").inner_text()
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("preset", and_in_a_soak(QUICK, sorted(presets())))
def test_nothing_collides_on_a_phone(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", reduced_motion="reduce", **PHONE)
    assert collisions(page) == []


def test_nothing_collides_at_any_step(open_page: OpenPage) -> None:
    page = open_page(width=1280, height=720, reduced_motion="reduce")
    page.keyboard.press("Home")
    for _ in page.locator(".tick").all():
        assert collisions(page) == []
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("view", ["check", "paths", "layouts", "descent"])
def test_nothing_collides_in_a_proof(open_page: OpenPage, view: str) -> None:
    page = open_page(reduced_motion="reduce")
    go_to(page, "∂J/∂z:")
    page.locator(f"#view-{view}").click()
    expect(page.locator(f"gs-{view}")).to_be_visible()
    for width, height in WINDOWS[:3]:
        page.set_viewport_size({"width": width, "height": height})
        assert collisions(page) == [], (width, height)
        wide = page.locator(f"gs-{view} .product").evaluate_all(
            "(all) => all.map((it) => it.scrollWidth - it.clientWidth)"
        )
        assert max(wide, default=0) <= 0, (width, height)


@pytest.mark.parametrize("preset", and_in_a_soak(["digits"], ["attention", "lstm"]))
def test_the_scale_stays_in_sight(open_page: OpenPage, preset: str) -> None:
    page = open_page(f"/?preset={preset}", reduced_motion="reduce")
    cell = page.locator("gs-sheet gs-matrix[data-kind=gradient] td").first
    for width, height in WINDOWS[:3]:
        page.set_viewport_size({"width": width, "height": height})
        for event in ("pointerout", "pointerover"):
            cell.dispatch_event(event)
            at_rest(page)
            place, scale = box_of(page, "section.cell"), box_of(page, ".scale")
            assert scale["y"] + scale["height"] <= place["y"] + place["height"], (width, height)


def refuse(page: Page, cell: Locator) -> Locator:
    """Type what is no number. Returns what is said about it."""
    cell.evaluate("(it) => it.scrollIntoView({ block: 'center' })")
    cell.click()
    page.keyboard.type("one")
    page.keyboard.press("Enter")
    refusal = page.locator("gs-matrix .refusal")
    expect(refusal).to_be_visible()
    return refusal


@pytest.mark.parametrize(("width", "height"), and_in_a_soak([(1280, 720), (390, 844)], [(1440, 900)]))
def test_a_refusal_is_wholly_seen_above_all_else(open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(width=width, height=height, reduced_motion="reduce")
    for name in ("x, 3 × 1", "W, 4 × 3", "y, 3 × 1"):
        cells = page.locator(f"gs-sheet gs-matrix[data-editable]:has(table[aria-label='{name}']) td")
        refusal = refuse(page, cells.last)
        seen = refusal.evaluate(
            """(it) => {
              const { left, right, top, bottom } = it.getBoundingClientRect();
              const corners = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4], [right - 4, bottom - 4]];
              return corners.map(([x, y]) => it.contains(document.elementFromPoint(x, y)));
            }"""
        )
        assert all(seen), name
        page.keyboard.press("Escape")
        expect(refusal).to_be_hidden()


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_what_is_wrong_with_equations_squeezes_nothing(open_page: OpenPage, locale: str) -> None:
    page = open_page(width=1280, height=720, locale=locale, reduced_motion="reduce")
    page.locator("#open-equations").click()
    page.locator("gs-code textarea").fill("J = sum(x")
    expect(verdict(page)).to_have_attribute("data-kind", "wrong")
    page.locator("#equations .inputs").evaluate("(it) => it.replaceChildren()")
    assert collisions(page) == []
    assert box_of(page, "gs-equations .facts caption")["height"] < 30


def test_a_cell_that_is_asked_about_on_a_phone_leaves_no_slit_and_speaks_of_tapping(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", **PHONE)
    cell = page.locator("gs-sheet table[aria-label='∂J/∂W, 4 × 3'] td").nth(4)
    expect(page.locator("gs-cell .hint")).to_contain_text("tap")
    cell.tap()
    panel, player = page.locator("gs-cell"), page.locator("footer.player")
    expect(panel).to_have_attribute("data-pinned", "")
    at_rest(page)
    below = panel.evaluate("(it) => { const { bottom } = it.getBoundingClientRect(); return bottom; }")
    top = player.evaluate("(it) => it.getBoundingClientRect().top")
    assert below >= top
    assert panel.evaluate("(it) => it.scrollHeight <= it.clientHeight || it.clientHeight > 150")
    assert "hover" not in page.locator("section.cell").inner_text().lower()
    assert collisions(page) == []


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_header_takes_one_line_and_two_on_a_phone(open_page: OpenPage, locale: str) -> None:
    page = open_page("/?preset=causal-attention", locale=locale, reduced_motion="reduce")
    for width in (1920, 1440, 1280, 1100):
        page.set_viewport_size({"width": width, "height": 800})
        assert lines_of(page, ".top") == 1, width
        assert box_of(page, ".top")["height"] <= 52, width
    page.set_viewport_size({"width": 390, "height": 844})
    assert lines_of(page, ".top") <= 2
    assert box_of(page, ".top")["height"] <= 80
    page.locator("#open-settings").click()
    assert page.locator("#settings").is_visible()
    assert collisions(page) == []


def test_settings_are_one_menu_that_escape_and_a_press_elsewhere_close(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    menu = page.locator("#settings")
    expect(menu).to_be_hidden()
    page.locator("#open-settings").click()
    for control in ("input[name=layout]", "#precision", "#theme", "a[data-lang]"):
        expect(menu.locator(control).first).to_be_visible()
    page.locator("input[name=layout][value=mixed]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=layout][value=numerator]")).to_be_checked()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator("#open-settings")).to_be_focused()
    page.locator("#open-settings").click()
    page.locator(".brand h1").click()
    expect(menu).to_be_hidden()


def test_the_gallery_and_sentences_draw_names_as_symbols(open_page: OpenPage) -> None:
    page = open_page("/?preset=attention", reduced_motion="reduce")
    raw = re.compile(r"\b[A-Za-z]+_[A-Za-z]+\b")
    page.keyboard.press("End")
    assert not raw.search(read_by_eye(page, "main"))
    page.locator("#open-gallery").click()
    expect(page.locator("#gallery .card sub").first).to_be_attached()
    assert not raw.search(read_by_eye(page, "#gallery"))


TWO = "a1 = tanh(W1 @ x + b1)\na2 = tanh(W2 @ a1 + b2)\nJ = squared_error(y, W3 @ a2)"


def test_sizes_of_ones_own_network_are_named_without_braces_or_commas(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    write(page, TWO)
    expect(verdict(page)).to_have_attribute("data-kind", "good")
    expect(page.locator("gs-code .notes math").first).to_be_attached()
    page.locator("#draw").click()
    expect(page.locator("#equations")).to_be_hidden()
    labels = page.locator("#sizes .stepper").evaluate_all(
        "(all) => all.map((it) => [it.ariaLabel, it.querySelector('.label').textContent])"
    )
    assert ["Size D_a1", "Da1"] in labels
    assert ["Size D_a2", "Da2"] in labels
    shown = page.locator("gs-sheet, #sizes, gs-bench .shapes").all_inner_texts()
    assert not any(sign in text for text in shown for sign in ("{", "}", "D_"))
    assert collisions(page) == []


@pytest.mark.parametrize(("width", "height", "least", "most"), [(1440, 900, 15, 40), (1920, 1080, 19, 48)])
def test_the_sheet_and_the_bench_use_the_room_that_they_have(
    open_page: OpenPage, width: int, height: int, least: int, most: int
) -> None:
    page = open_page(width=width, height=height, reduced_motion="reduce")
    go_to(page, "∂J/∂z:")
    assert smallest(page) >= 12
    size = "(it) => parseFloat(it.style.getPropertyValue('--cell'))"
    assert least <= page.locator("gs-sheet").evaluate(size) <= most
    bench, sentence = box_of(page, "section.bench"), box_of(page, "gs-bench .sentence")
    blank = 1 - (sentence["y"] + sentence["height"] - bench["y"]) / bench["height"]
    assert blank < 0.4, f"{blank:.0%} of the bench is blank"


def test_a_large_network_of_ones_own_is_read_at_twelve_pixels(open_page: OpenPage) -> None:
    page = open_page(None, reduced_motion="reduce")
    shapes = {"W": (14, 9), "x": (9, 1), "b": (14, 1), "V": (10, 14), "y": (10, 1)}
    show_program(page, "wide", "h = relu(W @ x + b)\nJ = cross_entropy(y, softmax(V @ h))", numbers(shapes))
    in_every_window(page)


CHROME = [".acts", ".about", ".views", "footer.player", "#sizes", "#new-numbers", ".scale", "gs-cell .foot"]


def test_on_paper_are_sheet_derivation_and_step_in_black_on_white_without_chrome(open_page: OpenPage) -> None:
    page = open_page(scheme="dark", width=794, height=1123, reduced_motion="reduce")
    page.emulate_media(media="print", color_scheme="dark", reduced_motion="reduce")
    at_rest(page)
    for selector in CHROME:
        expect(page.locator(selector)).to_be_hidden()
    for selector in ("gs-sheet .equations", "gs-bench .lines", "gs-bench .product", "gs-bench .sentence"):
        expect(page.locator(selector)).to_be_visible()
    colours = "(it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"
    ink, paper = page.locator("html").evaluate(colours)
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert page.locator("gs-sheet td").first.evaluate(colours)[0] == "rgb(0, 0, 0)"
    clipped = page.evaluate(
        "[...document.querySelectorAll('body, main, section, gs-sheet, gs-bench, .lines, .product')]"
        ".filter((it) => it.checkVisibility() && (it.scrollHeight > it.clientHeight + 1 || it.scrollWidth > it.clientWidth + 1))"
        ".filter((it) => getComputedStyle(it).overflowY !== 'visible').map((it) => it.className || it.localName)"
    )
    assert clipped == []
