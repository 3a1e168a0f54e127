/** What becomes of the numbers when the server does not take them, or does not answer. Knows no element. */
import { ApiError } from "../api.js";
import { undo } from "./history.js";

/** @import {Doc, Notice, Session} from "./session.js" */

/**
 * @param {Session} session
 * @param {unknown} error
 * @param {Doc} doc    that was sent
 * @param {string} text  that was typed
 */
export function fail(session, error, doc, text) {
  if (!(error instanceof ApiError)) throw error;
  if (error.isRefusal) refused(session, error, doc, text);
  else session.tell(error);
}

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
 * The server will not have it: back to the last good numbers, and what was typed stays where it was typed.
 * @param {Session} session
 * @param {ApiError} refusal
 * @param {Doc} doc
 * @param {string} text
 */
function refused(session, refusal, doc, text) {
  const { store, history, good } = session;
  const { name, row, column } = refusal.error.params ?? {};
  if (store.get().doc !== doc) return; // something newer is on its way
  if (history.present === doc && doc !== good) session.turn({ ...undo(history), future: [] });
  store.set({ doc: good });
  if (name === undefined || row === undefined || row === null) return session.tell(refusal);
  const ref = /** @type {const} */ ({ kind: "value", name, i: row, j: column ?? 0 });
  store.set({ refusal: { ref, text, message: refusal.sentence } });
}
