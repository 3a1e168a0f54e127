"""Good programs broken: tokens deleted, doubled and swapped. What comes of it is judged by Python and NumPy alone."""

import io
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from tests.support import by_autograd

_SKIPPED = {tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}


@dataclass(frozen=True)
class Broken:
    """A program with one accident in it.

    Args:
        lines: the 1-based lines on which a token was touched.
        names: the names on those lines, before and after.
    """

    text: str
    accident: str
    lines: frozenset[int]
    names: frozenset[str]

    def is_touched(self, line: int) -> bool:
        """Whether an error may be seen on this line: it was touched, or depends on a name of one that was."""
        reached = set(self.names)
        for n, text in enumerate(self.text.splitlines()[:line], start=1):
            said = words(text)
            if n in self.lines or reached & set(said):
                reached |= set(said[:1])  # what this line computes
                if n == line:
                    return True
        return False


def words(line: str) -> list[str]:
    return [token.string for token in _tokens(line) if token.type == tokenize.NAME]


def accidents(text: str, random: Random) -> Iterator[Broken]:
    """One accident after the other, without end."""
    tokens = list(_tokens(text))
    while True:
        kind = random.choice(["delete", "double", "swap", "swap"])
        first = random.choice(tokens)
        second = random.choice(
            [token for token in tokens if token.type == first.type]
        )  # the grammar alone would not see it
        edits = {
            "delete": {first: ""},
            "double": {first: f"{first.string} {first.string}"},
            "swap": {first: second.string, second: first.string},
        }[kind]
        broken = _edited(text, edits)
        if broken != text:
            touched = frozenset(token.start[0] for token in edits)
            spoken = [line for n in touched for line in (text.splitlines()[n - 1], broken.splitlines()[n - 1])]
            shown = " and ".join(f"{token.string!r} in line {token.start[0]}" for token in edits)
            yield Broken(broken, f"{kind} {shown}", touched, frozenset(w for line in spoken for w in words(line)))


def loss_by_numpy(text: str, values: Mapping[str, Any]) -> float | None:
    """The loss as NumPy computes the text, or None where Python or NumPy will not have it."""
    lines = [line for line in text.splitlines() if line.strip()]
    names = [line.partition("=")[0].strip() for line in lines]
    if len(set(names)) < len(names) or not all(map(str.isidentifier, names)) or set(names) & set(values):
        return None
    plain = "\n".join(f"{name} = {line.partition('=')[2].strip()}" for name, line in zip(names, lines, strict=True))
    try:
        loss = np.asarray(by_autograd.forward(plain, values)[names[-1]])
    except Exception:  # noqa: BLE001 - whatever it is, it is a no
        return None
    return float(loss.item()) if loss.size == 1 else None


def _edited(text: str, edits: Mapping[tokenize.TokenInfo, str]) -> str:
    lines = text.splitlines()
    for token, replacement in sorted(edits.items(), key=lambda edit: edit[0].start, reverse=True):
        (line, start), (_, end) = token.start, token.end
        lines[line - 1] = lines[line - 1][:start] + replacement + lines[line - 1][end:]
    return "\n".join(lines)


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    found = tokenize.generate_tokens(io.StringIO(text).readline)
    try:
        yield from (token for token in found if token.type not in _SKIPPED and token.string.strip())
    except (tokenize.TokenError, IndentationError):  # a bracket that is not closed: what came before it will do
        return
