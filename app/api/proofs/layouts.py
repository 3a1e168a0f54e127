"""`include: ["layouts"]`: every gradient in all layouts side by side, and where a transpose comes from."""

from __future__ import annotations

from pydantic import Field

from app.api.models import Formula, ResponseModel
from app.api.step_models import Line, Tree
from app.api.template import written
from app.core.cache import cached
from app.derive.chain import Derivation
from app.derive.conventions import conventions_json, entries_json
from app.derive.layout import LayoutName
from app.derive.mathml import formulas_within
from app.i18n import Language

from .proof import Computed, Proof, always_large


class Convention(ResponseModel):
    """One gradient as one layout has it."""

    formula: Formula
    shape: tuple[int, int]
    sizes: tuple[str, str]
    transposed: bool = Field(description="Whether that is the transpose of the shape of its variable.")
    tree: Tree


class Layouts(ResponseModel):
    conventions: dict[LayoutName, dict[str, Convention]] = Field(description="By layout, then by gradient.")
    entries: dict[str, list[Line]] = Field(
        description="By gradient: the gradient by one entry, line by line up to the product of matrices. [] where no product leads to it."
    )


def _write(computed: Computed) -> list[bytes]:
    return [_member(computed.derivation, computed.language)]


@cached(size=len)
def _member(derivation: Derivation, language: Language) -> bytes:
    """The whole member: it has no numbers in it, and is written once."""
    with formulas_within(derivation.sheet.limits.formulas):
        facts = {"conventions": conventions_json(derivation), "entries": entries_json(derivation, language)}
    return b',"layouts":' + written(facts)


LAYOUTS = Proof(
    name="layouts",
    include_note="every gradient in all layouts",
    model=Layouts,
    member_note="Where they were asked for.",
    prepare=always_large(_write),
)
