"""The identities that a derivation cites, as formulas: z = Wx ⇒ ∂z/∂x = W."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from app.core import symbols
from app.core.errors import ShapeError
from app.engine.sizes import SizeTable
from app.engine.unknown_sizes import is_called_a_matrix
from app.expr.letters import ONE, Letters, Sizes
from app.expr.notations.latex import LATEX
from app.expr.notations.notation import ATOM, Form, Writer
from app.expr.notations.text import TEXT
from app.expr.parse import PRIMITIVE_SIGNATURES, parse_rule
from app.expr.signature import Signature
from app.expr.tree import Call, Name, Node, names, walk
from app.i18n import Language, say
from app.ops.identities import IDENTITIES, Identity
from app.ops.rules import FUNCTIONS
from app.ops.table import ROWS

from .cited import label_of, words_about
from .mathml import formula

Json = dict[str, Any]
ANY_FUNCTION = {"f": "f({0})", "h": "h({0})", "slope_of_f": "f'({0})", "slope_of_h": "h'({0})"}
"""Stand in an identity for any function cell by cell, and how they are written."""
_FORMS = {name: Form(text, ATOM) for name, text in ANY_FUNCTION.items()}
_LATEX = replace(LATEX, forms={**LATEX.forms, **_FORMS})
_TEXT = replace(TEXT, forms={**TEXT.forms, **_FORMS})
_SIGNATURES = {**PRIMITIVE_SIGNATURES, **FUNCTIONS, **dict.fromkeys(ANY_FUNCTION, Signature(("x",)))}
_DELTA, _LOSS = "delta", "J"


@cache
def tree_of(text: str) -> Node:
    """The tree of the text of an identity: operations are called as users call them, then come the primitives."""
    return parse_rule(text, _SIGNATURES)


def sizes_of_names(identity: Identity, letters: Letters) -> dict[str, Sizes]:
    """What an identity speaks about: small letters are columns or rows, capitals matrices, of any size."""

    def of(name: str) -> Sizes:
        if is_called_a_matrix(name):
            return Sizes(letters.new(), letters.new())
        return Sizes(ONE, letters.new()) if name in identity.rows else Sizes(letters.new(), ONE)

    return {name: of(name) for name in names(tree_of(identity.of))}


@dataclass(frozen=True, slots=True)
class _Shown:
    """An identity, ready to be written."""

    identity: Identity
    table: SizeTable

    @property
    def tree(self) -> Node:
        return tree_of(self.identity.of)

    @property
    def output(self) -> str:
        """What its left side is called: J where it is a loss, Z where it is a matrix."""
        if isinstance(self.tree, Call) and self.tree.op in ROWS and ROWS[self.tree.op].role == "loss":
            return _LOSS
        sizes = self.table.of.get(self.tree) or self.table.sizes(self.tree)
        return "z" if ONE in (sizes.rows, sizes.columns) else "Z"

    @property
    def premise(self) -> str:
        """z = Wx, and what else is assumed or said."""
        write = self.writer.write
        written = [f"{symbols.latex(self.output)} = {write(self.tree)}"]
        written += [f"{write(tree_of(f'sum({name})'))} = 1" for name in self.identity.assuming]
        if self.speaks_of_delta:
            written.append(rf"\delta = {symbols.gradient_latex(_LOSS, self.output)}")
        return r",\quad ".join(written)

    @property
    def conclusion(self) -> str:
        of = _LOSS if self.speaks_of_delta else self.output
        said = self.writer.write(tree_of(self.identity.says))
        return f"{symbols.gradient_latex(of, self.identity.by)} = {said}"

    @property
    def speaks_of_delta(self) -> bool:
        return _DELTA in names(tree_of(self.identity.says))

    @property
    def writer(self) -> Writer:
        return Writer(_LATEX, is_scalar=self.is_scalar)

    def is_scalar(self, node: Node) -> bool:
        return self.table.shape(node) == (1, 1)


def _shown(identity: Identity) -> _Shown:
    letters = Letters()
    table = SizeTable(sizes_of_names(identity, letters), letters)
    trees = [tree_of(identity.of), tree_of(identity.says)]
    for node in (node for tree in trees for node in walk(tree)):
        if isinstance(node, Call) and node.op in ANY_FUNCTION:
            table.of[node] = table.sizes(node.args[0])
    try:
        sizes = table.sizes(trees[0])
    except ShapeError:
        sizes = Sizes(letters.new(), letters.new())
    is_column = sizes.columns == ONE and sizes.rows != ONE
    table.of[Name(_DELTA)] = sizes.transposed if is_column else sizes
    return _Shown(identity, table)


@cache
def identity_json(key: str, language: Language) -> Json:
    """An identity as it travels: its label, premise and conclusion, and the sentence about it in its own symbols."""
    shown = _shown(IDENTITIES[key])
    node = shown.tree
    text = Writer(_TEXT, is_scalar=shown.is_scalar)
    words = words_about(node, text, symbols.symbol(shown.output)) if isinstance(node, Call) else {}
    return {
        "label": label_of(language, key),
        "premise": formula(shown.premise),
        "conclusion": formula(shown.conclusion),
        "sentence": say(language, f"identity.{key}", **words),
    }


def identities_json(steps: Iterable[Json], language: Language) -> Json:
    """By id all identities that these steps cite, in the order of the table."""
    cited = {key for step in steps for key in step["identities"]}
    return {key: identity_json(key, language) for key in IDENTITIES if key in cited}
