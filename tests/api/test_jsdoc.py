"""The types of the page are those of the server."""

from app.api.jsdoc import TARGET, jsdoc_types


def test_the_types_of_the_page_are_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == jsdoc_types(), "run: python -m app.api.jsdoc"
