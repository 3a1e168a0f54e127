/** The identities that a line of a derivation cites, in a box: premise ⇒ conclusion, in symbols of their own. */
import { h } from "../dom.js";
import { mathNode } from "./math.js";
import { proseNodes } from "./prose.js";

/** @import {CitedIdentity} from "../../wire.js" */

/** Between a line and what is shown about it, and between that and the edge of the window. */
const GAP = 4;

/**
 * @param {string} label
 * @param {CitedIdentity[]} cited
 */
export function claims(label, cited) {
  const box = h("div", { class: "identity", popover: "manual", role: "group", "aria-label": label });
  for (const { label: name, premise, conclusion, sentence } of cited) {
    const implies = h("span", { class: "implies" }, "⇒");
    if (cited.length > 1) box.append(h("h3", {}, name));
    box.append(
      h("p", { class: "claim" }, mathNode(premise.mathml), implies, mathNode(conclusion.mathml)),
      h("p", {}, ...proseNodes(sentence)),
    );
  }
  return box;
}

/**
 * Opens a box by a button, until Escape, a press elsewhere, or scrolling.
 * @param {HTMLElement} box
 * @param {HTMLElement} button
 * @param {() => void} close
 * @param {AbortSignal} signal  that it is closed
 */
export function show(box, button, close, signal) {
  button.after(box);
  box.showPopover();
  place(box, button.parentElement ?? button);
  signal.addEventListener("abort", () => box.remove());
  const isOutside = (/** @type {Event} */ { target }) =>
    !(target instanceof Node && (box.contains(target) || button.contains(target)));
  const always = { signal, capture: true };
  document.addEventListener("pointerdown", (event) => isOutside(event) && close(), always);
  document.addEventListener("scroll", (event) => isOutside(event) && close(), always);
  window.addEventListener("resize", close, always);
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !box.isConnected) return;
      event.preventDefault();
      close();
    },
    always,
  );
}

/**
 * Below the line, or above it where there is more room: never over its formula.
 * @param {HTMLElement} box
 * @param {Element} line
 */
function place(box, line) {
  const [at, { width, height }] = [line.getBoundingClientRect(), box.getBoundingClientRect()];
  const isBelow = at.bottom + GAP + height <= innerHeight - GAP || at.top < innerHeight - at.bottom;
  const top = isBelow ? at.bottom + GAP : at.top - GAP - height;
  box.style.setProperty("top", `${Math.max(GAP, top)}px`);
  if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
  box.style.setProperty("left", `${Math.max(GAP, Math.min(at.right, innerWidth - GAP) - width)}px`);
}
