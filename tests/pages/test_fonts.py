"""The font of the formulas: cut to what is drawn, and as it was in all that is left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from starlette.testclient import TestClient

from app.pages import fonts
from app.pages.cutting import cut
from app.pages.fonts import FACES, NAMED, italic
from tests.support.every_operation import PROGRAMS

ROOT = Path(__file__).parents[2]
FIRST, LETTERS, REST = FACES
TOKEN = re.compile(r"<(mi|mo|mn|mtext)\b([^>]*)>([^<]*)</")
ALL_PARTS = ["steps", "jacobians", "paths", "layouts"]
LAYOUTS = ["mixed", "numerator", "denominator"]


def formulas(answer: Any) -> Iterator[str]:
    """Every formula in an answer of the API."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        for each in answer:
            yield from formulas(each)
    elif isinstance(answer, str) and answer.startswith("<math"):
        yield answer


def drawn(answer: Any) -> dict[str, set[str]]:
    """The signs of all formulas of an answer that a browser looks for in the font, by the element that they are in.

    A letter that stands alone is drawn in italics, but Chromium fetches the face of the letter as it is written, too.
    """
    found: dict[str, set[str]] = {}
    for formula in formulas(answer):
        for tag, attributes, text in TOKEN.findall(formula):
            signs = unescape(text)
            stands_alone = tag == "mi" and len(signs) == 1 and "mathvariant" not in attributes
            found.setdefault(tag, set()).update(signs + (italic(signs) if stands_alone else ""))
    return found


def all_of(found: dict[str, set[str]]) -> set[str]:
    return set().union(*found.values())


def traced(client: TestClient, **request: Any) -> Any:
    answer = client.post("/api/traces", json={"include": ALL_PARTS, **request})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_first_network_is_drawn_with_the_first_face(client: TestClient, layout: str, lang: str) -> None:
    found = drawn(traced(client, preset="single-layer", layout=layout, lang=lang))
    assert {"mi", "mo", "mn"} <= {*found}
    assert all_of(found) <= FIRST.signs  # type: ignore[operator]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_operation_and_no_network_that_ships_needs_a_rare_sign(client: TestClient, layout: str) -> None:
    """And what can be stretched is in the first face: browsers stretch with no other."""
    requests: list[dict[str, Any]] = [{"program": text, "values": values} for text, values in PROGRAMS.items()]
    requests += [{"preset": preset["id"]} for preset in client.get("/api/presets").json()["presets"]]
    for request in requests:
        found = drawn(traced(client, layout=layout, **request))
        assert all_of(found) <= NAMED, request
        assert found["mo"] <= FIRST.signs, request  # type: ignore[operator]


def test_the_signs_that_the_page_itself_writes_are_in_the_first_face() -> None:
    elements = re.compile(r"""\bm\(\s*"m[ion]",\s*"([^"]+)"|\btight\("([^"]+)"\)""")
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "static/js").rglob("*.js")]
    written = {sign for text in texts for groups in elements.findall(text) for sign in "".join(groups)}
    assert "−" in written
    assert written | set(italic("".join(written))) <= FIRST.signs  # type: ignore[operator]


def test_every_letter_in_which_a_name_can_be_written_is_no_rare_sign() -> None:
    from app.core.symbols import GREEK

    names = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", *GREEK.values()]
    assert {*names, *italic("".join(names))} <= NAMED


def test_letters_alone_are_drawn_as_mathml_says() -> None:
    assert italic("Axhz") == "𝐴𝑥ℎ𝑧"
    assert italic("ΑΘΩαθςω") == "𝛢𝛩𝛺𝛼𝜃𝜍𝜔"
    assert italic("∂∇ϵϕ7+") == "𝜕𝛻𝜖𝜙7+"


@pytest.fixture(scope="module")
def original() -> Any:
    return TTFont(io.BytesIO(fonts.original()))


@pytest.fixture(scope="module", params=[FIRST, LETTERS], ids=["first", "letters"])
def face(request: pytest.FixtureRequest) -> tuple[fonts.Face, Any]:
    return request.param, TTFont(io.BytesIO(cut(request.param)))


def glyph_of(font: Any, sign: str) -> str | None:
    name: str | None = font.getBestCmap().get(ord(sign))
    return name


def constructions(font: Any, sign: str) -> list[tuple[Any, ...]]:
    """How a sign is made larger, upwards and sideways: heights of its variants, and of the parts that it is put together of."""
    variants = font["MATH"].table.MathVariants
    found = []
    for coverage, each in (
        (variants.VertGlyphCoverage, variants.VertGlyphConstruction),
        (variants.HorizGlyphCoverage, variants.HorizGlyphConstruction),
    ):
        glyphs = coverage.glyphs if coverage else []
        if (name := glyph_of(font, sign)) not in glyphs:
            continue
        made = each[glyphs.index(name)]
        parts = made.GlyphAssembly.PartRecords if made.GlyphAssembly else []
        found.append(
            (
                [record.AdvanceMeasurement for record in made.MathGlyphVariantRecord],
                [(part.FullAdvance, part.PartFlags) for part in parts],
            )
        )
    return found


def test_a_face_has_its_signs_and_stretches_them_as_the_whole_font_does(
    original: Any, face: tuple[fonts.Face, Any]
) -> None:
    asked, font = face
    for sign in asked.signs or ():
        assert bool(glyph_of(font, sign)) is bool(glyph_of(original, sign)), sign
        if glyph_of(original, sign):
            assert constructions(font, sign) == constructions(original, sign), sign
            assert font["hmtx"][glyph_of(font, sign)] == original["hmtx"][glyph_of(original, sign)]
    assert constructions(original, "(")
    if asked is FIRST:
        assert all(constructions(font, sign) for sign in "()[]|‖√∑∏")


def test_a_face_sets_formulas_by_the_constants_of_the_whole_font(original: Any, face: tuple[fonts.Face, Any]) -> None:
    def constants(font: Any) -> dict[str, int]:
        its = vars(font["MATH"].table.MathConstants)
        return {name: getattr(value, "Value", value) for name, value in its.items()}

    _, font = face
    assert constants(font) == constants(original)
    assert font["head"].unitsPerEm == original["head"].unitsPerEm
    for name in ("ascent", "descent", "lineGap"):
        assert getattr(font["hhea"], name) == getattr(original["hhea"], name)
    for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent", "sxHeight"):
        assert getattr(font["OS/2"], name) == getattr(original["OS/2"], name)
    assert {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord} >= {"ssty"}


def test_a_face_says_its_licence_and_goes_by_another_name(
    client: TestClient, original: Any, face: tuple[fonts.Face, Any]
) -> None:
    names = {record.nameID: str(record) for record in face[1]["name"].names}
    assert names[0] == original["name"].getDebugName(0)
    assert names[0].startswith("Copyright 2001-2020 The STIX Fonts Project Authors")
    assert "SIL Open Font License, Version 1.1" in names[13]
    for number in (1, 4, 6):
        assert "STIX" not in names[number].upper()
    assert "SIL OPEN FONT LICENSE Version 1.1" in client.get("/static/fonts/OFL.txt").text


def test_a_face_is_small_and_the_same_each_time_it_is_cut(face: tuple[fonts.Face, Any]) -> None:
    asked, _ = face
    assert len(cut(asked)) < {FIRST: 42_000, LETTERS: 50_000}[asked]
    assert cut(asked) == cut(asked)


def test_each_sign_has_one_face_and_chinese_has_none() -> None:
    rules = re.findall(
        r'font-family: "([^"]+)";.*?/fonts/([^"]+)".*?unicode-range: ([^;]+);', fonts.style_sheet(), re.DOTALL
    )

    def face_for(family: str, sign: str) -> str:
        for name, file, ranges in reversed(rules):  # browsers take the last that has it
            for part in ranges.split(", ") if name == family else ():
                low, _, high = part.removeprefix("U+").partition("-")
                if int(low, 16) <= ord(sign) <= int(high or low, 16):
                    return str(file)
        return ""

    assert {face_for("Gradsheet Math", sign) for sign in FIRST.signs or ()} == {FIRST.name}
    assert {face_for("Gradsheet Math", sign) for sign in LETTERS.signs or ()} == {LETTERS.name}
    assert face_for("Gradsheet Math", "⨀") == face_for("Gradsheet Math", "𝔄") == REST.name
    assert face_for("Gradsheet Math", "中") == face_for("Gradsheet Signs", "中") == ""
    assert face_for("Gradsheet Signs", "η") == face_for("Gradsheet Quotes", "“") == FIRST.name
    assert face_for("Gradsheet Signs", "Φ") == LETTERS.name
    assert face_for("Gradsheet Signs", "x") == face_for("Gradsheet Quotes", "x") == ""


def test_without_fonttools_the_font_is_served_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.pages.fonts.may_be_cut", lambda: False)
    (only,) = fonts.faces()
    assert fonts.made(only) == fonts.original()
    assert {*re.findall(r'/fonts/([^"]+)"', fonts.style_sheet())} == {only.name}
    assert fonts.style_sheet().count("@font-face") == 3
