/**
 * What travels between server and page. Written by `python -m app.api.wire`; not by hand.
 *
 * @typedef {object} Assigned
 * @property {string} array
 * @property {boolean} transposed  It would fit if it were transposed. A suggestion: it is sent as it is.
 *
 * @typedef {object} Band
 * @property {"good" | "fair" | "poor" | "wrong" | "kink" | "unresolved" | "not-finite" | "unchecked"} verdict
 * @property {number} most  The largest relative error of this verdict. Above the last it is `wrong`.
 *
 * @typedef {object} CheckedEntry
 * @property {number} row
 * @property {number} column
 * @property {number | "NaN" | "Infinity" | "-Infinity"} analytic
 * @property {number | "NaN" | "Infinity" | "-Infinity"} numeric
 * @property {number | "NaN" | "Infinity" | "-Infinity"} relative_error
 * @property {"good" | "fair" | "poor" | "wrong" | "kink" | "unresolved" | "not-finite" | "unchecked"} verdict
 *
 * @typedef {object} Contribution
 * @property {Tree} tree
 * @property {Formula} formula
 *
 * @typedef {object} ErrorBody
 * @property {string} code
 * @property {string} message
 * @property {number | null} line
 * @property {number | null} column
 * @property {number | null} length
 * @property {string | null} hint
 * @property {Record<string, unknown>} params
 *
 * @typedef {object} ErrorOverH
 * @property {number[]} h
 * @property {(number | null)[]} median
 * @property {(number | null)[]} largest
 * @property {number} entries  How many entries were sampled.
 *
 * @typedef {object} ErrorResponse
 * @property {ErrorBody} error
 *
 * @typedef {object} FileArray
 * @property {[number, number]} shape
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string} data  Rows of numbers; base64 where that was asked for.
 *
 * @typedef {object} FileResponse
 * @property {Record<string, FileArray>} arrays
 * @property {Skipped[]} skipped  Tensors that are no matrix.
 * @property {Record<string, Assigned>} [assignment]  For the names in `want` that have exactly one candidate.
 *
 * @typedef {object} Formula
 * @property {string} latex
 * @property {string} mathml
 *
 * @typedef {object} GradcheckRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, unknown>} [values]  Inputs by name. On top of a preset any subset.
 * @property {"mixed" | "numerator" | "denominator"} [layout]  In which shapes gradients come back.
 * @property {"central" | "complex"} [method]  `central`: (J(v + h) − J(v − h)) / 2h. `complex`: Im J(v + ih) / h.
 * @property {number} [h]  For an entry x, in units of max(1, |x|). Left out or `null`: the best for each entry.
 * @property {string[]} [names]  Gradients to check, by quantity; all if left out.
 * @property {number} [seed]  Of the sample, where not every entry can be checked.
 * @property {boolean} [curve]  Also the error over h.
 *
 * @typedef {object} GradcheckResponse
 * @property {string} program
 * @property {"mixed" | "numerator" | "denominator"} layout
 * @property {Loss} loss
 * @property {"central" | "complex"} method
 * @property {number | null} h  As asked for; `null`: the best for each entry.
 * @property {Band[]} bands
 * @property {Record<string, GradientCheck>} checks
 * @property {Record<string, number>} counts
 * @property {boolean} passed  Whether no entry is `wrong` or `not-finite`.
 * @property {Sampled | null} sampled  How many entries were checked, if not all of them.
 * @property {Notice[]} warnings
 * @property {ErrorOverH | null} curve
 *
 * @typedef {object} GradientCheck
 * @property {[number, number]} shape
 * @property {[string, string]} sizes  The same in letters.
 * @property {string} symbol
 * @property {string} latex
 * @property {string[]} names
 * @property {boolean} transposed  Whether it is shown transposed to the shape of its variable.
 * @property {((number | "NaN" | "Infinity" | "-Infinity" | null)[])[] | null} numeric  The slopes found. `null` where an entry was not checked; all of it `null` where there are `entries` instead.
 * @property {((number | "NaN" | "Infinity" | "-Infinity" | null)[])[] | null} relative_errors  |a − n| / max(|a|, |n|); 0 where neither can be told from 0. `null` where an entry was not checked; all of it `null` where there are `entries` instead.
 * @property {(("good" | "fair" | "poor" | "wrong" | "kink" | "unresolved" | "not-finite" | "unchecked")[])[] | null} verdicts
 * @property {CheckedEntry[] | null} entries  The entries that were checked, of a gradient too large to send whole for them.
 * @property {Record<string, number>} counts
 * @property {WorstEntry | null} worst  The largest relative error that has a band.
 *
 * @typedef {object} GradientMatrix
 * @property {[number, number]} shape
 * @property {[string, string]} sizes  The same in letters.
 * @property {string} symbol
 * @property {string} latex
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string} data  Rows of numbers; base64 where that was asked for.
 * @property {string[]} names
 * @property {boolean} transposed  Whether it is shown transposed to the shape of its variable.
 *
 * @typedef {object} Line
 * @property {string} latex
 * @property {string} mathml
 * @property {string | null} identity
 * @property {string} label
 * @property {string} sentence
 *
 * @typedef {object} Loss
 * @property {string} name
 * @property {number | "NaN" | "Infinity" | "-Infinity"} value
 *
 * @typedef {object} Notice
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} Operand
 * @property {"value" | "gradient"} kind
 * @property {string} name
 *
 * @typedef {object} OutlineStep
 * @property {"forward" | "backward"} phase
 * @property {string} quantity
 * @property {number} line
 * @property {string} title
 *
 * @typedef {object} PresetList
 * @property {PresetSummary[]} presets
 *
 * @typedef {object} PresetResponse
 * @property {string} id
 * @property {string} title
 * @property {string} summary
 * @property {string} program
 * @property {Record<string, ((number | "NaN" | "Infinity" | "-Infinity")[])[]>} values
 * @property {string[]} parameters
 * @property {Record<string, number>} sizes
 * @property {Record<string, [string, string]>} letters  How the rows and columns of every input are called.
 * @property {Record<string, [number, number]>} pictures  The inputs that are pictures, with the rows and columns of the picture.
 *
 * @typedef {object} PresetSummary
 * @property {string} id
 * @property {string} title
 * @property {string} summary
 *
 * @typedef {object} ProgramInput
 * @property {string} name
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {boolean} target
 * @property {boolean} given  Whether its shape was sent.
 *
 * @typedef {object} ProgramQuantity
 * @property {string} name
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {number} line
 * @property {boolean} written  Whether the program gives it its name; a part that needs one is called t1, t2, ….
 *
 * @typedef {object} ProgramRequest
 * @property {string} program  Lines `name = expression`.
 * @property {Record<string, [number, number]>} [shapes]  Of the inputs that have a value.
 * @property {Record<string, number>} [sizes]  Numbers for sizes that nothing decides, by letter.
 * @property {"en" | "zh"} [lang]
 *
 * @typedef {object} ProgramResponse
 * @property {string} program
 * @property {ProgramInput[]} inputs
 * @property {ProgramQuantity[]} quantities
 * @property {Record<string, number>} sizes  A number for every letter.
 * @property {string[]} open  The letters that nothing decides yet; their numbers are usual ones.
 * @property {string} loss
 * @property {OutlineStep[]} steps
 *
 * @typedef {object} Reuse
 * @property {string} name
 * @property {number} count
 *
 * @typedef {object} Sampled
 * @property {number} checked
 * @property {number} entries
 *
 * @typedef {object} ShapeToken
 * @property {"shape" | "op" | "bracket" | "arrow"} kind
 * @property {string} [rows]
 * @property {string} [cols]
 * @property {[number, number]} [shape]
 * @property {("rows" | "cols")[]} [meets]  Inner sizes that meet a neighbour's.
 * @property {string} [text]
 *
 * @typedef {object} Shapes
 * @property {string} text
 * @property {ShapeToken[]} tokens
 *
 * @typedef {object} Skipped
 * @property {string} name
 * @property {string} reason
 *
 * @typedef {object} Step
 * @property {number} index
 * @property {"forward" | "backward"} phase
 * @property {string} quantity
 * @property {number} line  1-based line of the program where the quantity is defined or first read.
 * @property {string} title
 * @property {Formula} formula
 * @property {Line[]} lines
 * @property {string | null} identity
 * @property {string[]} identities
 * @property {Operand[]} operands
 * @property {Shapes} shapes
 * @property {Tree} tree
 * @property {Tree | null} stable_tree
 * @property {Contribution[]} contributions
 * @property {Reuse[]} reuses
 * @property {string | null} mask
 * @property {string} sentence
 *
 * @typedef {object} Symbols
 * @property {Record<string, string>} values
 * @property {Record<string, string>} gradients
 * @property {Record<string, string>} sizes
 *
 * @typedef {object} TraceRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, unknown>} [values]  Inputs by name. On top of a preset any subset.
 * @property {"mixed" | "numerator" | "denominator"} [layout]  In which shapes gradients come back.
 * @property {"steps"[]} [include]  `[]` gives numbers only.
 * @property {"rows" | "base64"} [arrays]  `base64`: little-endian float64, row by row.
 *
 * @typedef {object} TraceResponse
 * @property {string} program
 * @property {"mixed" | "numerator" | "denominator"} layout
 * @property {string} sheet  Identity of all that does not depend on the numbers.
 * @property {Loss} loss
 * @property {Record<string, ValueMatrix>} values
 * @property {Record<string, GradientMatrix>} gradients
 * @property {Notice[]} warnings
 * @property {Step[]} [steps]
 * @property {Symbols} [symbols]
 *
 * @typedef {object} Tree
 * @property {string} [name]
 * @property {string} [gradient]
 * @property {number} [number]
 * @property {string} [op]
 * @property {Tree[]} [args]
 * @property {0 | 1} [axis]  Absent where everything is meant.
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {string} mathml
 * @property {string} symbol
 * @property {string} [function]  MathML of the bare name of a function.
 * @property {Tree} [definition]  The same written in primitives.
 *
 * @typedef {object} ValueMatrix
 * @property {[number, number]} shape
 * @property {[string, string]} sizes  The same in letters.
 * @property {string} symbol
 * @property {string} latex
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string} data  Rows of numbers; base64 where that was asked for.
 * @property {"parameter" | "input" | "target" | "computed" | "loss"} role
 *
 * @typedef {object} ValuesRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, [number, number]>} [shapes]  Of inputs of a program, where they are known.
 * @property {"friendly" | "normal" | "he" | "xavier" | "zeros"} [scheme]  friendly: tenths from −1 to 1.
 * @property {Record<string, number>} [sizes]  Sizes by letter; those left out are the preset's.
 * @property {number} [seed]  The same seed draws the same numbers.
 *
 * @typedef {object} ValuesResponse
 * @property {Record<string, ((number | "NaN" | "Infinity" | "-Infinity")[])[]>} values
 * @property {Record<string, number>} sizes
 * @property {number} seed
 * @property {"friendly" | "normal" | "he" | "xavier" | "zeros"} scheme
 *
 * @typedef {object} WorstEntry
 * @property {number} row
 * @property {number} column
 * @property {number} relative_error
 *
 */
export {};
