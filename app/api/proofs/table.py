"""The table of proofs. The values of `include`, the members of the answer and their order are read off it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .jacobians import JACOBIANS
from .layouts import LAYOUTS
from .paths import PATHS
from .proof import Proof

PROOFS: Mapping[str, Proof] = {proof.name: proof for proof in (PATHS, JACOBIANS, LAYOUTS)}
"""By name, in the order in which they stand in the answer."""


def proofs_in(include: Collection[str]) -> list[Proof]:
    """The proofs that `include` names, in the order of the table."""
    return [proof for name, proof in PROOFS.items() if name in include]
