"""The body of a trace: everything that stays the same is written once, and the numbers are put in between."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any

from pydantic_core import to_json

from app.core import symbols
from app.core.arrays import Array
from app.derive.chain import Derivation
from app.derive.steps import steps_of, symbols_of
from app.engine.run import Trace
from app.expr.tree import Gradient, Name
from app.i18n import Language

from .encoding import Encoding, data_texts


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for numbers: the bytes before it, which array, and whether it is shown transposed."""

    before: bytes
    array: int
    transposed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of a body that do not change. `before_loss` ends where the value of the loss goes; `end` closes the gradients."""

    before_loss: bytes
    loss: int
    slots: tuple[Slot, ...]
    end: bytes

    def numbers(self, trace: Trace, encoding: Encoding, echo: bool = True) -> tuple[list[bytes], bool]:
        """The body up to the end of the gradients, and whether every number in it is finite.

        Args:
            echo: whether the inputs come back. They stand first.
        """
        arrays = trace.arrays
        silent = 0 if echo else len(trace.sheet.program.inputs)
        shown = [arrays[s.array].T if s.transposed else arrays[s.array] for s in self.slots[silent:]]
        texts, finite = data_texts(shown, encoding)
        texts = [b"null"] * silent + texts
        loss = to_json(arrays[self.loss].item(), inf_nan_mode="strings")
        slots = chain.from_iterable(zip([s.before for s in self.slots], texts, strict=True))
        return [self.before_loss, loss, *slots, self.end], finite


def body_of(
    numbers: list[bytes], warnings: list[dict[str, str]], tail: bytes, between: Collection[bytes] = ()
) -> bytes:
    """The whole body. `between` are members that depend on the run and were asked for."""
    return b"".join([*numbers, b',"warnings":', to_json(warnings), *between, tail])


NUMBERS = "@numbers@"
"""Stands in the facts of a part where numbers go. No name, formula or sentence has this sign."""


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a body that has numbers of the run in it: what lies before, between and after them."""

    texts: tuple[bytes, ...]

    def numbers(self, arrays: list[Array], encoding: Encoding) -> list[bytes]:
        """The member, with `,` before it."""
        found, _ = data_texts(arrays, encoding)
        return [*chain.from_iterable(zip(self.texts, found, strict=False)), self.texts[-1]]


def part_of(name: str, facts: Any) -> Part:
    """The member `name` of a body, with `NUMBERS` wherever an array goes."""
    return Part(tuple((b"," + to_json(name) + b":" + to_json(facts)).split(to_json(NUMBERS))))


@lru_cache(maxsize=512)
def frame_of(derivation: Derivation, parameters: frozenset[str]) -> Frame:
    """The frame of a derivation. `parameters` are the inputs that are called so."""
    sheet, program = derivation.sheet, derivation.sheet.program
    head = {"program": program.text, "layout": derivation.layout.name, "sheet": sheet_id(derivation)}
    before_loss = to_json(head)[:-1] + b',"loss":{"name":' + to_json(program.loss) + b',"value":'
    slots = []
    before = b'},"values":{'
    for name in (*program.inputs, *program.computed):
        facts = _value_facts(derivation, name, parameters)
        slots.append(
            Slot(before + to_json(name) + b":" + to_json(facts)[:-1] + b',"data":', sheet.slots[Name(name)], False)
        )
        before = b"},"
    before = b'}},"gradients":{'
    for name in sheet.parts:
        facts = gradient_facts(derivation, name)
        flipped = name in derivation.layout.flipped
        slots.append(
            Slot(
                before + to_json(name) + b":" + to_json(facts)[:-1] + b',"data":', sheet.slots[Gradient(name)], flipped
            )
        )
        before = b"},"
    end = b"}}" if sheet.parts else b'}},"gradients":{}'
    return Frame(before_loss, sheet.slots[Name(program.loss)], tuple(slots), end)


@lru_cache(maxsize=256)
def tail_of(derivation: Derivation, with_steps: bool, language: Language) -> bytes:
    """What comes after the numbers: the steps, and the symbols that they are shown with."""
    if not with_steps:
        return b"}"
    return (
        b',"steps":' + to_json(steps_of(derivation, language)) + b',"symbols":' + to_json(symbols_of(derivation)) + b"}"
    )


@lru_cache(maxsize=512)
def sheet_id(derivation: Derivation) -> str:
    """A short name for all of a sheet that does not depend on the numbers."""
    table, program = derivation.sheet.table, derivation.sheet.program
    shapes = [(name, table.shape(Name(name)), table.labelled(Name(name))) for name in program.inputs]
    text = repr((program.text, shapes, sorted(derivation.general)))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _value_facts(derivation: Derivation, name: str, parameters: frozenset[str]) -> dict[str, Any]:
    program = derivation.sheet.program
    if name == program.loss:
        role = "loss"
    elif name in program.computed:
        role = "computed"
    elif name in program.targets:
        role = "target"
    else:
        role = "parameter" if name in parameters else "input"
    return {
        **_sizes(derivation, Name(name)),
        "symbol": symbols.symbol(name),
        "latex": symbols.latex(name),
        "role": role,
    }


def gradient_facts(derivation: Derivation, name: str) -> dict[str, Any]:
    """What is known of a gradient besides its numbers."""
    loss = derivation.sheet.program.loss
    k = derivation.signals.get(name)
    return {
        **_sizes(derivation, Gradient(name)),
        "symbol": symbols.gradient_symbol(loss, name),
        "latex": symbols.gradient_latex(loss, name),
        "names": [f"d{loss}_d{name}", *([f"delta_{k}"] if k else [])],
        "transposed": name in derivation.layout.flipped,
    }


def _sizes(derivation: Derivation, node: Name | Gradient) -> dict[str, Any]:
    table = derivation.layout.table
    return {"shape": list(table.shape(node)), "sizes": list(table.labelled(node))}
