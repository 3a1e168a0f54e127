"""Matrices of more than 2,000 cells: a canvas, its equal table of a part, and numbers that travel as bytes."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.axe import violations
from tests.browser.looks import overflowing, untidy
from tests.browser.pages import OpenPage
from tests.browser.programs import array, numbers, show_program
from tests.browser.soak import and_in_a_soak
from tests.browser.test_import import give, npy

PROGRAM = "z = W @ x + b\nh = tanh(z)\nJ = squared_error(y, h)"
WIDE = 64
"""Enough for a canvas and for bytes. How long larger ones take is told by `make bench`."""


def shapes_of(n: int) -> dict[str, tuple[int, int]]:
    return {"W": (n, n), "x": (n, 1), "b": (n, 1), "y": (n, 1)}


MILLION = """async () => {
  const GsCanvasMatrix = customElements.get("gs-canvas-matrix");
  const n = 1024, numbers = Float64Array.from({ length: n * n }, (_, k) => Math.sin(k) * 0.5);
  numbers[345 * n + 678] = -9;
  const shape = [n, n], refAt = (i, j) => ({ kind: "value", name: "M", i, j });
  const matrix = new GsCanvasMatrix();
  const spec = { symbol: "<math><mi>M</mi></math>", name: "M, 1024 × 1024", kind: "value", shape, sizes: ["n", "n"],
    sizeSymbols: {}, refAt, node: null, repeat: false, editable: false, cellLabel: () => "" };
  const grid = { rows: n, columns: n, numbers };
  document.querySelector("gs-sheet").prepend(matrix);
  matrix.draw(spec, { grid, max: 9, precision: 3 }, { width: 256, height: 256 }, (key) => key);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const { x, y } = matrix.canvas.getBoundingClientRect();
  const told = [];
  matrix.addEventListener("gs-hover", (event) => { event.stopPropagation(); told.push(event.detail.ref); });
  for (let k = 0; k < 200; k++) {
    matrix.canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x + k, clientY: y + 100 + k / 4 }));
  }
  const pixel = matrix.canvas.getContext("2d").getImageData(Math.floor(678 / 4), Math.floor(345 / 4), 1, 1).data;
  matrix.remove();
  return { last: told.at(-1), pixel: [...pixel] };
}"""


def open_large(open_page: OpenPage, n: int = WIDE, **more: Any) -> Page:
    page = open_page(None, reduced_motion="reduce", **more)
    show_program(page, "large", PROGRAM, numbers(shapes_of(n)))
    return page


def test_a_million_cells_are_drawn_and_found(open_page: OpenPage) -> None:
    page = open_large(open_page)
    found: dict[str, Any] = page.evaluate(MILLION)
    assert found["last"]["j"] == 796
    assert found["last"]["i"] in {598, 599}
    red, green, blue, _ = found["pixel"]
    assert red > blue + 60, "the one large negative value wins its pixel, in orange"
    assert green < 220


def test_hovering_a_cell_of_a_large_matrix_explains_it(open_page: OpenPage) -> None:
    page = open_large(open_page)
    assert untidy(page) == []
    gradient = page.locator("gs-sheet gs-canvas-matrix[data-kind=gradient] canvas").first
    gradient.scroll_into_view_if_needed()
    gradient.hover(position={"x": 100, "y": 100})
    expect(page.locator("gs-cell [data-role=arithmetic]")).not_to_be_empty()
    page.locator("gs-sheet gs-canvas-matrix[data-editable] canvas").hover(position={"x": 0.5, "y": 0.5})
    expect(page.locator("gs-cell h3")).to_contain_text("1,1")


def test_the_table_of_a_part_is_reached_moved_and_edited_by_keyboard(open_page: OpenPage) -> None:
    page = open_large(open_page)
    matrix = page.locator("gs-sheet gs-canvas-matrix[data-editable]")
    table = matrix.get_by_role("table", name=f"W, {WIDE} × {WIDE}", exact=True)
    expect(table).to_have_attribute("aria-rowcount", str(WIDE))
    matrix.locator("canvas").focus()
    page.keyboard.press("Enter")
    expect(matrix.locator("td:focus")).to_have_count(1)
    before = matrix.locator("tr").first.get_attribute("aria-rowindex")
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    assert matrix.locator("tr").first.get_attribute("aria-rowindex") != before
    page.keyboard.type("7")
    with page.expect_response("**/api/traces") as answer:
        page.keyboard.press("Enter")
    told = answer.value.json()
    assert isinstance(told["gradients"]["W"]["data"], str), "large numbers travel as bytes"
    assert told["values"]["W"]["data"] is None, "and those that were sent do not come back"
    page.keyboard.press("Escape")
    expect(matrix.locator("td").filter(has_text=re.compile("^7$"))).to_have_count(1)


def test_a_large_edit_is_sent_as_bytes_and_comes_back_right(open_page: OpenPage) -> None:
    page = open_large(open_page)
    given = {name: np.array(value) for name, value in numbers(shapes_of(WIDE)).items()}
    with page.expect_response("**/api/traces") as answer:
        edit_the_middle(page, "7")
    sent = values_of(answer.value.request)
    assert isinstance(sent["W"]["data"], str)
    assert sent["x"] == given["x"].tolist(), "what is small is sent so that one can read it"
    changed = array(sent["W"])
    assert changed[changed != given["W"]].tolist() == [7.0]
    z = array(answer.value.json()["values"]["z"])
    np.testing.assert_allclose(z, changed @ given["x"] + given["b"], rtol=1e-12)
    page.keyboard.press("Escape")
    with page.expect_request("**/api/traces") as undone:
        page.locator("#undo").click()
    np.testing.assert_array_equal(array(values_of(undone.value)["W"]), given["W"])


@pytest.mark.parametrize("n", and_in_a_soak([WIDE], [300]))
def test_a_large_matrix_is_imported_turned_and_saved(open_page: OpenPage, tmp_path: Path, n: int) -> None:
    page = open_large(open_page, n)
    turned = np.random.default_rng(5).standard_normal((n, n))
    give(page, ("W.npy", npy(turned)))
    page.get_by_label("W is the array transposed").check()
    with page.expect_request("**/api/traces") as imported:
        page.locator("#use-numbers").click()
    np.testing.assert_array_equal(array(values_of(imported.value)["W"]), turned.T)
    page.locator("#open-import").click()
    with page.expect_download() as download:
        page.locator("#save-inputs").click()
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    np.testing.assert_array_equal(json.loads(path.read_text(encoding="utf-8"))["W"], turned.T)
    page.keyboard.press("Escape")


def values_of(request: Request) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(request.post_data or "{}")["values"]
    return values


def edit_the_middle(page: Page, text: str) -> None:
    page.locator("gs-sheet gs-canvas-matrix[data-editable] canvas").focus()
    page.keyboard.press("Enter")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_zoom_and_pan_by_keyboard_say_what_is_seen(open_page: OpenPage) -> None:
    page = open_large(open_page, 300)  # of more cells than pixels
    matrix = page.locator("gs-sheet gs-canvas-matrix[data-editable]")
    expect(matrix.locator(".seen")).to_contain_text("largest |value|")
    matrix.locator("canvas").focus()
    for _ in range(6):
        page.keyboard.press("+")
    expect(matrix.locator(".seen")).to_contain_text("rows")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("0")
    expect(matrix.locator(".seen")).to_contain_text("largest |value|")


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_is_too_wide(open_page: OpenPage, width: int) -> None:
    page = open_large(open_page, width=width)
    expect(page.locator("gs-sheet gs-canvas-matrix").first).to_be_visible()
    assert violations(page, "gs-canvas-matrix") == []
    assert overflowing(page) == []
