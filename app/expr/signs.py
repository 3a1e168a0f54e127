"""Signs of other keyboards, books and languages, and what is written here in their place."""

from __future__ import annotations

import unicodedata

_PRODUCT = "×·⋅∙•⸱✕✖⨯"
_MEANT = {
    **dict.fromkeys("∘⊙∗⊛⁎﹡", "*"),
    **dict.fromkeys("÷⁄∕⊘", "/"),
    **dict.fromkeys("−–—‐‑‒﹣", "-"),
    **dict.fromkeys("‘’“”„‟«»「」『』", '"'),
    **dict.fromkeys("⊤′ᵀᵗ⟙", ".T"),
    **dict.fromkeys("、，", ","),
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("←≔≡⇐", "="),
    **dict.fromkeys("⟨〈【〔", "("),
    **dict.fromkeys("⟩〉】〕", ")"),
    "≤": "<=", "≥": ">=", "≠": "!=", "∑": "sum", "∏": "prod", "√": "sqrt", "½": "0.5", "¼": "0.25", "∞": "inf",
    ".*": "*", "./": "/", ".^": "**",
}  # fmt: skip


def is_product(sign: str) -> bool:
    """Whether it is a sign for a product that does not say which product is meant."""
    return sign in _PRODUCT


def is_invisible(sign: str) -> bool:
    """Whether a reader cannot see it: controls, marks without width, spaces that are not spaces, halves of characters."""
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Cn", "Co")


def spoken(sign: str) -> str:
    """An invisible character by its number and its name."""
    name = unicodedata.name(sign, "null" if sign == chr(0) else "without a name").lower()
    return f"U+{ord(sign):04X} ({name})"


def meant_by(run: str) -> str:
    """What is written for a sign, or for small raised or lowered digits: "×" is not here, "−" is "-", "²" is " ** 2",
    "₁" is "1", "，" is ",". "" where nothing is known.
    """
    if run in _MEANT:
        return _MEANT[run]
    plain = unicodedata.normalize("NFKC", run).replace("−", "-")
    raised = unicodedata.decomposition(run[0]).startswith("<super>")
    if raised:
        return ".T" if plain in ("T", "t") else f" ** {plain}" if _is_whole(plain) else ""
    if len(run) == 1 and is_invisible(run):
        return " " if unicodedata.category(run) == "Zs" else ""
    return plain if plain.isascii() and plain.isprintable() else ""


def is_raised(sign: str) -> bool:
    """Whether it is one of a run of raised or lowered signs, which are read together: "⁻¹"."""
    return unicodedata.decomposition(sign).startswith(("<super>", "<sub>"))


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdigit() and text.isascii()
