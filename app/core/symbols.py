"""Names as a reader writes them: `Theta` is Θ, `y_hat` is ŷ, `b1` is b₁, `W_xh` is W with index xh."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

GREEK = {
    name: chr(code)
    for names, start in (
        (
            "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho . Sigma Tau Upsilon Phi Chi Psi Omega",
            0x391,
        ),
        (
            "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho . sigma tau upsilon phi chi psi omega",
            0x3B1,
        ),
    )
    for code, name in enumerate(names.split(), start)
    if name != "."
}
# Capitals that look Latin have no command of their own in LaTeX.
_LATIN_CAPITALS = {
    "Alpha",
    "Beta",
    "Epsilon",
    "Zeta",
    "Eta",
    "Iota",
    "Kappa",
    "Mu",
    "Nu",
    "Omicron",
    "Rho",
    "Tau",
    "Chi",
    "omicron",
}
_ACCENTS = {"hat": ("\u0302", r"\hat"), "bar": ("\u0304", r"\bar"), "tilde": ("\u0303", r"\tilde")}
_SUBSCRIPTS = str.maketrans("0123456789aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ")
_GREEK_LETTERS = "".join(GREEK.values())
_GREEK_OF_LETTER = {letter: name for name, letter in GREEK.items()}


@lru_cache(maxsize=4096)
def symbol(name: str) -> str:
    """`name` as text: "Θ", "ŷ", "b₁". An index that has no small letters in Unicode stays after "_"."""
    base, accents, indices = _parts(name)
    text = GREEK.get(base, base)
    for accent in accents:
        text += _ACCENTS[accent][0]
    text = unicodedata.normalize("NFC", text)
    index = "".join(GREEK.get(word, word) for word in indices)
    small = index.translate(_SUBSCRIPTS)
    if not index:
        return text
    return text + (f"_{index}" if re.search(f"[A-Za-z0-9{_GREEK_LETTERS}]", small) else small)


@lru_cache(maxsize=4096)
def latex(name: str) -> str:
    r"""`name` as LaTeX: r"\Theta", r"\hat{y}", "b_{1}"."""
    base, accents, indices = _parts(name)
    text = _latex_word(base)
    for accent in accents:
        text = f"{_ACCENTS[accent][1]}{{{text}}}"
    return f"{text}_{{{','.join(map(_latex_word, indices))}}}" if indices else text


def size_latex(label: str) -> str:
    r"""The letter of a size as LaTeX. Its index is a name of its own: "D_a2", the size of a₂, is "D_{a_{2}}".

    All cells of a matrix are a product: r"D_{h}\,D_{x}" of "D_h·D_x".
    """
    return r"\,".join(map(_size_latex, label.split("·")))


def _size_latex(label: str) -> str:
    letter, _, index = label.partition("_")
    return f"{latex(letter)}_{{{latex(index)}}}" if index else latex(label)


def gradient_symbol(loss: str, name: str) -> str:
    """The gradient of `loss` by `name` as text: "∂J/∂z"."""
    return f"∂{symbol(loss)}/∂{symbol(name)}"


def gradient_latex(loss: str, name: str) -> str:
    r"""The gradient of `loss` by `name` as a fraction in LaTeX."""
    return rf"\frac{{\partial {latex(loss)}}}{{\partial {latex(name)}}}"


def delta_latex(k: int) -> str:
    """The k-th error signal, counted from the loss."""
    return rf"\delta_{{{k}}}"


def _parts(name: str) -> tuple[str, list[str], list[str]]:
    """Split into base, accents and indices: "y_hat2" gives ("y", ["hat"], ["2"])."""
    match = re.fullmatch(r"(.*?[^\d_])_?(\d*)", name)
    body, digits = (match[1], match[2]) if match else (name, "")
    base, *words = body.split("_")
    accents = [word for word in words if word in _ACCENTS]
    indices = [word for word in [*words, digits] if word and word not in _ACCENTS]
    return base, accents, indices


def _latex_word(word: str) -> str:
    word = _GREEK_OF_LETTER.get(word, word)
    if word in GREEK:
        return rf"\mathrm{{{GREEK[word]}}}" if word in _LATIN_CAPITALS else rf"\{word}"
    safe = word.replace("_", r"\_")
    return safe if len(word) <= 2 or word.isdigit() else rf"\mathit{{{safe}}}"
