"""A step backward: one gradient, completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core import symbols
from app.engine.backward import Contribution
from app.engine.paths import readers
from app.engine.program import lines_of
from app.expr.notations.text import function_text
from app.expr.tree import Gradient, Name, Node, walk
from app.i18n import Language, say
from app.ops.table import ROWS

from .chain import Citation, Derivation, Line, identities_of, main_link
from .cited import labels_of, words_about
from .mathml import formula
from .shape_algebra import shape_algebra
from .tree_json import operands_json, tree_json

Json = dict[str, Any]
_SAY_MORE = ("paths", "entry-matrix", "entry-outer")
"""Lines about which there is more to say than what the identity says."""


@dataclass(frozen=True, slots=True)
class BackwardStep:
    """One gradient, completed."""

    derivation: Derivation
    language: Language
    name: str

    @property
    def parts(self) -> list[Contribution]:
        return self.derivation.sheet.parts[self.name]

    def as_dict(self) -> Json:
        d = self.derivation
        tree = d.tree(self.name)
        lines = d.lines(self.name)
        keys = list(dict.fromkeys(key for line in lines for key in line.identities))
        own = self.identity
        left = symbols.gradient_latex(d.sheet.program.loss, self.name)
        several = len(self.parts) > 1
        return {
            "phase": "backward",
            "quantity": self.name,
            "line": self.line,
            "title": self.title,
            "formula": formula(f"{left} = {d.latex.write(tree)}"),
            "lines": [self.line_json(line) for line in lines],
            "identity": own,
            "identities": keys,
            "operands": operands_json(tree),
            "shapes": shape_algebra(tree, d.layout.table),
            "tree": tree_json(tree, d),
            "stable_tree": None,
            "contributions": [self._contribution(path) for path in d.paths(self.name)] if several else [],
            "reuses": self._reuses(tree),
            "mask": self._mask(),
            "sentence": self._sentence(own),
        }

    @property
    def identity(self) -> str:
        """The identity of the main rule; where paths meet, that they add up."""
        return identities_of(self.parts[0])[0] if len(self.parts) == 1 else "paths"

    @property
    def title(self) -> str:
        return say(self.language, f"title.{self.identity}", **self._words())

    @property
    def line(self) -> int:
        """The line where the quantity is bound, or else first read."""
        return lines_of(self.derivation.sheet.program)[self.name]

    def _words(self) -> dict[str, Any]:
        program, part = self.derivation.sheet.program, self.parts[0]
        link = main_link(part)
        other = next((arg for k, arg in enumerate(link.node.args) if k != link.argument), None)
        return {
            "v": symbols.symbol(self.name),
            "grad": symbols.gradient_symbol(program.loss, self.name),
            "loss": symbols.symbol(program.loss),
            "via": symbols.symbol(part.via),
            "f": function_text(link.node),
            "other": self.derivation.text.write(other) if other is not None else "",
            "through": symbols.symbol(part.leapt[0] if part.leapt else part.via),
            "count": len(self.parts),
            "signal": self.derivation.called.text(self.derivation.paths(self.name)[0][0].via),
        }

    def line_json(self, line: Line) -> Json:
        """A line of a derivation, with what it uses and a sentence about it."""
        words = self._words()
        keys = line.identities
        cited = labels_of(self.language, keys)
        label = cited or say(self.language, f"label.{line.kind}", **words)
        if cited and line.kind not in _SAY_MORE:
            first = {citation.identity: citation for citation in reversed(line.cited)}
            sentences = [self._about(first[key]) for key in keys]
            sentence = ("" if self.language == "zh" else " ").join(sentences)
        else:
            leapt = ".leapt" if line.kind == "paths" and self._leaps else ""
            sentence = say(self.language, f"line.{line.kind}{leapt}", **words)
        several = {"identities": list(keys)} if len(keys) > 1 else {}
        return formula(line.latex) | {
            "identity": keys[0] if keys else None,
            **several,
            "label": label,
            "sentence": sentence,
        }

    def _about(self, citation: Citation) -> str:
        """What an identity says about the operation at hand."""
        node = citation.node
        if node is None:
            return say(self.language, f"identity.{citation.identity}")
        named = next((step.name for step in self.derivation.sheet.program.steps if step.tree is node), "")
        words = words_about(node, self.derivation.text, symbols.symbol(named) if named else "")
        return say(self.language, f"identity.{citation.identity}", **words)

    def _contribution(self, path: list[Contribution]) -> Json:
        tree = self.derivation.part_tree(path)
        return {"tree": tree_json(tree, self.derivation), "formula": formula(self.derivation.latex.write(tree))}

    def _reuses(self, tree: Node) -> list[Json]:
        """The signals that this step takes over, with how often each is used in all."""
        used = dict.fromkeys(node.of for node in walk(tree) if isinstance(node, Gradient))
        parts = self.derivation.sheet.parts
        return [{"name": name, "count": len(readers(parts, name))} for name in used]

    def _mask(self) -> str | None:
        link = main_link(self.parts[0])
        masked = link.node.args[0]
        return masked.id if len(self.parts) == 1 and ROWS[link.op].mask and isinstance(masked, Name) else None

    @property
    def _leaps(self) -> bool:
        """Whether a path leaps over a step, so that there are more paths than uses."""
        return any(part.leapt for part in self.parts)

    def _is_computed_factor(self, own: str) -> bool:
        """Whether a factor of a product is no weight but was computed itself, as the values of attention are."""
        return own in ("5", "6") and self.name in self.derivation.sheet.program.computed

    def _sentence(self, own: str) -> str:
        part = self.parts[0]
        general = own != "paths" and part.simplified is not None and part.via in self.derivation.general
        computed = ".computed" if self._is_computed_factor(own) else ""
        variant = ".general" if general else ".leapt" if own == "paths" and self._leaps else computed
        sentence = say(self.language, f"sentence.{own}{variant}", **self._words())
        if own == "3" and "broadcast" in identities_of(part):
            return say(self.language, "sentence.broadcast", **self._words())
        if own != "paths" and "broadcast" in identities_of(part):
            sentence += ("" if self.language == "zh" else " ") + say(
                self.language, "sentence.broadcast", **self._words()
            )
        return sentence
