/**
 * What the whole page is in. What is wanted stands here from the keypress on; what is known of it comes with the answers.
 *
 * @import {Entry} from "../lib/descent.js"
 * @import {Form, Jacobians, Layout, Network, Presented, Ref, Scheme, Scope, Subject, Symbols, Trace, Values, ViewName, Way} from "../types.js"
 * @import {DescentResponse, GradcheckResponse, Step} from "../wire.js"
 * @import {History as HistoryOf} from "./history.js"
 */

/**
 * @typedef {{network: Network, values: Values, seed: number, scheme: Scheme}} Doc  a network, and what its inputs are set to
 * @typedef {HistoryOf<Doc>} History
 * @typedef {{kind: "away" | "busy" | "missing" | "refused", message: string, retryAfter: number}} Notice
 * @typedef {{ref: Ref, text: string, message: string}} Refusal
 *
 * @typedef {object} Fresh  numbers that are to be drawn
 * @property {Record<string, number>} sizes
 * @property {number} seed
 * @property {Scheme} scheme
 * @property {boolean} keeps  what both sizes have stays
 * @property {((values: Values) => Values)[]} after  what was done to the numbers and has to be done to these
 * @property {number} inherited  so many of `after` were done before this was wanted
 * @property {Fresh | null} before  what was wanted, and had not come either, when this was wanted instead
 *
 * @typedef {object} Coming  another network, or numbers in other shapes: nothing of it shows before the server took it
 * @property {string} [id]  of a preset that has to be asked for
 * @property {Doc} [doc]
 * @property {History} [history]  what the history becomes; without it, it gets one more document
 * @property {Partial<State>} [more]  of the state that comes with it
 *
 * @typedef {object} Numbers  the part of the state that the session keeps
 * @property {History} history
 * @property {Doc} doc        that is wanted; ahead of the history while one types
 * @property {Fresh | null} fresh
 * @property {Coming | null} coming
 * @property {Layout} layout  that is wanted
 * @property {number} attempt  how often it was asked again
 * @property {string} typed   the text of the last edit
 * @property {number} answered  the last attempt that had an answer
 * @property {Doc} shown      what the trace is of
 * @property {Trace} trace    the last good answer
 * @property {Step[]} steps
 * @property {Symbols} symbols
 * @property {Notice | null} notice
 * @property {Refusal | null} refusal
 *
 * @typedef {object} Looks  the part that is about what is looked at
 * @property {number} precision
 * @property {Scope} scope
 * @property {number} position
 * @property {boolean} all
 * @property {boolean} playing
 * @property {number} speed
 * @property {ViewName} view
 * @property {Presented | null} presented
 * @property {Way | null} along
 * @property {Form} form
 * @property {Subject | null} pin
 * @property {Subject[]} trail
 * @property {boolean} tracing
 * @property {Subject | null} hover
 * @property {Subject | null} beat
 * @property {Focus | null} focus  where it is to go, once what is wanted is drawn
 * @property {Measuring} measuring
 * @property {Walking} walking
 * @property {Answers} answers
 *
 * @typedef {{on: "panel"} | {on: "sheet", ref: Ref}} Focus
 *
 * @typedef {object} Measuring  how gradients are checked
 * @property {GradcheckResponse["method"]} method
 * @property {number | null} h
 * @property {{sentence: string, trace: Trace} | null} refusal  the server's no to what was chosen for a trace
 *
 * @typedef {object} Walking  the step of η
 * @property {string[] | null} moving  the inputs that move, of this network; null: what the server says
 * @property {Network | null} network
 * @property {Entry | null} entry  along which J is drawn, as it was chosen at this pin and step
 * @property {{pin: Subject | null, step: Step | undefined} | null} at
 * @property {{sentence: string, trace: Trace} | null} refusal  the server's no to what was chosen for a trace
 * @property {{names: string[], eta: number} | null} taken  the step that is to be taken, once the gradient of what was typed is there
 *
 * @typedef {{doc: Doc, trace: Trace, steps: Step[], method: GradcheckResponse["method"], h: number | null}} CheckQuestion
 * @typedef {{doc: Doc, trace: Trace, steps: Step[], moving: string[] | null, entry: Entry | null}} DescentQuestion
 * @typedef {GradcheckResponse["curve"]} Curve
 *
 * @typedef {object} Answers  what is known about what is looked at
 * @property {{question: CheckQuestion, answer: {told: GradcheckResponse, curve: Curve}}} [check]  the curve is over all h
 * @property {{question: {trace: Trace, steps: Step[]}, answer: Trace}} [paths]
 * @property {{question: {steps: Step[]}, answer: Trace}} [layouts]
 * @property {{question: DescentQuestion, answer: DescentResponse}} [descent]
 * @property {{question: {steps: Step[]}, answer: Jacobians}} [jacobians]
 *
 * @typedef {Numbers & Looks} State
 */
export {};
