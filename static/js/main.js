/** Puts the page together: one state, the elements that show it, the events that change it. */
import * as api from "./api.js";
import { listenToControls, showControls } from "./controls.js";
import { GsBench } from "./elements/bench.js";
import { GsCell } from "./elements/cell.js";
import { find, mayMove, setText } from "./elements/dom.js";
import { GsPlayer } from "./elements/player.js";
import { GsSheet } from "./elements/sheet.js";
import { createExplainer } from "./explaining.js";
import { fade } from "./fade.js";
import { listenToKeys } from "./keys.js";
import { keyOf } from "./lib/cell.js";
import { example, explain } from "./lib/explain.js";
import { observation } from "./lib/mask.js";
import { fill, listed } from "./lib/text.js";
import { createView } from "./lib/view.js";
import { clipboard } from "./panel.js";
import { createPlayer } from "./playing.js";
import { keep, kept } from "./state/keep.js";
import { clamp, computed, openingStep } from "./state/playback.js";
import { Session } from "./state/session.js";
import { createStore } from "./state/store.js";

/**
 * @typedef {(key: string, params?: Record<string, string | number>) => string} Translate
 * @typedef {import("./lib/explain.js").Subject} Subject
 * @typedef {import("./types.js").Step} Step
 *
 * @typedef {import("./state/session.js").Numbers & {
 *   precision: number, scope: import("./types.js").Scope, position: number, all: boolean, playing: boolean, speed: number,
 *   diagonal: boolean, pin: Subject | null, trail: Subject[], hover: Subject | null, beat: Subject | null}} State
 */

const read = (/** @type {string} */ id) =>
  JSON.parse(find(document, `#${id}`, HTMLScriptElement).textContent ?? "");
/** @type {Record<string, string>} */
const strings = read("strings");
/** @type {Translate} */
const t = (key, params) => fill(strings[key] ?? key, params);
/** @type {import("./types.js").Trace} */
const first = read("trace");
/** @type {import("./types.js").Preset} */
const preset = read("preset");
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";

/** @type {State} */
const initial = {
  doc: { values: preset.values, seed: preset.seed ?? 0 },
  trace: first,
  steps: first.steps ?? [],
  symbols: first.symbols ?? { values: {}, gradients: {}, sizes: {} },
  layout: first.layout,
  canUndo: false,
  canRedo: false,
  notice: null,
  refusal: null,
  precision: 3,
  scope: "role",
  position: openingStep(first.steps ?? []),
  all: true,
  playing: false,
  speed: 1,
  diagonal: false,
  pin: null,
  trail: [],
  hover: null,
  beat: null,
};
const store = createStore(initial);
const session = new Session(store, preset, lang, api, measurePaint);

const sheet = find(document, "gs-sheet", GsSheet);
const bench = find(document, "gs-bench", GsBench);
const panel = find(document, "gs-cell", GsCell);
const player = find(document, "gs-player", GsPlayer);
const live = find(document, "#live", HTMLElement);
const explainer = createExplainer({ sheet, bench, panel }, t);
let view = createView(first, initial.doc.values, initial.precision, initial.scope);

/** @param {State} state */
const current = (state) => state.steps[clamp(state.steps, state.position)];

/**
 * @param {State} state
 * @param {State} before
 */
function render(state, before) {
  const changed = (/** @type {(keyof State)[]} */ ...keys) => keys.some((key) => state[key] !== before[key]);
  const rebuilt = changed("steps");
  const renumbered = changed("trace", "precision", "scope");
  if (renumbered || rebuilt || changed("doc"))
    view = createView(state.trace, state.doc.values, state.precision, state.scope);
  if (rebuilt) rebuild(state, before);
  else if (renumbered) sheet.patch(view, changed("trace"));
  else if (changed("doc")) sheet.patchInputs(view);
  if (changed("precision")) sheet.fit();
  if (rebuilt || changed("position", "diagonal")) buildBench(state);
  else if (renumbered) bench.patch(view, changed("trace"));
  if (rebuilt || changed("position", "all")) {
    sheet.reveal(state.all ? null : computed(state.steps, state.position), current(state), view);
  }
  if (rebuilt || changed("position", "all", "playing"))
    player.show(state.position, state.all, state.playing, t);
  if (rebuilt || renumbered || changed("position", "diagonal", "pin", "hover", "trail", "beat"))
    explainer.show(state, view);
  if (changed("trace")) {
    bench.observe(observed(state));
    fade();
  }
  if (changed("refusal")) showRefusal(state, before);
  showControls(state, before, view, t);
}

/**
 * @param {State} state
 * @param {State} before
 */
function rebuild(state, before) {
  const turned = state.trace.layout !== before.trace.layout;
  const boxes = turned && mayMove() ? sheet.boxes() : null;
  sheet.build(state.steps, { view, symbols: state.symbols, t });
  sheet.markTransposed(state.trace);
  player.build(state.steps, state.symbols, t);
  if (boxes) sheet.flip(boxes);
}

/** @param {State} state */
function buildBench(state) {
  const step = current(state);
  bench.build(step, state.steps.length, state.diagonal, { view, symbols: state.symbols, t, compact: true });
  bench.observe(observed(state));
  setText(live, step.sentence);
}

/** @param {State} state */
function observed(state) {
  const { mask } = current(state);
  const say = (/** @type {number[]} */ units) => listed(units, t("list.comma"), t("list.and"));
  return mask ? observation(view.matrix("value", mask), t, say) : "";
}

/**
 * @param {State} state
 * @param {State} before
 */
function showRefusal({ refusal }, before) {
  if (before.refusal) sheet.input(before.refusal.ref.name)?.accept();
  if (!refusal) return;
  sheet.input(refusal.ref.name)?.refuse(refusal.ref, refusal.message, refusal.text);
  setText(find(document, "#alert", HTMLElement), refusal.message);
}

/**
 * From the edit to the frame in which all that follows from it is on the screen.
 * @param {number} started
 */
function measurePaint(started) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      performance.measure("edit-to-paint", { start: started, end: performance.now() });
      channel.port1.close();
    };
    channel.port2.postMessage(null);
  });
}

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

const playing = createPlayer(store, goTo, () => example(current(store.get()), view), mayMove);
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
  const { pin, trail } = store.get();
  store.set({
    pin: { ref, node: null, i: ref.i, j: ref.j, computed: true },
    trail: pin ? [...trail, pin] : trail,
    hover: null,
  });
  panel.enter();
});
on("gs-back", ({ k }) => {
  const { trail } = store.get();
  store.set({ pin: trail[k], trail: trail.slice(0, k), hover: null });
  panel.enter();
});
on("gs-diagonal", (diagonal) => store.set({ diagonal }));
on("gs-scrub", (position) => {
  playing.stop();
  goTo(position);
});
on("gs-play", ({ act }) => playing.act(act));
on("gs-speed", (speed) => store.set({ speed }));
on("gs-edit", ({ ref, value, live: more, text }) => session.edit(ref, value, more, text));
on("gs-cancel", () => session.cancel());
on("gs-ask", (detail) => {
  const { name, i, j } = detail.ref;
  detail.value = store.get().doc.values[name][i][j];
});
on("gs-bad", ({ ref, text }) => {
  store.set({
    refusal: { ref, text, message: t(text.trim() ? "edit.not-a-number" : "edit.empty", { text }) },
  });
});

clipboard(store, session, () => view, t);
listenToControls(store, session, preset, t, () => keep(store.get(), session.history));
listenToKeys(store, session, playing, pinTo);
store.subscribe(render);
render(initial, { ...initial, steps: [], trace: { ...first } });
document.fonts.addEventListener("loadingdone", () => {
  sheet.fit();
  bench.fit();
});
const before = kept();
if (before) session.restore(before);
document.documentElement.dataset.ready = "";
