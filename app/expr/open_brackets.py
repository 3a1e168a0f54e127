"""The brackets of a text: which are open, what they belong to, and the options of a call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from .failures import Failures
from .scan import Token
from .slips import clipped

_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_OPENED_BY = {close: sign for sign, close in _CLOSED_BY.items()}


@dataclass
class Bracket:
    """An open bracket.

    Args:
        begin: the token with which the quantity begins that the bracket belongs to, in `f(x)` that of f.
        is_call: whether it holds arguments.
        item: the first token of the part after the last comma.
    """

    token: Token
    begin: int
    is_call: bool
    item: int
    has_equals: bool = False
    options: set[str] = field(default_factory=set)


class Brackets(Failures):
    """A walk over the tokens, as far as brackets are concerned.

    Args:
        stack: the brackets that are open, the outermost first; `deepest` is how many may be.
    """

    stack: list[Bracket]
    deepest: int

    def read_open(self, k: int, token: Token) -> None:
        before = self.before(k)
        if before is not None and before.text == "." and before.kind == "sign":
            self.fail("after-dot", before.place)
        if token.text == "{" and self.quantity:
            self.fail("braces", token.place)
        if token.text == "(" and self.quantity and before is not None and before.kind == "number":
            self.fail_side_by_side(k, token)
        if len(self.stack) >= self.deepest:
            raise RecursionError
        is_call = self.quantity and token.text == "("
        self.stack.append(Bracket(token, self.begin if self.quantity else k, is_call, k + 1))
        self.quantity = False

    def read_close(self, k: int, token: Token) -> None:
        if not self.stack:
            self.fail("extra-bracket", token.place, sign=token.text, other=_OPENED_BY[token.text])
        top = self.stack[-1]
        before = self.before(k)
        if _CLOSED_BY[top.token.text] != token.text:
            other = _CLOSED_BY[top.token.text]
            self.fail(
                "wrong-bracket", token.place, open=top.token.text, sign=token.text, other=other, column=top.token.column,
                suggestion=other,
            )  # fmt: skip
        if not self.quantity and before is not None and before.kind == "sign" and before.text not in (",", ":", "..."):
            self.fail("missing-part", token.place, sign=token.text)
        self.end_item(k)
        self.stack.pop()
        self.quantity, self.begin = True, top.begin

    def read_option(self, k: int, token: Token) -> None:
        top, name = self.stack[-1], self.tokens[k - 1]
        if not top.is_call or k - top.item != 1 or name.kind != "name":
            if name.first and name.kind == "name":
                self.fail_open_bracket()
            self.fail("equals-inside", token.place)
        if name.text in top.options:
            self.fail("option-twice", name.place, option=name.text)
        top.options.add(name.text)
        top.has_equals = True

    def end_item(self, k: int) -> None:
        """A part between commas ends before the token `k`."""
        top = self.stack[-1]
        if top.options and not top.has_equals and top.item < k:
            first, last = self.tokens[top.item], self.last(k)
            if first.text not in ("*", "**"):
                self.fail(
                    "option-first", self.span(first.at, last.stop, first), part=clipped(self.text[first.at : last.stop])
                )

    def fail_open_bracket(self) -> NoReturn:
        """Of the brackets that are open at the end, the last on the first of their lines: later lines are swallowed by it."""
        line = self.stack[0].token.line
        token = next(bracket.token for bracket in reversed(self.stack) if bracket.token.line == line)
        self.fail("open-bracket", token.place, sign=token.text, other=_CLOSED_BY[token.text])
