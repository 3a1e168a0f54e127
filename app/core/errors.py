"""The errors of Gradsheet: one shape, a stable code, a sentence that says what and where.

    GradsheetError
    ├── ProgramError    what is written cannot be read as a program
    ├── ShapeError      sizes that do not meet
    ├── ValuesError     numbers that were sent cannot be used
    ├── RequestError    the request itself cannot be read
    ├── UnknownError    a thing asked for by name does not exist
    ├── TooLargeError   over a limit of this server
    ├── SlowError       what is sent does not come in time
    └── BusyError       the server has no room just now

`message` is English. The other language is made from `code` and `params` (see `app.i18n`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


def nearest(word: str, known: Sequence[str]) -> str:
    """The known word that `word` may have been meant to be, or "". Case is the commonest slip: x is near X."""
    for other in known:
        if other.casefold() == word.casefold():
            return other
    near = get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return near[0] if near else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a program: 1-based line and column (in characters), and how many characters."""

    line: int
    column: int
    length: int = 1


class GradsheetError(Exception):
    """Something a user can mend.

    Args:
        code: stable, kebab-case; translated, tested and searched for.
        message: one sentence that names the things and their sizes.
        hint: what to do, or "".
        suggestion: what may have been meant in the place that is marked; the hint asks for it where it says nothing else.
        place: where in the program, if it is about one.
        params: the parts of the message as data.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        hint: str = "",
        place: Place | None = None,
        params: Mapping[str, Any] | None = None,
        suggestion: str = "",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint or (f"Did you mean {suggestion}?" if suggestion else "")
        self.place = place
        self.params: dict[str, Any] = dict(params or {}) | ({"suggestion": suggestion} if suggestion else {})

    def at(self, place: Place | None) -> GradsheetError:
        """Add the place, if none is known yet. Returns self, to be raised again."""
        self.place = self.place or place
        return self

    def fresh(self) -> GradsheetError:
        """The same error anew: without the frames that this one holds, and with a place and params of its own."""
        return type(self)(self.code, self.message, hint=self.hint, place=self.place, params=self.params)

    def as_dict(self) -> dict[str, Any]:
        """The body of the one error shape."""
        place = self.place
        return {
            "code": self.code,
            "message": self.message,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "length": place.length if place else None,
            "hint": self.hint or None,
            "params": self.params,
        }


class ProgramError(GradsheetError):
    """What is written cannot be read as a program."""


class ShapeError(GradsheetError):
    """Sizes that do not meet."""


class ValuesError(GradsheetError):
    """Numbers that were sent cannot be used."""


class RequestError(GradsheetError):
    """The request itself cannot be read."""


class UnknownError(GradsheetError):
    """A thing asked for by name does not exist."""


class TooLargeError(GradsheetError):
    """Over a limit of this server."""


class SlowError(GradsheetError):
    """What is sent does not come in time."""


class BusyError(GradsheetError):
    """The server has no room just now."""
