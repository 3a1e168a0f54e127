/**
 * What travels between server and page. Written by `python -m app.api.jsdoc`; not by hand.
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
 * @typedef {object} CitedIdentity
 * @property {string} label
 * @property {Formula} premise
 * @property {Formula} conclusion
 * @property {string} sentence
 *
 * @typedef {object} ConstantResponse
 * @property {string} name
 * @property {number | null} default  Taken where it is left out; null where it has to be said.
 *
 * @typedef {object} Contribution
 * @property {Tree} tree
 * @property {Formula} formula
 *
 * @typedef {object} Convention
 * @property {Formula} formula
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {boolean} transposed  Whether that is the transpose of the shape of its variable.
 * @property {Tree} tree
 *
 * @typedef {object} DescentRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, unknown>} [values]  Inputs by name. On top of a preset any subset.
 * @property {string[]} [parameters]  The inputs that move. By default the preset's parameters, or every input of a program that has a gradient.
 * @property {number[]} [etas]  Step sizes. By default 1, 2 and 5 of nine decades around J/‖∇J‖².
 * @property {EntryRequest} [entry]
 *
 * @typedef {object} DescentResponse
 * @property {string} program
 * @property {Loss} loss
 * @property {Record<string, Moved>} parameters
 * @property {number | "NaN" | "Infinity" | "-Infinity"} squared_norm  ‖∇J‖², over all parameters.
 * @property {DescentStep[]} steps  In the order of `etas`.
 * @property {Suggested} suggested
 * @property {EntryCurve | null} entry
 *
 * @typedef {object} DescentStep
 * @property {number} eta
 * @property {number | "NaN" | "Infinity" | "-Infinity"} predicted  −η‖∇J‖².
 * @property {Record<string, number | "NaN" | "Infinity" | "-Infinity">} predicted_by  −η‖∂J/∂W‖² of every parameter.
 * @property {number | "NaN" | "Infinity" | "-Infinity"} actual  J after the step less J before it.
 * @property {number | "NaN" | "Infinity" | "-Infinity"} round_off  How far `actual` may be off, as an estimate.
 * @property {boolean} resolved  Whether `predicted` is more than 1000 times the round-off.
 * @property {number | null} ratio  actual / predicted; null where that is not resolved.
 * @property {number | "NaN" | "Infinity" | "-Infinity"} loss  J after the step.
 *
 * @typedef {object} EntryCurve
 * @property {string} name
 * @property {number} row
 * @property {number} column
 * @property {number} value
 * @property {number | "NaN" | "Infinity" | "-Infinity"} slope  The gradient by this entry.
 * @property {number} span
 * @property {(number | "NaN" | "Infinity" | "-Infinity")[]} at  Values of the entry.
 * @property {(number | "NaN" | "Infinity" | "-Infinity")[]} loss
 * @property {(number | "NaN" | "Infinity" | "-Infinity")[]} tangent
 *
 * @typedef {object} EntryRequest
 * @property {string} name
 * @property {number} row  From 0.
 * @property {number} column  From 0.
 * @property {number} [span]  How far to either side. By default the largest magnitude in its matrix, or 1.
 * @property {number} [points]  Where they are odd, the value of the entry is among them.
 *
 * @typedef {object} ErrorBody
 * @property {string} code
 * @property {string} message
 * @property {number | null} line
 * @property {number | null} column
 * @property {number | null} length
 * @property {string | null} hint
 * @property {Record<string, unknown>} params
 * @property {string} request_id  The same as in the header X-Request-Id, and in the log of the server.
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
 * @typedef {object} Factor
 * @property {string} of
 * @property {string} by
 * @property {"signal" | "row" | "identity" | "diagonal" | "blocks" | "moves" | "weights" | "dense"} kind
 * @property {Formula} symbol
 * @property {Formula} expression
 * @property {[number, number]} shape
 * @property {[string, string]} sizes  In letters; all cells of a matrix are D_h·D_x.
 * @property {number} zeros  At least so many cells are 0 whatever the numbers are.
 * @property {string} sentence
 * @property {Tree | null} tree  As data; null above 16384 cells.
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string | null} data  null above 16384 cells, or above 262144 in all.
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
 * @typedef {object} FullForm
 * @property {Tree} result
 * @property {Line[]} lines
 * @property {Factor[][]} paths  For every path the factors as they are multiplied; the paths add up.
 * @property {Multiplications} multiplications
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
 * @typedef {object} GradientPaths
 * @property {number | string} count  Exact; digits in a string above 2⁵³, where JSON readers round.
 * @property {boolean} listed  Whether `paths` has all of them. Otherwise it has none, and `note` says why.
 * @property {Notice | null} note
 * @property {Path[]} paths
 * @property {LastStep[]} by_step
 * @property {Uses} uses
 *
 * @typedef {object} Jacobians
 * @property {Record<string, string>} sizes  MathML of the sizes.
 * @property {Record<string, FullForm>} gradients
 *
 * @typedef {object} LastStep
 * @property {string} via
 * @property {string | null} through  The quantity in between that a fusion leaps over.
 * @property {number | null} use  As in a path.
 * @property {number | string} count  Exact; digits in a string above 2⁵³, where JSON readers round.
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string | null} data  The sum over its paths; null where they are listed, or over a limit.
 *
 * @typedef {object} Layouts
 * @property {Record<string, Record<string, Convention>>} conventions  By layout, then by gradient.
 * @property {Record<string, Line[]>} entries  By gradient: the gradient by one entry, line by line up to the product of matrices. [] where no product leads to it.
 *
 * @typedef {object} Line
 * @property {string} latex
 * @property {string} mathml
 * @property {string | null} identity  The identity that it uses, or the first of several.
 * @property {string[]} [identities]  All that it uses, where there are several.
 * @property {string} label
 * @property {string} sentence
 *
 * @typedef {object} Loss
 * @property {string} name
 * @property {number | "NaN" | "Infinity" | "-Infinity"} value
 *
 * @typedef {object} Miniature
 * @property {string} name
 * @property {[number, number]} shape  Rows and columns of the picture, at most 8 and 12.
 * @property {string} shades  A character a square, row by row: "0", "1" to "9" positive, "a" to "i" negative.
 *
 * @typedef {object} Moved
 * @property {string} symbol
 * @property {number | "NaN" | "Infinity" | "-Infinity"} squared_norm  ‖∂J/∂W‖².
 * @property {number | null} share  Of ‖∇J‖²; null where that is 0 or not finite.
 *
 * @typedef {object} Multiplications
 * @property {number} backward  Full Jacobians, from the loss on: a row through all of them.
 * @property {number} forward  Full Jacobians, from the variable on: a column for each of its cells.
 * @property {number} short  The short rules.
 *
 * @typedef {object} Notice
 * @property {string} code
 * @property {string} message
 *
 * @typedef {object} Operand
 * @property {"value" | "gradient"} kind
 * @property {string} name
 *
 * @typedef {object} OperationList
 * @property {OperationResponse[]} operations
 *
 * @typedef {object} OperationResponse
 * @property {string} name
 * @property {"signs" | "cells" | "activations" | "axis" | "reductions" | "products" | "parts" | "windows" | "losses"} group
 * @property {string | null} sign  How it is written, where it is not called by its name.
 * @property {string | null} mark  The same in formulas, between two arguments.
 * @property {string[]} args  The names of its arguments; ["*args"] where there may be any number.
 * @property {ConstantResponse[]} constants
 * @property {boolean} axis  Whether it takes `axis`.
 * @property {("sum" | "mean")[]} reductions  What `reduction` may be; the first where it is left out. Empty for what has no such option.
 *
 * @typedef {object} OutlineStep
 * @property {"forward" | "backward"} phase
 * @property {string} quantity
 * @property {number} line
 * @property {string} title
 *
 * @typedef {object} Packed
 * @property {[number, number]} shape
 * @property {string} data
 *
 * @typedef {object} Path
 * @property {string} latex
 * @property {string} mathml
 * @property {PathQuantity[]} chain
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string} data  In the shape of the gradient as it is shown.
 *
 * @typedef {object} PathQuantity
 * @property {string} name
 * @property {boolean} leapt  Whether a fusion leaps over it, so that it has no gradient.
 * @property {number | null} use  Which of its uses, from 1, where the quantity before reads it more than once; otherwise null.
 *
 * @typedef {object} PresetCard
 * @property {string} id
 * @property {string} title
 * @property {string} summary
 * @property {Miniature[]} picture  What goes into the network, as colours.
 *
 * @typedef {object} PresetList
 * @property {PresetCard[]} presets
 *
 * @typedef {object} PresetResponse
 * @property {string} id
 * @property {string} title
 * @property {string} summary
 * @property {string} program
 * @property {Record<string, ((number | "NaN" | "Infinity" | "-Infinity")[])[] | Packed>} values
 * @property {string[]} parameters
 * @property {Record<string, number>} sizes  The sizes that can be chosen. Others follow from them.
 * @property {Record<string, [string, string]>} letters  How the rows and columns of every input are called.
 * @property {Record<string, [number, number]>} pictures  The inputs that are pictures, with the rows and columns of the picture.
 * @property {number} precision  The decimals, 1 to 6, with which the page shows its numbers at first.
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
 * @property {Record<string, string>} size_symbols  MathML of every letter.
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
 * @typedef {object} Suggested
 * @property {number | null} linear_to  The largest up to which actual and predicted change differ by at most a tenth.
 * @property {number | null} lowest  The one with the lowest J, if that is lower than before.
 * @property {number | null} stops_falling  The smallest after which J is not lower than before.
 *
 * @typedef {object} Symbols
 * @property {Record<string, string>} values
 * @property {Record<string, string>} gradients
 * @property {Record<string, string>} sizes
 * @property {string[]} [fixed]  The sizes of inputs that cannot be chosen, as they follow from others; left out if there are none.
 *
 * @typedef {object} TraceRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, unknown>} [values]  Inputs by name. On top of a preset any subset.
 * @property {"mixed" | "numerator" | "denominator"} [layout]  In which shapes gradients come back.
 * @property {("steps" | "paths" | "jacobians" | "layouts")[]} [include]  `[]` gives numbers only. `paths`: every gradient path by path. `jacobians`: every step by full Jacobians. `layouts`: every gradient in all layouts.
 * @property {"rows" | "base64" | "auto"} [arrays]  `base64`: little-endian float64, row by row. `auto`: that for matrices of more than 2000 cells, and rows for others.
 * @property {boolean} [echo]  `false`: the numbers of the inputs do not come back, since who asks has them.
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
 * @property {Record<string, CitedIdentity>} [identities]  By id, those that the steps cite.
 * @property {Record<string, GradientPaths>} [paths]  By gradient, where they were asked for.
 * @property {Jacobians} [jacobians]  By gradient, where they were asked for.
 * @property {Layouts} [layouts]  Where they were asked for.
 *
 * @typedef {object} Tree
 * @property {string} [name]
 * @property {string} [gradient]
 * @property {number | "NaN" | "Infinity" | "-Infinity"} [number]
 * @property {string} [op]
 * @property {Tree[]} [args]
 * @property {0 | 1} [axis]  Absent where everything is meant.
 * @property {[number, number]} shape
 * @property {[string, string]} sizes
 * @property {string} mathml
 * @property {string} symbol
 * @property {string} [function]  MathML of the bare name of a function.
 * @property {string} [mark]  What stands between two arguments, where that is no operator of the language.
 * @property {number} [shown]  How many arguments a formula shows; the others say a shape. Absent for all of them.
 * @property {Tree} [definition]  The same written in primitives.
 *
 * @typedef {object} Uses
 * @property {number} count
 * @property {string[]} by  The gradients that are computed from it.
 *
 * @typedef {object} ValueMatrix
 * @property {[number, number]} shape
 * @property {[string, string]} sizes  The same in letters.
 * @property {string} symbol
 * @property {string} latex
 * @property {((number | "NaN" | "Infinity" | "-Infinity")[])[] | string | null} data  As elsewhere; null for an input where `echo` is false.
 * @property {"parameter" | "input" | "target" | "computed" | "loss"} role
 *
 * @typedef {object} ValuesRequest
 * @property {string} [preset]  Id of a preset. Either this or `program`.
 * @property {string} [program]  Lines `name = expression`; the last is the loss. Either this or `preset`.
 * @property {"en" | "zh"} [lang]
 * @property {Record<string, [number, number]>} [shapes]  Of inputs of a program, where they are known.
 * @property {"friendly" | "normal" | "he" | "xavier" | "zeros"} [scheme]  friendly: tenths from −1 to 1.
 * @property {Record<string, number>} [sizes]  Sizes by letter; those left out follow from these, or are the preset's.
 * @property {number} [seed]  The same seed draws the same numbers.
 * @property {"rows" | "base64" | "auto"} [arrays]  `base64`: little-endian float64, row by row. `auto`: that for matrices of more than 2000 cells, and rows for others.
 *
 * @typedef {object} ValuesResponse
 * @property {Record<string, ((number | "NaN" | "Infinity" | "-Infinity")[])[] | Packed>} values
 * @property {Record<string, number>} sizes  A number for every letter.
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
