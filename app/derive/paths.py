"""What is said about the paths to a gradient: the quantities on the way, and the chain rule along it."""

from __future__ import annotations

from typing import Any

from app.engine.backward import Contribution
from app.engine.paths import Path, readers

from .chain import Derivation
from .mathml import formula

Json = dict[str, Any]


def path_facts(derivation: Derivation, path: Path) -> Json:
    """One path: J → ŷ → Θ → h, and ∂J/∂ŷ ∂ŷ/∂Θ ∂Θ/∂h."""
    return {"chain": _chain(derivation, path), **formula(derivation.chain(path))}


def step_facts(derivation: Derivation, part: Contribution) -> Json:
    """The last step of some paths."""
    return {"via": part.via, "through": part.leapt[0] if part.leapt else None, "use": _use(derivation, part)}


def uses(derivation: Derivation, name: str) -> Json:
    """A gradient is computed once: how often it is used, and for which others."""
    found = readers(derivation.sheet.parts, name)
    return {"count": len(found), "by": list(dict.fromkeys(found))}


def _chain(derivation: Derivation, path: Path) -> list[Json]:
    chain: list[Json] = [{"name": derivation.sheet.program.loss, "leapt": False, "use": None}]
    for part in path:
        chain += [{"name": name, "leapt": True, "use": None} for name in part.leapt]
        chain.append({"name": part.of, "leapt": False, "use": _use(derivation, part)})
    return chain


def _use(derivation: Derivation, part: Contribution) -> int | None:
    """Which use it is, from 1, where the step reads the quantity more than once; otherwise None."""
    alike = [other for other in derivation.sheet.parts[part.of] if (other.via, other.leapt) == (part.via, part.leapt)]
    return next(k for k, other in enumerate(alike, start=1) if other is part) if len(alike) > 1 else None
