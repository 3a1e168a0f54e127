"""What whoever hosts Gradsheet may set, by environment variables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from app.core.limits import Limits

_PREFIX = "GRADSHEET_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings with their defaults. Each, and each of the limits, is read from `GRADSHEET_` and its name in capitals.

    Args:
        limits: how large one request may become.
        frame_ancestors: who may show the page in a frame: a Content-Security-Policy source list, such as
            "'self' https://course.example.edu".
        body_bytes: the largest request body.
        workers: threads for large requests. Small ones stay on the event loop.
        queue: large requests that may wait; one more is answered 503.
        cache_bytes: how much is kept of what was compiled, derived and written, together.
    """

    limits: Limits = field(default_factory=Limits)
    frame_ancestors: str = "'none'"
    body_bytes: int = 32 * 2**20
    workers: int = 2
    queue: int = 8
    cache_bytes: int = 64 * 2**20

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings as the environment has them. Raises: ValueError that names the variable which cannot be read."""
        given = dict(_given(cls, environment))
        return cls(Limits(**dict(_given(Limits, environment))), **given)


def defaults() -> dict[str, int | str]:
    """Every environment variable that is read, and what holds where it is not set."""
    kinds = ((Limits, Limits()), (Settings, Settings()))
    return {variable: getattr(usual, each.name) for kind, usual in kinds for variable, each in _variables(kind)}


def _variables(kind: type[Any]) -> Iterator[tuple[str, Field[Any]]]:
    """The fields of a dataclass that are read from a variable, by the name of that variable."""
    return ((f"{_PREFIX}{each.name.upper()}", each) for each in fields(kind) if each.type in ("int", "str"))


def _given(kind: type[Any], environment: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    for variable, each in _variables(kind):
        text = environment.get(variable)
        if text is None:
            continue
        try:
            yield each.name, text if each.type == "str" else int(text)
        except ValueError:
            raise ValueError(f"{variable} has to be a whole number; it is {text!r}.") from None
