/** Carries the state over a change of language, which loads the page anew. Knows no element. */
import { packed, rowsOf } from "../lib/packed.js";

/**
 * @import {Form, Layout, Scope} from "../types.js"
 * @import {Doc, History} from "./state.js"
 */

const PLACE = "gradsheet";

/**
 * @typedef {object} Settings
 * @property {Layout} layout
 * @property {number} position
 * @property {boolean} all
 * @property {number} precision
 * @property {Scope} scope
 * @property {Form} form
 *
 * @typedef {Settings & {history: History}} Kept
 */

/** @param {Kept} state */
export function keep({ history, layout, position, all, precision, scope, form }) {
  const settings = { layout, position, all, precision, scope, form };
  for (const kept of [history, { past: [], present: history.present, future: [] }]) {
    try {
      sessionStorage.setItem(PLACE, JSON.stringify({ ...settings, packed: pack(kept) }));
      return;
    } catch {
      // Too much for the storage, or none: with less, or anew.
    }
  }
}

/** @returns {Kept | null} once: what was kept is gone after it was read */
export function kept() {
  try {
    const text = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    if (!text) return null;
    const { packed, ...settings } = JSON.parse(text);
    return { ...settings, history: unpack(packed) };
  } catch {
    return null;
  }
}

/**
 * Documents share networks and matrices: each is written once.
 * @param {History} history
 */
export function pack({ past, present, future }) {
  /** @type {unknown[]} */
  const parts = [];
  /** @type {Map<unknown, number>} */
  const places = new Map();
  const put = (/** @type {unknown} */ key, /** @type {() => unknown} */ write = () => key) => {
    const place = places.get(key);
    if (place !== undefined) return place;
    const written = write();
    places.set(key, parts.length);
    return parts.push(written) - 1;
  };
  const values = (/** @type {Doc["values"]} */ matrices) =>
    Object.fromEntries(Object.entries(matrices).map(([name, rows]) => [name, put(rows, () => packed(rows))]));
  const doc = (/** @type {Doc} */ it) => ({
    ...it,
    values: values(it.values),
    network: put(it.network, () => ({ ...it.network, values: values(it.network.values) })),
  });
  return { past: past.map(doc), present: doc(present), future: future.map(doc), parts };
}

/**
 * @param {ReturnType<typeof pack>} packed
 * @returns {History}
 */
export function unpack({ past, present, future, parts }) {
  const found = parts.map((part) => rowsOf(part));
  const values = (/** @type {Record<string, number>} */ places) =>
    Object.fromEntries(Object.entries(places).map(([name, place]) => [name, found[place]]));
  const networks = new Map();
  const network = (/** @type {number} */ place) => {
    const it = /** @type {any} */ (parts[place]);
    if (!networks.has(place)) networks.set(place, { ...it, values: values(it.values) });
    return networks.get(place);
  };
  const doc = (/** @type {any} */ it) => ({ ...it, values: values(it.values), network: network(it.network) });
  return { past: past.map(doc), present: doc(present), future: future.map(doc) };
}
