/** A verdict as a sign, and as a word for whoever does not see the sign. */

import { h } from "../../elements/dom.js";
import { GLYPHS } from "../../lib/check.js";

/**
 * @import {Verdict} from "../../lib/check.js"
 * @import {Translate} from "../../types.js"
 */

/**
 * @param {Verdict} verdict
 * @param {Translate} t
 */
export function verdictSign(verdict, t) {
  return [
    h("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[verdict]),
    h("span", { class: "hidden" }, `${t(`check.${verdict}`)} `),
  ];
}
