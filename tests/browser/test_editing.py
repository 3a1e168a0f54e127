"""Acting on the page: numbers, sizes, seeds, mistakes, and a server that is away."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import OpenPage, settings


def table(page: Page, name: str) -> Locator:
    return page.locator("gs-sheet").get_by_role("table", name=name, exact=True).first


def numbers(page: Page, name: str) -> list[str]:
    return [text.strip() for text in table(page, name).locator("td").all_inner_texts()]


def type_into(page: Page, name: str, cell: int, text: str) -> None:
    table(page, name).locator("td").nth(cell).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_an_edit_changes_everything_downstream(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    type_into(page, "x, 3 × 1", 0, "3")
    page.keyboard.press("Escape")
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("2.5")
    assert numbers(page, "z, 4 × 1") == ["2.5", "2", "−1.5", "−2"]
    assert numbers(page, "h, 4 × 1") == ["2.5", "2", "0", "0"]


def test_undo_and_redo_go_back_and_forth_and_reset_returns_the_first_numbers(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    first = numbers(page, "∂J/∂W, 4 × 3")
    type_into(page, "x, 3 × 1", 0, "3")
    page.keyboard.press("Escape")
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("2.5")
    page.locator("#undo").click()
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("0.5")
    assert numbers(page, "∂J/∂W, 4 × 3") == first
    page.locator("#redo").click()
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("2.5")
    page.locator("#reset").click()
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("0.5")
    assert numbers(page, "∂J/∂W, 4 × 3") == first


def test_the_same_seed_draws_the_same_numbers(open_page: OpenPage) -> None:
    drawn = []
    for _ in range(2):
        page = open_page(reduced_motion="reduce")
        page.locator("#seed").fill("7")
        page.locator("#seed").press("Enter")
        expect(table(page, "x, 3 × 1").locator("td").first).not_to_have_text("1")
        drawn.append(numbers(page, "W, 4 × 3") + numbers(page, "∂J/∂W, 4 × 3"))
    assert drawn[0] == drawn[1]


def test_a_network_grows_and_keeps_its_numbers(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    before = numbers(page, "W, 4 × 3")
    more = page.locator("#sizes").get_by_role("button", name="D_h: one more")
    more.click()
    expect(table(page, "∂J/∂W, 5 × 3")).to_be_visible()
    assert numbers(page, "W, 5 × 3")[:12] == before
    page.locator("#sizes").get_by_role("button", name="D_h: one less").click()
    expect(table(page, "∂J/∂W, 4 × 3")).to_be_visible()
    assert numbers(page, "W, 4 × 3") == before


def test_what_is_no_number_stays_in_its_cell_with_a_message(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    before = numbers(page, "z, 4 × 1")
    type_into(page, "x, 3 × 1", 0, "two")
    field = table(page, "x, 3 × 1").locator("input")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("two")
    expect(page.locator("#alert")).to_contain_text("two")
    assert numbers(page, "z, 4 × 1") == before
    page.keyboard.press("Escape")
    expect(table(page, "x, 3 × 1").locator("td").first).to_have_text("1")


def test_what_the_server_refuses_stands_at_its_cell(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    before = numbers(page, "∂J/∂W, 4 × 3")
    type_into(page, "y, 3 × 1", 1, "-1")
    field = table(page, "y, 3 × 1").locator("input")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#alert")).to_contain_text("y[2,1]")
    assert numbers(page, "∂J/∂W, 4 × 3") == before


def test_a_target_that_does_not_sum_to_one_is_warned_of_and_shown_with_the_general_gradient(
    open_page: OpenPage,
) -> None:
    page = open_page(reduced_motion="reduce")
    type_into(page, "y, 3 × 1", 0, "1")
    page.keyboard.press("Escape")
    expect(page.locator("#warnings")).to_contain_text("y sums to 2")
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.locator("gs-bench")).to_contain_text("does not sum to 1")


def test_while_the_server_is_away_the_last_sheet_stays_and_a_retry_brings_the_edit(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce", expected="Failed to load resource|ERR_FAILED")
    before = numbers(page, "z, 4 × 1")
    page.route("**/api/traces", lambda route: route.abort())
    type_into(page, "x, 3 × 1", 0, "3")
    expect(page.locator("#notice")).to_be_visible()
    assert numbers(page, "z, 4 × 1") == before
    page.unroute("**/api/traces")
    page.locator("#retry").click()
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("2.5")
    expect(page.locator("#notice")).to_be_hidden()


def test_a_matrix_is_pasted_from_numpy(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    cell = table(page, "x, 3 × 1").locator("td").first
    cell.focus()
    cell.evaluate(
        """(cell) => {
          const data = new DataTransfer();
          data.setData("text/plain", "array([[2.], [0.], [1.]])");
          cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(table(page, "z, 4 × 1").locator("td").first).to_have_text("2.5")
    assert numbers(page, "x, 3 × 1") == ["2", "0", "1"]


def test_the_language_chosen_on_the_page_is_kept(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    with settings(page) as menu:
        menu.locator("a[data-lang=zh]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("gs-bench h2")).to_contain_text("传回")
