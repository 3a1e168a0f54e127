/**
 * What every part of the page is started with, and what it gives.
 *
 * @import {Translate} from "../types.js"
 * @import {Session} from "./session.js"
 * @import {State} from "./state.js"
 */

/**
 * @typedef {object} Store
 * @property {() => State} get
 * @property {(change: Partial<State>) => void} set
 * @property {(listener: (state: State, before: State) => void) => void} subscribe
 * @property {() => void} flush
 *
 * @typedef {object} Page
 * @property {Store} store
 * @property {Session} session
 * @property {typeof import("../api.js")} api
 * @property {string} lang
 * @property {Translate} t
 *
 * @typedef {object} Feature
 * @property {(state: State, before: State) => void} show  draws what has changed
 *
 * @typedef {object} Proof  what stands on the bench instead of the step
 * @property {HTMLElement} element
 * @property {(state: State) => boolean} show  whether what stands there is about what is looked at now
 *
 * @typedef {object} Late  a proof that comes when it is first wanted
 * @property {() => Promise<(page: Page) => Proof>} load
 * @property {string[]} styles
 */
export {};
