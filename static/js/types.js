/**
 * What travels between the server and the page, and between the modules of the page.
 *
 * @typedef {number | "NaN" | "Infinity" | "-Infinity"} WireNumber
 * @typedef {{shape: [number, number], sizes: string[], symbol: string, latex: string, data: WireNumber[][]}} WireMatrix
 * @typedef {"parameter" | "input" | "target" | "computed" | "loss"} Role
 * @typedef {WireMatrix & {role: Role}} WireValue
 * @typedef {WireMatrix & {names: string[], transposed: boolean}} WireGradient
 * @typedef {{latex: string, mathml: string}} Formula
 * @typedef {Formula & {identity: string | null, label: string, sentence: string}} Line
 * @typedef {{kind: "shape" | "op" | "arrow", rows?: string, cols?: string, meets?: string[], shape?: [number, number], text?: string}} ShapeToken
 * @typedef {"value" | "gradient"} Kind
 * @typedef {{kind: Kind, name: string}} Operand
 *
 * @typedef {object} Step
 * @property {number} index  from 0
 * @property {"forward" | "backward"} phase
 * @property {string} quantity
 * @property {number} line
 * @property {string} title
 * @property {Formula} formula
 * @property {Line[]} lines
 * @property {string | null} identity
 * @property {string[]} identities
 * @property {Operand[]} operands
 * @property {{text: string, tokens: ShapeToken[]}} shapes
 * @property {Tree} tree
 * @property {Tree | null} stable_tree
 * @property {{tree: Tree, formula: Formula}[]} contributions
 * @property {{name: string, count: number}[]} reuses
 * @property {string | null} mask
 * @property {string} sentence
 *
 * @typedef {object} Tree  a name, a gradient, a number or an operation: exactly one of the first four is there
 * @property {string} [name]
 * @property {string} [gradient]
 * @property {number} [number]
 * @property {string} [op]
 * @property {Tree[]} [args]
 * @property {number} [axis]
 * @property {[number, number]} shape
 * @property {string[]} sizes
 * @property {string} mathml
 * @property {string} [function]
 * @property {Tree} [definition]
 *
 * @typedef {{values: Record<string, string>, gradients: Record<string, string>, sizes: Record<string, string>}} Symbols
 * @typedef {{code: string, message: string}} Warning
 *
 * @typedef {object} Trace
 * @property {string} program
 * @property {Layout} layout
 * @property {string} sheet
 * @property {{name: string, value: WireNumber}} loss
 * @property {Record<string, WireValue>} values
 * @property {Record<string, WireGradient>} gradients
 * @property {Warning[]} warnings
 * @property {Step[]} [steps]
 * @property {Symbols} [symbols]
 *
 * @typedef {Record<string, number[][]>} Values
 * @typedef {{id: string, title: string, summary: string, program: string, values: Values, sizes: Record<string, number>, seed?: number}} Preset
 * @typedef {{code: string, message: string, hint?: string | null, params?: {name?: string, row?: number, column?: number} | null}} WireError
 *
 * @typedef {{kind: Kind, name: string, i: number, j: number}} Ref  one cell of one quantity
 * @typedef {{ref: Ref}} RefNode
 * @typedef {{number: number}} NumberNode
 * @typedef {{op: string, args: Expr[]}} OpNode
 * @typedef {RefNode | NumberNode | OpNode} Expr  the arithmetic of one cell
 *
 * @typedef {"mixed" | "numerator" | "denominator"} Layout
 * @typedef {"matrix" | "role" | "sheet"} Scope
 * @typedef {"+" | "-" | "0" | "?"} Sign
 * @typedef {{sign: Sign, level: number}} Shade
 * @typedef {{text: string, shade: Shade}} Face  how a cell looks
 */
export {};
