/** The formulas of a step against the gradient. In each, `loss` is the MathML of J. */
import { m, mathNode } from "./math.js";

/**
 * ΔJ
 * @param {string} loss
 */
export function changeOf(loss) {
  return m("math", m("mi", "Δ"), ...mathNode(loss).childNodes);
}

/**
 * −η‖∇J‖²
 * @param {string} loss
 */
export function predictionOf(loss) {
  const norm = m("mrow", bar(), m("mi", "∇"), ...mathNode(loss).childNodes, bar());
  // In a row of its own the minus is a sign.
  return m("math", m("mrow", m("mo", "−"), m("mi", "η")), m("msup", norm, m("mn", "2")));
}

/**
 * ΔJ ≈ −η‖∇J‖²
 * @param {string} loss
 */
export function firstOrderOf(loss) {
  return m("math", ...changeOf(loss).childNodes, m("mo", "≈"), ...predictionOf(loss).childNodes);
}

/**
 * ‖∂J/∂·‖²
 * @param {string} loss
 */
export function squareOf(loss) {
  const partial = m("mrow", m("mi", "∂"), ...mathNode(loss).childNodes, tight("/"), m("mi", "∂"), tight("·"));
  return m("math", m("msup", m("mrow", bar(), partial, bar()), m("mn", "2")));
}

/** @param {string} sign  without room around it */
function tight(sign) {
  const made = m("mo", sign);
  for (const side of ["lspace", "rspace"]) made.setAttribute(side, "0");
  return made;
}

/** Of a norm; no higher than a line. */
function bar() {
  const made = tight("‖");
  made.setAttribute("stretchy", "false");
  return made;
}
