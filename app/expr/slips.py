"""What people commonly write that is not in the language, and the sentence that mends each. Data: no reading happens here.

A slip is a finer name than the code of its error. The code says what kind of refusal it is and stays; `params.slip` says which
slip was recognised. Its Chinese is `slip.<name>` in app/i18n/errors.zh.json, with the same parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.core.errors import Place, ProgramError

_LONGEST = 40
_LONGEST_MEND = 200

SENTENCES: dict[str, tuple[str, str]] = {
    # What Python's grammar refuses, in the order of a line from left to right.
    "unreadable": ("Line {line} cannot be read from {token} on.", "A line is name = expression, for example z = W @ x + b."),
    "indented": ("This line begins with spaces or a tab.", "Begin every line at its left edge. To continue the line above, put brackets ( ) around its whole expression."),
    "begins-with-sign": ("A line does not begin with {sign}.", "Begin with name =. To continue the line above, put brackets ( ) around its whole expression."),
    "keyword": ("{word} is a word that Python keeps for itself, so it cannot be a name.", "Choose another name, such as {other}."),
    "python-word": ("{word} is a word of Python and not part of the language.", "A line is name = expression, for example z = W @ x + b."),
    "missing-equals": ("After {left}, the sign = is missing.", "Write {left} = {right}."),
    "missing-both": ("Between {left} and {right}, a sign is missing.", "Write @ between {left} and {right}, and a name before them: z = {left} @ {right}. If {left} is the result: {left} = {right}."),
    "two-names": ("On the left of = stands one name; here is {left}.", "Write one name, for example {name}."),
    "left-side": ("On the left of = stands one name; here is {left}.", "Begin the line with one name, for example z = W @ x + b."),
    "colon-equals": ("The sign between name and expression is =, not {sign}.", "Write =."),
    "double-equals": ("The sign between name and expression is one =.", "Write = instead of ==."),
    "arrow": ("The sign between name and expression is =, not <-.", "Write = instead of <-."),
    "two-equals": ("This line has a second sign =.", "Give each name a line of its own."),
    "doubled": ("{word} stands here twice.", "Write it once, or a sign between the two."),
    "missing-operator": ("Between {left} and {right}, a sign is missing.", "Write @ between {left} and {right}: {left} @ {right} is a product of matrices, {left} * {right} goes cell by cell."),
    "missing-times": ("Between {left} and {right}, a sign is missing.", "Write {left} * {right}."),
    "missing-brackets": ("{name} is an operation; what it is applied to stands in brackets.", "Write {name}({right})."),
    "comment": ("A comment begins with #, not with //.", "Write # instead of //."),
    "two-signs": ("Between “{before}” and “{sign}”, a name or a number is missing.", "Leave one of the two signs out, or write what belongs between them."),
    "unfinished": ("The line ends after “{sign}”; a name or a number is missing there.", "Finish the line. An expression over several lines stands in brackets ( )."),
    "missing-part": ("Before “{sign}”, a name or a number is missing.", "Write what belongs there, or leave out the sign before it."),
    "after-dot": ("After a dot stands only T: W.T is W transposed.", "Write .T, or an operation around it, such as sum(x)."),
    "open-bracket": ("The bracket {sign} has no partner.", "Write {other} where the part in brackets ends."),
    "extra-bracket": ("The bracket {sign} has no partner.", "Leave it out, or write {other} where the part in brackets begins."),
    "wrong-bracket": ("The bracket {open} in column {column} is closed by {sign}.", "Write {other}."),
    "equals-inside": ("Inside brackets, = stands only between an option and its value, as in axis=1.", "Give the part a line of its own: name = expression."),
    "option-first": ("{part} stands after an option.", "Options such as axis=1 come last."),
    "option-twice": ("The option {option} is given twice.", "Leave one of them out."),
    "semicolon": ("The sign ; has no meaning inside brackets.", "Arguments are separated by a comma."),
    "transpose": ("A transpose is written .T.", "Write {mend}."),
    "open-text": ("The quotation mark {sign} has no partner.", "Leave it out. A transpose is written .T."),
    "backslash": ("The sign \\ is not part of the language.", "An expression over several lines stands in brackets ( ). A Greek letter is spelled out: theta."),
    "latex": ("\\{word} is LaTeX; here a letter is spelled out.", "Write {word}."),
    "bars": ("The sign | is not part of the language.", "Absolute values are abs(x), the length of a vector is norm(x)."),
    "braces": ("Braces are not part of the language.", "Brackets are ( ). An index belongs to the name: W_xh."),
    "not-a-sign": ("The sign {sign} is not part of the language.", "There are + - * / ** @, brackets, and .T for a transpose."),
    "foreign-sign": ("The sign {sign} is not part of the language.", "Write {mend} instead."),
    "foreign-product": ("The sign {sign} is not part of the language.", "Write @ for a product of matrices, * cell by cell."),
    "invisible": ("Here stands a character that cannot be seen: {sign}.", "Delete it, or write a space."),
    "bad-number": ("{number} is not a number.", "Write a number such as 12, 0.5 or 1e-3, with a dot for the decimals."),
    # What Python's grammar accepts.
    "comma-at-end": ("The expression ends with a comma.", "Leave the comma out."),
    "list": ("A list is not part of the language.", "A program says what is computed; the numbers of an input are given beside it."),
    "power-or-transpose": ("The sign ^ is not part of the language.", "A transpose is written .T: write {mend}."),
    "power": ("The sign ^ is not part of the language.", "A power is written **: write {mend}."),
    "chained-comparison": ("Two comparisons stand here at once.", "Write {mend}: 1 where both are so, and else 0."),
    "infinity": ("inf is infinity, as in NumPy.", "Choose another name."),
    "floor": ("The operator {operator} is not part of the language.", "Division cell by cell is /."),
    "called-number": ("Between {left} and the bracket, a sign is missing.", "Write {left} * (…)."),
    "called-name": ("{name} is not an operation, and in front of a bracket stands one.", "Write {name} @ (…) for a product of matrices, {name} * (…) cell by cell."),
    "otherwise": ("There is no operation {name} here.", "Write {mend}."),
    "prefix": ("Operations stand here without {prefix}.", "Write {mend}."),
    "prefix-dot": ("Operations stand here without {prefix}.", "Write {mend} for matrices, dot(a, b) for two columns."),
    "prefix-unknown": ("There is no operation {name} here, and none has a prefix.", "Operations are written as sum(x) or relu(x)."),
    "method": (".{name} is not part of the language; an operation stands before what it is applied to.", "Write {mend}."),
    "sizes": (".{name} is not part of the language: a program reads no sizes.", "To divide by a number of cells, write mean(x)."),
    "method-unknown": (".{name} is not part of the language; the only attribute is .T.", "An operation stands before what it is applied to: sum(x)."),
    "called-twice": ("{name} is called at once, not made first and then called.", "Write {mend}."),
    "maximum": ("max(a) is the largest cell of one matrix; of two, cell by cell, it is maximum(a, b).", "Write {mend}; along an axis, max(x, axis=0)."),
    "minimum": ("min(a) is the smallest cell of one matrix; of two, cell by cell, it is minimum(a, b).", "Write {mend}; along an axis, min(x, axis=0)."),
    "option-by-place": ("An option of {name} is given by its name.", "Write {mend}."),
    "in-a-list": ("The arguments of {name} stand in no list.", "Write {mend}."),
    "keepdims": ("There is no option {option}: every result keeps its two axes.", "Leave it out."),
    "other-option": ("{name} has no option {option}.", "Write {mend}."),
    "both-axes": ("axis is one axis: 0 (down the rows) or 1 (along the columns).", "Over both axes: leave axis out."),
    "rows-by-list": ("Rows are not picked by a list in [ ].", "Write {mend}."),
    "two-indices": ("{left} is a matrix still, so a second [ ] does not pick a cell of it.", "Write {mend}."),
    "named-index": ("An index is written as a number; {name} is a name.", "Write for example {left}[0]."),
    # Operations that other libraries have. Why there is none here, and what to do.
    "random": ("There is no operation {name}: a program draws no random numbers.", "Make the random numbers an input, for example a mask in h * mask."),
    "no-derivative": ("There is no operation {name}: it has no derivative that would lead anywhere.", "Leave it out of the loss; read it off the values."),
    "made-input": ("There is no operation {name}: a program makes no numbers.", "Make it an input, with its numbers beside the program; a single number is written as it is."),
    "two-axes": ("There is no operation {name}: every matrix has two axes.", "Leave it out, or transpose with .T."),
    "not-needed": ("There is no operation {name}: every value and every gradient is shown without being asked for.", "Leave it out."),
    "not-here": ("There is no operation {name}, and none of those here can stand for it.", "Write it out with other operations, or make what was computed elsewhere an input."),
    # What is sound as text, and not meant.
    "class-numbers": ("{operation}: {operands[0]} is {left[0]}×{left[1]} and {operands[1]} is {right[0]}×{right[1]}, and a target has a number for every class.", "If {name} holds class numbers, write one_hot({name}, {classes})."),
    "class-numbers-given": ("{operation}: {operands[0]} is {left[0]}×{left[1]} and {operands[1]} is {right[0]}×{right[1]}, and a target has a number for every class.", "If {name} holds class numbers, give it 1 at the class of each example and 0 elsewhere."),
    "target-first": ("{name} takes the target first; here {first} is a prediction, and {second} is an input.", "Write {mend}. If it is meant so, write the sum out: -sum(y * log(p))."),
}  # fmt: skip


def clipped(text: str) -> str:
    """A part of a program as it is quoted in a sentence: on one line, and not long."""
    line = re.sub(r"\s+", " ", text).strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def slip_error(code: str, slip: str, place: Place | None, *, suggestion: str = "", **params: object) -> ProgramError:
    """The error of a slip.

    Args:
        code: the kind of refusal, as for other errors.
        suggestion: what would stand in the place that is marked, or "".
        params: what the sentences of the slip name; `mend` is the suggestion where it is not given.
    """
    suggestion = suggestion if len(suggestion) <= _LONGEST_MEND else ""
    if "{mend}" in SENTENCES[slip][1]:
        params.setdefault("mend", suggestion or "…")
    message, hint = said(slip, params)
    return ProgramError(
        code, message, hint=hint, place=place, params={"slip": slip, **params}, suggestion=suggestion
    )  # fmt: skip


def said(slip: str, params: Mapping[str, object]) -> tuple[str, str]:
    """The two sentences of a slip, filled in."""
    message, hint = SENTENCES[slip]
    return message.format(**params), hint.format(**params)
