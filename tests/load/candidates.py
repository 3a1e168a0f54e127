"""Requests that a search for the worst makes out of each other: a program of at most 4,000 characters, its size, and what is asked of it.

Every quantity is one of three kinds, so that a program stays valid whatever is put where: `m` is n×n, `v` is n×1, `s` is a number.
"""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Any

from .client import Asked

_MOST_CHARACTERS = 4000
_MOST_LINES = 64
_SIZES = (1, 2, 3, 8, 30, 100, 300, 1000)
_ENDPOINTS = ("traces", "traces", "traces", "gradchecks", "descents", "programs", "values")
_INCLUDES = ("steps", "jacobians", "paths", "layouts")
_HOLE = re.compile("⟨([mvs])⟩")
_CELLWISE = ("(# + #)", "(# * #)", "(# / #)", "(-#)", "(#**2)", "tanh(#)", "exp(#)", "relu(#)", "gelu(#)", "where(# > 0, #, #)",
             "maximum(#, #)", "softmax(#, axis=0)", "log_softmax(#, axis=0)", "cumsum(#, axis=0)", "(# + take(#, [0]))")  # fmt: skip
_FORMS = {
    "m": (*(form.replace("#", "⟨m⟩") for form in _CELLWISE), "(⟨m⟩ @ ⟨m⟩)", "⟨m⟩.T", "outer(⟨v⟩, ⟨v⟩)", "(⟨m⟩ + ⟨v⟩)",
          "(⟨m⟩ * ⟨v⟩.T)", "(⟨m⟩ * ⟨s⟩)", "(⟨v⟩ - ⟨v⟩.T)"),
    "v": (*(form.replace("#", "⟨v⟩") for form in _CELLWISE), "(⟨m⟩ @ ⟨v⟩)", "sum(⟨m⟩, axis=1)", "logsumexp(⟨m⟩, axis=1)",
          "var(⟨m⟩, axis=1)", "max(⟨m⟩, axis=1)", "(⟨v⟩ + ⟨s⟩)"),
    "s": ("sum(⟨m⟩)", "sum(⟨v⟩)", "sum(⟨m⟩ * ⟨m⟩)", "logsumexp(⟨v⟩)", "norm(⟨v⟩)", "prod(⟨v⟩)", "std(⟨v⟩)", "(⟨s⟩ + ⟨s⟩)",
          "(⟨s⟩ * ⟨s⟩)", "squared_error(⟨v⟩, ⟨v⟩)", "(⟨v⟩.T @ ⟨v⟩)", "cross_entropy(softmax(⟨v⟩), softmax(⟨v⟩))"),
}  # fmt: skip
"""How a quantity of each kind may be written: ⟨m⟩, ⟨v⟩ and ⟨s⟩ are written in turn."""
_INPUTS = {"m": ("A", "B"), "v": ("x", "y"), "s": ("c",)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request.

    Args:
        lines: kind and expression of each; line k is called after its kind and k, such as m3. The loss is the last.
        size: n.
        endpoint: such as "traces".
        include: of a trace.
    """

    lines: tuple[tuple[str, str], ...]
    size: int
    endpoint: str = "traces"
    include: tuple[str, ...] = ("steps",)

    @property
    def program(self) -> str:
        """The program. Its loss is the sum of the last line."""
        names = [f"{kind}{k}" for k, (kind, _) in enumerate(self.lines)]
        text = "\n".join(f"{name} = {expression}" for name, (_, expression) in zip(names, self.lines, strict=True))
        return f"{text}\nJ = sum({names[-1]})"

    @property
    def is_allowed(self) -> bool:
        """Whether it keeps to the length that everyone is told."""
        return len(self.program) <= _MOST_CHARACTERS and len(self.lines) < _MOST_LINES

    def asked(self) -> Asked:
        """The request that it is."""
        fields: dict[str, Any] = {"program": self.program}
        shapes = {name: self._shape(kind) for kind, names in _INPUTS.items() for name in names if self._reads(name)}
        if self.endpoint in ("programs", "values"):
            return Asked.json(f"/api/{self.endpoint}", fields | {"shapes": shapes})
        fields["values"] = {name: _packed(shape) for name, shape in shapes.items()}
        if self.endpoint == "traces":
            fields["include"] = self.include
        return Asked.json(f"/api/{self.endpoint}", fields)

    def as_json(self) -> dict[str, Any]:
        """What `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> Candidate:
        """The candidate that was written by `as_json` and came back from a file."""
        lines = tuple((kind, expression) for kind, expression in fields["lines"])
        return cls(**{**fields, "lines": lines, "include": tuple(fields["include"])})

    def _shape(self, kind: str) -> list[int]:
        return [self.size if kind in "mv" else 1, self.size if kind == "m" else 1]

    def _reads(self, name: str) -> bool:
        return re.search(rf"\b{name}\b", self.program) is not None


def first(random: Random) -> Candidate:
    """Where a search may begin."""
    kinds = [random.choice("mvs") for _ in range(random.randint(1, 6))]
    lines: tuple[tuple[str, str], ...] = ()
    for kind in kinds:
        lines = (*lines, (kind, _expression(random, kind, random.randint(0, 4), lines)))
    return Candidate(lines, random.choice(_SIZES), random.choice(_ENDPOINTS), _includes(random))


def changed(random: Random, candidate: Candidate) -> Candidate:
    """A neighbour of `candidate` that is allowed too."""
    for _ in range(20):
        found = candidate
        for _ in range(random.choice((1, 1, 2, 4))):
            found = random.choice(_CHANGES)(random, found)
        if found != candidate and found.is_allowed:
            return found
    return first(random)


def _expression(random: Random, kind: str, depth: int, before: tuple[tuple[str, str], ...]) -> str:
    known = [f"{its}{k}" for k, (its, _) in enumerate(before) if its == kind]
    if depth <= 0:
        return random.choice(known[-3:] * 3 + list(_INPUTS[kind]))
    form = random.choice(_FORMS[kind])
    return _HOLE.sub(lambda hole: _expression(random, hole[1], depth - random.randint(1, 2), before), form)


def _includes(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(_INCLUDES, random.randint(0, len(_INCLUDES))))


def _add_line(random: Random, old: Candidate) -> Candidate:
    kind = random.choice((old.lines[-1][0], *"mvs"))
    return replace(old, lines=(*old.lines, (kind, _expression(random, kind, random.randint(1, 4), old.lines))))


def _repeat_line(random: Random, old: Candidate) -> Candidate:
    """The last line again several times, each time reading the one before."""
    lines = old.lines
    for _ in range(random.choice((1, 4, 16))):
        (kind, expression), k = lines[-1], len(lines) - 1
        earlier = [f"{its}{j}" for j, (its, _) in enumerate(lines[:-1]) if its == kind]
        read = random.choice([*earlier[-2:], *_INPUTS[kind]])
        lines = (*lines, (kind, re.sub(rf"\b{read}\b", f"{kind}{k}", expression)))
    return replace(old, lines=lines)


def _more_terms(random: Random, old: Candidate) -> Candidate:
    """A line becomes a sum, a product or a quotient of copies of itself."""
    k = random.randrange(len(old.lines))
    kind, expression = old.lines[k]
    sign = random.choice(("+", "+", "*", "/"))
    return _with_line(old, k, (kind, f"({sign.join([expression] * random.choice((2, 3, 10, 30)))})"))


def _wrap(random: Random, old: Candidate) -> Candidate:
    """A line goes through one operation many times."""
    k = random.randrange(len(old.lines))
    kind, expression = old.lines[k]
    same = [form for form in _FORMS[kind] if _HOLE.findall(form) and set(_HOLE.findall(form)) == {kind}]
    form = random.choice(same)
    for _ in range(random.choice((1, 3, 10, 30))):
        first_hole = _HOLE.sub("⟨in⟩", form, count=1)
        filled = _HOLE.sub(lambda _: random.choice(_INPUTS[kind]), first_hole)
        expression = filled.replace("⟨in⟩", expression)
    return _with_line(old, k, (kind, expression))


def _rewrite_line(random: Random, old: Candidate) -> Candidate:
    k = random.randrange(len(old.lines))
    kind = old.lines[k][0]
    return _with_line(old, k, (kind, _expression(random, kind, random.randint(0, 5), old.lines[:k])))


def _drop_last(_: Random, old: Candidate) -> Candidate:
    return replace(old, lines=old.lines[:-1] or old.lines)


def _with_line(old: Candidate, k: int, line: tuple[str, str]) -> Candidate:
    return replace(old, lines=(*old.lines[:k], line, *old.lines[k + 1 :]))


def _resize(random: Random, old: Candidate) -> Candidate:
    return replace(old, size=random.choice((*_SIZES, max(1, old.size // 2), min(1000, old.size * 2))))


def _ask_otherwise(random: Random, old: Candidate) -> Candidate:
    return replace(old, endpoint=random.choice(_ENDPOINTS), include=_includes(random))


_CHANGES = (_add_line, _repeat_line, _more_terms, _wrap, _rewrite_line, _drop_last, _resize, _ask_otherwise)


def _packed(shape: list[int]) -> dict[str, Any]:
    """Halves, which are no special case of anything."""
    cell = struct.pack("<d", 0.5)
    return {"shape": shape, "data": base64.b64encode(cell * (shape[0] * shape[1])).decode()}
