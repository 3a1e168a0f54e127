"""What people send that cannot be used: one row each, with what the answer has to say."""

import json
from dataclasses import dataclass
from typing import Any

_LOGISTIC = "p = softmax(W @ x + b)\nJ = cross_entropy(y, p)"
_ONE = {"W": [[1, 2, 3]] * 4, "x": [1, 2, 3], "b": [0, 0, 0, 0], "y": [1, 0, 0, 0]}


@dataclass(frozen=True)
class Bad:
    """A request, and its answer.

    Args:
        says: parts of the English message.
        place: line, column and length, where it is about a program.
        params: some of the parameters.
    """

    title: str
    body: bytes
    code: str
    says: tuple[str, ...]
    status: int = 422
    place: tuple[int, int, int] | None = None
    params: dict[str, Any] | None = None
    hint: str = ""
    to: str = "/api/traces"

    @property
    def is_about_values(self) -> bool:
        return "name" in (self.params or {})


def _sent(title: str, body: Any, code: str, *says: str, **more: Any) -> Bad:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Bad(title, raw, code, says, **more)


def _program(title: str, text: str, code: str, *says: str, **more: Any) -> Bad:
    return _sent(title, {"program": text}, code, *says, **more)


def _values(title: str, values: dict[str, Any], code: str, *says: str, **more: Any) -> Bad:
    return _sent(title, {"preset": "single-layer", "values": values}, code, *says, **more)


def _raw(value: str) -> bytes:
    return b'{"preset": "single-layer", "values": {"x": ' + value.encode() + b"}}"


BODIES = [
    _sent("no JSON", b"x = 3", "not-json", "not JSON"),
    _sent("nothing", b"", "not-json", "not JSON"),
    _sent("broken off", b'{"preset": "single-', "not-json", "not JSON"),
    _sent("not UTF-8", b'{"preset": "\xff"}', "not-json", "not JSON"),
    _sent("half of a surrogate pair", b'{"program": "\\ud800 = 1"}', "not-json", "not JSON"),
    _sent("nested without end", b'{"values": {"x": ' + b"[" * 100_000, "not-json", "not JSON"),
    _sent("a list", [1], "not-an-object", "JSON object"),
    _sent("null", None, "not-an-object", "JSON object"),
    _sent("an unknown field", {"preset": "single-layer", "colour": 1}, "unknown-field", "colour"),
    _sent("neither preset nor program", {}, "preset-or-program", "preset", "program"),
    _sent("both preset and program", {"preset": "single-layer", "program": "J = x"}, "preset-or-program", "exactly one"),
    _sent("a number for a program", {"program": 3}, "bad-field", "program", "string"),
    _sent("an unknown layout", {"preset": "single-layer", "layout": "diagonal"}, "bad-field", "layout", "diagonal"),
    _sent("an unknown part", {"preset": "single-layer", "include": ["pictures"]}, "bad-field", "include.0", "pictures"),
    _sent("values that are no object", {"preset": "single-layer", "values": [1]}, "bad-field", "values"),
    _sent("an unknown language", {"preset": "single-layer", "lang": "tlh"}, "bad-field", "lang", "tlh"),
    _sent("an unknown preset", {"preset": "single-layr"}, "unknown-preset", "single-layr", status=404, hint="single-layer"),
    _sent("a program is missing", {}, "missing-field", "program", to="/api/programs"),
    _sent("a size that is none", {"preset": "single-layer", "sizes": {"D_h": 0}}, "bad-size", "D_h", "0", to="/api/values"),
    _sent("an unknown size", {"preset": "single-layer", "sizes": {"D_k": 2}}, "unknown-size", "D_k", to="/api/values"),
    _sent("a size of two million", {"preset": "single-layer", "sizes": {"D_h": 2_000_000}}, "bad-size", "2000000", to="/api/values"),
    _sent("a seed below zero", {"preset": "single-layer", "seed": -1}, "bad-field", "seed", "-1", to="/api/values"),
    _sent("numbers for too many cells", {"preset": "single-layer", "sizes": {"D_h": 1024, "D_x": 1025}}, "matrix-too-large", "1024×1025", status=413, to="/api/values"),
]  # fmt: skip
VALUES = [
    _values("ragged", {"W": [[1, 2, 3], [4, 5], [1, 2, 3], [1, 2, 3]]}, "ragged", "W", "row 2 has 2", "row 1 has 3", params={"name": "W", "row": 1}),
    _values("a row that is no list", {"W": [[1, 2, 3], 4]}, "ragged", "W", "row 2", params={"name": "W", "row": 1}),
    _values("empty", {"x": []}, "empty", "x is empty", params={"name": "x"}),
    _values("empty rows", {"x": [[], []]}, "empty", "x is empty", params={"name": "x"}),
    _values("three axes", {"x": [[[1]], [[2]], [[3]]]}, "not-a-matrix", "x", "two axes", params={"name": "x", "row": 0, "column": 0}),
    _values("a word", {"x": [1, "two", 3]}, "not-a-number", "x[2,1]", "'two'", params={"name": "x", "row": 1, "column": 0}),
    _values("true", {"x": [1, 2, True]}, "not-a-number", "x[3,1]", "true", params={"name": "x", "row": 2, "column": 0}),
    _values("null", {"x": [None, 2, 3]}, "not-a-number", "x[1,1]", "null", params={"name": "x", "row": 0, "column": 0}),
    _values("an object", {"x": {"a": 1}}, "not-a-number", "x[1,1]", "an object", params={"name": "x"}),
    _sent("NaN", _raw("[1, NaN, 2]"), "not-finite", "x[2,1]", "NaN", params={"name": "x", "row": 1, "column": 0}),
    _sent("Infinity", _raw("[1, 2, Infinity]"), "not-finite", "x[3,1]", "Infinity", params={"name": "x", "row": 2, "column": 0}),
    _sent("minus infinity", _raw("[1, 2, -Infinity]"), "not-finite", "x[3,1] is -Infinity", params={"name": "x"}),
    _sent("a number over the range", _raw("[1, 1e999, 2]"), "not-finite", "x[2,1]", "Infinity", params={"name": "x", "row": 1}),
    _sent("400 digits", _raw("[1, 2, -" + "9" * 400 + "]"), "not-finite", "x[3,1]", "-Infinity", params={"name": "x", "row": 2}),
    _values("NaN as a string", {"x": [1, 2, "NaN"]}, "not-finite", "x[3,1]", "NaN", params={"name": "x", "row": 2}),
    _values("a probability below zero", {"y": [1, -0.5, 0.5]}, "negative-target", "y[2,1]", "-0.5", params={"name": "y", "row": 1, "column": 0}),
    _values("sizes that do not meet", {"x": [1, 2, 3, 4, 5]}, "inner-sizes-differ", "W is 4×3", "x is 5×1", "3 and 5", place=(1, 5, 5)),
    _values("a target too long", {"y": [1, 0, 0, 0]}, "shapes-differ", "y is 4×1", "y_hat is 3×1", place=(5, 5, 23)),
    _values("a bias too long", {"b1": [1, 2, 3]}, "shapes-do-not-broadcast", "4×1", "b1 is 3×1", place=(1, 5, 10)),
    _values("a value for what is computed", {"z": [1, 2, 3, 4]}, "computed-name", "z is computed", params={"name": "z"}),
    _values("a value for nothing", {"bb1": 1}, "no-such-input", "bb1", params={"name": "bb1"}, hint="b1"),
    _sent("a value is missing", {"program": _LOGISTIC, "values": {"W": [[1]], "x": 1, "b": 0}}, "missing-value", "y is read", params={"name": "y"}),
    _sent("over the limit of cells", {"program": "J = sum(x @ x.T)", "values": {"x": [0] * 1025}}, "matrix-too-large", "x @ x.T is 1025×1025", status=413, place=(1, 9, 7)),
    _sent("over the limit of all cells", {"program": "\n".join(f"h{k} = x @ x.T" for k in range(5)) + "\nJ = sum(h0)", "values": {"x": [0] * 1000}}, "too-many-cells", "5001001", "4194304", status=413),
]  # fmt: skip
_GREEK = "θ = W @ x\nJ = sum(θ + {})"
PROGRAMS = [
    _program("no text", "", "empty-program", "no equations"),
    _program("only a comment", "# nothing", "empty-program", "no equations"),
    _program("an open bracket", "z = W @ x\nJ = sum(z", "syntax-error", "Line 2", place=(2, 8, 1)),
    _program("two operators", "J = a + / b", "syntax-error", "Line 1", place=(1, 9, 1)),
    _program("an unknown function", "J = sum(rellu(x))", "unknown-function", "rellu", place=(1, 9, 5), hint="relu"),
    _program("after Greek letters", _GREEK.format("tahn(θ)"), "unknown-function", "tahn", place=(2, 13, 4), hint="tanh"),
    _program("after a Chinese name", "损失 = x\nJ = sum(损失 + foo(损失))", "unknown-function", "foo", place=(2, 14, 3)),
    _sent("an unknown name", {"program": "J = sum(W @ X)", "values": {"W": 1, "x": 2}}, "no-such-input", "x", hint="X"),
    _program("bound twice", "z = x\nz = 2 * x\nJ = sum(z)", "bound-twice", "z", "line 1", place=(2, 1, 1)),
    _program("read before it is bound", "a = b\nb = x\nJ = a", "used-before-bound", "b", place=(1, 5, 1)),
    _program("read where it is bound", "a = a + 1", "used-before-bound", "a", place=(1, 5, 1)),
    _sent("a loss that is no number", {"program": "z = W @ x", "values": {"W": [[1], [2]], "x": 1}}, "loss-not-scalar", "z is 2×1", place=(1, 1, 1), hint="sum(z)"),
    _program("attribute access", "J = x.__class__", "not-allowed", ".__class__", place=(1, 5, 11)),
    _program("a method", "J = x.sum()", "not-allowed", "called", place=(1, 5, 5)),
    _program("import", "import os", "not-allowed", "import", place=(1, 1, 9)),
    _program("import from", "from os import path", "not-allowed", "import", place=(1, 1, 19)),
    _program("a lambda", "J = lambda: 1", "not-allowed", "lambda", place=(1, 5, 9)),
    _program("a comprehension", "J = [x for x in y]", "not-allowed", "comprehension", place=(1, 5, 14)),
    _program("a generator", "J = sum(x for x in y)", "not-allowed", "comprehension", place=(1, 8, 14)),
    _program("a text", "J = 'x'", "not-allowed", "a text", place=(1, 5, 3)),
    _program("a star", "J = sum(*x)", "not-allowed", "* is not", place=(1, 9, 2)),
    _program("+=", "J += x", "not-allowed", "+=", place=(1, 1, 6)),
    _program("a definition", "def f(): return 1", "not-allowed", "def", place=(1, 1, 17)),
    _program("an unknown operator", "J = x // 2", "unknown-operator", "FloorDiv", place=(1, 5, 6)),
    _program("10,000 brackets", "J = " + "(" * 1900 + "x" + ")" * 1900, "too-deep", "100"),
    _program("long chains", "J = " + "-" * 200 + "x", "too-deep", "100"),
    _program("really 10,000 brackets", "J = " + "(" * 10_000 + "x" + ")" * 10_000, "program-too-long", "4000", "20005", status=413),
    _program("1e6 characters", "J = x" + " " * 999_995, "program-too-long", "4000", "1000000", status=413),
    _program("65 lines", "\n".join(f"a{k} = x" for k in range(65)), "too-many-lines", "64", "65", status=413),
    _program("a null character", "z = x\nJ = \0", "syntax-error", "null"),
    _program("an underscore first", "_a = x", "bad-name", "_a", place=(1, 1, 2)),
    _program("a long name", "a" * 33 + " = x", "long-name", "32", "33", place=(1, 1, 33)),
    _program("the name of an operation", "relu = x", "reserved-name", "relu", place=(1, 1, 4)),
    _program("no name", "x + 1", "no-name", "no name", place=(1, 1, 5)),
    _program("two names", "a, b = x", "not-a-name", "one name", place=(1, 1, 4)),
    _program("a number too large", "J = 1e999", "number-too-large", "float64", place=(1, 5, 5)),
    _program("too few arguments", "J = cross_entropy(y)", "wrong-arguments", "cross_entropy(y, y_hat)", "1", place=(1, 5, 16)),
    _program("an option that is none", "J = sum(x, dtype=3)", "unknown-option", "dtype", place=(1, 18, 1)),
    _program("an axis that is none", "J = sum(x, axis=2)", "bad-axis", "axis", place=(1, 17, 1)),
    _sent("softmax of a matrix", {"program": "J = sum(softmax(X))", "values": {"X": [[1, 2], [3, 4]]}}, "axis-required", "X is 2×2", place=(1, 9, 10), hint="axis=1"),
    _sent("too much work", {"program": "A = x @ x.T\nB = A @ A\nC = A @ A\nD = A @ A\nJ = sum(D)", "values": {"x": [0] * 1023}}, "too-many-operations", "8589934592", status=413),
]  # fmt: skip
_X = {"x": [1, 2, 3]}
OPTIONS = [
    _program("an exponent that is no number", "J = a ** b", "not-constant", "number", place=(1, 10, 1)),
    _program("a reduction that is none", "J = cross_entropy(y, p, reduction='max')", "bad-reduction", '"mean"', place=(1, 35, 5)),
    _program("three indices", "J = x[0, 0, 0]", "too-many-indices", "two", place=(1, 5, 10)),
    _program("a step in a slice", "J = sum(x[::2])", "no-step", "no step", place=(1, 11, 3)),
    _program("half an index", "J = x[0.5]", "bad-index", "whole number", place=(1, 7, 3)),
    _program("an index that is a name", "J = x[k]", "not-constant", "number", place=(1, 7, 1)),
    _sent("an empty slice", {"program": "J = sum(x[3:])", "values": _X}, "empty-slice", "x is 3×1", place=(1, 9, 5)),
    _sent("columns of other lengths", {"program": "J = sum(concat(x, A, axis=1))", "values": {**_X, "A": [[1, 2]]}}, "cannot-concat", "3×1", "1×2"),
    _sent("a product of matrices as columns", {"program": "J = dot(A, A)", "values": {"A": [[1, 2]]}}, "not-a-column", "A is 1×2", place=(1, 5, 9)),
]  # fmt: skip
EVERY = [*BODIES, *VALUES, *PROGRAMS, *OPTIONS]
