/** The keys of the page: what they say, as the elements do. What a field or a button does with a key of its own is left to it. */
import { emit } from "./events.js";

/** @import {Session} from "./state/session.js" */

/** @type {Record<string, string>} */
const ACTS = {
  ArrowLeft: "previous",
  ArrowRight: "next",
  PageUp: "previous",
  PageDown: "next",
  Home: "first",
  End: "last",
  " ": "play",
};
const SLIDES = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "PageUp",
  "PageDown",
  "Home",
  "End",
  " ",
]);

/** @type {Record<string, () => void>} */
const LETTERS = {
  "?": () => emit(document, "gs-open", { what: "help" }),
  e: () => emit(document, "gs-open", { what: "equations" }),
  n: () => emit(document, "gs-open", { what: "gallery" }),
  b: () => emit(document, "gs-present"),
  t: () => emit(document, "gs-trace"),
  f: () => emit(document, "gs-next-form"),
  l: () => emit(document, "gs-next-layout"),
};

/** What has the keys for itself while it is open: Escape closes it, arrows choose in it. */
const OPEN = "dialog[open], [popover='']:popover-open";

/** @param {Session} session */
export function listenToKeys(session) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector(OPEN)) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return travel(event, session);
    if (event.altKey || event.ctrlKey || event.metaKey || takes(event)) return;
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/**
 * @param {KeyboardEvent} event
 * @returns {(() => void) | null}
 */
function actOf({ key, target }) {
  if (key === "Escape") return () => emit(document, "gs-unpin");
  if (key === " " && isPressed(target)) return null;
  if (/^[1-9]$/.test(key))
    return inMatrix(target) ? null : () => emit(document, "gs-view", { k: Number(key) - 1 });
  const act = ACTS[key];
  return act ? () => emit(document, "gs-play", { act }) : (LETTERS[key.toLowerCase()] ?? null);
}

/**
 * @param {KeyboardEvent} event
 * @param {Session} session
 */
function travel(event, session) {
  const key = event.key.toLowerCase();
  if ((key !== "z" && key !== "y") || (typing(event.target) && !isRange(event.target))) return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) session.redo();
  else session.undo();
}

/** @param {EventTarget | null} target */
function typing(target) {
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button"].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** @param {EventTarget | null} target */
function isRange(target) {
  return target instanceof HTMLInputElement && target.type === "range";
}

/** Space acts there. @param {EventTarget | null} target */
function isPressed(target) {
  return (
    target instanceof HTMLButtonElement || (target instanceof HTMLInputElement && target.type === "checkbox")
  );
}

/** Whether the key is for a field: a slider wants only those that move it. @param {KeyboardEvent} event */
function takes({ target, key }) {
  return isRange(target) ? SLIDES.has(key) : typing(target);
}

/** There, a digit begins a number. @param {EventTarget | null} target */
function inMatrix(target) {
  return target instanceof Element && target.closest("gs-matrix[data-editable]") !== null;
}
