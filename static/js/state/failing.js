/** What becomes of the numbers when the server does not take them, or does not answer. Knows no element. */
import { backTo } from "./history.js";

/**
 * @import {ApiError} from "../api.js"
 * @import {Doc, Notice, Numbers} from "./state.js"
 */

/**
 * That the server did not answer, or what it said.
 * @param {ApiError} error
 * @returns {Notice}
 */
export function noticeOf(error) {
  const kind = error.isRefusal ? "refused" : error.isBusy ? "busy" : error.isMissing ? "missing" : "away";
  return { kind, message: error.sentence, retryAfter: error.retryAfter };
}

/**
 * Where the server will not have the numbers, one goes back to the last good ones, and what was typed stays where it was typed.
 * @param {Numbers} state
 * @param {ApiError} error
 * @param {Doc} doc  that was sent
 * @returns {Partial<Numbers>}
 */
export function failed({ history, doc: wanted, shown, typed }, error, doc) {
  if (!error.isRefusal) return { notice: noticeOf(error) };
  if (wanted !== doc) return {}; // something newer is on its way
  const back = { history: backTo(history, shown), doc: shown };
  const { name, row, column } = error.error.params ?? {};
  if (name === undefined || row === undefined || row === null) return { ...back, notice: noticeOf(error) };
  const ref = /** @type {const} */ ({ kind: "value", name, i: row, j: column ?? 0 });
  return { ...back, refusal: { ref, text: typed, message: error.sentence } };
}
