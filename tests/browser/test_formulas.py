"""A formula becomes nodes of MathML alone, whatever its text says."""

from tests.browser.pages import OpenPage

HOSTILE = (
    '<math><mtext><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="hurt()"/><script>hurt()</script></mtext><style>* { color: red }</style>'
    '<mi onclick="hurt()" href="javascript:hurt()" style="color: red" mathvariant="normal">x</mi></math>'
)
REFUSED = "Executing inline event handler|Applying inline style"
"""What Chromium says of a handler or a style that it has read and does not take. Its own message about XML that is none has one."""
FOUND = """async (mathml) => {
  const { mathNode } = await import("/static/js/elements/formula/math.js");
  const math = mathNode(mathml);
  document.body.append(math);
  const all = [math, ...math.querySelectorAll("*")];
  return {
    namespaces: [...new Set(all.map((each) => each.namespaceURI))],
    attributes: all.flatMap((each) => [...each.attributes].map(({ name }) => name)),
    text: math.lastElementChild.textContent,
  };
}"""


def test_nothing_in_a_formula_loads_links_or_runs(open_page: OpenPage) -> None:
    found = open_page(expected=REFUSED).evaluate(FOUND, HOSTILE)
    assert found == {
        "namespaces": ["http://www.w3.org/1998/Math/MathML"],
        "attributes": ["mathvariant"],
        "text": "x",
    }


def test_what_is_no_formula_is_nothing(open_page: OpenPage) -> None:
    count = """async (text) => (await import("/static/js/elements/formula/math.js")).mathNode(text).querySelectorAll("*").length"""
    assert open_page(expected=REFUSED).evaluate(count, "<math><img src=x onerror=hurt()></math>") == 0


def test_no_formula_is_nothing_without_a_complaint(open_page: OpenPage) -> None:
    empty = """async () => (await import("/static/js/elements/formula/math.js")).mathNode("").localName"""
    assert open_page().evaluate(empty) == "span"
