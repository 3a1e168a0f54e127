"""Group 3: the page in a real browser. How long an edit takes to be seen."""

from __future__ import annotations

from statistics import median, quantiles
from time import monotonic

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chrome

from .server import serving
from .table import aligned

_MEASURE = "edit-to-paint"
_COUNT = f"performance.getEntriesByName('{_MEASURE}').length"
_DURATIONS = f"performance.getEntriesByName('{_MEASURE}').map((entry) => entry.duration)"
_EDITED = "x, 3 × 1"
_PATIENCE = 10.0


def report(quick: bool) -> str:
    """Milliseconds from an edit to its frame."""
    path = chrome.find()
    if path is None:
        return "Page: no Chromium or Chrome found (CHROME=/path/to/chrome names one)"
    with serving() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chrome.FLAGS))
        try:
            times = _edits(browser, f"http://127.0.0.1:{port}/", 10 if quick else 105)
        finally:
            browser.close()
    settled = times[5:]
    p95 = quantiles(settled, n=20, method="inclusive")[-1]
    rows = [
        [f"edit to paint, median of {len(settled)}", f"{median(settled):.1f} ms", ""],
        ["edit to paint, 95th percentile", f"{p95:.1f} ms", "≤ 50 ms"],
        ["edit to paint, longest", f"{max(settled):.1f} ms", ""],
    ]
    title = f"Page: Chromium {browser.version}, 1440×900, default network, server on the same machine"
    return f"{title}\n{aligned(['', 'found', 'goal'], rows)}"


def _edits(browser: Browser, url: str, count: int) -> list[float]:
    """Give one cell another number `count` times, as a user would: select, type, Enter.

    Every key counts as an edit, since what follows is shown while one types; so each number is one digit.
    """
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate("performance.setResourceTimingBufferSize(1000)")
    before = int(page.evaluate(_COUNT))
    for k in range(count):
        _type(page, str((k + 1) % 9 + 1))
        _wait(page, before + k + 1)
    times: list[float] = page.evaluate(_DURATIONS)[before:]
    page.close()
    return times


def _wait(page: Page, count: int) -> None:
    """Until so many edits have been painted. Playwright's own waiting needs `eval`, which the page forbids."""
    until = monotonic() + _PATIENCE
    while page.evaluate(_COUNT) < count:
        if monotonic() > until:
            raise TimeoutError("an edit was not painted")
        page.wait_for_timeout(5)


def _type(page: Page, text: str) -> None:
    cell = page.locator("gs-sheet").get_by_role("table", name=_EDITED, exact=True).first.locator("td").first
    cell.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
