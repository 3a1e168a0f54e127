"""What an entry of the table is: a proof that a trace can be asked for, and how it becomes a member of the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.api.encoding import Encoding
from app.api.warnings import Notice
from app.core.limits import Limits
from app.derive.chain import Derivation
from app.engine.run import Trace
from app.engine.sheet import Sheet
from app.i18n import Language


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """What a proof is written from.

    Args:
        trace: the run.
        derivation: its derivation, in the layout that was asked for.
        encoding: how arrays are sent.
        language: of sentences.
        warnings: to which a proof adds what a reader should know about it.
    """

    trace: Trace
    derivation: Derivation
    encoding: Encoding
    language: Language
    warnings: list[Notice] = field(default_factory=list)


class PreparedProof(Protocol):
    """A proof that is planned for a compiled program, before there are numbers."""

    @property
    def is_large(self) -> bool:
        """Whether writing it would keep other requests waiting."""

    def write(self, computed: Computed) -> list[bytes]:
        """The member of the answer, with a comma before it, as JSON in pieces to be joined."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that `include` can name.

    Args:
        name: what `include` and the member of the answer are called.
        include_note: says in the documentation of `include` what is asked for.
        model: the type of the member: a Pydantic model, or a dict of them.
        member_note: says in the documentation of the answer when and how the member is there.
        prepare: plans it for a compiled program within the limits.
    """

    name: str
    include_note: str
    model: Any
    member_note: str
    prepare: Callable[[Sheet, Limits], PreparedProof]


def always_large(write: Callable[[Computed], list[bytes]]) -> Callable[[Sheet, Limits], PreparedProof]:
    """The `prepare` of a proof that has nothing to plan, and is always written in the pool."""

    def prepare(_sheet: Sheet, _limits: Limits) -> PreparedProof:
        return _AlwaysLarge(write)

    return prepare


@dataclass(frozen=True, slots=True)
class _AlwaysLarge:
    write: Callable[[Computed], list[bytes]]

    @property
    def is_large(self) -> bool:
        return True
