/** The steppers of the sizes: one for each letter of the network whose number can be chosen. */
import { find, h, setAttribute, setText } from "../../elements/dom.js";
import { mathNode } from "../../elements/formula/math.js";
import { sizesWanted } from "../../state/wanted.js";

/**
 * @import {State} from "../../state/state.js"
 * @import {Translate} from "../../types.js"
 */

/**
 * @typedef {{label: string, size: number, symbol: string | undefined, most: number}} Stepped
 */

export const MOST = 12;
/** A size named of 1 loses its letter, which stands for nothing then. */
const LEAST = 1;

/**
 * @param {Stepped} stepped
 * @param {(label: string, by: number) => void} act  how much more is wanted
 * @param {Translate} t
 */
export function stepper({ label, size, symbol, most }, act, t) {
  const value = h("output", { "data-size": label }, String(size));
  const button = (/** @type {number} */ by, /** @type {string} */ text, /** @type {string} */ key) => {
    const made = h("button", { type: "button", "aria-label": t(key, { label }), "data-by": by }, text);
    made.addEventListener("click", () => act(label, by));
    return made;
  };
  const less = button(-1, "−", "size.less");
  const more = button(1, "+", "size.more");
  const group = h(
    "span",
    { class: "stepper", role: "group", "aria-label": t("size.group", { label }) },
    h("span", { class: "label" }, symbol ? mathNode(symbol) : label),
    less,
    value,
    more,
  );
  const show = (/** @type {number} */ size) => {
    setText(value, String(size));
    setAttribute(less, "disabled", size <= LEAST);
    setAttribute(more, "disabled", size >= most);
  };
  show(size);
  return { group, show };
}

/** @type {Map<string, ReturnType<typeof stepper>>} */
let shown = new Map();

/**
 * @param {State} state
 * @param {Translate} t
 */
export function showSizes(state, t) {
  const { symbols } = state;
  const sizes = Object.entries(sizesWanted(state)).sort(byLetter);
  if (sizes.map(([label]) => label).join() === [...shown.keys()].join()) {
    for (const [label, size] of sizes) shown.get(label)?.show(size);
    return;
  }
  const act = (/** @type {string} */ label, /** @type {number} */ by) =>
    document.dispatchEvent(new CustomEvent("gs-resize", { detail: { label, by } }));
  shown = new Map(
    sizes.map(([label, size]) => {
      const most = Math.max(MOST, size);
      return [label, stepper({ label, size, symbol: symbols.sizes[label], most }, act, t)];
    }),
  );
  const place = find(document, "#sizes", HTMLElement);
  place.replaceChildren(...[...shown.values()].map(({ group }) => group));
}

/**
 * D_x first, as on paper; the others as they come.
 * @param {[string, number]} a
 * @param {[string, number]} b
 */
function byLetter([a], [b]) {
  return Number(b === "D_x") - Number(a === "D_x");
}
