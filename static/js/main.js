/** Puts the page together: one state, and one line for each thing that the page can do. */
import * as api from "./api.js";
import { find } from "./elements/dom.js";
import { start as bench } from "./features/bench/bench.js";
import { start as views } from "./features/bench/views.js";
import { start as cell } from "./features/cell/cell.js";
import { start as controls } from "./features/controls/controls.js";
import { start as equations } from "./features/equations/equations.js";
import { start as importing } from "./features/import/import.js";
import { start as jacobians } from "./features/jacobians/jacobians.js";
import { start as networks } from "./features/networks/networks.js";
import { start as player } from "./features/player/player.js";
import { presentedBy, start as presenting } from "./features/present/present.js";
import { readyFor } from "./features/sheet/ready.js";
import { start as sheet } from "./features/sheet/sheet.js";
import { start as trace } from "./features/trace/trace.js";
import { listenToKeys } from "./keys.js";
import { unpacked, unpackedValues } from "./lib/packed.js";
import { fill } from "./lib/text.js";
import { initial, opened } from "./state/begin.js";
import { kept } from "./state/keep.js";
import { Session } from "./state/session.js";
import { createStore } from "./state/store.js";

/**
 * @import {Page} from "./state/page.js"
 * @import {State} from "./state/state.js"
 * @import {Preset, Trace, Translate} from "./types.js"
 */

/** What the server wrote into the page. @param {string} id */
const read = (id) => JSON.parse(find(document, `#${id}`, HTMLScriptElement).textContent ?? "");
/** @type {Record<string, string>} */
const words = read("strings");
/** @type {Translate} */
const t = (key, params) => fill(words[key] ?? key, params);
/** @type {Trace} */
const first = unpacked(read("trace"));
/** @type {Preset} */
const preset = read("preset");
const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
const { unknown } = document.body.dataset;

const store = createStore(
  initial({ ...preset, values: unpackedValues(preset.values) }, first, presentedBy()),
);
const session = new Session(store, lang, api, { painted: measurePaint, opened, ready: readyFor });
/** @type {Page} */
const page = { store, session, api, lang, t };
const features = [
  controls(page),
  networks(page, read("presets")),
  sheet(page),
  bench(page),
  views(
    page,
    {
      check: {
        load: async () => (await import("./features/check/check.js")).start,
        styles: ["chart", "check"],
      },
      paths: { load: async () => (await import("./features/paths/paths.js")).start, styles: [] },
      layouts: { load: async () => (await import("./features/layouts/layouts.js")).start, styles: [] },
      descent: {
        load: async () => (await import("./features/descent/descent.js")).start,
        styles: ["chart", "descent"],
      },
    },
    (more) => Object.assign(words, more),
  ),
  player(page),
  cell(page),
  trace(page),
  presenting(page),
];
equations(page);
importing(page);
jacobians(page);
listenToKeys(session);

/** Nothing is drawn before all is there that it is drawn with. What is done in the meantime is in the state. */
let isBegun = false;
store.subscribe((state, before) => isBegun && draw(state, before));
addEventListener(
  "unhandledrejection",
  (/** @type {{reason: unknown, preventDefault: () => void}} */ event) => {
    const { reason } = event;
    if (!(reason instanceof api.ApiError)) return;
    event.preventDefault(); // a part of the page that was wanted did not come, and nobody else says so
    session.tell(reason);
  },
);
await readyFor(first, store.get().shown.network).then(begin, giveUp);

/**
 * @param {State} state
 * @param {State} before
 */
function draw(state, before) {
  for (const { show } of features) show(state, before);
}

function begin() {
  if (unknown)
    store.set({
      notice: { kind: "refused", message: t("gallery.unknown", { id: unknown }), retryAfter: 0 },
    });
  store.flush();
  isBegun = true;
  const state = store.get();
  const nothing = {
    presented: null,
    steps: [],
    trace: { ...state.trace },
    notice: null,
    doc: { ...state.doc },
  };
  draw(state, { ...state, ...nothing });
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
  store.subscribe((state, before) => features[0].show(state, before));
  session.tell(error);
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
