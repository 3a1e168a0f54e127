/** What stands on the bench around the product: place and title, the lines of the derivation, the shape algebra. */
import { emit } from "../../events.js";
import { h, setAttribute } from "../dom.js";
import { segments } from "../segments.js";
import { identityButton } from "./identity-button.js";
import { mathNode, sizeNode } from "./math.js";
import { proseNodes } from "./prose.js";

/**
 * @import {Form, Symbols, Translate} from "../../types.js"
 * @import {ShapeToken, Step} from "../../wire.js"
 * @import {Context} from "./row.js"
 */

/**
 * @param {Step} step
 * @param {number} count
 * @param {Context} context
 */
export function headOf(step, count, { t, symbols }) {
  const reuses = h("p", { class: "reuses" });
  for (const [times, names] of byCount(step.reuses)) {
    const key = names.length > 1 ? "bench.reuses.each" : "bench.reuses";
    const [before, after] = t(key, { symbol: "\0", count: times }).split("\0");
    const all = names.flatMap((name, k) => [k > 0 ? t("list.comma") : "", mathNode(symbols.gradients[name])]);
    reuses.append(h("span", {}, before, ...all, after));
  }
  const place = h(
    "p",
    { class: "place" },
    h("span", { class: "phase" }, t(`phase.${step.phase}`)),
    ` ${t("bench.step", { n: step.index + 1, m: count })}`,
  );
  return h("header", {}, h("div", { class: "where" }, place, reuses), h("h2", {}, ...proseNodes(step.title)));
}

/** What is used equally often is said at once. @param {Step["reuses"]} reuses */
function byCount(reuses) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const { name, count } of reuses) found.set(count, [...(found.get(count) ?? []), name]);
  return found;
}

/**
 * @param {Step["lines"]} derivation
 * @param {Context} context
 */
export function linesOf(derivation, { t, symbols }) {
  const lines = derivation.map((line) => {
    const why = h("span", { class: "why" }, ...proseNodes(line.sentence));
    return h("li", {}, mathNode(line.mathml), why, labelOf(line, symbols));
  });
  const list = h("ol", { class: "lines", "aria-label": t("bench.derivation") }, ...lines);
  fitting.observe(list);
  return list;
}

/**
 * What a line is called: a button, where it cites what can be shown.
 * @param {Step["lines"][number]} line
 * @param {Symbols} symbols
 */
function labelOf({ label, identity, identities = [identity ?? ""] }, symbols) {
  const cited = identities.flatMap((key) => symbols.identities[key] ?? []);
  if (cited.length > 0) return identityButton(label, identity, cited);
  return label ? h("span", { class: "label", "data-identity": identity }, label) : null;
}

/** The width for which a list was stacked last. @type {WeakMap<Element, number>} */
const stacked = new WeakMap();

const fitting = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.clientWidth > 0 && stacked.get(target) !== target.clientWidth) stack(target);
  }
});

/**
 * Explanations stand beside the formulas, or below them where that takes less height.
 * @param {Element} lines
 */
export function stack(lines) {
  stacked.set(lines, lines.clientWidth);
  const [beside, below] = [false, true].map((isStacked) => {
    setAttribute(lines, "data-stacked", isStacked);
    return lines.clientHeight;
  });
  setAttribute(lines, "data-stacked", below < beside);
}

/**
 * @param {ShapeToken[][]} checks  one, or one a path
 * @param {Form[]} forms  in which the step can be drawn
 * @param {Form} form
 * @param {Context} context
 */
export function shapesOf(checks, forms, form, { t, symbols }) {
  const box = h("div", { class: "shapes" }, h("span", { class: "caption" }, t("bench.shapes")));
  for (const tokens of checks) {
    const algebra = h("span", { class: "algebra" });
    for (const token of tokens) algebra.append(...shapeToken(token, symbols.sizes));
    const last = tokens.findLast((token) => token.kind === "shape")?.shape;
    box.append(algebra, last ? h("span", { class: "check" }, `✓ ${last.join("×")}`) : "");
  }
  if (forms.length > 0) box.append(switchOf(forms, form, t));
  return box;
}

/**
 * @param {Form[]} forms
 * @param {Form} form
 * @param {Translate} t
 */
function switchOf(forms, form, t) {
  const options = forms.map((value) => ({
    value,
    text: value === "short" && forms.includes("diag") ? "∘" : t(`bench.${value}`),
    title: t(`bench.${value}.title`),
  }));
  const how = { label: t("bench.switch"), tag: /** @type {const} */ ("span") };
  const { element, show } = segments(how, options, (value, button) => emit(button, "gs-form", value));
  show(form);
  return element;
}

/**
 * @param {ShapeToken} token
 * @param {Record<string, string>} sizes
 * @returns {(Node | string)[]}
 */
function shapeToken(token, sizes) {
  if (token.kind === "arrow") return [h("span", { class: "arrow" }, "→")];
  if (token.kind === "bracket") return [token.text ?? ""];
  if (token.kind === "op") return [h("span", { class: "op" }, token.text ?? "")];
  const side = (/** @type {"rows" | "cols"} */ which) =>
    h(token.meets?.includes(which) ? "u" : "span", {}, sizeNode(token[which] ?? "", sizes));
  return [h("span", { class: "pair" }, "(", side("rows"), "×", side("cols"), ")")];
}
