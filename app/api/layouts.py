"""The part of a body about layouts. It has no numbers in it, and is written once."""

from __future__ import annotations

from functools import lru_cache

from pydantic_core import to_json

from app.derive.chain import Derivation
from app.derive.conventions import conventions_json, entries_json
from app.i18n import Language


@lru_cache(maxsize=64)
def layouts_part(derivation: Derivation, language: Language) -> bytes:
    """The member `layouts` of a body, to be put between two others."""
    facts = {"conventions": conventions_json(derivation), "entries": entries_json(derivation, language)}
    return b',"layouts":' + to_json(facts)
