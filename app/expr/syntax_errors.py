"""What is wrong with a text that Python's grammar refuses, found in the text itself.

Python's own words and places differ from version to version, so they are not used: one walk over the tokens, from left to right,
knows whether a quantity or a sign may come next, and stops at the first token that cannot stand where it stands.
"""

from __future__ import annotations

import keyword
from collections.abc import Collection

from app.core.errors import Place, ProgramError

from . import signs
from .open_brackets import Bracket, Brackets
from .scan import Token, scan
from .slips import clipped

_BEFORE_A_QUANTITY = ("+", "-", "~")
_VALUES = ("None", "True", "False")


def syntax_error(text: str, line: int, column: int, functions: Collection[str], deepest: int) -> ProgramError | Place:
    """The error of a text that Python's grammar refuses.

    Args:
        text: the whole text; its lines end with a newline.
        line, column: where Python stopped; used only where the walk finds nothing.
        functions: names of what may be called.
        deepest: how many brackets may be open at once.
    Returns: the error, with its place; where brackets are nested too deeply, the place of the first that is.
    """
    walk = _Walk(text, functions, deepest)
    try:
        walk.run()
    except ProgramError as error:
        return error
    except RecursionError:
        return walk.stack[-1].token.place
    return walk.unreadable(line, column)


class _Walk(Brackets):
    """One walk over the tokens of a text."""

    def __init__(self, text: str, functions: Collection[str], deepest: int) -> None:
        self.text = text
        self.tokens = scan(text)
        self.functions = functions
        self.deepest = deepest
        self.stack: list[Bracket] = []
        self.begin_line(0)

    def begin_line(self, k: int) -> None:
        self.line_begin = k
        self.begin = k
        self.quantity = False
        self.equals = 0

    def run(self) -> None:
        for k, token in enumerate(self.tokens):
            if token.kind == "end":
                if not self.stack:
                    self.end_line(k)
                continue
            if k == self.line_begin and not self.stack:
                self.check_left_edge(token)
            getattr(self, f"read_{token.kind}")(k, token)
        if self.stack:
            self.fail_open_bracket()

    # Tokens

    def read_name(self, k: int, token: Token) -> None:
        before = self.before(k)
        if before is not None and before.text == "." and before.kind == "sign":
            self.quantity = True
            return
        if keyword.iskeyword(token.text) and not (token.text in _VALUES and self.follower(k).text != "="):
            self.fail_keyword(k, token)
        self.read_quantity(k, token)

    def read_number(self, k: int, token: Token) -> None:
        digits = token.text.replace("_", "")
        after = self.follower(k)
        broken = token.text.endswith("_") or "__" in token.text or (after.kind == "number" and after.at == token.stop)
        if broken or (len(digits) > 1 and digits[0] == "0" and digits.isdigit() and int(digits)):
            whole = token.text + (after.text if after.kind == "number" and after.at == token.stop else "")
            self.fail("bad-number", self.span(token.at, token.at + len(whole), token), number=clipped(whole))
        self.read_quantity(k, token)

    def read_text(self, k: int, token: Token) -> None:
        self.read_quantity(k, token)

    def read_quantity(self, k: int, token: Token) -> None:
        before = self.before(k)
        if before is not None and before.text == "." and before.kind == "sign":
            self.fail("after-dot", before.place)
        if self.quantity:
            if self.stack and token.first and self.follower(k).text == "=":
                self.fail_open_bracket()
            self.fail_side_by_side(k, token)
        self.quantity, self.begin = True, k

    def read_sign(self, k: int, token: Token) -> None:
        sign = token.text
        before = self.before(k)
        if before is not None and before.text == "." and before.kind == "sign":
            self.fail("after-dot", before.place)
        if sign in ("'", '"', "`"):
            self.fail_quotation(token)
        if sign == "\\":
            self.fail_backslash(k, token)
        if signs.meant_by(sign) and sign in (".*", "./", ".^"):
            self.fail("foreign-sign", token.place, sign=sign, suggestion=signs.meant_by(sign))
        if sign in ("?", "$", "!", "&&", "||"):
            self.fail("bars" if sign == "||" else "not-a-sign", token.place, sign=sign)
        if sign == ";":
            self.read_semicolon(k, token)
        elif sign == ",":
            self.read_comma(k, token)
        elif sign == "...":
            self.read_quantity(k, token)
        elif sign == ":":
            self.read_colon(token)
        elif sign == ":=":
            self.fail("colon-equals", token.place, sign=sign, suggestion="=")
        elif sign == "=":
            self.read_equals(k, token)
        elif sign == "==" and not self.stack and not self.equals and k == self.line_begin + 1:
            self.fail("double-equals", token.place, suggestion="=")
        elif sign.endswith("=") and sign not in ("==", "!=", "<=", ">=") and not self.stack:
            self.read_equals(k, token)
        else:
            self.read_operator(k, token)

    def read_foreign(self, k: int, token: Token) -> None:
        stop = k + 1
        if signs.is_raised(token.text):
            while (
                self.tokens[stop].kind == "foreign"
                and self.tokens[stop].at == self.tokens[stop - 1].stop
                and signs.is_raised(self.tokens[stop].text)
            ):
                stop += 1
        self.fail_foreign(k, "".join(part.text for part in self.tokens[k:stop]))

    # Signs

    def read_semicolon(self, k: int, token: Token) -> None:
        if self.stack:
            in_list = self.stack[-1].token.text == "["
            self.fail("list" if in_list else "semicolon", token.place, suggestion="" if in_list else ",")
        self.end_line(k)

    def read_comma(self, k: int, token: Token) -> None:
        before = self.before(k)
        if not self.quantity and not (before is not None and before.text == ":" and self.stack):
            self.fail("missing-part", token.place, sign=token.text)
        if self.stack:
            self.end_item(k)
            top = self.stack[-1]
            top.item, top.has_equals = k + 1, False
        self.quantity = False

    def read_colon(self, token: Token) -> None:
        if self.stack and self.stack[-1].token.text in "[{":
            self.quantity = False
        elif self.stack or not self.quantity:
            self.fail("not-a-sign", token.place, sign=":")
        else:
            self.fail("colon-equals", token.place, sign=":", suggestion="=")

    def read_equals(self, k: int, token: Token) -> None:
        if not self.quantity:
            self.fail_operator(k, token)
        if self.stack:
            self.read_option(k, token)
        elif not self.equals:
            self.check_left_side(k)
        elif token.text == "=":
            self.fail("two-equals", token.place)
        if not self.stack:
            self.equals += 1
        self.quantity = False

    def read_operator(self, k: int, token: Token) -> None:
        if self.quantity and token.text not in ("~", "..."):
            self.quantity = False
            return
        if token.text in _BEFORE_A_QUANTITY:
            return
        before = self.before(k)
        if (
            token.text in ("*", "**")
            and self.stack
            and before is not None
            and (before.kind == "open" or before.text == ",")
        ):
            return  # `f(*x)` is read by the grammar, and refused later
        self.fail_operator(k, token)

    # Ends

    def end_line(self, k: int) -> None:
        before = self.before(k)
        if before is not None and before.text == "." and before.kind == "sign":
            self.fail("after-dot", before.place)
        if before is not None and not self.quantity and before.text != ",":
            self.fail("unfinished", before.place, sign=before.text)
        self.begin_line(k + 1)

    def check_left_edge(self, token: Token) -> None:
        indent = token.column - 1
        if token.first and indent and self.text[token.at - indent : token.at].strip() == "":
            if token.kind == "sign":
                self.fail("begins-with-sign", token.place, sign=token.text)
            self.fail("indented", Place(token.line, 1, indent))

    def check_left_side(self, k: int) -> None:
        first, last = self.tokens[self.line_begin], self.last(k)
        if k - self.line_begin > 1 or first.kind != "name":
            self.fail("left-side", self.span(first.at, last.stop, first), left=clipped(self.text[first.at : last.stop]))
