"""Answers in two parts: all that does not depend on numbers is written once, as a template, and the numbers are put in.

docs/decisions/answers.md says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from app.core.arrays import Array
from app.core.cache import cached, too_complex
from app.derive.chain import Derivation
from app.derive.identities import identities_json
from app.derive.mathml import formulas_within
from app.derive.steps import steps_of, symbols_of
from app.engine.run import Trace
from app.expr.tree import Gradient, Name
from app.i18n import Language

from .encoding import Encoding, data_texts
from .facts import gradient_facts, sheet_id, value_facts

PLACEHOLDER = "@numbers@"
"""Stands in the facts of a template where numbers go. No name, formula or sentence has this sign."""
_MARK = to_json(PLACEHOLDER)


@dataclass(frozen=True, slots=True)
class Template:
    """JSON with places for numbers.

    Args:
        texts: what stands before the first place, between each two, and after the last: one more than there are places.
    """

    texts: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes that it holds, about."""
        return sum(map(len, self.texts)) + 100 * len(self.texts)

    def fill(self, numbers: Iterable[bytes]) -> list[bytes]:
        """The JSON in pieces to be joined. `numbers` are JSON, one for every place."""
        return [*chain.from_iterable(zip(self.texts[:-1], numbers, strict=True)), self.texts[-1]]

    def fill_arrays(self, arrays: list[Array], encoding: Encoding) -> list[bytes]:
        """The JSON in pieces to be joined, with the cells of one of `arrays` in every place."""
        return self.fill(data_texts(arrays, encoding)[0])


def written(facts: Any) -> bytes:
    """JSON. Raises: TooLargeError where it is nested too deeply to be written."""
    try:
        return to_json(facts)
    except PydanticSerializationError:
        raise too_complex() from None


def member_template(name: str, facts: Any) -> Template:
    """The member `name` of an object, with a comma before it.

    Args:
        facts: its value, with `PLACEHOLDER` wherever numbers go.
    """
    return Template(tuple((b"," + to_json(name) + b":" + written(facts)).split(_MARK)))


@dataclass(frozen=True, slots=True)
class TraceTemplate:
    """The beginning of the body of a trace, up to the end of the gradients.

    Args:
        template: has places for the loss, for every value and for every gradient, in this order.
        loss: the slot of the loss in the list of arrays of a run.
        arrays: for every value, inputs first, and every gradient its slot, and whether it is shown transposed.
        inputs: how many of them are inputs.
    """

    template: Template
    loss: int
    arrays: tuple[tuple[int, bool], ...]
    inputs: int

    def fill(self, trace: Trace, encoding: Encoding, echo: bool = True) -> tuple[list[bytes], bool]:
        """The JSON in pieces to be joined, and whether every number in it is finite.

        Args:
            echo: whether the numbers of the inputs come back; `null` stands for them otherwise.
        """
        arrays = trace.arrays
        silent = 0 if echo else self.inputs
        shown = [arrays[slot].T if transposed else arrays[slot] for slot, transposed in self.arrays[silent:]]
        texts, finite = data_texts(shown, encoding)
        loss = to_json(arrays[self.loss].item(), inf_nan_mode="strings")
        return self.template.fill([loss, *[b"null"] * silent, *texts]), finite


@cached(size=lambda found: found.template.size)
def trace_template(derivation: Derivation, parameters: frozenset[str]) -> TraceTemplate:
    """The template of a derivation. `parameters` are the inputs that have this role."""
    sheet, program = derivation.sheet, derivation.sheet.program
    values = (*program.inputs, *program.computed)
    head = {"program": program.text, "layout": derivation.layout.name, "sheet": sheet_id(derivation)}
    facts = {
        "loss": {"name": program.loss, "value": PLACEHOLDER},
        "values": {name: value_facts(derivation, name, parameters) | {"data": PLACEHOLDER} for name in values},
        "gradients": {name: gradient_facts(derivation, name) | {"data": PLACEHOLDER} for name in sheet.parts},
    }
    # The text of a program is the user's, and may have the sign of a place in it: it is put before the others unsplit.
    first, *others = to_json(facts)[1:-1].split(_MARK)
    return TraceTemplate(
        Template((to_json(head)[:-1] + b"," + first, *others)),
        sheet.slots[Name(program.loss)],
        (
            *((sheet.slots[Name(name)], False) for name in values),
            *((sheet.slots[Gradient(name)], name in derivation.layout.flipped) for name in sheet.parts),
        ),
        len(program.inputs),
    )


def trace_body(numbers: Sequence[bytes], warnings: list[dict[str, str]], members: Iterable[bytes], end: bytes) -> bytes:
    """The whole body of a trace.

    Args:
        numbers: what a `TraceTemplate` was filled to.
        members: of the proofs that were asked for, each with a comma before it.
        end: what `trace_end` gives.
    """
    return b"".join([*numbers, b',"warnings":', to_json(warnings), *members, end])


@cached(size=len)
def trace_end(derivation: Derivation, with_steps: bool, language: Language) -> bytes:
    """The end of the body of a trace: the steps, the symbols that they are shown with, and the identities that they cite.

    Args:
        with_steps: whether they were asked for.
    """
    if not with_steps:
        return b"}"
    with formulas_within(derivation.sheet.limits.formulas):
        steps = steps_of(derivation, language)
        members = {"steps": steps, "symbols": symbols_of(derivation), "identities": identities_json(steps, language)}
    return b"," + written(members)[1:]
