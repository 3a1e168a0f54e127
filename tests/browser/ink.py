"""Every text on a page as the ink that is seen of it, and what is wrong with how it lies: detectors that know no particular place."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.looks import all_of

# What lies over the rest of the page on purpose: it has its own ground, and what is beneath is not read.
LAYER = """(element) => {
  for (let at = element; at; at = at.parentElement) {
    if (at.matches(":popover-open, :modal") || ["fixed", "sticky"].includes(getComputedStyle(at).position)) return at;
  }
  return null;
}"""

INKS = """() => {
  const context = document.createElement("canvas").getContext("2d"), inks = [];
  const clips = new Map();
  const clipsOf = (element) => {  // what all boxes about an element leave to be seen, each way
    if (!element) return { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
    let found = clips.get(element);
    if (found) return found;
    const style = getComputedStyle(element), box = element.getBoundingClientRect();
    const isInTopLayer = element.matches(":popover-open, :modal");
    const outer = isInTopLayer ? clipsOf(null) : clipsOf(element.parentElement);
    found = { ...outer };
    if (style.overflowX !== "visible") {
      found.left = Math.max(found.left, box.left), found.right = Math.min(found.right, box.right);
    }
    if (style.overflowY !== "visible") {
      found.top = Math.max(found.top, box.top), found.bottom = Math.min(found.bottom, box.bottom);
    }
    clips.set(element, found);
    return found;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim(), element = node.parentElement;
    if (!text || /^[\\u2061-\\u2064]*$/.test(text) || element.closest("script, style, option, svg, .hidden, textarea")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element), size = parseFloat(style.fontSize);
    context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const measured = context.measureText(text);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 0.5) continue;
      const all = measured.fontBoundingBoxAscent + measured.fontBoundingBoxDescent;
      const base = top + (bottom - top - all) / 2 + measured.fontBoundingBoxAscent;
      const ink = { left, right, top: base - measured.actualBoundingBoxAscent, bottom: base + measured.actualBoundingBoxDescent };
      const clip = clipsOf(element);
      const seen = { left: Math.max(ink.left, clip.left), right: Math.min(ink.right, clip.right),
                     top: Math.max(ink.top, clip.top), bottom: Math.min(ink.bottom, clip.bottom) };
      if (seen.right - seen.left < 1 || seen.bottom - seen.top < Math.max(1, (ink.bottom - ink.top) / 2)) continue;
      inks.push({ text: text.slice(0, 30), element, size, ink, seen, clip });
    }
  }
  return inks;
}"""

OVERLAPPING_TEXTS = f"""(all) => {{
  const layer = {LAYER}, inks = [...all].sort((a, b) => a.seen.top - b.seen.top), found = [];
  inks.forEach((a, k) => {{
    for (let next = k + 1; next < inks.length && inks[next].seen.top < a.seen.bottom; next++) {{
      const b = inks[next];
      const wide = Math.min(a.seen.right, b.seen.right) - Math.max(a.seen.left, b.seen.left);
      const high = Math.min(a.seen.bottom, b.seen.bottom) - Math.max(a.seen.top, b.seen.top);
      if (wide < 1 || high < 1 || a.element === b.element || layer(a.element) !== layer(b.element)) continue;
      const math = a.element.closest("math");
      if (math && math === b.element.closest("math")) continue;
      found.push(`"${{a.text}}" over "${{b.text}}" by ${{wide.toFixed(1)}} × ${{high.toFixed(1)}}`);
    }}
  }});
  return found;
}}"""

# What is seen of a matrix between its rows: its symbol, its frame with an outline, its shape, and the next symbol below it.
TOUCHING_LABELS = """(all) => {
  const found = [], labels = all.filter(({ element }) => element.closest(".symbol, .shape"));
  const frames = [...document.querySelectorAll("gs-matrix .frame, gs-canvas-matrix > .frame")].flatMap((frame) => {
    const { left, right, top, bottom, width } = frame.getBoundingClientRect();
    if (!width || frame.closest(".loupe")) return [];
    const style = getComputedStyle(frame);
    const edge = style.outlineStyle === "none" ? 1 : parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
    const name = frame.querySelector("table, canvas")?.getAttribute("aria-label") ?? "";
    return [{ name, left: left - edge, right: right + edge, top: top - edge, bottom: bottom + edge }];
  });
  const meet = (a, b, gap) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > -gap;
  for (const { text, seen, element } of labels) {
    for (const frame of frames) if (meet(seen, frame, 0)) found.push(`${text} of ${element.closest("[data-kind]")?.querySelector("table")?.getAttribute("aria-label")} touches ${frame.name}`);
  }
  const shapes = labels.filter(({ element }) => element.closest(".shape"));
  const symbols = labels.filter(({ element }) => element.closest(".symbol"));
  for (const shape of shapes) for (const symbol of symbols) {
    if (meet(shape.seen, symbol.seen, 2)) found.push(`the symbol ${symbol.text} touches the shape ${shape.text}`);
  }
  return found;
}"""

# Cut by a box that does not scroll to it, or that scrolls sideways where nothing is meant to.
CUT = """(all) => {
  const found = [], mayScroll = "gs-sheet, .bench, gs-overview, .body, [tabindex='0'], [data-long] .scroll, gs-cell, [role=tree], .bar, gs-code";
  for (const { text, ink, clip, element } of all) {
    const over = Math.max(clip.left - ink.left, ink.right - clip.right, clip.top - ink.top, ink.bottom - clip.bottom);
    if (over < 1.5 || element.closest("button.preset")) continue;
    let box = element;
    while (box && !["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX)) box = box.parentElement;
    if (box?.closest(mayScroll)) continue;
    found.push(`"${text}" is cut by ${over.toFixed(1)} px`);
  }
  for (const { text, ink, element } of all) {
    if ((ink.right > innerWidth + 1 || ink.left < -1) && !element.closest(mayScroll)) found.push(`"${text}" leaves the window`);
  }
  return found;
}"""

# Over a text, at its ends or in its middle, lies something else.
COVERED = f"""(all) => {{
  const found = [], layer = {LAYER};
  for (const {{ text, seen, element }} of all) {{
    const y = (seen.top + seen.bottom) / 2;
    for (const part of [0.1, 0.5, 0.9]) {{
    const x = seen.left + part * (seen.right - seen.left);
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const top = document.elementFromPoint(x, y);
    if (!top || top.contains(element) || element.contains(top) || top.closest("button, label, td") === element.closest("button, label, td")) continue;
    if (layer(top) !== layer(element) && layer(top) !== null) continue;
    if (getComputedStyle(element).pointerEvents === "none") continue;
    found.push(`"${{text}}" is covered by ${{top.localName}}.${{top.className}} "${{top.textContent.trim().slice(0, 20)}}"`);
    break;
    }}
  }}
  return found;
}}"""

# An index is smaller than what it belongs to, as in print, and so is a fraction in a fraction or in a line.
SMALL = """(all) => {
  const sizes = new Map();
  for (const { text, size, element } of all) {
    let outer = element;
    const script = element.closest("sub, sup, msub > :nth-child(2), msup > :nth-child(2), msubsup > :not(:first-child), munder > :nth-child(2), munderover > :not(:first-child), mover > :nth-child(2), mfrac mfrac > *, [displaystyle=false] mfrac > *, mfrac[displaystyle=false] > *");
    if (script?.closest("math, sub, sup")) {
      const math = script.closest("math") ?? script.parentElement;
      outer = math;
    }
    const shown = parseFloat(getComputedStyle(outer).fontSize);
    if (shown < 12 || size < 9) sizes.set(`${text} in ${element.closest("[class]")?.className ?? element.localName}: ${size.toFixed(1)} px of ${shown.toFixed(1)}`, size);
  }
  return [...sizes.keys()];
}"""

SMALLEST = f"""() => Math.min(...({INKS})().filter(({{ element }}) => !element.closest("math, sub, sup")).map(({{ size }}) => size))"""

# A text in a column of one word, with room beside it.
NARROW = """() => [...document.querySelectorAll("p, caption, th, td, li, h2, h3, label, button, .hint, .note, legend")].filter((element) => {
  if (!element.checkVisibility() || !element.textContent.trim().includes(" ") || element.closest(".hidden")) return false;
  const height = element.getBoundingClientRect().height, width = element.clientWidth;
  const line = parseFloat(getComputedStyle(element).lineHeight) || 18;
  const words = element.textContent.trim().split(/\\s+/).length;
  const lines = height / line;
  const own = [...element.childNodes].some((it) => it.nodeType === Node.TEXT_NODE && it.textContent.trim().includes(" "));
  return own && words > 3 && lines > 2.5 && words / lines < 1.6;
}).map((element) => `${element.textContent.trim().slice(0, 40)}: ${element.clientWidth} px wide`)"""

DETECTORS = (OVERLAPPING_TEXTS, TOUCHING_LABELS, CUT, COVERED, SMALL)
COLLISIONS = all_of(
    f"() => {{ const all = ({INKS})(); return [{', '.join(f'...({one})(all)' for one in DETECTORS)}]; }}", NARROW
)


def collisions(page: Page) -> list[str]:
    """What collides on the page as it stands: texts over texts, labels against frames, what is cut, covered, too small or squeezed."""
    return list(page.evaluate(COLLISIONS))


READ = """(place) => {
  const texts = [], walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.checkVisibility() && !node.parentElement.closest(".hidden, option")) texts.push(node.textContent);
  }
  return texts.join(" ");
}"""


def read_by_eye(page: Page, selector: str) -> str:
    """The texts in a place that are seen, without those that are for screen readers only."""
    return str(page.locator(selector).first.evaluate(READ))


def smallest(page: Page) -> float:
    """The smallest text that is seen, in pixels, besides indices."""
    return float(page.evaluate(SMALLEST))


def box_of(page: Page, selector: str) -> dict[str, Any]:
    """Where the first element of a selector stands."""
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return dict(box)
