"""What people send that cannot be used: one row each, with what the answer has to say."""

import json
from dataclasses import dataclass
from typing import Any
from zipfile import ZIP_LZMA

import numpy as np

from tests.support.files import entry, header, npy, npy_of, npz, tensors, zipped
from tests.support.slips import EVERY_SLIP

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


def _file(title: str, name: str, content: bytes, code: str, *says: str, **more: Any) -> Bad:
    return Bad(title, content, code, says, to=f"/api/files?name={name}", **more)


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
    _sent("thousands of unknown fields", {f"a{k}": 1 for k in range(3000)}, "many-faults", "3000"),
    _sent("more fields than any request may have", b'{"preset": "single-layer", "values": {' + b",".join(b'"a%d": 1' % k for k in range(2**15)) + b"}}", "too-many-fields", "“:”", status=413),
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
    _values("base64 of another length", {"x": {"shape": [3, 1], "data": "AAAAAAAA8D8="}}, "wrong-length", "x is 3×1", "24", "8", params={"name": "x"}),
    _values("base64 of another kind", {"x": {"shape": [1, 1], "data": "AAAA_AAA8D8="}}, "bad-encoding", "x", params={"name": "x"}, hint="float64"),
    _values("base64 without its padding", {"x": {"shape": [1, 1], "data": "AAAAAAAA8D8"}}, "bad-encoding", "x", params={"name": "x"}),
    _values("base64 that is no text", {"x": {"shape": [1, 1], "data": [1]}}, "bad-encoding", "x", params={"name": "x"}),
    _values("base64 of NaN", {"x": {"shape": [1, 1], "data": "AAAAAAAA+H8="}}, "not-finite", "x[1,1]", "NaN", params={"name": "x"}),
    _values("base64 without cells", {"x": {"shape": [0, 1], "data": ""}}, "bad-shape", "x", params={"name": "x"}),
    _values("base64 with three axes", {"x": {"shape": [1, 1, 1], "data": "AAAAAAAA8D8="}}, "bad-shape", "x", params={"name": "x"}),
    _values("a shape with a fraction", {"x": {"shape": [1.0, 1], "data": "AAAAAAAA8D8="}}, "bad-shape", "x", params={"name": "x"}),
    _values("a size with 5,000 digits", {"x": {"shape": [10**4000, 1], "data": "AAAAAAAA8D8="}}, "bad-shape", "x", params={"name": "x"}),
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
    _program("an open bracket", "z = W @ x\nJ = sum(z", "syntax-error", "bracket (", place=(2, 8, 1), params={"slip": "open-bracket", "line": 2}),
    _program("two operators", "J = a + / b", "syntax-error", "“+” and “/”", place=(1, 9, 1), params={"slip": "two-signs", "line": 1}),
    _program("an unknown function", "J = sum(rellu(x))", "unknown-function", "rellu", place=(1, 9, 5), hint="relu"),
    _program("after Greek letters", _GREEK.format("tahn(θ)"), "unknown-function", "tahn", place=(2, 13, 4), hint="tanh"),
    _program("after a Chinese name", "损失 = x\nJ = sum(损失 + foo(损失))", "unknown-function", "foo", place=(2, 14, 3)),
    _sent("an unknown name", {"program": "J = sum(W @ X)", "values": {"W": 1, "x": 2}}, "no-such-input", "x", hint="X"),
    _program("bound twice", "z = x\nz = 2 * x\nJ = sum(z)", "bound-twice", "z", "line 1", place=(2, 1, 1)),
    _program("read before it is bound", "a = b\nb = x\nJ = a", "used-before-bound", "b", place=(1, 5, 1)),
    _program("read where it is bound", "a = a + 1", "used-before-bound", "a", place=(1, 5, 1)),
    _sent("a loss that is no number", {"program": "z = W @ x", "values": {"W": [[1], [2]], "x": 1}}, "loss-not-scalar", "z is 2×1", place=(1, 1, 1), hint="sum(z)"),
    _program("attribute access", "J = x.__class__", "not-allowed", ".__class__", place=(1, 5, 11)),
    _program("a method", "J = x.sum()", "not-allowed", ".sum", place=(1, 5, 7), hint="sum(x)"),
    _program("import", "import os", "not-allowed", "import", place=(1, 1, 9)),
    _program("import from", "from os import path", "not-allowed", "import", place=(1, 1, 19)),
    _program("a lambda", "J = lambda: 1", "not-allowed", "lambda", place=(1, 5, 9)),
    _program("a comprehension", "J = [x for x in y]", "not-allowed", "comprehension", place=(1, 5, 14)),
    _program("a generator", "J = sum(x for x in y)", "not-allowed", "comprehension", place=(1, 8, 14)),
    _program("a text", "J = 'x'", "not-allowed", "a text", place=(1, 5, 3)),
    _program("a star", "J = sum(*x)", "not-allowed", "* is not", place=(1, 9, 2)),
    _program("+=", "J += x", "not-allowed", "+=", place=(1, 1, 6)),
    _program("a definition", "def f(): return 1", "not-allowed", "def", place=(1, 1, 17)),
    _program("an unknown operator", "J = x // 2", "unknown-operator", "//", place=(1, 5, 6)),
    _program("10,000 brackets", "J = " + "(" * 1900 + "x" + ")" * 1900, "too-deep", "100"),
    _program("long chains", "J = " + "-" * 200 + "x", "too-deep", "100"),
    _program("really 10,000 brackets", "J = " + "(" * 10_000 + "x" + ")" * 10_000, "program-too-long", "4000", "20005", status=413),
    _program("1e6 characters", "J = x" + " " * 999_995, "program-too-long", "4000", "1000000", status=413),
    _program("65 lines", "\n".join(f"a{k} = x" for k in range(65)), "too-many-lines", "64", "65", status=413),
    _program("too many nodes", "J = sum(" + "+".join(["(" + "+".join(["x*x"] * 60) + ")"] * 9) + ")", "program-too-large", "768", "2160", place=(1, 1, 1), status=413),
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
    _sent("too many numbers written out", {"program": "J = sum(x)", "values": {"x": [0] * 1_200_000}}, "too-many-numbers-written", "1200000", hint="base64", status=413),
    _sent("too many lists", {"program": "J = sum(x)", "values": {"x": [[0]] * 250_000}}, "too-many-numbers-written", "1200000", hint="one list", status=413),
    _sent("too many cells at once", {"program": "E = one_hot([0], 1000000)\nJ = sum(" + "(E + E) - (" * 20 + "E" + ")" * 21, "values": {}}, "too-many-cells-at-once", "16777216", hint="takes the most", status=413),
    _sent("an answer that is too long", {"program": "E = one_hot([0], 1000000)\nF = 2 * E\nG = 3 * E\nJ = sum(F) + sum(G)", "values": {}}, "answer-too-large", "67108864", hint="base64", status=413),
    _sent("gradients that each say everything again", {"program": "J = sum(concat(" + ",".join(["x"] * 490) + "))", "values": {"x": 1}}, "gradients-too-large", "32768", status=413),
    _sent("formulas that are too long", {"program": "J = sum(" + "/".join(["(" + "/".join(["(x+x)"] * 30) + ")"] * 6) + ")", "values": {"x": 1}}, "formulas-too-long", "3145728", status=413),
    _sent("too much work", {"program": "A = x @ x.T\nB = A @ A\nC = A @ A\nD = A @ A\nJ = sum(D)", "values": {"x": [0] * 1023}}, "too-many-operations", "8589934592", status=413),
]  # fmt: skip
_X = {"x": [1, 2, 3]}
OPTIONS = [
    _program("a constant that is no number", "J = sum(clip(a, b, 1))", "not-constant", "number", place=(1, 17, 1)),
    _program("half a stride", "J = sum(conv2d(X, K, stride=0.5))", "bad-constant", "stride", "whole number from 1", "0.5", place=(1, 29, 3)),
    _program("a window of nothing", "J = sum(max_pool(X, 0))", "bad-constant", "size", "whole number from 1"),
    _program("no ids", "J = sum(take(E, []))", "no-ids", "empty", place=(1, 17, 2)),
    _program("ids that are computed", "k = 2 * i\nJ = sum(take(E, k))", "computed-ids", "k is computed", hint="rows"),
    _program("a reduction that is none", "J = cross_entropy(y, p, reduction='max')", "bad-reduction", '"mean"', place=(1, 35, 5)),
    _program("three indices", "J = x[0, 0, 0]", "too-many-indices", "two", place=(1, 5, 10)),
    _program("a step of nothing", "J = sum(x[::0])", "zero-step", "never ends", place=(1, 11, 3)),
    _program("half an index", "J = x[0.5]", "bad-index", "whole number", place=(1, 7, 3)),
    _program("an index that is a name", "J = x[k]", "not-constant", "number", place=(1, 7, 1)),
    _sent("an empty slice", {"program": "J = sum(x[3:])", "values": _X}, "empty-slice", "x is 3×1", place=(1, 9, 5)),
    _sent("a shape of other cells", {"program": "J = sum(reshape(x, 2, 2))", "values": _X}, "cannot-reshape", "x is 3×1", "3 cells", "2×2", hint="-1"),
    _sent("an id over the last row", {"program": "J = sum(take(E, ids))", "values": {"E": [[1, 2], [3, 4]], "ids": [0, 2]}}, "bad-id", "ids[2,1] is 2", "from 0 to 1", params={"name": "ids", "row": 1, "column": 0}),
    _sent("an id that is no whole number", {"program": "J = sum(one_hot(ids, 3) @ w)", "values": {"w": [1, 2, 3], "ids": [0.5]}}, "bad-id", "ids[1,1] is 0.5", "from 0 to 2"),
    _sent("an id below zero", {"program": "J = sum(one_hot(ids, 3) @ w)", "values": {"w": [1, 2, 3], "ids": -1}}, "bad-id", "ids[1,1] is -1"),
    _sent("a written id over the last row", {"program": "J = sum(take(E, [0, 2]))", "values": {"E": [[1, 2], [3, 4]]}}, "no-such-row", "take(E, [0, 2])", "no row 2", "0 to 1", hint="Counting begins at 0."),
    _sent("a kernel over the edge", {"program": "J = sum(conv2d(X, K))", "values": {"X": [[1, 2]], "K": [[1], [2]]}}, "kernel-too-large", "K is 2×1", "1×2"),
    _sent("a window over the edge", {"program": "J = sum(avg_pool(X, 2))", "values": {"X": [[1, 2]]}}, "window-too-large", "X is 1×2", "2×2"),
    _sent("columns of other lengths", {"program": "J = sum(concat(x, A, axis=1))", "values": {**_X, "A": [[1, 2]]}}, "cannot-concat", "3×1", "1×2"),
    _sent("a product of matrices as columns", {"program": "J = dot(A, A)", "values": {"A": [[1, 2]]}}, "not-a-column", "A is 1×2", place=(1, 5, 9)),
]  # fmt: skip


def _descent(title: str, fields: dict[str, Any], code: str, *says: str, **more: Any) -> Bad:
    return _sent(title, {"preset": "single-layer", **fields}, code, *says, to="/api/descents", **more)


def _entry(title: str, fields: dict[str, Any], code: str, *says: str, **more: Any) -> Bad:
    return _descent(title, {"entry": {"name": "W", "row": 0, "column": 0, **fields}}, code, *says, **more)


DESCENTS = [
    _descent("a parameter that is none", {"parameters": ["w"]}, "no-such-input", "w", params={"name": "w"}, hint="W"),
    _descent("a computed parameter", {"parameters": ["W", "z"]}, "computed-parameter", "z is computed", params={"name": "z"}, hint="inputs"),
    _descent("a target as a parameter", {"parameters": ["y"]}, "no-gradient", "y", "target", params={"name": "y"}),
    _descent("no parameters", {"parameters": []}, "bad-field", "parameters"),
    _descent("no step sizes", {"etas": []}, "bad-field", "etas"),
    _descent("65 step sizes", {"etas": [0.1] * 65}, "bad-field", "etas", "64"),
    _descent("a step size of zero", {"etas": [0.1, 0]}, "bad-field", "etas.1", "greater than 0"),
    _descent("a step size below zero", {"etas": [-0.1]}, "bad-field", "etas.0", "-0.1"),
    _descent("a step size without end", {"etas": ["Infinity"]}, "bad-field", "etas.0", "Infinity"),
    _sent("a step size over the range", b'{"preset": "single-layer", "etas": [1e999]}', "bad-field", "etas.0", "finite", to="/api/descents"),
    _descent("a layout, which a descent has none of", {"layout": "mixed"}, "unknown-field", "layout"),
    _entry("an entry of nothing", {"name": "V"}, "no-such-input", "V", params={"name": "V"}),
    _entry("an entry of a target", {"name": "y"}, "no-gradient", "y", params={"name": "y"}),
    _entry("an entry below the matrix", {"row": 4}, "no-such-cell", "W[5,1]", "4×3", params={"name": "W", "row": 4, "column": 0}),
    _entry("an entry beside the matrix", {"column": 3}, "no-such-cell", "W[1,4]", "4×3", params={"name": "W", "row": 0, "column": 3}),
    _entry("an entry before the matrix", {"row": -1}, "bad-field", "entry.row", "-1"),
    _entry("a curve of two points", {"points": 2}, "bad-field", "entry.points"),
    _entry("a curve of 202 points", {"points": 202}, "bad-field", "entry.points", "201"),
    _entry("a span of zero", {"span": 0}, "bad-field", "entry.span"),
    _sent("too many runs of a large network", {"program": "H = X @ A\nJ = sum(H)", "values": {"X": [[0] * 256] * 256, "A": [[0] * 256] * 256}}, "too-many-operations", "8589934592", status=413, to="/api/descents"),
]  # fmt: skip


def _check(title: str, body: Any, code: str, *says: str, **more: Any) -> Bad:
    return _sent(title, {"preset": "single-layer", **body}, code, *says, to="/api/gradchecks", **more)


GRADCHECKS = [
    _check("a gradient that is none", {"names": ["W", "w"]}, "no-such-gradient", "by w", params={"name": "w"}, hint="W"),
    _check("the gradient of a target", {"names": ["y"]}, "no-such-gradient", "by y", params={"name": "y"}),
    _check("a gradient without end", {"names": ["W" * 1000]}, "no-such-gradient", "W" * 40),
    _check("no gradient at all", {"names": []}, "bad-field", "names"),
    _check("an unknown method", {"method": "forward"}, "bad-field", "method", "forward"),
    _check("h of 0", {"h": 0}, "bad-field", "h"),
    _check("h below the last place", {"h": 1e-15}, "bad-field", "h"),
    _check("h above 1", {"h": 1.5}, "bad-field", "h", "1.5"),
    _check("h that is a word", {"h": "small"}, "bad-field", "h", "small"),
    _sent("h that is not finite", b'{"preset": "single-layer", "h": NaN}', "bad-field", "h", to="/api/gradchecks"),
    _check("a seed of a half", {"seed": 0.5}, "bad-field", "seed"),
    _check("a curve that is a number", {"curve": 1}, "bad-field", "curve"),
    _check("a field of traces", {"include": []}, "unknown-field", "include"),
    _check("values that do not meet", {"values": {"x": [1, 2]}}, "inner-sizes-differ", "W is 4×3", place=(1, 5, 5)),
    _sent("a check of an unknown preset", {"preset": "single-layr"}, "unknown-preset", "single-layr", status=404, to="/api/gradchecks"),
]  # fmt: skip
_HUGE = header((10**6, 10**6))
FILES = [
    _sent("a file without a name", b"1,2", "missing-field", "name", to="/api/files?arrays=rows"),
    _sent("a name that is wanted without a shape that is one", b"1,2", "bad-want", "W:4x", to="/api/files?name=W.csv&want=W:4x"),
    _file("no file", "W.npy", b"", "empty-file", "W.npy"),
    _file("any bytes", "W.bin", b"\x00\x01\x02", "unknown-file", "W.bin", hint=".npz"),
    _file("10**12 cells", "W.npy", npy_of(_HUGE), "matrix-too-large", "1000000×1000000", "1048576", status=413),
    _file("10**12 cells in a zip", "W.npz", zipped({"W.npy": npy_of(_HUGE)}), "matrix-too-large", "1000000×1000000", status=413),
    _file("a size of 4,000 digits", "W.npy", npy_of(header((10**4000,))), "bad-shape", "W"),
    _file("a size below zero", "W.npy", npy_of(header((-1, 2))), "bad-shape", "W"),
    _file("a size that is a truth value", "W.npy", npy_of(header((True,)), b"\0" * 8), "bad-shape", "W"),
    _file("a size that is one in a zip", "W.npz", zipped({"W.npy": npy_of(header((2, True)), b"\0" * 16)}), "bad-shape", "W"),
    _file("no cells", "W.npy", npy_of(header((0, 10**12))), "empty", "W is empty", params={"name": "W"}),
    _file("more rows than bytes", "W.npy", npy_of(header((4, 3)), b"\0" * 88), "wrong-length", "W is 4×3", "96", "88"),
    _file("more bytes than rows", "W.npy", npy([[1.0]]) + b"\0", "wrong-length", "W is 1×1", "8", "9"),
    _file("half a header", "W.npy", npy([1.0])[:50], "damaged-file", "W.npy", "header"),
    _file("a header of 4 GB", "W.npy", b"\x93NUMPY\x02\0\xff\xff\xff\xff{", "damaged-file", "header"),
    _file("a header that calls", "W.npy", npy_of("__import__('os').getcwd()"), "damaged-file", "header"),
    _file("a header of brackets", "W.npy", npy_of("(" * 8000), "damaged-file", "header"),
    _file("a header of signs", "W.npy", npy_of("-" * 8000 + "1"), "damaged-file", "header"),
    _file("a header of Python 2", "W.npy", npy_of("{'descr': '<f8', 'fortran_order': False, 'shape': (1L,), }", b"\0" * 8), "damaged-file", "header"),
    _file("four axes", "W.npy", npy([[[[1.0]]]]), "not-a-matrix", "W", "two axes", params={"name": "W"}),
    _file("objects", "W.npy", npy([{}], allow_pickle=True), "pickled", "W.npy", "never", hint="numpy.savez"),
    _file("objects in a zip", "net.npz", npz(W=[{}], b=[1.0]), "pickled", "W.npy", "never"),
    _file("objects in a record", "W.npy", npy_of(header((1,), [("a", "<f8"), ("b", "|O")])), "pickled", "W.npy"),
    _file("a pickle", "W.npy", b"\x80\x04\x95\x0c\0\0\0", "pickled", "W.npy"),
    _file("a checkpoint of PyTorch", "net.pt", zipped({"net/data.pkl": b"\x80\x02.", "net/data/0": b""}), "pickled", "net.pt", hint="safetensors"),
    _file("complex numbers", "W.npy", npy([1j]), "wrong-type", "W", "complex128", params={"name": "W"}),
    _file("truth values", "W.npy", npy([True]), "wrong-type", "W", "bool"),
    _file("words", "W.npy", npy(["a"]), "wrong-type", "W", "<U1"),
    _file("dates", "W.npy", npy_of(header((1,), "<M8[D]"), b"\0" * 8), "wrong-type", "datetime64"),
    _file("records", "W.npy", npy_of(header((1,), [("\ud800", "<f8")]), b"\0" * 8), "wrong-type", "W"),
    _file("NaN in a file", "W.npy", npy([[1.0], [np.nan]]), "not-finite", "W[2,1]", "NaN", params={"name": "W", "row": 1}),
    _file("infinity in a zip", "net.npz", npz(W=np.array([1, np.inf], "<f2")), "not-finite", "W[2,1]", "Infinity"),
    _file("an empty zip", "net.npz", zipped({}), "empty-file", "net.npz"),
    _file("a zip of zeros", "net.npz", zipped({f"a{k}.npy": b"\0" * 2**25 for k in range(3)}), "unpacked-too-large", "100663296", "67108864", status=413),
    _file("a zip in a zip", "net.npz", zipped({"a.npz": npz(W=[1.0])}), "damaged-file", "else than .npy"),
    _file("a zip in a zip under another name", "net.npz", zipped({"a.npy": npz(W=[1.0])}), "damaged-file", "a.npy", "header"),
    _file("a zip with a way out", "net.npz", zipped({"../../etc/cron.npy": npy([1.0])}), "bad-array-name", "../../etc/cron", hint="path"),
    _file("a zip from the root", "net.npz", zipped({"/etc/W.npy": npy([1.0])}), "bad-array-name", "/etc/W"),
    _file("a zip with other packing", "net.npz", zipped({"W.npy": npy([1.0])}, ZIP_LZMA), "damaged-file", "unusual"),
    _file("a zip with another directory", "net.npz", zipped({"W.npy": npy([1.0])}).replace(b"W.npy", b"V.npy", 1), "damaged-file", "changed"),
    _file("a zip of 2,000 files", "net.npz", zipped({f"a{k}.npy": b"" for k in range(2000)}), "too-many-arrays", "1024", status=413),
    _file("half a zip", "net.npz", npz(W=[1.0])[:-30], "damaged-file", "net.npz", "broken off"),
    _file("a header over a gigabyte", "net.safetensors", (2**30).to_bytes(8, "little") + b"{}", "damaged-file", "longer"),
    _file("a header over two megabytes", "net.safetensors", tensors(b"{" + b" " * 2**21 + b"}"), "damaged-file", "longer"),
    _file("a header that is no JSON", "net.safetensors", tensors(b"{'W'}"), "damaged-file", "header cannot be read"),
    _file("a header that is nested", "net.safetensors", tensors(b'{"W":' + b"[" * 10**5), "damaged-file", "header cannot be read"),
    _file("only metadata", "net.safetensors", tensors({"__metadata__": {"a": "b"}}), "empty-file", "net.safetensors"),
    _file("tensors over each other", "net.safetensors", tensors({"a": entry("F64", [1], 0, 8), "b": entry("F64", [1], 4, 12)}, b"\0" * 12), "damaged-file", "describe"),
    _file("a tensor outside", "net.safetensors", tensors({"a": entry("F64", [1], 8, 16)}, b"\0" * 8), "damaged-file", "describe"),
    _file("a tensor before the beginning", "net.safetensors", tensors({"a": entry("F64", [1], -8, 0)}, b"\0" * 8), "damaged-file", "describe"),
    _file("a gap between tensors", "net.safetensors", tensors({"a": entry("F64", [1], 8, 16)}, b"\0" * 16), "damaged-file", "describe"),
    _file("a tensor of another length", "net.safetensors", tensors({"a": entry("F64", [2], 0, 8)}, b"\0" * 8), "damaged-file", "describe"),
    _file("a tensor without fields", "net.safetensors", tensors({"a": 1}), "damaged-file", "describe"),
    _file("a tensor of 10**12 cells", "net.safetensors", tensors({"a": entry("F64", [10**6, 10**6], 0, 8)}, b"\0" * 8), "matrix-too-large", "1000000×1000000", status=413),
    _file("a tensor of truth values", "net.safetensors", tensors({"a": entry("BOOL", [1], 0, 1)}, b"\1"), "wrong-type", "a", "BOOL"),
    _file("a type that is half a character", "net.safetensors", tensors({"a": entry("\ud800", [1], 0, 1)}, b"\1"), "wrong-type", "ud800"),
    _file("a name that is half a character", "net.safetensors", tensors({"\ud800": entry("U8", [1], 0, 1)}, b"\1"), "bad-array-name", "ud800"),
    _file("two tensors of one name", "net.safetensors", tensors(b'{"a":1,"a":1}'), "duplicate-name", "a"),
    _file("2,000 tensors", "net.safetensors", tensors({f"a{k}": {} for k in range(2000)}), "too-many-arrays", "1024", status=413),
    _file("a word in a table", "W.csv", b"1,2\n3,four\n", "not-a-number", "W[2,2]", "'four'", params={"name": "W", "row": 1, "column": 1}),
    _file("a gap in a table", "W.csv", b"1,2\n3,\n", "not-a-number", "W[2,2]"),
    _file("a short row in a table", "W.csv", b"1,2\n3\n", "ragged", "W", "row 2 has 1", params={"name": "W", "row": 1}),
    _file("NaN in a table", "W.csv", b"a,b\n1,nan\n", "not-finite", "W[1,2]", "NaN"),
    _file("only a header", "W.csv", b"a,b\n", "empty-file", "W.csv"),
    _file("a table that is no text", "W.csv", b"1,2\n\xff,3", "damaged-file", "UTF-8"),
    _file("an open quotation mark", "W.csv", b'1,"2\n' + b"3,4\n" * 50_000, "damaged-file", "quotation"),
    _file("a table without end", "W.csv", b"1," * 2**21 + b"1", "too-many-numbers", "1048576", status=413),
    _file("a table of empty lines", "W.csv", b"\n" * (2**21 + 1) + b"1", "too-many-numbers", "1048576", status=413),
    _file("a table that is too large", "W.csv", b"1,1\n" * (2**19 + 1), "matrix-too-large", "524289×2", status=413),
    _file("JSON that is none", "W.json", b"{'W': 1}", "damaged-file", "not JSON"),
    _file("JSON that is no text", "W.json", b'{"W\xff": 1}', "damaged-file", "UTF-8"),
    _file("JSON that is nested", "W.json", b"[" * 100_000, "damaged-file", "not JSON"),
    _file("JSON without end", "W.json", b"[" + b"1," * (2**22 + 1025) + b"1]", "too-many-numbers", "1200000", status=413),
    _file("JSON of lists", "W.json", b"[" + b"[]," * (2**21 + 1024) + b"[]]", "too-many-numbers", "rows", "1200000", status=413),
    _file("JSON with too long a list", "W.json", b"[" + b"1," * 2**20 + b"1]", "matrix-too-large", "1048577×1", status=413),
    _file("JSON with layers", "W.json", b'{"fc1": {"weight": [[1]]}}', "not-a-number", "fc1[1,1]", "an object"),
    _file("JSON with three axes", "W.json", b'{"W": [[[1]]]}', "not-a-matrix", "W", "two axes"),
    _file("JSON with a name twice", "W.json", b'{"W": 1, "W": 2}', "duplicate-name", "W"),
    _file("JSON with half a character", "W.json", b'{"\\ud800": 1}', "bad-array-name", "ud800"),
    _file("JSON without values", "W.json", b"{}", "empty-file", "W.json"),
    _file("JSON with 1,025 names", "W.json", b"{" + b",".join(b'"a%d":1' % k for k in range(1025)) + b"}", "too-many-arrays", "1024", status=413),
]  # fmt: skip
SLIPS = [_program(f"slip: {slip.text!r}", slip.text, slip.code) for slip in EVERY_SLIP]
TARGETS = [
    _sent("class numbers as a target", {"program": "P = softmax(X @ W, axis=1)\nJ = cross_entropy(y, P, axis=1)", "values": {"X": [[1, 2], [3, 4]], "W": [[1, 0, 0], [0, 1, 0]], "y": [2, 1]}}, "shapes-differ", "y is 2×1", "P is 2×3", "every class", place=(2, 5, 27), hint="class numbers"),
    _sent("a class number as a target", {"program": "p = softmax(a)\nJ = cross_entropy(y, p)", "values": {"a": [1, 2, 3], "y": 2}}, "shapes-differ", "y is 1×1", "every class", hint="class numbers"),
]  # fmt: skip
EVERY = [*BODIES, *VALUES, *PROGRAMS, *OPTIONS, *SLIPS, *TARGETS, *DESCENTS, *GRADCHECKS, *FILES]
