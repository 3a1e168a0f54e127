"""Group 4: a first visit over a slow line, beside an empty page of the same server, and how much comes over it."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chrome
from tests.browser.pages import at_rest
from tests.browser.traffic import watch

from .pairs import ratio
from .server import BUNDLE, serving
from .table import aligned

_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
_WINDOW = {"width": 1440, "height": 900}
_EMPTY = "healthz"
"""The smallest answer, shown as a page."""
_NOTE = """(() => {
  const painted = (name) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { performance.mark(name); port1.close(); };
    port2.postMessage(null);
  });
  const stands = async () => {
    painted("stands");
    if (location.pathname !== "/") return;
    do { await document.fonts.ready; await new Promise(requestAnimationFrame); } while (document.fonts.status !== "loaded");
    painted("in its font");
  };
  if (location.pathname !== "/") addEventListener("load", stands);
  else new MutationObserver((_, all) => {
    if (!("ready" in document.documentElement.dataset)) return;
    all.disconnect();
    stands();
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-ready"] });
})()"""
_STOOD = """async () => {
  const done = location.pathname === "/" ? "in its font" : "stands";
  while (!performance.getEntriesByName(done).length) await new Promise((next) => setTimeout(next, 10));
  return performance.getEntriesByType("mark").map(({ startTime }) => startTime);
}"""


def report(quick: bool) -> str:
    """Milliseconds from the click on a link to the sheet; then requests and bytes."""
    path = chrome.find()
    if path is None:
        return "Visit: no Chromium or Chrome found (CHROME=/path/to/chrome names one)"
    ways: dict[str, Path | None] = {"as it is written": None}
    if BUNDLE.is_dir():
        ways = {"bundle": BUNDLE, **ways}
    times, loaded = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chrome.FLAGS))
        for way, bundle in ways.items():
            with serving(bundle) as port:
                times += _times(browser, f"http://127.0.0.1:{port}/", way, 2 if quick else 15)
                loaded += _loaded(browser, f"http://127.0.0.1:{port}/", way)
        version = browser.version
        browser.close()
    title = f"Visit: Chromium {version}, a new browser each time, 150 ms and 1.6 Mbit/s emulated, default network"
    return (
        f"{title}\n{aligned(['from navigation to painted', 'takes', '/ empty page', 'goal'], times)}\n\n"
        f"Visit: what comes over the network, heads of answers included\n{aligned(['', 'requests', 'kB'], loaded)}"
    )


def _times(browser: Browser, url: str, way: str, rounds: int) -> list[list[str]]:
    """In turns, so that whatever else the machine does happens to both."""
    empty, sheet, dressed = [], [], []
    for round_ in range(rounds + 1):
        (nothing,) = _visited(browser, url + _EMPTY)
        stands, in_font = _visited(browser, url)
        if round_ > 0:  # the first is not counted: the server made its page then
            empty.append(nothing)
            sheet.append(stands)
            dressed.append(in_font)
    return [
        [f"{way}: an empty page", f"{median(empty):.0f} ms", "", ""],
        [f"{way}: the sheet stands", f"{median(sheet):.0f} ms", str(ratio(sheet, empty)), "≤ 3"],
        [f"{way}: in its font", f"{median(dressed):.0f} ms", str(ratio(dressed, empty)), ""],
    ]


def _visited(browser: Browser, url: str) -> list[float]:
    """Milliseconds until the page was painted, and until it was painted in its font."""
    context = browser.new_context(viewport={"width": _WINDOW["width"], "height": _WINDOW["height"]})
    page = context.new_page()
    page.add_init_script(_NOTE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", _LINE)
    page.goto(url, wait_until="commit")
    found: list[float] = page.evaluate(_STOOD)
    context.close()
    return found


def _loaded(browser: Browser, url: str, way: str) -> list[list[str]]:
    context = browser.new_context(viewport={"width": _WINDOW["width"], "height": _WINDOW["height"]})
    rows = []
    for visit in ("first visit", "second visit"):
        page = context.new_page()
        traffic = watch(page)
        page.goto(url)
        at_rest(page)
        page.wait_for_load_state("networkidle")
        rows.append([f"{way}: {visit}", str(len(traffic.paths)), f"{traffic.bytes / 1000:.1f}"])
    context.close()
    return rows
