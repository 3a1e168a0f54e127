"""A text cut into pieces by ourselves, for where Python's grammar says no: what stands where, on any version of Python."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.core.errors import Place

Kind = Literal["name", "number", "text", "sign", "open", "close", "end", "foreign"]
"""`end` is the end of a line. `foreign` is a character that is in no program."""

IN_NAMES = "·ᵀᵗ⸱"
"""Characters that Python takes for a part of a name, and a reader for a sign."""

_PIECES = re.compile(
    r"""(?P<skip>[ \t\f]+|\#[^\n]*|\\\n)
      | (?P<end>\n)
      | (?P<number>0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?)
      | (?P<sign>\*\*=|//=|\*\*|//|==|!=|<=|>=|:=|->|&&|\|\||\+=|-=|\*=|/=|@=|%=|\.\.\.|\.\*|\./|\.\^|[-+*/@%=<>:,;.&|^~!?$`\\'"])
      | (?P<open>[(\[{])
      | (?P<close>[)\]}])""",
    re.VERBOSE,
)
_TEXT = re.compile(r"""'[^'\n]*'|"[^"\n]*\"""")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text. Lines and columns count from 1, in characters; `at` is where it begins in the whole text."""

    kind: Kind
    text: str
    line: int
    column: int
    at: int
    first: bool
    """Whether nothing stands before it on its line."""

    @property
    def stop(self) -> int:
        return self.at + len(self.text)

    @property
    def place(self) -> Place:
        return Place(self.line, self.column, max(len(self.text), 1) if self.kind != "end" else 1)


def scan(text: str) -> list[Token]:
    """The pieces of `text`, in which lines end with a newline, with an `end` after the last. Never fails."""
    tokens: list[Token] = []
    at, line, begin = 0, 1, 0
    first = True
    while at < len(text):
        kind, stop = _piece(text, at, tokens)
        if kind != "skip":
            tokens.append(Token(kind, text[at:stop], line, at - begin + 1, at, first))
            first = kind == "end"
        if text[stop - 1] == "\n":  # the end of a line, or a line that goes on after a backslash
            line, begin = line + 1, stop
        at = stop
    tokens.append(Token("end", "", line, at - begin + 1, at, first))
    return tokens


def _piece(text: str, at: int, before: Sequence[Token]) -> tuple[Kind | Literal["skip"], int]:
    """What begins at `at`, and where it stops."""
    if text[at].isidentifier() and text[at] not in IN_NAMES:
        stop = at + 1
        while stop < len(text) and text[stop] not in IN_NAMES and ("a" + text[stop]).isidentifier():
            stop += 1
        return "name", stop
    if text[at] in "'\"" and not (before and before[-1].kind in ("name", "number", "close", "text")):
        string = _TEXT.match(text, at)  # after a quantity it is meant as a transpose: W'
        if string:
            return "text", string.end()
    found = _PIECES.match(text, at)
    if not found or not found.lastgroup:
        return "foreign", at + 1
    kind: Kind | Literal["skip"] = found.lastgroup  # type: ignore[assignment]
    return kind, found.end()
