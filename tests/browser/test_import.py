"""Numbers from files: chosen or dropped, assigned to inputs, and saved again."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.pages import OpenPage
from tests.browser.test_editing import numbers, table

W = [[2.0, 0, 0], [0, 2, 0], [0, 0, 2], [1, 1, 1]]


def npy(rows: Any) -> bytes:
    buffer = BytesIO()
    np.save(buffer, np.array(rows, dtype=float))
    return buffer.getvalue()


def give(page: Page, *files: tuple[str, bytes]) -> None:
    if not page.locator("#import").is_visible():
        page.locator("#open-import").click()
        expect(page.locator("#import")).to_be_visible()  # it is loaded when it is first wanted
    payloads: list[FilePayload] = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files
    ]
    page.locator("#files").set_input_files(payloads)


def verdict(page: Page) -> Locator:
    return page.locator("#import .verdict")


def test_a_matrix_is_suggested_for_the_input_of_its_name(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, ("W.npy", npy(W)))
    expect(page.get_by_label("Array for W")).to_have_value("W")
    expect(verdict(page)).to_have_text("It fits.")
    page.locator("#use-numbers").click()
    expect(page.locator("#import")).to_be_hidden()
    assert numbers(page, "W, 4 × 3")[:4] == ["2", "0", "0", "0"]
    page.locator("#undo").click()
    expect(table(page, "W, 4 × 3").locator("td").first).to_have_text("1")


def test_another_size_is_allowed_and_says_what_is_drawn_anew(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, ("W.npy", npy(np.ones((5, 3)))))
    page.get_by_label("Array for W").select_option("W")
    expect(verdict(page)).to_have_text("It fits.")
    row = page.locator("gs-assign tr")
    expect(row.filter(has=page.get_by_label("Array for W"))).to_contain_text("4×3 → 5×3")
    expect(row.filter(has=page.get_by_label("Array for U"))).to_contain_text("was 3×4")
    page.locator("#use-numbers").click()
    expect(table(page, "U, 3 × 5")).to_be_visible()
    expect(page.locator("#sizes output[data-size=D_h]")).to_have_text("5")


def test_a_matrix_the_other_way_round_is_offered_transposed(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, ("W.csv", b"1,2,3,4\n5,6,7,8\n9,10,11,12\n"))
    expect(page.get_by_label("Array for W")).to_have_value("W")
    expect(page.get_by_label("W is the array transposed")).to_be_checked()
    page.locator("#use-numbers").click()
    expect(page.locator("#import")).to_be_hidden()
    assert numbers(page, "W, 4 × 3")[:3] == ["1", "5", "9"]


def test_what_does_not_fit_together_is_said_and_not_taken(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, ("W.npy", npy(np.ones((5, 3)))), ("x.npy", npy(np.ones((2, 1)))))
    page.get_by_label("Array for W").select_option("W")
    page.get_by_label("Array for x").select_option("x")
    expect(verdict(page)).to_have_attribute("data-kind", "wrong")
    expect(verdict(page)).to_contain_text("5×3")
    expect(page.locator("#use-numbers")).to_be_disabled()
    page.get_by_label("Array for x").select_option("")
    expect(page.locator("#use-numbers")).to_be_enabled()


@pytest.mark.parametrize(("name", "content"), [("W.npy", b"nonsense"), ("model.zip", b"PK"), ("W.json", b"{")])
def test_a_file_that_cannot_be_read_is_named(open_page: OpenPage, name: str, content: bytes) -> None:
    page = open_page(reduced_motion="reduce")
    give(page, (name, content))
    expect(verdict(page)).to_contain_text(name)
    expect(page.locator("#use-numbers")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(table(page, "z, 4 × 1")).to_be_visible()


def test_all_inputs_go_to_a_file_and_come_back(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(reduced_motion="reduce")
    page.locator("#open-import").click()
    with page.expect_download() as download:
        page.locator("#save-inputs").click()
    saved = tmp_path / "inputs.json"
    download.value.save_as(saved)
    assert list(json.loads(saved.read_text())) == ["W", "x", "b1", "U", "b2", "y"]
    page.keyboard.press("Escape")
    before = numbers(page, "∂J/∂W, 4 × 3")
    page.locator("#new-numbers").click()
    expect(page.locator("#seed")).to_have_value("1")
    give(page, ("inputs.json", saved.read_bytes()))
    expect(verdict(page)).to_have_text("It fits.")
    page.locator("#use-numbers").click()
    expect(page.locator("#import")).to_be_hidden()
    assert numbers(page, "∂J/∂W, 4 × 3") == before


def test_a_file_can_be_dropped_anywhere(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["[[7], [8], [9]]"], "x.json"));
          const at = document.querySelector("gs-bench");
          at.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
          if (!document.body.hasAttribute("data-dropping")) throw new Error("nothing shown");
          at.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_label("Array for x")).to_have_value("x")
    page.locator("#use-numbers").click()
    expect(table(page, "x, 3 × 1").locator("td").first).to_have_text("7")


@pytest.mark.parametrize(("locale", "width"), [("en-US", 390), ("zh-CN", 1440)])
def test_axe_finds_nothing_in_the_import(open_page: OpenPage, locale: str, width: int) -> None:
    page = open_page(width=width, height=844, locale=locale, scheme="dark", reduced_motion="reduce")
    page.locator("#open-import").click()
    expect(page.locator("#import")).to_be_visible()
    assert violations(page, "#import") == []
    give(page, ("W.npy", npy(W)), ("x.json", b'"a"'))
    expect(verdict(page)).to_have_attribute("data-kind", "wrong")
    give(page, ("W.npy", npy(W)))
    expect(page.locator("#use-numbers")).to_be_enabled()
    assert violations(page, "#import") == []
    assert not page.evaluate("(it => it.scrollWidth > it.clientWidth)(document.querySelector('#import'))")
