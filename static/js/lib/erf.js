/** The error function and what it leaves of 1, to about the last digit of a double. */

const SWITCH = 3;
/** From here on 1 − erf(x) would lose digits. */
const FAR = 2;

/**
 * Near 0 the series e^(−x²)·2/√π·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!, whose terms all have one sign; far out the continued fraction of erfc.
 * @param {number} x
 * @returns {number}
 */
export function erf(x) {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  const value = size < SWITCH ? series(size) : 1 - far(size);
  return x < 0 ? -value : value;
}

/**
 * 1 − erf(x), with all digits where that is tiny.
 * @param {number} x
 * @returns {number}
 */
export function erfc(x) {
  return x > FAR ? far(x) : 1 - erf(x);
}

/** @param {number} x */
function series(x) {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 / Math.sqrt(Math.PI)) * sum) / Math.exp(x * x);
}

/** @param {number} x */
function far(x) {
  if (x > 27) return 0;
  let tail = x;
  for (let n = 120; n > 0; n--) tail = x + n / 2 / tail;
  return Math.exp(-x * x) / (tail * Math.sqrt(Math.PI));
}
