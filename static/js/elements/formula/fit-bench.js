/** Fits the bench into its place: the largest cells with which all is seen, and what gives way where there are none. */
import { MOST_SEEN } from "../../lib/fit.js";
import { find, setAttribute } from "../dom.js";
import { stack } from "./derivation.js";
import { largest, scaleOf } from "./sizing.js";

/** @import {Product} from "./product.js" */

/** Cells of the bench, in pixels: of a small product; of any that has the room; before anything scrolls; at the least. */
const LARGE_ON_THE_BENCH = 56;
const LARGE_WHERE_IT_SCROLLS = 27;
const LARGE_AND_TALL = 32;
const COMFORTABLE = 22;
const READABLE = 17;
const SMALL = 15;
/** So many pixels in height are enough to read a derivation in, line by line. */
const LEAST_OF_THE_DERIVATION = 84;

/**
 * @typedef {object} Plan
 * @property {"line" | "broken" | "wrapped"} flow  all in one line; the result in a line of its own; the operands in as many as it takes
 * @property {number} from  the sizes of a cell that are tried, from large to small
 * @property {number} to
 * @property {number} [rows]  of a matrix, that are seen: it scrolls inside itself
 */

/** The last resort. @type {Plan} */
const LAST = { flow: "wrapped", from: COMFORTABLE, to: READABLE, rows: 4.5 };

/**
 * @param {HTMLElement} bench
 * @param {Product} product
 */
export function fitBench(bench, { element, all, result }) {
  const lines = find(bench, ".lines", HTMLElement);
  setAttribute(bench, "data-scrolling", false);
  limit(lines, null);
  stack(lines);
  bench.style.setProperty("--room", `${element.clientWidth}px`);
  const scale = scaleOf(bench);
  const tallest = Math.max(...all.map(({ it }) => Math.min(it.node.shape[0], MOST_SEEN)));
  const most = tallest > 6 ? LARGE_AND_TALL : LARGE_ON_THE_BENCH;
  const every = plans(placeOf(bench) ? most : LARGE_WHERE_IT_SCROLLS, scale);
  const some = element.hasAttribute("data-paths") ? every.filter(({ flow }) => flow !== "line") : every;
  const fits = () => element.scrollWidth <= element.clientWidth && beneath(bench, bench) <= 0;
  const k = some.findIndex((plan) => succeeds(plan, bench, element, fits));
  if (k < 0) giveWay(bench, element, result.matrix, lines, scale);
  else if (some[k].flow === "line") breakForLarger(some[k], some[k + 1], bench, element, fits);
}

/** In a line of its own the result leaves room for cells so many times as large: then that is worth a line. */
const WORTH_A_LINE = 1.2;

/**
 * @param {Plan} line  that has succeeded
 * @param {Plan} broken
 * @param {HTMLElement} bench
 * @param {HTMLElement} product
 * @param {() => boolean} fits
 */
function breakForLarger(line, broken, bench, product, fits) {
  const size = cellSize(bench);
  if (size >= line.from) return;
  const least = Math.ceil(2 * size * WORTH_A_LINE) / 2;
  if (least <= broken.from && succeeds({ ...broken, to: least }, bench, product, fits)) return;
  succeeds({ ...line, from: size, to: size }, bench, product, fits);
}

/** @param {HTMLElement} bench */
function cellSize(bench) {
  return Number.parseFloat(bench.style.getPropertyValue("--cell"));
}

/**
 * What is tried in turn until all is seen at once.
 * @param {number} most
 * @param {number} scale
 * @returns {Plan[]}
 */
function plans(most, scale) {
  /** @type {Plan[]} */
  const every = [
    { flow: "line", from: most, to: COMFORTABLE },
    { flow: "broken", from: most, to: COMFORTABLE },
    { flow: "line", from: COMFORTABLE, to: SMALL },
    { flow: "broken", from: COMFORTABLE, to: SMALL },
    { flow: "wrapped", from: COMFORTABLE, to: SMALL },
    { flow: "wrapped", from: COMFORTABLE, to: SMALL, rows: 6.5 },
    { ...LAST, to: SMALL },
  ];
  return every.map((plan) => ({ ...plan, from: plan.from * Math.min(scale, 2), to: plan.to * scale }));
}

/**
 * Arranges the product by a plan, with the largest cells that do.
 * @param {Plan} plan
 * @param {HTMLElement} bench
 * @param {HTMLElement} product
 * @param {() => boolean} fits
 * @returns {boolean} whether any do; otherwise it is arranged with the smallest
 */
function succeeds(plan, bench, product, fits) {
  const tried = (/** @type {number} */ size) => {
    setAttribute(product, "data-flow", plan.flow);
    bench.style.setProperty("--rows-seen", String(plan.rows ?? 999));
    bench.style.setProperty("--cell", `${size}px`);
    return fits();
  };
  if (!tried(plan.to)) return false;
  if (tried(plan.from)) return true;
  tried(largest(plan.to, plan.from - 0.5, tried));
  return true;
}

/**
 * Not all is seen at once. The bench scrolls, and the sentence stays in sight, if the result is in sight, too; otherwise
 * the derivation scrolls inside itself, if enough of it is left; otherwise the bench scrolls all the same.
 * @param {HTMLElement} bench
 * @param {HTMLElement} product
 * @param {HTMLElement} result
 * @param {HTMLElement} lines
 * @param {number} scale
 */
function giveWay(bench, product, result, lines, scale) {
  const excess = beneath(bench, bench);
  const left = lines.clientHeight - excess;
  const sentence = find(bench, ".sentence", HTMLElement);
  setAttribute(bench, "data-scrolling", true);
  const isInSight = () => beneath(bench, result) + sentence.offsetHeight <= 0;
  const last = { ...LAST, from: LAST.from * Math.min(scale, 2.5), to: LAST.to * Math.min(scale, 2.5) };
  if (succeeds(last, bench, product, isInSight) || left < LEAST_OF_THE_DERIVATION) return;
  setAttribute(bench, "data-scrolling", false);
  bench.style.setProperty("--cell", `${SMALL * scale}px`);
  limit(lines, left);
}

/**
 * @param {HTMLElement} lines
 * @param {number | null} height
 */
function limit(lines, height) {
  if (height === null) lines.style.removeProperty("max-height");
  else lines.style.setProperty("max-height", `${height}px`);
  setAttribute(lines, "tabindex", height === null ? null : 0);
}

/**
 * How many pixels of a part of the bench are beneath its lower edge. None where the bench has no height of its own.
 * @param {HTMLElement} bench
 * @param {HTMLElement} part
 */
function beneath(bench, part) {
  const box = placeOf(bench);
  if (!box) return 0;
  const { bottom } = part.getBoundingClientRect();
  return Math.ceil(bottom + box.scrollTop - box.getBoundingClientRect().top - box.clientHeight);
}

/**
 * The place that the bench has to fit into; none where the page scrolls.
 * @param {HTMLElement} bench
 */
function placeOf(bench) {
  const box = bench.closest(".bench");
  return box && getComputedStyle(box).overflowY !== "visible" ? box : null;
}
