"""What a page looks like, measured: for tests that say that nothing overflows or overlaps."""

from playwright.sync_api import Page

from tests.browser.pages import AT_REST, at_rest

OVERFLOWING = """() => {
  const root = document.documentElement, found = [];
  if (root.scrollWidth > innerWidth) found.push(`document: ${root.scrollWidth} wide, window ${innerWidth}`);
  for (const matrix of document.querySelectorAll("gs-matrix")) {
    for (const cell of matrix.querySelectorAll("td")) {
      if (!cell.textContent) continue;
      const range = document.createRange();
      range.selectNodeContents(cell);
      const text = range.getBoundingClientRect(), box = cell.getBoundingClientRect();
      if (text.left < box.left - 0.5 || text.right > box.right + 0.5) found.push(`${cell.textContent} leaves its cell`);
    }
  }
  return found;
}"""

OVERLAPPING = """() => {
  const all = [...document.querySelectorAll("gs-matrix, gs-canvas-matrix")];
  const boxes = all.filter((matrix) => !matrix.closest(".loupe")).map((matrix) => {
    const { left, right, top, bottom } = matrix.getBoundingClientRect();
    return { name: matrix.querySelector("table").getAttribute("aria-label"), left, right, top, bottom };
  }).filter((box) => box.right > box.left);
  const found = [];
  boxes.forEach((a, k) => boxes.slice(k + 1).forEach((b) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 1 && high > 1) found.push(`${a.name} over ${b.name} by ${wide.toFixed(1)} × ${high.toFixed(1)}`);
  }));
  return found;
}"""

OUT_OF_SIGHT = """() => [...document.querySelectorAll("gs-matrix, gs-player button, .shape, .symbol")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.left < -0.5 || box.top < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5);
}).map((element) => element.textContent.trim().slice(0, 40))"""

LINES = """(place) => {
  const tops = [];
  for (const element of place.querySelectorAll("button, select, input, .legend, .stepper")) {
    const { top, bottom, width } = element.getBoundingClientRect();
    if (width > 0 && !tops.some((middle) => top < middle && middle < bottom)) tops.push((top + bottom) / 2);
  }
  return tops.length;
}"""


SCROLLS = """() => {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return scrollWidth > innerWidth || scrollHeight > innerHeight ? ["the document scrolls"] : [];
}"""


def all_of(*scripts: str) -> str:
    """One script that waits until the page is at rest, and finds what each of `scripts` finds."""
    return f"async () => {{ await {AT_REST}; return [{', '.join(f'...({script})()' for script in scripts)}]; }}"


TOO_WIDE = all_of(OVERFLOWING, OVERLAPPING)
UNTIDY = all_of(SCROLLS, OVERFLOWING, OVERLAPPING)
NOT_ALL_IN_SIGHT = all_of(OUT_OF_SIGHT)


def overflowing(page: Page) -> list[str]:
    """What is wider than its place."""
    return list(page.evaluate(all_of(OVERFLOWING)))


def too_wide(page: Page) -> list[str]:
    """What is wider than its place, and the pairs of matrices that cover one another."""
    return list(page.evaluate(TOO_WIDE))


def untidy(page: Page) -> list[str]:
    """What is wider than its place, the pairs of matrices that cover one another, and whether the document scrolls."""
    return list(page.evaluate(UNTIDY))


def out_of_sight(page: Page) -> list[str]:
    """Matrices and buttons that are not wholly in the window."""
    return list(page.evaluate(NOT_ALL_IN_SIGHT))


def lines_of(page: Page, selector: str) -> int:
    """How many lines the controls in a place take."""
    at_rest(page)
    return int(page.locator(selector).evaluate(LINES))
