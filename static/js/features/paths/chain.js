/** The quantities of a path in a row, and how often each signal on the way is used. */
import { h } from "../../elements/dom.js";
import { inlineNode } from "../../elements/formula/math.js";

/**
 * @import {Context} from "../../elements/formula/row.js"
 * @import {Signal, Term} from "../../lib/paths.js"
 * @import {Symbols, Translate} from "../../types.js"
 */

/** So many signals are a short list. */
const FEW = 12;

/**
 * J → Θ → h, with what a fusion leaps over and which use of a quantity it is.
 * @param {Term} term
 * @param {Context} context
 * @returns {Node[]}
 */
export function chainOf({ links, mathml }, { t, symbols }) {
  const arrow = () => h("span", { class: "arrow", "aria-hidden": "true" }, "→");
  const start = mathml ? [] : [h("span", { class: "chip" }, "…")];
  const chips = links.map(({ name, leapt, use, uses }) =>
    h(
      "span",
      { class: "chip", "data-leapt": leapt, title: leapt ? t("paths.leapt.title") : null },
      inlineNode(symbols.values[name]),
      leapt ? h("span", { class: "hidden" }, ` (${t("paths.leapt")})`) : null,
      use === null ? null : h("small", {}, t("paths.use", { n: use, m: uses })),
    ),
  );
  return [...start, ...chips].flatMap((chip, k) => (k === 0 ? [chip] : [arrow(), chip]));
}

/**
 * What is computed once and used k times.
 * @param {Signal[]} signals
 * @param {number} count  of the paths that are listed
 * @param {Context} context
 */
export function signalsList(signals, count, { t, symbols }) {
  const items = signals.map(({ name, count: times, by, paths }) => {
    const item = h("li", { "data-signal": name });
    const key = times === 1 ? "paths.used.once" : "paths.used";
    for (const part of t(key, { symbol: "\0s\0", count: times, by: "\0b\0" }).split("\0")) {
      if (part === "s") item.append(inlineNode(symbols.gradients[name]));
      else if (part === "b") item.append(...listed(by, symbols, t));
      else item.append(part);
    }
    if (paths !== null && count > 1)
      item.append(h("span", { class: "note" }, ` ${t("paths.on", { k: paths, n: count })}`));
    return item;
  });
  const section = h("section", { class: "signals" }, h("h3", {}, t("paths.signals")));
  section.append(h("ul", {}, ...items.slice(0, FEW)));
  if (items.length > FEW) {
    const summary = h("summary", {}, t("paths.more-signals", { n: items.length - FEW }));
    section.append(h("details", {}, summary, h("ul", {}, ...items.slice(FEW))));
  }
  return section;
}

/**
 * @param {string[]} names  of gradients
 * @param {Symbols} symbols
 * @param {Translate} t
 * @returns {(Node | string)[]}
 */
function listed(names, symbols, t) {
  return names.flatMap((name, k) => {
    const symbol = inlineNode(symbols.gradients[name]);
    if (k === 0) return [symbol];
    return [t(k === names.length - 1 ? "list.and" : "list.comma"), symbol];
  });
}
