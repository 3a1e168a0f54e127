/**
 * What travels between the modules of the page. What travels between server and page is in wire.js, written by the
 * server; here it is narrowed to what this page asks for: matrices as rows.
 *
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} WireNumber
 * @typedef {{shape: [number, number], sizes: [string, string], symbol: string, latex: string, data: WireNumber[][]}} WireMatrix
 * @typedef {Omit<ValueMatrix, "data"> & {data: WireNumber[][]}} WireValue
 * @typedef {Omit<GradientMatrix, "data"> & {data: WireNumber[][]}} WireGradient
 * @typedef {WireSymbols & {identities: Record<string, CitedIdentity>}} Symbols  all that steps are told with
 * @typedef {Omit<WireFactor, "tree"> & {tree: Tree | null}} Factor
 * @typedef {Omit<WireFullForm, "paths" | "result"> & {paths: Factor[][], result: Tree}} FullForm
 * @typedef {{sizes: Record<string, string>, gradients: Record<string, FullForm>}} Jacobians
 * @typedef {"short" | "diag" | "full"} Form  how a backward step is drawn: with ∘, a diagonal matrix, or all Jacobians
 * @typedef {Omit<WirePath, "data"> & {data: WireNumber[][]}} Path
 * @typedef {Omit<WireLastStep, "data"> & {data: WireNumber[][] | null}} LastStep
 * @typedef {Omit<WireGradientPaths, "paths" | "by_step"> & {paths: Path[], by_step: LastStep[]}} GradientPaths
 * @typedef {Omit<WireTrace, "values" | "gradients" | "jacobians" | "paths"> & {values: Record<string, WireValue>,
 *   gradients: Record<string, WireGradient>, jacobians?: Jacobians, paths?: Record<string, GradientPaths>}} Trace
 *
 * @typedef {object} Tree  a name, a gradient, a number or an operation: exactly one of the first four is there
 * @property {string} [name]
 * @property {string} [gradient]
 * @property {WireNumber} [number]
 * @property {string} [op]
 * @property {Tree[]} [args]
 * @property {number} [axis]
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {string} mathml
 * @property {string} [symbol]
 * @property {string} [function]
 * @property {string} [mark]   what stands between two arguments: ∘
 * @property {number} [shown]  so many arguments are drawn; the others say a shape
 * @property {Tree} [definition]
 *
 * @typedef {Record<string, number[][]>} Values
 * @typedef {"friendly" | "normal" | "he" | "xavier" | "zeros"} Scheme
 * @typedef {Omit<PresetResponse, "values"> & {values: Values, seed?: number}} Preset
 * @typedef {Record<string, [number, number]>} Pictures
 * @typedef {{id: string | null, program: string, values: Values, seed: number, pictures?: Pictures,
 *   precision?: number}} Network
 *   a preset, or a program of one's own (id null), with the numbers that Reset returns to
 * @typedef {{name?: string, row?: number | null, column?: number | null, suggestion?: string}} ErrorParams
 * @typedef {{code: string, message: string, line?: number | null, column?: number | null, length?: number | null,
 *   hint?: string | null, params?: ErrorParams | null}} WireError
 * @typedef {{shape: [number, number], data: number[][]}} FileArray
 * @typedef {{arrays: Record<string, FileArray>, skipped: {name: string, reason: string}[],
 *   assignment?: Record<string, {array: string, transposed: boolean}>}} FileAnswer
 *
 * @typedef {"value" | "gradient"} Kind
 * @typedef {{kind: Kind, name: string, i: number, j: number}} Ref  one cell of one quantity
 * @typedef {{step: Step, form: Form, full: FullForm | null}} Place  a step as it is drawn on the bench
 * @typedef {{ref: Ref, node: Tree | null, i: number, j: number, computed: boolean, place?: Place | null}} Subject
 *   a cell as it stands somewhere; place: where a drawn matrix stands that is no quantity
 * @typedef {{ref: Ref}} RefNode
 * @typedef {{number: number}} NumberNode
 * @typedef {{op: string, args: Expr[]}} OpNode
 * @typedef {RefNode | NumberNode | OpNode} Expr  the arithmetic of one cell
 *
 * @typedef {"bench" | "sheet"} Presented  what stands alone on the screen
 * @typedef {"step" | "check" | "paths" | "layouts" | "descent"} ViewName  what stands on the bench
 * @typedef {(key: string, params?: Record<string, string | number>) => string} Translate
 * @typedef {"mixed" | "numerator" | "denominator"} Layout
 * @typedef {"matrix" | "role" | "sheet"} Scope
 * @typedef {"numpy" | "latex" | "tsv"} Format  of a matrix that is copied
 * @typedef {{on: Set<string>, edges: Set<string>}} Way  where a path goes: over which quantities, and from which one to which,
 *   as edges are written (lib/graph.js)
 * @typedef {"+" | "-" | "0" | "?"} Sign
 * @typedef {{sign: Sign, level: number}} Shade
 * @typedef {{text: string, shade: Shade}} Face  how a cell looks
 */

/** @import {CitedIdentity, Factor as WireFactor, FullForm as WireFullForm, GradientMatrix, GradientPaths as WireGradientPaths, LastStep as WireLastStep, Path as WirePath, PresetResponse, ShapeToken, Step, Symbols as WireSymbols, TraceResponse as WireTrace, ValueMatrix} from "./wire.js" */
export {};
