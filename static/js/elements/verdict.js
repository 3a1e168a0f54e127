/** A verdict as a sign, and as a word for whoever does not see the sign. */
import { GLYPHS } from "../lib/check.js";
import { h } from "./dom.js";

/**
 * @param {import("../lib/check.js").Verdict} verdict
 * @param {import("../main.js").Translate} t
 */
export function verdictSign(verdict, t) {
  return [
    h("span", { class: "glyph", "aria-hidden": "true" }, GLYPHS[verdict]),
    h("span", { class: "hidden" }, `${t(`check.${verdict}`)} `),
  ];
}
