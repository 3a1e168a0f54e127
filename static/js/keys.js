/** The keys of the page. What a field or a button does with a key of its own is left to it. */

/**
 * @import {Session} from "./state/session.js"
 * @import {State} from "./state/state.js"
 */

const LAYOUTS = /** @type {const} */ (["mixed", "numerator", "denominator"]);
/** @type {Record<string, string>} */
const ACTS = { ArrowLeft: "previous", ArrowRight: "next", Home: "first", End: "last", " ": "play" };

/**
 * @param {{get: () => State, set: (change: Partial<State>) => void}} store
 * @param {Session} session
 * @param {{act: (name: string) => void}} playing
 * @param {(pin: null) => void} pinTo
 * @param {(k: number) => void} choose  what stands on the bench
 * @param {Record<string, () => void>} openers  of dialogs, by letter
 */
export function listenToKeys(store, session, playing, pinTo, choose, openers) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return travel(event, session);
    if (event.altKey || event.ctrlKey || event.metaKey || takes(event)) return;
    if (event.key === "Escape") return pinTo(null);
    if (event.key === "?") return help(event);
    if (event.key === "f" || event.key === "F") return nextForm();
    if (event.key === "l" || event.key === "L") return nextLayout(store, session);
    if (event.key === " " && isPressed(event.target)) return;
    if (/^[1-9]$/.test(event.key) && !inMatrix(event.target)) return choose(Number(event.key) - 1);
    const opening = openers[event.key.toLowerCase()];
    if (opening) {
      event.preventDefault();
      return opening();
    }
    const act = ACTS[event.key];
    if (!act) return;
    event.preventDefault();
    playing.act(act);
  });
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

/** Draws the step in the next of its forms, by the switch on the bench. */
function nextForm() {
  const buttons = [...document.querySelectorAll("gs-bench .shapes .segments button")];
  const at = buttons.findIndex((button) => button.getAttribute("aria-pressed") === "true");
  const next = buttons[(at + 1) % buttons.length];
  if (next instanceof HTMLElement) next.click();
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
  return isRange(target) ? key.startsWith("Arrow") || key in ACTS : typing(target);
}

/** There, a digit begins a number. @param {EventTarget | null} target */
function inMatrix(target) {
  return target instanceof Element && target.closest("gs-matrix[data-editable]") !== null;
}

/** @param {KeyboardEvent} event */
function help(event) {
  event.preventDefault();
  const dialog = document.querySelector("#help");
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

/**
 * @param {{get: () => State}} store
 * @param {Session} session
 */
function nextLayout(store, session) {
  const at = LAYOUTS.indexOf(store.get().layout);
  session.layout(LAYOUTS[(at + 1) % LAYOUTS.length]);
}
