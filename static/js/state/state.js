/**
 * What the whole page is in.
 *
 * @typedef {Numbers & {
 *   precision: number, scope: Scope, position: number, all: boolean, playing: boolean, speed: number,
 *   view: ViewName, arrived: object, along: Way | null, form: Form, jacobians: Jacobians | null, pin: Subject | null, trail: Subject[], tracing: boolean, hover: Subject | null, beat: Subject | null}} State
 */

/**
 * @import {ViewName} from "../features/bench/views.js"
 * @import {Subject} from "../lib/explain.js"
 * @import {Way} from "../lib/paths.js"
 * @import {Form, Jacobians, Scope} from "../types.js"
 * @import {Numbers} from "./session.js"
 */
export {};
