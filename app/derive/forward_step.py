"""A step forward: one equation of the program, computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core import symbols
from app.engine.steps import Step
from app.expr.tree import Call, walk
from app.i18n import Language, has_sentence, say
from app.ops.rules import definition, operation
from app.ops.table import ROWS

from .chain import Derivation
from .mathml import formula
from .shape_algebra import shape_algebra
from .tree_json import operands_json, tree_json

Json = dict[str, Any]
_ADDITION, _PRODUCT = operation("a + b"), operation("a @ b")


@dataclass(frozen=True, slots=True)
class ForwardStep:
    """One equation, computed."""

    derivation: Derivation
    language: Language
    step: Step

    @property
    def title(self) -> str:
        return f"{symbols.symbol(self.step.name)}: {say(self.language, f'op.{self._kind()}')}"

    def as_dict(self) -> Json:
        d, step = self.derivation, self.step
        left = symbols.latex(step.name)
        equation = f"{left} = {d.latex.write(step.tree)}"
        lines = [self._line(equation, "equation")]
        meaning = self._meaning()
        if meaning:
            lines.append(self._line(f"= {meaning}", "definition"))
        return {
            "phase": "forward",
            "quantity": step.name,
            "line": step.line,
            "title": self.title,
            "formula": formula(equation),
            "lines": lines,
            "identity": None,
            "identities": [],
            "operands": operands_json(step.tree),
            "shapes": shape_algebra(step.tree, d.sheet.table),
            "tree": tree_json(step.tree, d),
            "stable_tree": self._stable(),
            "contributions": [],
            "reuses": [],
            "mask": None,
            "sentence": self._sentence(),
        }

    def _line(self, latex: str, kind: str) -> Json:
        words = say(self.language, f"label.{kind}"), say(self.language, f"line.{kind}")
        return formula(latex) | {"identity": None, "label": words[0], "sentence": words[1]}

    def _kind(self) -> str:
        tree = self.step.tree
        if not isinstance(tree, Call):
            return "copy"
        inner = {node.op for node in walk(tree) if isinstance(node, Call)}
        return "affine" if tree.op == _ADDITION and _PRODUCT in inner else tree.op

    def _meaning(self) -> str:
        tree = self.step.tree
        if not isinstance(tree, Call) or ROWS[tree.op].role not in ("activation", "loss"):
            return ""
        meaning = definition(tree)
        return "" if meaning == tree else self.derivation.latex.write(meaning)

    def _stable(self) -> Json | None:
        fused = self.derivation.sheet.program.fused.get(self.step.name)
        if fused is not None:
            return tree_json(fused.value, self.derivation, careful=True)
        tree = self.step.tree
        has_stable = isinstance(tree, Call) and ROWS[tree.op].forward
        return tree_json(tree, self.derivation, careful=True) if has_stable else None

    def _sentence(self) -> str:
        sentence = say(self.language, f"note.{self._kind()}{self._manner()}", v=symbols.symbol(self.step.name))
        fused = self.derivation.sheet.program.fused.get(self.step.name)
        if fused is not None:
            sentence += ("" if self.language == "zh" else " ") + say(self.language, f"note.stable.{fused.fusion.note}")
        return sentence

    def _manner(self) -> str:
        """How the note is put: along which axis, or that rows are examples."""
        tree = self.step.tree
        if not isinstance(tree, Call):
            return ""
        if tree.axis is not None and has_sentence(f"note.{tree.op}.{tree.axis}"):
            return f".{tree.axis}"
        products = [node for node in walk(tree) if isinstance(node, Call) and node.op == _PRODUCT]
        rows = self._kind() == "affine" and any(self.derivation.sheet.table.shape(node)[1] > 1 for node in products)
        return ".rows" if rows else ""
