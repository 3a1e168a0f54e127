/** What elements say to the page: the one list of its events, each with what it tells, and how they are sent and heard. */

/**
 * @import {Form, Format, Layout, Ref, Subject, Way, WireNumber} from "./types.js"
 * @import {GradcheckResponse} from "./wire.js"
 */

/**
 * Every event of the page's own elements, by name, with what it tells (`undefined`: nothing but that it happened).
 *
 * @typedef {object} GsEvents
 * @property {Subject} gs-hover  a cell is pointed at, or has the focus
 * @property {undefined} gs-leave  none is any more
 * @property {Subject & {again?: boolean}} gs-pin  a cell is chosen; `again`: if it is chosen already, go into its panel
 * @property {undefined} gs-unpin
 * @property {{ref: Ref}} gs-follow  from the chosen cell to one that it is made from, in its panel
 * @property {{ref: Ref}} gs-walk  the same, in the trees of its provenance
 * @property {{k: number}} gs-back  to the k-th of the cells from which one came
 * @property {undefined} gs-trace  the provenance of the chosen cell is opened or closed
 * @property {{position: number}} gs-select  a step is looked at
 * @property {Form} gs-form  how a backward step is drawn
 * @property {undefined} gs-next-form
 * @property {undefined} gs-next-layout
 * @property {{k: number}} gs-view  what stands on the bench: the k-th of its tabs
 * @property {undefined} gs-present  on to the next of what can be presented
 * @property {{what: "help" | "equations" | "gallery"}} gs-open  a dialog
 * @property {number} gs-scrub  position of the step under the pointer that goes along the player
 * @property {{act: string}} gs-play  what a button of the player does
 * @property {number} gs-speed
 * @property {{ref: Ref, value: number}} gs-ask  what number a cell has: whoever knows it writes it into `value`
 * @property {{ref: Ref, value: number, live: boolean, text: string}} gs-edit  a number is typed; `live`: more is to come
 * @property {{ref: Ref, text: string}} gs-bad  what is typed is no number
 * @property {{ref: Ref}} gs-cancel  the number of before comes back
 * @property {Subject & {written: {rows: WireNumber[][], symbol: string} | null}} gs-copy  Ctrl+C on a cell; null: the whole quantity
 * @property {{format: Format}} gs-copy-as  the chosen matrix as text
 * @property {{ref: Ref, text: string}} gs-paste  several numbers, from this cell on
 * @property {undefined} gs-paste-ask  the same, with a field to paste into
 * @property {{label: string, by: number}} gs-resize  how much more a size of the network on the sheet shall be
 * @property {{id: string}} gs-choose  a network that ships
 * @property {undefined} gs-own  a network of one's own
 * @property {undefined} gs-typed  the text of the program has changed
 * @property {undefined} gs-draw  it is to be drawn
 * @property {{text: string}} gs-insert  a piece for the text of the program
 * @property {{label: string, by: number}} gs-size  how much more a size of the program in the editor shall be
 * @property {undefined} gs-assigned  an array of a file is to be used for another input
 * @property {GradcheckResponse["method"]} gs-method  how gradients are checked
 * @property {number | null} gs-length  with which step size h; null: with the best for each entry
 * @property {Way | null} gs-along  a path is followed on the sheet; null: none any more
 * @property {{layout: Layout}} gs-layout
 * @property {string[]} gs-moving  names of the parameters that a step of η moves
 * @property {{name: string, row: number, column: number}} gs-entry  along which entry J is drawn
 * @property {{names: string[], eta: number}} gs-descend  the step is taken
 */

/**
 * Says that something happened, to the element and all about it.
 * @template {keyof GsEvents} K
 * @param {EventTarget} target
 * @param {K} name
 * @param {GsEvents[K] extends undefined ? [] : [detail: GsEvents[K]]} told
 */
export function emit(target, name, ...told) {
  target.dispatchEvent(new CustomEvent(name, { detail: told[0], bubbles: true }));
}

/**
 * Hears what is said to the element or inside it.
 * @template {keyof GsEvents} K
 * @param {EventTarget} target
 * @param {K} name
 * @param {(detail: GsEvents[K], event: CustomEvent<GsEvents[K]>) => void} act
 */
export function on(target, name, act) {
  target.addEventListener(name, (event) => {
    const custom = /** @type {CustomEvent<GsEvents[K]>} */ (event);
    act(custom.detail, custom);
  });
}
