"""The two languages say the same things."""

import re
from string import Formatter
from typing import get_args

import pytest

from app.derive.zeros import Kind
from app.i18n import LANGUAGES, Language, catalogue, choose_language
from app.ops.fusions import FUSIONS
from app.ops.identities import IDENTITIES
from app.ops.table import ROWS

PARTS = pytest.mark.parametrize("part", ["derivation", "page", "proofs"])
IN_EACH = pytest.mark.parametrize("language", LANGUAGES)


def placeholders(sentence: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(sentence) if field}


@PARTS
def test_both_languages_have_the_same_sentences_in_the_same_order(part: str) -> None:
    assert list(catalogue(part, "en")) == list(catalogue(part, "zh"))


@PARTS
def test_a_translation_uses_only_parts_that_the_original_has(part: str) -> None:
    for key, sentence in catalogue(part, "en").items():
        assert placeholders(catalogue(part, "zh")[key]) <= placeholders(sentence), key


def test_a_sentence_of_the_derivation_has_the_same_parts_in_both_languages() -> None:
    for key, sentence in catalogue("derivation", "en").items():
        found = placeholders(catalogue("derivation", "zh")[key])
        assert found == placeholders(sentence) or key.startswith(("sentence.", "note.")), key


@IN_EACH
def test_every_operation_has_a_note_and_a_name(language: Language) -> None:
    sentences = catalogue("derivation", language)
    for row in ROWS.values():
        assert sentences[f"note.{row.name}"]
        assert sentences[f"op.{row.name}"]


@IN_EACH
def test_every_identity_has_its_sentences(language: Language) -> None:
    sentences = catalogue("derivation", language)
    for key in IDENTITIES:
        assert sentences["label.number" if key.isdigit() else f"label.{key}"]
        assert sentences[f"identity.{key}"]
        assert sentences[f"sentence.{key}"]
        if key != "broadcast":
            assert sentences[f"title.{key}"]


@IN_EACH
def test_every_fusion_has_a_sentence_for_its_general_rule(language: Language) -> None:
    general = [fusion.identity for fusion in FUSIONS.values() if fusion.simplified]
    assert all(catalogue("derivation", language)[f"sentence.{identity}.general"] for identity in general)


def test_no_sentence_of_the_derivation_is_left_over() -> None:
    ends = {*IDENTITIES, *(f"{key}.general" for key in IDENTITIES), *(row.name for row in ROWS.values())}
    ends |= {f"{row.name}.{axis}" for row in ROWS.values() if row.axis for axis in (0, 1)}
    ends |= {f"stable.{fusion.note}" for fusion in FUSIONS.values()} | {"5.computed", "6.computed", "paths.leapt"}
    ends |= {"affine", "affine.rows", "copy", "chain", "known", "result", "definition", "equation", "number"}
    ends |= {"full", "collapse", "short", *get_args(Kind)}
    ends |= {f"entry-{kind}" for kind in ("forward", "local", "chain", "matrix", "outer")}
    assert {key.partition(".")[2] for key in catalogue("derivation", "en")} <= ends


@PARTS
def test_chinese_is_chinese(part: str) -> None:
    english = [key for key, text in catalogue(part, "zh").items() if re.fullmatch(r"[A-Za-z ,.]{12,}", text)]
    assert not english


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ((None,), "en"),
        (("zh",), "zh"),
        (("zh-Hant-TW",), "zh"),
        (("fr,zh;q=0.5,en;q=0.4",), "zh"),
        (("en;q=0.5,zh;q=0.9",), "zh"),
        (("tlh", "zh"), "zh"),
        ((None, "en", "zh"), "en"),
        (("zh;q=nonsense,en",), "en"),
        (("",), "en"),
        (("*",), "en"),
    ],
)
def test_the_first_wish_that_can_be_met_is_met(wishes: tuple[str | None, ...], language: Language) -> None:
    assert choose_language(*wishes) == language


def test_only_the_beginning_of_a_wish_is_read() -> None:
    assert choose_language("fr," * 100 + "zh") == "zh"
    assert choose_language("fr," * 10_000 + "zh") == "en"
