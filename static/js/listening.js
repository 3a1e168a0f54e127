/** What the elements say, by event, and what the state becomes of it. */
import { mayMove } from "./elements/dom.js";
import { createPlayer } from "./features/player/player.js";
import { keyOf } from "./lib/cell.js";
import { example } from "./lib/explain.js";
import { current } from "./rendering.js";
import { clamp } from "./state/playback.js";

/**
 * @import {Subject} from "./lib/explain.js"
 * @import {View} from "./lib/view.js"
 * @import {Parts} from "./rendering.js"
 * @import {Session} from "./state/session.js"
 * @import {State} from "./state/state.js"
 * @import {Ref, Translate} from "./types.js"
 */

/**
 * @param {{get: () => State, set: (change: Partial<State>) => void}} store
 * @param {Session} session
 * @param {Parts} parts
 * @param {() => View} view
 * @param {Translate} t
 */
export function listenToElements(store, session, { sheet, panel }, view, t) {
  /**
   * A step of the player: from here on, what comes later is not computed yet.
   * @param {number} position
   */
  function goTo(position) {
    store.set({ position: clamp(store.get().steps, position), all: false, hover: null, beat: null });
  }

  /** @param {Subject | null} pin */
  function pinTo(pin) {
    const before = store.get().pin;
    const inside = panel.contains(document.activeElement);
    store.set({ pin, trail: [], hover: null });
    if (inside && before) sheet.focusRef(before.ref);
  }

  /** From the pinned cell to another, with a way back. @param {Ref} ref */
  function follow(ref) {
    const { pin, trail } = store.get();
    store.set({
      pin: { ref, node: null, i: ref.i, j: ref.j, computed: true },
      trail: pin ? [...trail, pin] : trail,
      hover: null,
    });
  }

  const playing = createPlayer(store, goTo, () => example(current(store.get()), view()), mayMove);
  const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ act) =>
    document.addEventListener(type, (event) => act(/** @type {CustomEvent} */ (event).detail));

  on("gs-hover", (hover) => store.set({ hover }));
  on("gs-leave", () => store.set({ hover: null }));
  on("gs-pin", ({ again, ...pin }) => {
    const { pin: before } = store.get();
    if (again && before && keyOf(before.ref) === keyOf(pin.ref)) panel.enter();
    else pinTo(pin);
  });
  on("gs-unpin", () => pinTo(null));
  on("gs-select", ({ position }) => store.set({ position, hover: null, beat: null }));
  on("gs-follow", ({ ref }) => {
    follow(ref);
    panel.enter();
  });
  on("gs-walk", ({ ref }) => follow(ref));
  on("gs-back", ({ k }) => {
    const { trail } = store.get();
    store.set({ pin: trail[k], trail: trail.slice(0, k), hover: null });
    panel.enter();
  });
  on("gs-form", (form) => store.set({ form }));
  on("gs-scrub", (position) => {
    playing.stop();
    goTo(position);
  });
  on("gs-play", ({ act }) => playing.act(act));
  on("gs-speed", (speed) => store.set({ speed }));
  on("gs-resize", ({ label, by }) => session.resize(label, by));
  on("gs-edit", ({ ref, value, live: more, text }) => session.edit(ref, value, more, text));
  on("gs-cancel", () => session.cancel());
  on("gs-ask", (detail) => {
    const { name, i, j } = detail.ref;
    detail.value = store.get().doc.values[name]?.[i]?.[j] ?? Number.NaN;
  });
  on("gs-bad", ({ ref, text }) => {
    store.set({
      refusal: { ref, text, message: t(text.trim() ? "edit.not-a-number" : "edit.empty", { text }) },
    });
  });

  return { playing, pinTo };
}
