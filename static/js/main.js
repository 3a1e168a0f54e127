/** Puts the page together: one state, the elements that show it, the events that change it. */
import * as api from "./api.js";
import { find } from "./elements/dom.js";
import { GsBench } from "./features/bench/bench.js";
import { views } from "./features/bench/views.js";
import { clipboard } from "./features/cell/clipboard.js";
import { GsCell } from "./features/cell/panel.js";
import { listenToControls, showControls } from "./features/controls/controls.js";
import { jacobians } from "./features/jacobians/jacobians.js";
import { networks } from "./features/networks/networks.js";
import { GsPlayer } from "./features/player/element.js";
import { readyFor } from "./features/sheet/ready.js";
import { GsSheet } from "./features/sheet/sheet.js";
import { listenToKeys } from "./keys.js";
import { late } from "./lib/late.js";
import { unpacked, unpackedValues } from "./lib/packed.js";
import { fill } from "./lib/text.js";
import { listenToElements } from "./listening.js";
import { createRenderer } from "./rendering.js";
import { begin as historyFrom } from "./state/history.js";
import { keep, kept } from "./state/keep.js";
import { openingStep } from "./state/playback.js";
import { Session } from "./state/session.js";
import { createStore } from "./state/store.js";
import { symbolsOf } from "./state/traces.js";

/**
 * @import {Doc, State} from "./state/state.js"
 * @import {Network, Preset, Trace, Translate} from "./types.js"
 * @import {Step} from "./wire.js"
 */

const read = (/** @type {string} */ id) =>
  JSON.parse(find(document, `#${id}`, HTMLScriptElement).textContent ?? "");
/** @type {Record<string, string>} */
const strings = read("strings");
/** @type {Translate} */
const t = (key, params) => fill(strings[key] ?? key, params);
/** @type {Trace} */
const trace = unpacked(read("trace"));
/** @type {Preset} */
const preset = read("preset");
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const { unknown } = document.body.dataset;

/**
 * How a network opens. A program of one's own is shown with the digits that were chosen before.
 * @param {Step[]} steps
 * @param {Network} network
 */
const opened = (steps, { precision }) => ({
  ...(precision && { precision }),
  position: openingStep(steps),
  all: true,
  playing: false,
  pin: null,
  trail: [],
  tracing: false,
  hover: null,
  beat: null,
});
const network = {
  id: preset.id,
  program: preset.program,
  values: unpackedValues(preset.values),
  seed: preset.seed ?? 0,
  pictures: preset.pictures,
  precision: preset.precision,
};
/** @type {Doc} */
const first = { network, values: network.values, seed: network.seed, scheme: "friendly" };
const steps = trace.steps ?? [];
/** @type {State} */
const initial = {
  doc: first,
  shown: first,
  history: historyFrom(first),
  fresh: null,
  coming: null,
  attempt: 0,
  answered: 0,
  typed: "",
  trace,
  steps,
  symbols: symbolsOf(trace),
  layout: trace.layout,
  notice: unknown ? { kind: "refused", message: t("gallery.unknown", { id: unknown }), retryAfter: 0 } : null,
  refusal: null,
  precision: preset.precision,
  scope: "role",
  speed: 1,
  view: "step",
  arrived: {},
  along: null,
  form: "short",
  jacobians: null,
  ...opened(steps, network),
};
const store = createStore(initial);
const session = new Session(store, lang, api, { painted: measurePaint, opened, ready: readyFor });
const parts = {
  sheet: find(document, "gs-sheet", GsSheet),
  bench: find(document, "gs-bench", GsBench),
  panel: find(document, "gs-cell", GsCell),
  player: find(document, "gs-player", GsPlayer),
};
const { showNetwork, openGallery, openEquations } = networks(store, session, api, lang, read("presets"), t);
const { render, view } = createRenderer(
  parts,
  initial,
  (state, before, view) => {
    showControls(state, before, view, t);
    showNetwork(state, before);
  },
  t,
);
const { playing, pinTo } = listenToElements(store, session, parts, view, t);
store.subscribe((state, before) => state.doc.network !== before.doc.network && playing.stop());

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

clipboard(store, session, view, t);
listenToControls(store, session, () => keep(store.get()));
/** Nothing is drawn before all is there that it is drawn with. What is done in the meantime is in the state. */
let isBegun = false;
store.subscribe((state, before) => isBegun && render(state, before));
jacobians(store, session, api, lang);
const learn = (/** @type {Record<string, string>} */ more) => Object.assign(strings, more);
const { choose } = views({ store, session, api, lang, t }, learn, view);
const trees = late(async () =>
  (await import("./features/trace/trace.js")).tracing(store, parts.panel, view, t),
);
const toggleTrees = async () => (await trees.bring())();
document.addEventListener("gs-trace", toggleTrees);
listenToKeys(store, session, playing, pinTo, choose, { e: openEquations, n: openGallery, t: toggleTrees });
addEventListener("unhandledrejection", (event) => {
  if (!(event.reason instanceof api.ApiError)) return;
  event.preventDefault(); // a part of the page that was wanted did not come, and nobody else says so
  session.tell(event.reason);
});
await readyFor(trace, network).then(begin, giveUp);

function begin() {
  const state = store.get();
  isBegun = true;
  render(state, { ...state, steps: [], trace: { ...state.trace }, notice: null, doc: { ...state.doc } });
  document.fonts.addEventListener("loadingdone", () => {
    parts.sheet.fit();
    parts.bench.fit();
  });
  const before = kept();
  if (before) session.restore(before);
  document.documentElement.dataset.ready = "";
}

/** @param {api.ApiError} error  why the first sheet cannot be drawn */
function giveUp(error) {
  const again = (/** @type {Event} */ event) => {
    event.stopImmediatePropagation();
    location.reload();
  };
  find(document, "#retry", HTMLElement).addEventListener("click", again, { capture: true });
  store.subscribe((state, before) => showControls(state, before, view(), t));
  session.tell(error);
}
