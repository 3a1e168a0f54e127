/** A gradient check as it is read: one entry, the worst ones, what was found in all. Knows no DOM. */
import { placesIn } from "./cell/places.js";
import { formatFigures, formatFull, fromWire } from "./format.js";

/**
 * @import {WireMatrix, WireNumber} from "../types.js"
 * @import {ErrorOverH, GradcheckResponse as Told, GradientCheck} from "../wire.js"
 */

/**
 * @typedef {keyof typeof GLYPHS} Verdict
 *
 * @typedef {object} Entry  rows and columns from 0; NaN where there is no number
 * @property {number} i
 * @property {number} j
 * @property {number} analytic
 * @property {number} numeric
 * @property {number} error    relative
 * @property {Verdict} verdict
 *
 * @typedef {object} Found  about how many entries a sentence is to be said
 * @property {"disagree" | "all" | "agree" | "kink" | "unresolved" | "sampled"} key
 * @property {number} n
 * @property {number} all
 * @property {number} [most]  the band that holds them
 */

/** From the best to what is none; the first four are bands. */
export const GLYPHS = /** @type {const} */ ({
  good: "✓",
  fair: "≈",
  poor: "!",
  wrong: "✗",
  kink: "∧",
  unresolved: "?",
  "not-finite": "∞",
  unchecked: "–",
});
export const VERDICTS = /** @type {Verdict[]} */ (Object.keys(GLYPHS));
export const FAILED = /** @type {Verdict[]} */ (["wrong", "not-finite"]);
/** Up to so many entries are drawn one by one. */
export const MOST_DRAWN = 600;
const EPSILON = 2 ** -52;
/** The worst first: a kink and what is unresolved tell less than a poor entry. @type {Verdict[]} */
const WORST = ["not-finite", "wrong", "poor", "kink", "unresolved", "fair", "good", "unchecked"];

/**
 * A relative error, of which only the size is of interest: 3e−11. With a second figure after a 1, where one is coarse.
 * @param {number} error
 */
export function errorText(error) {
  if (error === 0 || error >= 0.1 || Number.isNaN(error)) return formatFigures(error, 1);
  const [leading] = error.toExponential();
  return Number(error.toPrecision(leading === "1" ? 2 : 1))
    .toExponential()
    .replace("-", "−");
}

/** A step size: powers of ten in full, half powers with one digit more. @param {number} h */
export function lengthText(h) {
  return Number(h.toPrecision(2)).toExponential().replace("-", "−");
}

/**
 * Whether every entry can be drawn.
 * @param {GradientCheck} check
 */
export function isDrawn({ shape, verdicts }) {
  return verdicts !== null && shape[0] * shape[1] <= MOST_DRAWN;
}

/**
 * @param {GradientCheck} check
 * @param {WireMatrix} gradient  that was checked, in the same shape
 * @param {number} i
 * @param {number} j
 * @returns {Entry}
 */
export function entryAt({ numeric, relative_errors, verdicts, entries }, gradient, i, j) {
  const listed = entries?.find(({ row, column }) => row === i && column === j);
  return {
    i,
    j,
    analytic: fromWire(gradient.data[i][j]),
    numeric: numberOf(listed?.numeric ?? numeric?.[i][j]),
    error: numberOf(listed?.relative_error ?? relative_errors?.[i][j]),
    verdict: listed?.verdict ?? verdicts?.[i][j] ?? "unchecked",
  };
}

/** @param {WireNumber | null | undefined} value */
const numberOf = (value) => (value == null ? Number.NaN : fromWire(value));

/**
 * The entries that one looks at first: those that failed, then by their error.
 * @param {GradientCheck} check
 * @param {WireMatrix} gradient
 * @param {number} count
 * @returns {Entry[]}
 */
export function worstOf(check, gradient, count) {
  const [rows, columns] = check.shape;
  const places = check.entries
    ? check.entries.map(({ row, column }) => [row, column])
    : placesIn([rows, columns]);
  const listed = new Map(check.entries?.map((entry) => [entry.row * columns + entry.column, entry]));
  const one = (/** @type {number[]} */ [i, j]) => {
    const entry = listed.get(i * columns + j);
    return entryAt(entry ? { ...check, entries: [entry] } : check, gradient, i, j);
  };
  return places
    .map(one)
    .sort((a, b) => rank(a) - rank(b) || (b.error || 0) - (a.error || 0))
    .slice(0, count);
}

/**
 * The entry to begin with: the largest error, or where nothing is wrong but that there is no number, that.
 * @param {GradientCheck} check
 * @returns {{i: number, j: number}}
 */
export function foremost({ worst, counts, verdicts, entries }) {
  if (counts["not-finite"] > 0 && !(counts.wrong > 0)) {
    const isNone = (/** @type {string} */ verdict) => verdict === "not-finite";
    const listed = entries?.find(({ verdict }) => isNone(verdict));
    const i = listed?.row ?? verdicts?.findIndex((row) => row.some(isNone)) ?? 0;
    return { i, j: listed?.column ?? verdicts?.[i].findIndex(isNone) ?? 0 };
  }
  return worst ? { i: worst.row, j: worst.column } : { i: 0, j: 0 };
}

/** @param {Entry} entry */
const rank = ({ verdict }) => WORST.indexOf(verdict);

/**
 * What is to be said about all entries together, the most important first.
 * @param {Told} told
 * @returns {Found[]}
 */
export function findings({ counts, bands, sampled }) {
  const of = (/** @type {string[]} */ verdicts) =>
    verdicts.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const all = of(VERDICTS) - of(["unchecked"]);
  const agree = of(bands.map(({ verdict }) => verdict));
  const most = bands.findLast(({ verdict }) => counts[verdict] > 0)?.most;
  const failed = of(FAILED);
  /** @type {(Found | false)[]} */
  const found = [
    failed > 0 && { key: "disagree", n: failed, all },
    failed === 0 && agree > 0 && { key: agree === all ? "all" : "agree", n: agree, all, most },
    of(["kink"]) > 0 && { key: "kink", n: of(["kink"]), all },
    of(["unresolved"]) > 0 && { key: "unresolved", n: of(["unresolved"]), all },
    sampled !== null && { key: "sampled", n: sampled.checked, all: sampled.entries },
  ];
  return found.filter((one) => one !== false);
}

/** How many entries of a gradient failed. @param {GradientCheck} check */
export function failuresOf({ counts }) {
  return FAILED.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
}

/**
 * Two numbers with all their digits, cut where they begin to differ.
 * @param {number} a
 * @param {number} b
 */
export function compared(a, b) {
  const [left, right] = [a, b].map(formatFull);
  const differs = [...left].findIndex((character, k) => character !== right[k]);
  const same = differs < 0 ? left.length : differs;
  return [left, right].map((text) => /** @type {const} */ ([text.slice(0, same), text.slice(same)]));
}

/**
 * Where the V has its foot: the largest h at which the median is about as small as it gets.
 * @param {ErrorOverH} curve
 * @returns {{h: number, error: number} | null}  null where no entry has an error
 */
export function footOf({ h, median }) {
  const known = h.flatMap((length, k) => (median[k] === null ? [] : [{ h: length, error: median[k] }]));
  const least = Math.min(...known.map(({ error }) => error));
  const near = known.filter(({ error }) => error <= Math.max(2 * least, EPSILON));
  return near.length > 0 ? near.reduce((a, b) => (b.h > a.h ? b : a)) : null;
}

/**
 * The errors that are drawn over h, each at least as large as the axis begins; and that axis.
 * @param {ErrorOverH} curve
 */
export function plotted({ h, median, largest }) {
  const sizes = [...median, ...largest].filter((error) => error !== null && error > 0 && error < Infinity);
  const powers = sizes.map((error) => Math.log10(/** @type {number} */ (error)));
  const range = /** @type {[number, number]} */ ([
    10 ** Math.floor(Math.min(-9, ...powers)),
    10 ** Math.ceil(Math.max(-2, ...powers)),
  ]);
  const points = (/** @type {(number | null)[]} */ errors) =>
    h.map(
      (length, k) => /** @type {[number, number]} */ ([length, Math.max(errors[k] ?? Number.NaN, range[0])]),
    );
  return { range, median: points(median), largest: points(largest) };
}
