"""The two languages: catalogues of sentences, and how one is filled in.

Numbers, code and formulas are not translated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "en"
_LONGEST_WISH = 500
"""Characters of a wish that are read. A browser sends a few dozen."""
_HERE = Path(__file__).parent


@cache
def catalogue(name: str, language: Language) -> dict[str, str]:
    """The sentences of one part of the product: "derivation", "page", "proofs" or "errors"."""
    return cast("dict[str, str]", json.loads((_HERE / f"{name}.{language}.json").read_text(encoding="utf-8")))


def say(language: Language, key: str, /, **parts: Any) -> str:
    """A sentence of the derivation with its parts filled in."""
    return catalogue("derivation", language)[key].format(**parts)


def has_sentence(key: str) -> bool:
    """Whether the derivation has a sentence of its own for something particular."""
    return key in catalogue("derivation", DEFAULT)


def say_error(language: Language, code: str, message: str, hint: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """The message and the hint of an error. English is as it was raised; others come from their catalogue by code."""
    if language == DEFAULT:
        return message, hint
    sentences = catalogue("errors", language)
    key = f"slip.{params['slip']}" if "slip" in params else code
    template = sentences.get(key)
    if template is None:
        return message, hint
    what = sentences.get(f"what.{params.get('what')}", params.get("what"))
    params = {**params, "what": what}
    return template.format(**params), sentences.get(f"{key}.hint", "").format(**params) if hint else ""


def choose_language(*wishes: str | None) -> Language:
    """The first wish that can be met. A wish is a language tag, or an Accept-Language header."""
    for wish in wishes:
        for tag in sorted((wish or "")[:_LONGEST_WISH].split(","), key=_weight, reverse=True):
            for language in LANGUAGES:
                if tag.strip().lower().split(";")[0].split("-")[0] == language:
                    return language
    return DEFAULT


def _weight(tag: str) -> float:
    _, _, quality = tag.partition(";q=")
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
