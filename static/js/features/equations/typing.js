/** The undo of the field for equations. */
import { begin, record, redo, undo } from "../../state/history.js";

/** @import {Typed} from "../../lib/typed.js" */

const PAUSE_MS = 700;

/**
 * Undo for a field that is also written by buttons, which would take the browser's own undo away.
 * What is typed without a pause is one step.
 * @param {() => number} now
 */
export function createTyping(now = () => performance.now()) {
  let history = begin(/** @type {Typed} */ ({ text: "", from: 0, to: 0 }));
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** @param {Typed} typed */
    start(typed) {
      history = begin(typed);
      last = Number.NEGATIVE_INFINITY;
    },
    /**
     * @param {Typed} typed
     * @param {boolean} whole  a step of its own
     */
    note(typed, whole) {
      if (typed.text === history.present.text) return;
      const joins = !whole && now() - last < PAUSE_MS && history.past.length > 0;
      history = joins ? { ...history, present: typed, future: [] } : record(history, typed);
      last = whole ? Number.NEGATIVE_INFINITY : now();
    },
    undo() {
      history = undo(history);
      last = Number.NEGATIVE_INFINITY;
      return history.present;
    },
    redo() {
      history = redo(history);
      return history.present;
    },
  };
}
