"""The part of a body about paths."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.derive.chain import Derivation
from app.derive.paths import path_facts, step_facts, uses
from app.engine.paths import PathPlan, path_gradients
from app.engine.run import Trace
from app.i18n import Language, say_error

from .encoding import Encoding
from .frame import NUMBERS, Part, part_of

Json = dict[str, Any]
_MOST_EXACT = 2**53


def paths_part(
    derivation: Derivation, trace: Trace, plan: PathPlan, encoding: Encoding, language: Language
) -> list[bytes]:
    """The member `paths` of a body, to be put between two others."""
    along = path_gradients(trace, plan)
    flipped = derivation.layout.flipped
    arrays = [
        array.T if name in flipped else array
        for name in trace.sheet.parts
        for array in (along[name] if name in along else trace.contributions(name) if name in plan.summed else ())
    ]
    return path_frame(derivation, plan, language).numbers(arrays, encoding)


@lru_cache(maxsize=16)
def path_frame(derivation: Derivation, plan: PathPlan, language: Language) -> Part:
    """The frame of the paths of a derivation. Some are large, so few are kept."""
    facts = {name: _of_gradient(derivation, plan, name, language) for name in derivation.sheet.parts}
    return part_of("paths", facts)


def _of_gradient(derivation: Derivation, plan: PathPlan, name: str, language: Language) -> Json:
    data = {"data": NUMBERS if name in plan.summed else None}
    return {
        "count": _exact(plan.counts[name]),
        "listed": name in plan.listed,
        "note": None if name in plan.listed else _note(plan, name, language),
        "paths": [path_facts(derivation, path) | {"data": NUMBERS} for path in plan.listed.get(name, ())],
        "by_step": [
            step_facts(derivation, part) | {"count": _exact(plan.counts[part.via])} | data
            for part in derivation.sheet.parts[name]
        ],
        "uses": uses(derivation, name),
    }


def _exact(count: int) -> int | str:
    """Digits in a string where a reader of JSON would round them."""
    return count if count <= _MOST_EXACT else str(count)


def _note(plan: PathPlan, name: str, language: Language) -> dict[str, str]:
    """Why the paths to `name` are not listed."""
    count, limit = plan.counts[name], plan.limit
    params = {"name": name, "count": count, "limit": limit}
    if count > limit:
        code = "too-many-paths"
        message = f"{count} paths lead to {name}, and at most {limit} are listed; they are summed by their last step."
    else:
        code = "paths-over-limit"
        message = f"The paths to {name} ({count}) are not listed: all together would be over a limit of this server."
    return {"code": code, "message": say_error(language, code, message, "", params)[0]}
