"""Which array of a file is meant for which name of a program. A guess, and only where there is one candidate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from app.core.arrays import Shape

Shapes = Mapping[str, Shape]
Wanted = Mapping[str, Shape | None]
Keys = Mapping[str, Hashable]
_WEIGHT, _BIAS = ("w", "weight", "kernel"), ("b", "bias")
_PART = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Assigned:
    """An array for a name.

    Args:
        array: its name in the file.
        transposed: it would fit if it were transposed. A suggestion: nothing is transposed here.
    """

    array: str
    transposed: bool


def assign(arrays: Shapes, wanted: Wanted) -> dict[str, Assigned]:
    """Find an array for every name that can have one; no array is given twice.

    In this order, each only where one array and one name are left that agree: the same name; the same letters and digits
    (w_xh is W_xh); the same part in a layer of the same number (fc1.weight is W1) if it fits; the same shape; the
    same shape transposed.

    Args:
        arrays: shapes of what is there.
        wanted: names, with their shapes where these are known.
    """
    found: dict[str, str] = {}
    for keys_of in (_by_name, _by_letters, _by_role, _by_shape, _by_turned_shape):
        left = {array: shape for array, shape in arrays.items() if array not in found.values()}
        missing = {name: shape for name, shape in wanted.items() if name not in found}
        of_arrays, of_names = (_only(keys) for keys in keys_of(left, missing))
        pairs = {of_names[key]: of_arrays[key] for key in of_names.keys() & of_arrays.keys()}
        if keys_of is _by_role:
            pairs = {name: array for name, array in pairs.items() if _fits(arrays[array], wanted[name])}
        found |= pairs
    return {
        name: Assigned(found[name], _is_turned(arrays[found[name]], shape))
        for name, shape in wanted.items()
        if name in found
    }


def _only(keys: Keys) -> dict[Hashable, str]:
    """Who has a key that nobody else has."""
    times = Counter(keys.values())
    return {key: name for name, key in keys.items() if key is not None and times[key] == 1}


def _by_name(arrays: Shapes, wanted: Wanted) -> tuple[Keys, Keys]:
    return {name: name for name in arrays}, {name: name for name in wanted}


def _by_letters(arrays: Shapes, wanted: Wanted) -> tuple[Keys, Keys]:
    keys = [{name: "".join(_PART.findall(name.casefold())) or None for name in names} for names in (arrays, wanted)]
    return keys[0], keys[1]


def _by_role(arrays: Shapes, wanted: Wanted) -> tuple[Keys, Keys]:
    """(weight or bias, number of the layer). Only where both sides count the same layers: some begin at 0, and some leave numbers out."""
    ours, theirs = ({name: _role(name) for name in names} for names in (arrays, wanted))
    roles = {role for role in "wb" if _numbers(ours, role) == _numbers(theirs, role)}
    keys = [{name: key for name, key in side.items() if key and key[0] in roles} for side in (ours, theirs)]
    return keys[0], keys[1]


def _by_shape(arrays: Shapes, wanted: Wanted) -> tuple[Keys, Keys]:
    return dict(arrays), dict(wanted)


def _by_turned_shape(arrays: Shapes, wanted: Wanted) -> tuple[Keys, Keys]:
    return dict(arrays), {name: shape and shape[::-1] for name, shape in wanted.items()}


def _role(name: str) -> tuple[str, str] | None:
    """("w", "1") of W1, fc1.weight and layers.1.kernel."""
    parts = _PART.findall(name.casefold())
    words = [part for part in parts if not part.isdigit()]
    numbers = [part for part in parts if part.isdigit()]
    role = next((role[0] for role in (_WEIGHT, _BIAS) if words and words[-1] in role), None)
    return (role, numbers[-1] if numbers else "") if role else None


def _numbers(roles: Mapping[str, tuple[str, str] | None], role: str) -> set[str]:
    return {key[1] for key in roles.values() if key and key[0] == role}


def _fits(shape: Shape, wanted: Shape | None) -> bool:
    return wanted is None or wanted in (shape, shape[::-1])


def _is_turned(shape: Shape, wanted: Shape | None) -> bool:
    return wanted is not None and shape != wanted == shape[::-1]
