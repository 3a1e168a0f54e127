/** New numbers from a seed: at the sizes that there are, or at others. Knows no element. */
import { resized, sizesOf } from "../lib/resize.js";
import { shapesOf } from "../lib/shapes.js";
import { named } from "./asking.js";
import { fail } from "./failing.js";

/**
 * @import {Scheme, Values} from "../types.js"
 * @import {Session} from "./session.js"
 */

/**
 * @param {Session} session
 * @param {number} seed
 * @param {Scheme} scheme
 */
export function draw(session, seed, scheme) {
  return drawn(session, chosen(session), seed, scheme, (fresh) => fresh);
}

/**
 * Another size: the numbers that both have are kept.
 * @param {Session} session
 * @param {string} label
 * @param {number} size
 */
export function resize(session, label, size) {
  const { doc, trace } = session.store.get();
  const isTarget = (/** @type {string} */ name) => trace.values[name]?.role === "target";
  const sizes = { ...chosen(session), [label]: size };
  return drawn(session, sizes, doc.seed, doc.scheme, (fresh) => resized(doc.values, fresh, isTarget));
}

/** The sizes that can be chosen, as they are. @param {Session} session */
function chosen({ store }) {
  const { doc, trace, symbols } = store.get();
  const entries = Object.entries(shapesOf(doc.values)).map(
    ([name, shape]) =>
      /** @type {const} */ ([name, { shape, sizes: trace.values[name]?.sizes ?? ["1", "1"] }]),
  );
  return sizesOf(Object.fromEntries(entries), symbols.fixed);
}

/**
 * @param {Session} session
 * @param {Record<string, number>} sizes
 * @param {number} seed
 * @param {Scheme} scheme
 * @param {(fresh: Values) => Values} keep
 */
async function drawn(session, sizes, seed, scheme, keep) {
  const { store, lang, api } = session;
  const { doc } = store.get();
  const shapes = doc.network.id === null ? { shapes: shapesOf(doc.values) } : {};
  try {
    const fresh = await api.values({ ...named(doc.network), ...shapes, sizes, seed, scheme, lang });
    if (store.get().doc.network !== doc.network) return;
    await session.change({ ...doc, values: keep(fresh.values), seed, scheme });
  } catch (error) {
    fail(session, error, store.get().doc, "");
  }
}
