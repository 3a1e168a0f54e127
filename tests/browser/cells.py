"""The arithmetic of cells, as the panel shows it, and whether it gives the number that is shown."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.recompute import compute, decimals

# The panel follows the pointer at once: read in the same turn, no other event comes between a cell and its arithmetic.
READ = """([selector, most]) => {
  const panel = document.querySelector("gs-cell"), rows = [];
  const text = (role) => panel.querySelector(`[data-role=${role}]`)?.textContent ?? null;
  for (const table of document.querySelectorAll(selector)) {
    const cells = [...table.querySelectorAll("td")], step = Math.max(1, Math.floor(cells.length / most));
    for (let k = 0; k < cells.length; k += step) {
      cells[k].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      rows.push({ matrix: table.getAttribute("aria-label"), shown: cells[k].textContent, arithmetic: text("arithmetic"),
                  result: text("arithmetic-result"), lit: document.querySelectorAll("[data-lit]").length });
    }
  }
  return rows;
}"""
EVERY = 1_000_000


def read_cells(page: Page, selector: str, most: int = EVERY) -> list[dict[str, Any]]:
    """What the panel says of the cells of the tables that `selector` finds, of about `most` in each."""
    rows: list[dict[str, Any]] = page.evaluate(READ, [selector, most])
    return rows


def holds(row: dict[str, Any], precision: int | None = None) -> bool:
    """The arithmetic, rounded to the digits shown, is the number shown."""
    digits = decimals(row["shown"]) if precision is None else precision
    found, shown = compute(row["arithmetic"]), compute(row["shown"])
    return found == shown or abs(found - shown) <= 0.5000001 * 10**-digits  # equal where both are infinite


def check_cells(page: Page, selector: str, most: int = EVERY, precision: int | None = None) -> list[dict[str, Any]]:
    """Recompute the cells that have an arithmetic: the others are given. Returns all."""
    rows = read_cells(page, selector, most)
    for row in rows:
        if row["arithmetic"] is not None:
            assert row["result"] == row["shown"], row
            assert holds(row, precision), row
    return rows


def count_computed(rows: list[dict[str, Any]]) -> int:
    return sum(row["arithmetic"] is not None for row in rows)
