"""The part of a body about full Jacobians."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from app.core.arrays import Array
from app.derive.chain import Derivation
from app.derive.full import Factor
from app.derive.full_step import full_forms, full_json, is_drawn, sizes_of
from app.engine.run import Trace
from app.engine.sheet import compile_tree
from app.expr.numbers import Closure
from app.i18n import Language

from .encoding import Encoding
from .frame import NUMBERS, Part, part_of

Json = dict[str, Any]
_CELLS_OF_ALL = 2**18
"""So many cells of Jacobians are sent in one answer; those that come after are told by their shape."""


@np.errstate(all="ignore")
def jacobians_part(derivation: Derivation, trace: Trace, encoding: Encoding, language: Language) -> list[bytes]:
    """The member `jacobians` of a body, to be put between two others."""
    arrays: list[Array] = [closure(trace.arrays) for closure in _closures(derivation)]
    return _frame(derivation, language).numbers(arrays, encoding)


@lru_cache(maxsize=16)
def _closures(derivation: Derivation) -> tuple[Closure, ...]:
    """What computes the factors that are sent, each in the orientation in which it is shown."""
    sheet, turned = derivation.sheet, derivation.layout.name == "denominator"

    def shown(closure: Closure) -> Closure:
        return lambda arrays: np.atleast_2d(closure(arrays)).T if turned else np.atleast_2d(closure(arrays))

    return tuple(
        shown(compile_tree(factor.tree, sheet.table, sheet.slots)) for factor, sent in _factors(derivation) if sent
    )


@lru_cache(maxsize=16)
def _frame(derivation: Derivation, language: Language) -> Part:
    sent = iter([sent for _, sent in _factors(derivation)])

    def of_factor(factor: Json) -> Json:
        return factor | {"data": NUMBERS if next(sent) else None}

    facts = {
        name: (said := full_json(full, language)) | {"paths": [list(map(of_factor, path)) for path in said["paths"]]}
        for name, full in full_forms(derivation).items()
    }
    return part_of("jacobians", {"sizes": sizes_of(derivation), "gradients": facts})


def _factors(derivation: Derivation) -> Iterator[tuple[Factor, bool]]:
    """All factors in their order, and whether the numbers of each are sent."""
    left = _CELLS_OF_ALL
    for full in full_forms(derivation).values():
        for factor in (factor for path in full.paths for factor in path):
            rows, columns = derivation.layout.table.shape(factor.shown)
            sent = is_drawn(factor, derivation) and rows * columns <= left
            left -= rows * columns if sent else 0
            yield factor, sent
