/** Parts of the page that its first sheet does not need: they come when they are first wanted. Knows no DOM. */
import { ApiError, missing } from "./api-error.js";

/**
 * @template T
 * @typedef {object} Late
 * @property {T | null} here  null before it has come
 * @property {() => Promise<T>} bring  loads it, once. An `ApiError` where it does not come: the next one who wants it tries again
 */

/**
 * Whoever waits for `bring` looks at the state anew when it is there. Whoever does not care about failing lets it fail:
 * the page says so (main.js).
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Late<T>}
 */
export function late(load) {
  /** @type {Promise<T> | null} */
  let coming = null;
  const arrive = async () => {
    try {
      it.here = await load();
      return it.here;
    } catch (error) {
      coming = null;
      throw error instanceof ApiError ? error : missing(error);
    }
  };
  /** @type {Late<T>} */
  const it = {
    here: null,
    bring: () => {
      coming ??= arrive();
      return coming;
    },
  };
  return it;
}
