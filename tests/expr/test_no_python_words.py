"""Whatever is written: no crash, a place inside the text, and not one word of Python's own messages."""

import re
from itertools import islice
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import GradsheetError
from app.engine.program import read_program
from app.i18n import LANGUAGES, say_error
from app.presets import Preset, presets
from tests.support.broken import accidents
from tests.support.slips import EVERY_SLIP

_OF_EACH = 150
_PYTHON = re.compile(
    r"invalid|unexpected|unindent|\bEOF\b|\bEOL\b|unterminated|perhaps you forgot|never closed|unmatched|does not match|"
    r"cannot assign|can't assign|expected|positional argument|keyword argument|forgot a comma|maybe you meant|"
    r"literal|leading zeros|null bytes|surrogate|codec|[Ss]yntax|generator|f-string|not callable|object|line continuation|"
    r"FloorDiv|BitXor|LShift|NoneType|Traceback|Error|exceeds|IfExp|\bAST\b"
)
_SIGNS = [*"@+-*/()[]{},.=:;'\"\\|^!?$#<>~%&` \t\n", "**", "//", ":=", "==", "<-", "·", "²", "ᵀ", "×", "−", "（", "，", "”", "θ", "\u00a0", "\u200b", "\x00", "\x0c"]  # fmt: skip
_WORDS = ["W", "x", "z", "J", "relu", "sum", "max", "lambda", "in", "not", "None", "T", "axis", "np", "f", "b", "r", "0", "1", "2.5", "1e", "0x", "007", "1_", "True", "if", "for", "else"]  # fmt: skip
TOKENS = st.sampled_from([*_SIGNS, *_WORDS])


def check(text: str) -> None:
    """Read it; if that is refused, the error is one of ours."""
    try:
        read_program(text)
    except GradsheetError as error:
        check_error(text, error)


def check_error(text: str, error: GradsheetError) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if error.code not in ("empty-program", "program-too-long", "too-many-lines", "too-deep"):
        assert error.place, (text, error)
    if error.place:
        assert 1 <= error.place.line <= len(lines), (text, error)
        line = lines[error.place.line - 1]
        assert 1 <= error.place.column <= len(line) + 1, (text, error)
        assert error.place.length >= 1
        assert error.place.column - 1 + error.place.length <= max(len(line), error.place.column), (text, error)
    for language in LANGUAGES:
        message, hint = say_error(language, error.code, error.message, error.hint, error.params)
        said = f"{message} {hint}"
        quoted = set(re.findall(r"\w+", text))
        own = re.sub(r"\w+", lambda word, quoted=quoted: "" if word[0] in quoted else word[0], said)  # type: ignore[misc]
        assert not _PYTHON.search(own), (text, said)
        assert message, (text, error)
        assert len(said) < 1_000, (text, said)


@pytest.mark.parametrize("preset", presets().values(), ids=lambda preset: preset.id)
def test_accidents_in_every_preset(preset: Preset) -> None:
    for broken in islice(accidents(preset.program.text, Random(f"words {preset.id}")), _OF_EACH):
        check(broken.text)


@settings(max_examples=300)
@given(tokens=st.lists(TOKENS, max_size=14))
def test_loose_tokens(tokens: list[str]) -> None:
    check("".join(tokens))
    check(" ".join(tokens))
    check("J = " + "".join(tokens))


@settings(max_examples=300)
@given(
    text=st.text(max_size=30),
    where=st.sampled_from(["{}", "J = {}", "J = sum({})", "z = x\n{} = z", "J = x{}", "J = x @ '{}"]),
)
def test_any_text(text: str, where: str) -> None:
    check(where.format(text))


@settings(max_examples=200)
@given(slip=st.sampled_from(EVERY_SLIP), at=st.integers(0, 60), token=TOKENS | st.just(""), cut=st.integers(0, 3))
def test_slips_upon_slips(slip: object, at: int, token: str, cut: int) -> None:
    text = slip.text  # type: ignore[attr-defined]
    check(text[:at] + token + text[at + cut :])


@pytest.mark.parametrize(
    "text",
    [
        "z = x\n" * 3 + "J = (" * 90,
        "J = " + "(" * 150 + "x",
        "J = " + "(" * 250 + "x @ @" + ")" * 250,
        "J = " + "[" * 300,
        "J = f(" + "x, " * 500,
        "J = 1" + "0" * 3900,
        "J = 0x" + "f" * 3900,
        "\ufeffJ = x",
        "J = x\x0c",
        "\x0cJ = x",
        "J = x \\\n",
        "J = x \\\n  + @",
        "J = x \\\n\n",
        "J = (\\\n\n",
        "#\n\n(",
        "\r\r(",
        "J = \ud800",
        "J = 'x\ud800'",
        "J = '''x\ny'''",
        "J = '''x",
        "J = f'{x'",
        "J = b'é'",
        "J = '\\x'",
        "J = 1if x else 2",
        "J = x.1",
        "async def f(): pass",
        "match x:\n case 1: pass",
        "type X = int",
        "try:\n x\nexcept* A: y",
        "with x: y",
        "J = yield x",
        "J = await x",
        "nonlocal x",
        "pass",
        "break",
        "return",
        "J = t'{x}'",
        "J = ...",
        "J = x[...]",
        "J = x[:, None]",
        "J = 1j",
        "J = *x",
        "J = x[*y]",
        "del x",
        "global x",
    ],
)  # fmt: skip
def test_corners(text: str) -> None:
    check(text)
