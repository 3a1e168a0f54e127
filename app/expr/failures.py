"""The moments at which a walk over the tokens of a text stops, each with the slip that it most likely is."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from app.core.errors import Place, ProgramError
from app.core.symbols import GREEK

from . import signs
from .scan import Token
from .slips import clipped, slip_error

_OTHER_NAMES = {"lambda": "lam", "in": "x_in", "from": "x_from", "is": "x_is", "class": "label", "not": "inverse", "or": "either"}  # fmt: skip
_LATEX_PRODUCTS = {"cdot": "@", "times": "@", "odot": "*", "circ": "*"}


class Failures:
    """What a walk knows of its text, and how it says what is wrong.

    Args:
        quantity: whether what was read last is a quantity; it begins with the token `begin`.
        line_begin: the first token of the line at hand, `equals` how many signs = there were in it.
    """

    text: str
    tokens: list[Token]
    functions: Collection[str]
    line_begin: int
    begin: int
    quantity: bool
    equals: int

    def before(self, k: int) -> Token | None:
        """The token before the k-th in its line, which in brackets may be several lines."""
        while k > self.line_begin:
            k -= 1
            if self.tokens[k].kind != "end":
                return self.tokens[k]
        return None

    def last(self, k: int) -> Token:
        """The token before the k-th, where there is one."""
        return self.before(k) or self.tokens[k]

    def follower(self, k: int) -> Token:
        """The token after the k-th; the last is an end."""
        return self.tokens[min(k + 1, len(self.tokens) - 1)]

    def span(self, start: int, stop: int, shown: Token) -> Place:
        """From `start` to `stop`, as far as it is on one line; else the token `shown`."""
        part = self.text[start:stop]
        if "\n" in part:
            return shown.place
        line = self.text.count("\n", 0, start) + 1
        return Place(line, start - (self.text.rfind("\n", 0, start) + 1) + 1, max(len(part), 1))

    def fail(self, slip: str, place: Place, suggestion: str = "", **params: object) -> NoReturn:
        raise slip_error("syntax-error", slip, place, suggestion=suggestion, line=place.line, **params)

    def fail_side_by_side(self, k: int, token: Token) -> NoReturn:
        """Two quantities with no sign between them."""
        first, last = self.tokens[self.begin], self.last(k)
        whole = self.text[first.at : last.stop]
        left, right = clipped(whole), token.text
        place = self.span(first.at, token.stop, token)
        is_whole = place.length > len(right)
        if last.text == token.text and token.kind != "open":
            self.fail("doubled", self.span(last.at, token.stop, token), last.text, word=clipped(last.text))
        if not self.equals:
            self.fail_before_equals(k, place, whole)
        line = self.text[self.text.rfind("\n", 0, token.at) + 1 : token.at]
        if "//" in line:
            at = self.text.rfind("//", 0, token.at)
            self.fail("comment", self.span(at, at + 2, token), "#")
        if whole in self.functions:
            self.fail(
                "missing-brackets",
                place,
                f"{whole}({right})" if is_whole and right != "(" else "",
                name=left,
                right=right,
            )
        if "number" in (last.kind, token.kind):
            right = "(…)" if right == "(" else right
            self.fail("missing-times", place, f"{whole} * {token.text}" if is_whole else "", left=left, right=right)
        self.fail("missing-operator", place, f"{whole} @ {right}" if is_whole else "", left=left, right=right)

    def fail_before_equals(self, k: int, place: Place, whole: str) -> NoReturn:
        """Two quantities side by side, and no sign = before them."""
        token, left = self.tokens[k], clipped(whole)
        rest = next(part for part in self.tokens[k:] if part.kind == "end" or part.text == "=")
        if rest.text == "=":
            self.fail("two-names", place, left=f"{left} {token.text}", name=f"{left}_{token.text}")
        right = clipped(self.text[token.at : rest.at].partition("#")[0])
        if right == token.text:
            self.fail("missing-both", place, left=left, right=right)
        suggestion = f"{whole} = {token.text}" if whole.isidentifier() and place.length > len(token.text) else ""
        self.fail("missing-equals", place, suggestion, left=left, right=right)

    def fail_operator(self, k: int, token: Token) -> NoReturn:
        """A sign where a quantity is missing."""
        before = self.before(k)
        sign = token.text
        if sign == "|":
            self.fail("bars", token.place)
        if before is None:
            self.fail("begins-with-sign", token.place, sign=sign)
        if before.kind == "open" or before.text == ",":
            self.fail("missing-part", token.place, sign=sign)
        if before.text == sign and before.line == token.line:
            self.fail("two-signs", self.span(before.at, token.stop, token), sign, before=sign, sign=sign)
        self.fail("two-signs", token.place, before=before.text, sign=sign)

    def fail_keyword(self, k: int, token: Token) -> NoReturn:
        after = self.follower(k)
        word = token.text
        follows = after.kind in ("end", "close", "foreign") or (after.kind == "sign" and after.text != ":")
        as_name = follows and not self.quantity and (k != self.line_begin or after.text == "=")
        if as_name:
            other = _OTHER_NAMES.get(word, f"{word.lower()}1")
            self.fail("keyword", token.place, other, word=word, other=other)
        self.fail("python-word", token.place, word=word)

    def fail_quotation(self, token: Token) -> NoReturn:
        if self.quantity and token.text != '"':
            self.fail("transpose", token.place, ".T", mend=self.quoted(token) + ".T")
        self.fail("open-text", token.place, sign=token.text)

    def fail_backslash(self, k: int, token: Token) -> NoReturn:
        word = self.follower(k)
        place = self.span(token.at, word.stop, token)
        if word.kind == "name" and word.at == token.stop:
            if word.text in GREEK or word.text in self.functions:
                self.fail("latex", place, word.text, word=word.text)
            if word.text in _LATEX_PRODUCTS:
                self.fail("foreign-product", place, _LATEX_PRODUCTS[word.text], sign="\\" + word.text)
        self.fail("backslash", token.place)

    def fail_foreign(self, k: int, run: str) -> NoReturn:
        """A sign of another keyboard, `run` with what is read together with it."""
        token, before = self.tokens[k], self.before(k)
        place = self.span(token.at, token.at + len(run), token)
        if signs.is_product(run):
            by_number = "number" in (self.follower(k).kind, before.kind if before else "")
            self.fail("foreign-product", place, "*" if by_number else "@", sign=run)
        meant = signs.meant_by(run)
        if len(run) == 1 and signs.is_invisible(run) and meant in ("", " "):
            self.fail("invisible", place, meant, sign=signs.spoken(run))
        if meant == ".T" and self.quantity:
            self.fail("transpose", place, meant, mend=self.quoted(token) + meant)
        if not meant or (meant.isidentifier() and meant not in self.functions and not signs.is_raised(run[0])):
            self.fail("not-a-sign", place, sign=clipped(run))
        joined = self.quoted(token) + meant if signs.is_raised(run[0]) and self.quantity else meant
        self.fail("foreign-sign", place, meant, sign=clipped(run), mend=joined)

    def quoted(self, token: Token) -> str:
        """The quantity before a token, as it is quoted."""
        return clipped(self.text[self.tokens[self.begin].at : token.at].rstrip())

    def unreadable(self, line: int, column: int) -> ProgramError:
        """The error of a text in which nothing of the above was found: the token where reading stopped."""
        said = [token for token in self.tokens if token.kind != "end"]
        after = [token for token in said if token.line == line and token.column + len(token.text) > column]
        up_to = [token for token in said if token.line <= line]
        token = (after or up_to[-1:] or said or self.tokens)[0]
        shown = clipped(token.text) or "…"
        return slip_error("syntax-error", "unreadable", token.place, line=token.line, token=shown)
