"""The font of the formulas, cut into faces: a browser fetches those whose signs it has to draw.

STIX Two Math (SIL Open Font License 1.1) comes out of the installed package `ziamath`. What is made of it is called
Gradsheet Math, and its licence goes with it: docs/decisions/first-visit.md. Cutting it needs fonttools; where that is not
installed, the font is served whole and as it is.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

_ROOT = Path(__file__).parents[2]

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω"
_ITALIC_OF = {
    **{letter: chr(0x1D434 + k) for k, letter in enumerate(_LATIN)},
    **{letter: chr(0x1D6A8 + 0x3A + ord(letter) - 0x391) for letter in _GREEK if letter < "α"},
    **{letter: chr(0x1D6FC + ord(letter) - 0x3B1) for letter in _GREEK if letter >= "α"},
    "h": "\u210e",  # was in Unicode before the others
    "∇": "\U0001d6fb", "∂": "\U0001d715", "ϵ": "\U0001d716", "ϑ": "\U0001d717", "ϰ": "\U0001d718", "ϕ": "\U0001d719",
    "ϱ": "\U0001d71a", "ϖ": "\U0001d71b", "ϴ": "\U0001d6f3",
}  # fmt: skip


def italic(letters: str) -> str:
    """Letters as the signs that browsers look for in the font where one stands alone in a formula."""
    return "".join(_ITALIC_OF.get(letter, letter) for letter in letters)


OPERATORS = " ()[]{}|‖/+−=<>≤≥≠≈·×∘⊗⊘⋅⋆∗.,:;′→↓∑∏√∂∇∞⊤ˆ˜¯~^‾\u2009\u2061"
"""Signs, and what stretches: brackets, bars, roots, sums, what stands above a letter. Browsers stretch signs of the first face alone."""
_ALONE = "DIJNUWbcefhijklwxyzΔδηθ∂∇"
"""Letters that stand alone in the first network. They are drawn in italics, but browsers ask for the face of the letter itself, too."""
_IN_WORDS = "0123456789₀₁₂₃₄₅₆₇₈₉𝟏‘’“”CELRacdefgiklmnoprstuvΘ"
"""What numbers, names of functions (softmax, ReLU, CE) and prose are written with."""


@dataclass(frozen=True, slots=True)
class Face:
    """A part of the font.

    Args:
        name: of its file.
        signs: that it is fetched for; None for all that the others do not have.
    """

    name: str
    signs: frozenset[str] | None


_FIRST = frozenset(OPERATORS + _IN_WORDS + _ALONE + italic(_ALONE))
_ALL_LETTERS = frozenset("_" + "".join(_ITALIC_OF) + italic("".join(_ITALIC_OF)))
FACES = (
    Face("math-first.woff2", _FIRST),
    Face("math-letters.woff2", _ALL_LETTERS - _FIRST),
    Face("math-rest.woff2", None),
)
"""By how often they are wanted: what the first network is written with and what stretches; the other letters; the rest."""
NAMED = frozenset[str]().union(*(face.signs for face in FACES if face.signs))
"""The signs of all faces but the last, which has the rest."""
UNCUT = Face("math.ttf", None)

_MATHEMATICAL = "U+0-2E7F, U+1D400-1D7FF"
"""Where the signs of the font are. Chinese is not among them: no text is to fetch a font that does not have it."""
_PROSE = {
    "Gradsheet Signs": frozenset("·∂∘⊘⊤₀₁₂₃₄₅₆₇₈₉" + _GREEK),
    "Gradsheet Quotes": frozenset("‘’“”"),
}
"""The few mathematical signs that stand in prose; English quotation marks, which fonts for Chinese make as wide as a character."""
_LOCAL = ("STIX Two Math", "STIXTwoMath-Regular", "Cambria Math", "Latin Modern Math")
_RULE = """@font-face {{
  font-family: "{family}";
  src: {local}, url("../fonts/{file}") format("{format}");
  font-display: swap;
  unicode-range: {signs};
}}
"""


def installed(package: str) -> Path:
    """The folder of an installed package, which is not imported: only its files are wanted. Raises: ModuleNotFoundError."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent


def original() -> bytes:
    """The font as it is installed."""
    return _original().read_bytes()


def _original() -> Path:
    return installed("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf"


@cache
def may_be_cut() -> bool:
    """Whether fonttools is installed."""
    return find_spec("fontTools") is not None


def faces() -> tuple[Face, ...]:
    """The faces that are served here."""
    return FACES if may_be_cut() else (UNCUT,)


@cache
def recipe() -> bytes:
    """Says what a face is like: a digest of all that it is made from."""
    parts = [Path(__file__), Path(__file__).with_name("cutting.py"), _original()]
    if may_be_cut():
        parts.append(installed("fontTools") / "__init__.py")  # has its version
    return blake2b(b"".join(part.read_bytes() for part in parts)).digest()


def made(face: Face) -> bytes:
    """A face as it is sent. It is cut in a process of its own, which takes the memory for that with it."""
    if face is UNCUT:
        return original()
    command = [sys.executable, "-m", "app.pages.cutting", face.name]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, check=True).stdout  # noqa: S603 - our own module


def style_sheet() -> str:
    """The rules that say which face has which signs. Of two faces with a sign, browsers take the later one, so the rarer comes first."""
    rules = [
        _rule("Gradsheet Math", face, _ranges(face.signs) if face.signs else _MATHEMATICAL)
        for face in reversed(faces())
    ]
    for family, wanted in _PROSE.items():
        for face in reversed(faces()):
            signs = wanted & face.signs if face.signs else wanted - NAMED if may_be_cut() else wanted
            if signs:
                rules.append(_rule(family, face, _ranges(signs)))
    return "/* Made by app/pages/fonts.py. */\n" + "".join(rules)


def _rule(family: str, face: Face, signs: str) -> str:
    local = ", ".join(f'local("{name}")' for name in _LOCAL)
    kind = "truetype" if face is UNCUT else "woff2"
    return _RULE.format(family=family, local=local, file=face.name, format=kind, signs=signs)


def _ranges(signs: Iterable[str]) -> str:
    """Signs as CSS lists them: "U+28-29, U+2B"."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, signs)):
        if runs and runs[-1][-1] == code - 1:
            runs[-1][1:] = [code]
        else:
            runs.append([code])
    return ", ".join("U+" + "-".join(f"{code:X}" for code in run) for run in runs)
