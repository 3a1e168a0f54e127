/** Formulas: MathML text from the server becomes nodes that are made anew, of MathML alone and with nothing that acts. */
import { h } from "../dom.js";

/** @import {Ref, Symbols, Trace} from "../../types.js" */

const MATHML = "http://www.w3.org/1998/Math/MathML";
/** What an element of a formula may say. No style, which the page does not take; no link, no handler. */
const ATTRIBUTES = new Set(
  (
    "accent accentunder depth displaystyle fence form height largeop linethickness lspace mathvariant maxsize minsize " +
    "movablelimits rspace scriptlevel separator stretchy symmetric voffset width"
  ).split(" "),
);
/** @type {Map<string, Element>} */
const made = new Map();

/**
 * @param {string} mathml
 * @returns {Element}
 */
export function mathNode(mathml) {
  let math = made.get(mathml);
  if (!math) {
    math = read(mathml) ?? h("span");
    made.set(mathml, math);
  }
  return document.importNode(math, true);
}

/**
 * @param {string} mathml  "" where there is no formula
 * @returns {Element | null}
 */
function read(mathml) {
  if (!mathml) return null;
  const found = new DOMParser().parseFromString(mathml, "application/xml"); // as HTML, its styles and handlers would be looked at
  return found.querySelector("parsererror") ? null : madeAnew(found.documentElement);
}

/**
 * The same element in the namespace of MathML, where no element loads, links or runs anything.
 * @param {Element} found
 * @returns {Element}
 */
function madeAnew(found) {
  const inside = [...found.childNodes].map((node) =>
    node instanceof Element ? madeAnew(node) : (node.textContent ?? ""),
  );
  const element = m(found.localName, ...inside);
  for (const { name, value } of found.attributes) if (ATTRIBUTES.has(name)) element.setAttribute(name, value);
  return element;
}

/**
 * An element of a formula.
 * @param {string} tag
 * @param {...(Node | string)} children
 */
export function m(tag, ...children) {
  const element = document.createElementNS(MATHML, tag);
  element.append(...children);
  return element;
}

/**
 * The factors of a product one by one, so that a long one can go on in another line.
 * @param {string} mathml
 * @returns {Element[]}
 */
export function factorNodes(mathml) {
  return [...mathNode(mathml).children].map((factor) => m("math", factor));
}

/**
 * A symbol on one line: ∂J/∂U in place of the fraction.
 * @param {string} mathml
 * @returns {Element}
 */
export function inlineNode(mathml) {
  const math = mathNode(mathml);
  for (const fraction of math.querySelectorAll("mfrac")) {
    const [above, below] = [...fraction.children];
    const slash = m("mo", "/");
    slash.setAttribute("lspace", "0");
    slash.setAttribute("rspace", "0");
    fraction.replaceWith(above, slash, below);
  }
  return math;
}

/**
 * A size as it is written: D_h as a formula, 1 as a number.
 * @param {string} size
 * @param {Record<string, string>} sizes
 * @returns {Node}
 */
export function sizeNode(size, sizes) {
  return sizes[size] ? mathNode(sizes[size]) : document.createTextNode(size);
}

/**
 * One cell of a quantity: z₂, W₁₂, δ₁,₂; a derivative by an entry names that entry in every layout.
 * @param {Ref} ref
 * @param {Symbols} symbols
 * @param {Trace} trace
 * @returns {Element}
 */
export function cellNode(ref, symbols, trace) {
  if (ref.kind === "value") return indexed(symbols.values[ref.name], ref, trace.values[ref.name].shape);
  const { shape, transposed } = trace.gradients[ref.name];
  const symbol = mathNode(symbols.gradients[ref.name]);
  const isPartial = symbol.firstElementChild?.textContent === "∂";
  if (!isPartial) return indexed(symbols.gradients[ref.name], ref, shape);
  const own = transposed ? { i: ref.j, j: ref.i } : ref;
  const by = indexed(symbols.values[ref.name], own, trace.values[ref.name].shape);
  const parts = [...symbol.children];
  const last = parts.map(({ textContent }) => textContent).lastIndexOf("∂");
  return m("math", ...parts.slice(0, last + 1), ...by.children);
}

/**
 * @param {string} mathml
 * @param {{i: number, j: number}} at
 * @param {[number, number]} shape
 */
function indexed(mathml, at, shape) {
  const math = mathNode(mathml);
  const index = indexText(at, shape);
  if (!index) return math;
  const last = math.lastElementChild;
  if (last?.localName === "msub") {
    const [base, sub] = [...last.children];
    last.replaceChildren(base, m("mrow", sub, m("mo", ","), m("mn", index)));
    last.querySelector("mo")?.setAttribute("rspace", "0");
    return math;
  }
  const base = m("mrow", ...math.childNodes);
  math.append(m("msub", base, m("mn", index)));
  return math;
}

/**
 * @param {{i: number, j: number}} at
 * @param {[number, number]} shape
 */
function indexText({ i, j }, [rows, columns]) {
  if (rows === 1 && columns === 1) return "";
  if (columns === 1) return String(i + 1);
  if (rows === 1) return String(j + 1);
  return `${i + 1}${Math.max(rows, columns) > 9 ? "," : ""}${j + 1}`;
}
