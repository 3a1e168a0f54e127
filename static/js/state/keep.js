/** Carries the state over a change of language, which loads the page anew. Knows no element. */
import { packed, rowsOf } from "../lib/packed.js";

/**
 * @import {Form, Layout, Network, Scope} from "../types.js"
 * @import {History as HistoryOf} from "./history.js"
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
 *
 * @typedef {Record<string, number>} Places  of matrices among the parts, by name
 * @typedef {Omit<Doc, "values" | "network"> & {values: Places, network: number}} PackedDoc
 * @typedef {HistoryOf<PackedDoc> & {parts: unknown[]}} Packed
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
    /** @type {Settings & {packed: Packed}} */
    const { packed, ...settings } = JSON.parse(text);
    return { ...settings, history: unpack(packed) };
  } catch {
    return null;
  }
}

/**
 * Documents share networks and matrices: each is written once.
 * @param {History} history
 * @returns {Packed}
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
 * @param {Packed} packed
 * @returns {History}
 */
export function unpack({ past, present, future, parts }) {
  const found = parts.map((part) => rowsOf(part));
  const values = (/** @type {Places} */ places) =>
    Object.fromEntries(Object.entries(places).map(([name, place]) => [name, found[place]]));
  /** @type {Map<number, Network>} */
  const networks = new Map();
  const network = (/** @type {number} */ place) => {
    const known = networks.get(place);
    if (known) return known;
    const it = /** @type {Omit<Network, "values"> & {values: Places}} */ (parts[place]);
    const made = { ...it, values: values(it.values) };
    networks.set(place, made);
    return made;
  };
  const doc = (/** @type {PackedDoc} */ it) => ({
    ...it,
    values: values(it.values),
    network: network(it.network),
  });
  return { past: past.map(doc), present: doc(present), future: future.map(doc) };
}
