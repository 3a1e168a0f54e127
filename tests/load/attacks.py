"""Small requests that ask for much: each was seen to stop the service for everyone, and is asked again here."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .client import Asked

_WIDE = 1000
_MOST_LINES = 60
_HERE = "HERE"


@dataclass(frozen=True, slots=True)
class Attack:
    """One row of the table.

    Args:
        title: what it does.
        request: makes the request; another number makes one that costs the same and that no cache knows.
    """

    title: str
    request: Callable[[int], Asked]


def terms(term: str, count: int, together: int = 20) -> str:
    """A sum of `count` equal terms, in brackets of `together`, so that it is not nested deeper than that."""
    whole, rest = divmod(count, together)
    groups = [together] * whole + [rest] * bool(rest)
    return " + ".join(f"({'+'.join([term] * size)})" for size in groups)


def chain(link: str, count: int, around: str = "x") -> str:
    """`count` calls or operations around each other; `link` says one of them with `{}` for what is inside."""
    for _ in range(count):
        around = link.format(around)
    return around


def lines_of(link: str, length: int) -> str:
    """A program of `_MOST_LINES` lines, each of them a chain around the line before."""
    names = ["x", *(f"a{k}" for k in range(1, _MOST_LINES + 1))]
    lines = [f"{name} = {chain(link, length, before)}" for before, name in pairwise(names)]
    return "\n".join([*lines, f"J = sum({names[-1]})"])


def _trace(program: str, more: dict[str, Any] | None = None, **values: Any) -> Callable[[int], Asked]:
    return _post("/api/traces", {"program": program, "values": values, **(more or {})})


def _post(path: str, fields: dict[str, Any]) -> Callable[[int], Asked]:
    """A comment at the end of a program makes it another. It is written into the bytes: to write out a large body takes a core of its own."""
    program = fields.get("program")
    if program is None:
        return lambda _: Asked.json(path, fields)
    before, after = Asked.json(path, {**fields, "program": f"{program}\n# {_HERE}"}).body.split(_HERE.encode())
    return lambda change: Asked("POST", path, b"%s%d%s" % (before, change, after))


def _numbers(count: int) -> list[float]:
    return [round(k / 7 % 1, 2) for k in range(1, count + 1)]


def _packed(rows: int, columns: int) -> dict[str, Any]:
    return {"shape": [rows, columns], "data": base64.b64encode(b"\0" * (8 * rows * columns)).decode()}


def _large_body(path: str, megabytes: float) -> Callable[[int], Asked]:
    """Rows of numbers that are read and then found to fit nothing."""
    field = "shapes" if path == "/api/programs" else "values"
    row = [0.25] * 1000
    return _post(path, {"program": "J = sum(x)", field: {"x": [row] * int(megabytes * 10**6 / 6000)}})


def _file_with_a_true_side(_: int) -> Asked:
    head = b"{'descr': '<f8', 'fortran_order': False, 'shape': (True,), }".ljust(117) + b"\n"
    content = b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + b"\0" * 8
    return Asked("POST", "/api/files?name=x.npy", content)


_OUTER = "z = outer(x, y)\nJ = sum({})"
_VALUES_OF_A_MILLION = {"program": "z=x*x\nJ=sum(relu(z))", "shapes": {"x": [2**20, 1]}, "scheme": "normal"}
_SQUARE = {"W": _packed(700, 700), "x": _packed(700, 1), "y": _packed(700, 1)}
_LAYER = "h = tanh(W @ x)\nJ = squared_error(y, h)"

ATTACKS = (
    Attack("outer, 95 terms", _trace(_OUTER.format(terms("z*z", 95)), x=_numbers(_WIDE), y=_numbers(_WIDE))),
    Attack("outer, 400 terms", _trace(_OUTER.format(terms("z*z", 400)), x=_numbers(_WIDE), y=_numbers(_WIDE))),
    Attack("sum of 25 terms", _trace(f"J = sum({'+'.join(['x*x'] * 25)})", x=[1, 2])),
    Attack("sum of 97 terms", _trace(f"J = sum({'+'.join(['x*x'] * 97)})", x=[1, 2])),
    Attack("sum of 900 terms", _trace(f"J = sum({terms('x*x', 900)})", x=[1, 2])),
    Attack("sum of 97, as a program", _post("/api/programs", {"program": f"J = sum({'+'.join(['x*x'] * 97)})"})),
    Attack("chain of /, one line", _trace(f"J = sum({chain('{}/x', 95)})", x=[1, 2])),
    Attack("chain of /, 60 lines", _trace(lines_of("{}/x", 18), x=[1, 2])),
    Attack("chain of softmax, one line", _trace(f"J = sum({chain('softmax({})', 95)})", x=[1, 2])),
    Attack("chain of softmax, 60 lines", _trace(lines_of("softmax({})", 5), x=[1, 2])),
    Attack("chain of softmax, a program", _post("/api/programs", {"program": lines_of("softmax({})", 5)})),
    Attack("all includes, 60 lines", _trace(lines_of("tanh({})", 5), {"include": ["steps", "jacobians", "paths", "layouts"]}, x=[1, 2])),
    Attack("values of a million", _post("/api/values", _VALUES_OF_A_MILLION)),
    Attack("gradchecks, 28 MB body", _large_body("/api/gradchecks", 28)),
    Attack("programs, 24 MB body", _large_body("/api/programs", 24)),
    Attack("gradchecks, 700 by 700", _post("/api/gradchecks", {"program": _LAYER, "values": _SQUARE, "curve": True})),
    Attack("gradchecks of digits", _post("/api/gradchecks", {"preset": "digits", "curve": True})),
    Attack("descents, 64 η, 201 points", _post("/api/descents", {
        "program": _LAYER, "values": _SQUARE, "etas": [2.0**-k for k in range(64)],
        "entry": {"name": "W", "row": 0, "column": 0, "points": 201}})),
    Attack("descents of 95 terms", _post("/api/descents", {
        "program": _OUTER.format(terms("z*z", 95)), "values": {"x": _numbers(_WIDE), "y": _numbers(_WIDE)},
        "etas": [2.0**-k for k in range(64)], "entry": {"name": "x", "row": 0, "column": 0, "points": 201}})),
    Attack("npy with (True,) as shape", _file_with_a_true_side),
)  # fmt: skip
"""What was seen to stop the service, and what stands near it."""
