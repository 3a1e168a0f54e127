/** The colours of the stylesheet as bytes, for what is drawn on a canvas. */
import { LEVELS } from "../../lib/shade.js";
import { h } from "../dom.js";

/**
 * @typedef {{palette: Uint32Array, ink: string, accent: string, soft: string, wrong: string}} Colours
 */

/** @type {Map<string, Colours>} */
let known = new Map();
/** @type {Set<() => void>} */
const watching = new Set();

/**
 * @param {HTMLElement} place  in which the colours are read
 * @param {string} kind        what tells them apart: value, gradient, mask, repeated or not
 * @returns {Colours}
 */
export function coloursOf(place, kind) {
  let colours = known.get(kind);
  if (!colours) {
    colours = read(place);
    known.set(kind, colours);
  }
  return colours;
}

/** @param {HTMLElement} place */
function read(place) {
  const probe = h("i", { class: "probe", hidden: false });
  place.append(probe);
  const context = /** @type {CanvasRenderingContext2D} */ (
    h("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true })
  );
  const style = getComputedStyle(probe);
  const palette = new Uint32Array(2 * LEVELS + 2);
  for (let level = -LEVELS; level <= LEVELS; level++) {
    probe.dataset.sign = level > 0 ? "+" : level < 0 ? "-" : "0";
    probe.dataset.level = String(Math.abs(level));
    palette[level + LEVELS] = bytesOf(context, style.backgroundColor);
  }
  const named = (/** @type {string} */ of) => {
    probe.dataset.of = of;
    return style.color;
  };
  const colours = { ink: named("ink"), accent: named("accent"), soft: named("soft"), wrong: named("wrong") };
  palette[2 * LEVELS + 1] = bytesOf(context, colours.wrong);
  probe.remove();
  return { ...colours, palette };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} colour
 */
function bytesOf(context, colour) {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
}

/**
 * @param {() => void} redraw  when light turns dark
 * @returns {() => void} to be told no more
 */
export function watchColours(redraw) {
  watching.add(redraw);
  return () => watching.delete(redraw);
}

function turned() {
  known = new Map();
  for (const redraw of watching) redraw();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", turned);
new MutationObserver(turned).observe(document.documentElement, { attributeFilter: ["data-theme"] });
