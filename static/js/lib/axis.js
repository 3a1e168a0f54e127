/** Axes of a chart: where a number stands, and the ticks at round numbers. Knows no DOM. */
import { formatFigures, formatNumber } from "./format.js";

/**
 * @typedef {object} Axis
 * @property {"linear" | "log"} scale
 * @property {[number, number]} range  lower and upper end, which differ; above 0 on a logarithmic axis
 *
 * @typedef {{value: number, text: string}} Tick
 */

/** No pixel is further away: a line towards a huge number keeps its direction, and SVG its precision. */
const FAR = 1e5;
const HUGE = 1e6;
/** Below 10 to this power, a tick on a linear axis is written with an exponent. */
const SMALL = -4;

/**
 * @param {Axis} axis
 * @param {number} from  where the lower end stands, in pixels
 * @param {number} to    where the upper end stands
 * @returns {(value: number) => number}  NaN for what has no place
 */
export function placer({ scale, range }, from, to) {
  const by = scale === "log" ? Math.log10 : (/** @type {number} */ value) => value;
  const [low, high] = range.map(by);
  return (value) => {
    const place = from + ((by(value) - low) / (high - low)) * (to - from);
    return Math.max(-FAR, Math.min(FAR, place));
  };
}

/**
 * @param {Axis} axis
 * @param {number} most  how many have room
 * @returns {Tick[]}
 */
export function ticks(axis, most) {
  return axis.scale === "log" ? decades(axis.range, most) : rounds(axis.range, most);
}

/**
 * The ends of an axis that holds some numbers with room to spare; what is not finite does not count.
 * @param {number[]} numbers
 * @param {number} [spare]  a part of the distance between the ends
 * @returns {[number, number]}
 */
export function holding(numbers, spare = 0.06) {
  const finite = numbers.filter(Number.isFinite);
  const [low, high] = finite.length > 0 ? [Math.min(...finite), Math.max(...finite)] : [0, 0];
  const room = low === high ? Math.abs(low) / 2 || 1 : (high - low) * spare;
  return [low - room, high + room];
}

/**
 * Powers of ten, every one or every few.
 * @param {[number, number]} range
 * @param {number} most
 * @returns {Tick[]}
 */
function decades([low, high], most) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((last - first + 1) / most));
  /** @type {Tick[]} */
  const found = [];
  for (let power = Math.ceil(first / every) * every; power <= last; power += every) {
    const value = Number(`1e${power}`);
    found.push({ value, text: formatFigures(value, 1) });
  }
  return found;
}

/**
 * Multiples of 1, 2 or 5 times a power of ten.
 * @param {[number, number]} range
 * @param {number} most
 * @returns {Tick[]}
 */
function rounds([low, high], most) {
  const least = (high - low) / most;
  const power = Math.floor(Math.log10(least));
  const digit = [1, 2, 5, 10].find((some) => some * 10 ** power >= least * (1 - 1e-9)) ?? 10;
  const exponent = digit === 10 ? power + 1 : power;
  const step = Number(`${digit === 10 ? 1 : digit}e${exponent}`);
  /** @type {Tick[]} */
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k <= high / step + 1e-9; k++) {
    const value = Number((k * step).toPrecision(12));
    found.push({ value, text: written(value, exponent) });
  }
  return found;
}

/**
 * A multiple of a step with just the digits that tell it from the next.
 * @param {number} value
 * @param {number} exponent  of the step
 */
function written(value, exponent) {
  if (value === 0) return "0";
  const own = Math.floor(Math.log10(Math.abs(value)));
  const short = Math.abs(value) >= HUGE || own < SMALL;
  return formatNumber(value, Math.max(1, short ? own - exponent + 1 : -exponent));
}
