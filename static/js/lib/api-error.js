/** Why something did not come from the server. Knows no DOM. */

/** @import {WireError} from "../types.js" */

/** What a module that did not come is called: no answer of the server has this code. */
const MISSING = "part-missing";

/** The server's no, or its silence. */
export class ApiError extends Error {
  status;
  error;
  retryAfter;

  /**
   * @param {number} status  0 where there was no answer
   * @param {WireError} error
   * @param {number} retryAfter  seconds; 0 where nothing was said
   */
  constructor(status, error, retryAfter = 0) {
    super(error.message);
    this.status = status;
    this.error = error;
    this.retryAfter = retryAfter;
    /** Which of several things it is about. @type {string | undefined} */
    this.about = undefined;
  }

  get isBusy() {
    return this.status === 503 || this.status === 429;
  }

  /** It was understood, and will not be done. */
  get isRefusal() {
    return this.status >= 400 && this.status < 500 && !this.isBusy;
  }

  /** It was no answer but a part of the page. */
  get isMissing() {
    return this.error.code === MISSING;
  }

  /** What is wrong and what to do about it. */
  get sentence() {
    return [this.error.message, this.error.hint].filter(Boolean).join(" ");
  }
}

/**
 * A part of the page did not come.
 * @param {unknown} cause
 */
export function missing(cause) {
  console.error(cause); // a fault of ours would look the same to who reads the notice
  return new ApiError(0, { code: MISSING, message: "" });
}
