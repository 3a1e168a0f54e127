/** The steppers of the sizes: one for each letter of the network whose number can be chosen. */
import { find } from "../../elements/dom.js";
import { mathNode } from "../../elements/formula/math.js";
import { MOST, stepper } from "../../elements/stepper.js";
import { sync } from "../../elements/sync.js";
import { emit } from "../../events.js";
import { sizesWanted } from "../../state/wanted.js";

/**
 * @import {State} from "../../state/state.js"
 * @import {Translate} from "../../types.js"
 */

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
    emit(document, "gs-resize", { label, by });
  shown = new Map(
    sizes.map(([label, size]) => {
      const most = Math.max(MOST, size);
      return [label, stepper({ label, size, symbol: symbolOf(symbols.sizes[label], label), most }, act, t)];
    }),
  );
  const place = find(document, "#sizes", HTMLElement);
  sync(place, ...[...shown.values()].map(({ group }) => group));
}

/**
 * D_x first, as on paper; the others as they come.
 * @param {[string, number]} a
 * @param {[string, number]} b
 */
function byLetter([a], [b]) {
  return Number(b === "D_x") - Number(a === "D_x");
}

/**
 * @param {string | undefined} mathml
 * @param {string} label
 */
function symbolOf(mathml, label) {
  return mathml ? mathNode(mathml) : document.createTextNode(label);
}
