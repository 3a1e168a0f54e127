/** Numbers as text: a true minus sign, no "−0", glyphs for what is not finite. Knows no DOM. */

/** @import {WireNumber} from "../types.js" */

const HUGE = 1e6;
/** From here down, an exponent is shorter. */
const TINY = 1e-4;

/**
 * A number with at most `digits` decimals; very large and very small ones in scientific notation.
 * @param {number} value
 * @param {number} digits
 * @returns {string}
 */
export function formatNumber(value, digits) {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text =
    size >= HUGE || size < 0.5 * 10 ** -digits ? scientific(value, digits) : trimZeros(value.toFixed(digits));
  return withMinus(text);
}

/**
 * A number with so many figures that count, wherever its point is.
 * @param {number} value
 * @param {number} figures  at least 1
 * @returns {string}
 */
export function formatFigures(value, figures) {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || value === 0) return formatNumber(value, 1);
  if (size < TINY || size >= HUGE) return withMinus(scientific(value, figures));
  return formatNumber(value, Math.max(0, figures - 1 - Math.floor(Math.log10(size))));
}

/**
 * All the digits that it takes to give the same float64 again.
 * @param {number} value
 * @returns {string}
 */
export function formatFull(value) {
  if (!Number.isFinite(value)) return notFinite(value);
  return value === 0 ? "0" : withMinus(String(value).replace("e+", "e"));
}

/**
 * A whole number, in groups of three.
 * @param {number | string} count  digits in a string where a number would round them
 */
export function formatCount(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/**
 * Reads a number as we write it, or as a person types it. NaN where it is none.
 * @param {string} text
 * @returns {number}
 */
export function readNumber(text) {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/^\+/, "")
    .replace(/,(?=\d+$)/, ".");
  if (/^-?∞$/.test(plain)) return plain.startsWith("-") ? -Infinity : Infinity;
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/**
 * @param {WireNumber} value
 * @returns {number}
 */
export function fromWire(value) {
  return typeof value === "number" ? value : Number(value);
}

/** @param {number} value */
function notFinite(value) {
  if (Number.isNaN(value)) return "NaN";
  return value > 0 ? "∞" : "−∞";
}

/**
 * @param {number} value
 * @param {number} digits
 */
function scientific(value, digits) {
  const [mantissa, exponent] = value.toExponential(Math.min(digits - 1, 16)).split("e");
  return `${trimZeros(mantissa)}e${exponent.replace("+", "")}`;
}

/** @param {string} text */
function trimZeros(text) {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** @param {string} text */
function withMinus(text) {
  return text === "-0" ? "0" : text.replaceAll("-", "−");
}
