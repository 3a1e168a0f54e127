/** What stands on the bench around the product: place and title, the lines of the derivation, the shape algebra. */
import { emit, h } from "./dom.js";
import { mathNode, sizeNode } from "./math.js";

/**
 * @typedef {import("../types.js").Step} Step
 * @typedef {import("./row.js").Context} Context
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
  return h("header", {}, h("div", { class: "where" }, place, reuses), h("h2", {}, step.title));
}

/** What is used equally often is said at once. @param {Step["reuses"]} reuses */
function byCount(reuses) {
  /** @type {Map<number, string[]>} */
  const found = new Map();
  for (const { name, count } of reuses) found.set(count, [...(found.get(count) ?? []), name]);
  return found;
}

/**
 * @param {Step} step
 * @param {Context} context
 */
export function linesOf(step, { t }) {
  const lines = step.lines.map((line) => {
    const label = line.label
      ? h("span", { class: "label", "data-identity": line.identity }, line.label)
      : null;
    return h("li", {}, mathNode(line.mathml), h("span", { class: "why" }, line.sentence), label);
  });
  return h("ol", { class: "lines", "aria-label": t("bench.derivation") }, ...lines);
}

/**
 * @param {Step} step
 * @param {boolean} switchable
 * @param {boolean} diagonal
 * @param {Context} context
 */
export function shapesOf(step, switchable, diagonal, { t, symbols }) {
  const algebra = h("span", { class: "algebra" });
  for (const token of step.shapes.tokens) algebra.append(...shapeToken(token, symbols.sizes));
  const last = step.shapes.tokens.findLast((token) => token.kind === "shape")?.shape;
  const check = last ? h("span", { class: "check" }, `✓ ${last.join("×")}`) : null;
  const box = h(
    "div",
    { class: "shapes" },
    h("span", { class: "caption" }, t("bench.shapes")),
    algebra,
    check,
  );
  if (switchable) box.append(switchOf(diagonal, t));
  return box;
}

/**
 * @param {boolean} diagonal
 * @param {import("../main.js").Translate} t
 */
function switchOf(diagonal, t) {
  const choice = (/** @type {boolean} */ value, /** @type {string} */ text) => {
    const button = h(
      "button",
      {
        type: "button",
        "aria-pressed": String(value === diagonal),
        title: t(value ? "bench.diag.title" : "bench.hadamard.title"),
      },
      text,
    );
    button.addEventListener("click", () => emit(button, "gs-diagonal", value));
    return button;
  };
  return h(
    "span",
    { class: "segments", role: "group", "aria-label": t("bench.switch") },
    choice(false, "∘"),
    choice(true, "diag"),
  );
}

/**
 * @param {import("../types.js").ShapeToken} token
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
