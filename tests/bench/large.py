"""Group 5: a matrix of a million cells on its way to the server and back, and on the page."""

from __future__ import annotations

from statistics import median, quantiles
from time import monotonic
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chrome
from tests.browser.programs import as_sent, embed

from .pairs import ratio
from .server import serving
from .table import aligned

_PROGRAM = "J = norm(W)"
_PATIENCE = 30.0

_ROUND_TRIP = """async ({ n, way, program }) => {
  const { packedValues, unpacked } = await import("/static/js/lib/packed.js");
  const { flatOf, rowsOver } = await import("/static/js/lib/rows.js");
  const { largestIn } = await import("/static/js/lib/grid.js");
  const { GsCanvasMatrix } = await import("/static/js/elements/canvas/matrix.js");
  const numbers = Float64Array.from({ length: n * n }, (_, k) => Math.sin(k) / 3);
  const rows = rowsOver(numbers, [n, n]);
  const W = way === "rows" ? rows.map((row) => [...row]) : rows;
  const matrix = new GsCanvasMatrix();
  const spec = { symbol: "<math><mi>W</mi></math>", name: "W", kind: "gradient", shape: [n, n], sizes: ["n", "n"],
    sizeSymbols: {}, refAt: (i, j) => ({ kind: "gradient", name: "W", i, j }), node: null, repeat: false,
    editable: false, cellLabel: () => "" };
  document.querySelector("gs-sheet").prepend(matrix);
  const times = [performance.now()];
  const values = way === "rows" ? { W } : packedValues({ W });
  const body = JSON.stringify({ program, values, include: [], arrays: way, echo: way === "rows" });
  times.push(performance.now());
  const headers = { "Content-Type": "application/json" };
  const answer = await (await fetch("/api/traces", { method: "POST", headers, body })).text();
  times.push(performance.now());
  const trace = unpacked(JSON.parse(answer));
  const found = flatOf(trace.gradients.W.data);
  if (Math.abs(found[n + 1] * trace.loss.value - numbers[n + 1]) > 1e-12) throw new Error("the answer is wrong");
  times.push(performance.now());
  const grid = { rows: n, columns: n, numbers: found };
  matrix.draw(spec, { grid, max: largestIn(found), precision: 3 }, { width: 260, height: 200 }, (key) => key);
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(null);
  }));
  times.push(performance.now());
  matrix.remove();
  return [...times.slice(1).map((time, k) => time - times[k]), times.at(-1) - times[0]];
}"""
_PHASES = ("body written", "sent, computed, received", "answer read", "painted", "from request to painted")

_WATCH = """() => {
  performance.setResourceTimingBufferSize(1000);
  globalThis.lags = [];
  document.addEventListener("pointermove", (event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        lags.push(performance.now() - event.timeStamp);
        port1.close();
      };
      port2.postMessage(null);
    });
  }, true);
}"""
_EDITS = "performance.getEntriesByName('edit-to-paint').map((entry) => entry.duration)"


def report(quick: bool) -> str:
    """Rows beside base64; and what it is like to point at such a matrix and to change it."""
    path = chrome.find()
    if path is None:
        return "Large: no Chromium or Chrome found (CHROME=/path/to/chrome names one)"
    n, rounds = (256, 2) if quick else (1024, 11)
    with serving() as port, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chrome.FLAGS))
        try:
            url = f"http://127.0.0.1:{port}/"
            return f"{_round_trips(browser, url, n, rounds)}\n\n{_on_the_page(browser, url, n, 5 if quick else 60)}"
        finally:
            browser.close()


def _round_trips(browser: Browser, url: str, n: int, rounds: int) -> str:
    """Milliseconds of each phase, in turns."""
    page = _page(browser)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    times: dict[str, list[list[float]]] = {"rows": [], "base64": []}
    for round_ in range(rounds + 1):
        for way, found in times.items():
            its: list[float] = page.evaluate(_ROUND_TRIP, {"n": n, "way": way, "program": _PROGRAM})
            if round_ > 0:  # the first is not counted
                found.append(its)
    page.close()
    rows = []
    for k, phase in enumerate(_PHASES):
        by_rows, by_bytes = ([its[k] for its in times[way]] for way in ("rows", "base64"))
        both = (f"{median(found):.0f} ms" for found in (by_rows, by_bytes))
        rows.append([phase, *both, str(ratio(by_bytes, by_rows))])
    title = f"Large: {_PROGRAM} with W of {n}×{n} sent, its gradient answered (and by rows W, too), the gradient drawn; {rounds} rounds"
    return f"{title}\n{aligned(['', 'rows', 'base64', 'base64 / rows'], rows)}"


def _on_the_page(browser: Browser, url: str, n: int, count: int) -> str:
    page = _page(browser)
    _show(page, url, n)
    page.evaluate(_WATCH)
    rows = []
    for kind, label in (("value", "W"), ("gradient", "∂J/∂W")):
        lags = _lags(page, kind, count)
        rows.append([f"pointer to the frame with its cell, over {label}", *_summary(lags, "≤ 50 ms")])
    rows.append(["one cell, edit to paint", *_summary(_edits(page, max(2, count // 6)), "")])
    page.close()
    title = f"Large: the same network on the page, {n}×{n}"
    return f"{title}\n{aligned(['', 'median', '95th percentile', 'goal'], rows)}"


def _summary(times: list[float], goal: str) -> list[str]:
    return [f"{median(times):.1f} ms", f"{quantiles(times, n=20, method='inclusive')[-1]:.1f} ms", goal]


def _page(browser: Browser) -> Page:
    return browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")


def _show(page: Page, url: str, n: int) -> None:
    """Load the page with the network inside, as a program of one's own."""
    network = {"program": _PROGRAM, "lang": "en", "arrays": "auto"}
    drawn = page.request.post(f"{url}api/values", data={**network, "shapes": {"W": [n, n]}, "scheme": "normal"}).json()
    trace: dict[str, Any] = page.request.post(
        f"{url}api/traces", data={**network, "values": drawn["values"]}, timeout=1000 * _PATIENCE
    ).json()
    values = {"W": as_sent(trace["values"]["W"])}
    embed(page, trace=trace, preset={"id": None, "title": "", "program": _PROGRAM, "values": values})
    page.goto(f"{url}?lang=en", timeout=1000 * _PATIENCE)
    page.wait_for_selector("html[data-ready]")


def _lags(page: Page, kind: str, count: int) -> list[float]:
    """Move over one matrix, a cell and a frame at a time; each time another cell has to be found."""
    canvas = page.locator(f"gs-sheet gs-canvas-matrix[data-kind={kind}]:not([data-repeat]) canvas").first
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box() or {"x": 0.0, "y": 0.0}
    before = int(page.evaluate("lags.length"))
    names = set()
    for k in range(count):
        page.mouse.move(box["x"] + 3 + 2 * k, box["y"] + 5 + k)
        _wait(page, "lags.length", before + k + 1)
        names.add(page.locator("gs-cell h3").inner_text())
    if len(names) < count:
        raise RuntimeError(f"{count} cells were pointed at, and {len(names)} found")
    found: list[float] = page.evaluate("lags")[before:]
    return found


def _edits(page: Page, count: int) -> list[float]:
    """Give the cell in the middle another digit, again and again."""
    before = len(page.evaluate(_EDITS))
    canvas = page.locator("gs-sheet gs-canvas-matrix[data-editable] canvas").first
    for k in range(count):
        canvas.focus()
        page.keyboard.press("Enter")
        page.keyboard.type(str(k % 9 + 1))
        page.keyboard.press("Enter")
        _wait(page, f"({_EDITS}).length", before + k + 1)
        page.keyboard.press("Escape")
    found: list[float] = page.evaluate(_EDITS)[before:]
    return found


def _wait(page: Page, expression: str, count: int) -> None:
    """Until there are so many. Playwright's own waiting needs `eval`, which the page forbids."""
    until = monotonic() + _PATIENCE
    while page.evaluate(expression) < count:
        if monotonic() > until:
            raise TimeoutError(f"{expression} stayed under {count}")
        page.wait_for_timeout(2)
