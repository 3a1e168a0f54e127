"""The ledger of steps: what the page, the API and every export are written from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.core import symbols
from app.engine.backward import Contribution
from app.engine.program import Step
from app.engine.sheet import Sheet, stable_tree
from app.expr.notation import function_text
from app.expr.tree import Call, Gradient, Name, Node, names, walk
from app.i18n import Language, say
from app.ops.rules import definition
from app.ops.table import ROWS

from .chain import Derivation, Line, identities_of, main_link
from .layout import LayoutName, make_layout
from .mathml import formula, mathml
from .shape_algebra import shape_algebra
from .signals import signals
from .tree_json import tree_json

Json = dict[str, Any]


@lru_cache(maxsize=512)
def derivation_of(sheet: Sheet, layout: LayoutName, general: frozenset[str] = frozenset()) -> Derivation:
    """The derivation of a sheet in a layout.

    Args:
        general: the fused steps whose general rule has to be shown.
    """
    return Derivation(sheet, make_layout(sheet, layout), signals(sheet), general)


def steps_of(derivation: Derivation, language: Language) -> list[Json]:
    """All steps: forward in line order, then backward in the order in which gradients are completed."""
    forward = [_Forward(derivation, language, step).as_dict() for step in derivation.sheet.program.steps]
    backward = [_Backward(derivation, language, name).as_dict() for name in derivation.sheet.parts]
    return [{"index": index} | step for index, step in enumerate([*forward, *backward])]


def symbols_of(derivation: Derivation) -> Json:
    """MathML of everything that has a name."""
    program, table = derivation.sheet.program, derivation.layout.table
    sizes = {label for name in (*program.inputs, *program.computed) for label in table.labelled(Name(name))}
    return {
        "values": {name: mathml(symbols.latex(name)) for name in (*program.inputs, *program.computed)},
        "gradients": {name: mathml(_gradient_label(derivation, name)) for name in derivation.sheet.parts},
        "sizes": {label: mathml(symbols.latex(label)) for label in sorted(sizes)},
    }


def _gradient_label(derivation: Derivation, name: str) -> str:
    """δ₁, or ∂J/∂U on one line."""
    if name in derivation.signals:
        return symbols.delta_latex(derivation.signals[name])
    return rf"\partial {symbols.latex(derivation.sheet.program.loss)}/\partial {symbols.latex(name)}"


def _operands(tree: Node) -> list[Json]:
    leaves = [node for node in walk(tree) if isinstance(node, Name | Gradient)]
    return [
        {"kind": "value", "name": leaf.id} if isinstance(leaf, Name) else {"kind": "gradient", "name": leaf.of}
        for leaf in dict.fromkeys(leaves)
    ]


def _label(language: Language, identities: tuple[str, ...]) -> str:
    spoken = [
        say(language, "label.number", key=key) if key.isdigit() else say(language, f"label.{key}") for key in identities
    ]
    return " · ".join(spoken)


@dataclass(frozen=True, slots=True)
class _Forward:
    """One equation, computed."""

    derivation: Derivation
    language: Language
    step: Step

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
            "title": f"{symbols.symbol(step.name)}: {say(self.language, f'op.{self._kind()}')}",
            "formula": formula(equation),
            "lines": lines,
            "identity": None,
            "identities": [],
            "operands": _operands(step.tree),
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
        return "affine" if tree.op == "add" and "matmul" in inner else tree.op

    def _meaning(self) -> str:
        tree = self.step.tree
        if not isinstance(tree, Call) or ROWS[tree.op].role not in ("activation", "loss"):
            return ""
        meaning = definition(tree)
        return "" if meaning == tree else self.derivation.latex.write(meaning)

    def _stable(self) -> Json | None:
        fused = self.derivation.sheet.program.fused.get(self.step.name)
        if fused is not None:
            return tree_json(stable_tree(fused), self.derivation)
        tree = self.step.tree
        has_stable = isinstance(tree, Call) and ROWS[tree.op].forward
        return tree_json(tree, self.derivation, careful=True) if has_stable else None

    def _sentence(self) -> str:
        sentence = say(self.language, f"note.{self._kind()}", v=symbols.symbol(self.step.name))
        if self.step.name in self.derivation.sheet.program.fused:
            sentence += ("" if self.language == "zh" else " ") + say(self.language, "note.stable")
        return sentence


@dataclass(frozen=True, slots=True)
class _Backward:
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
        keys = list(dict.fromkeys(key for line in d.lines(self.name) for key in line.identities))
        own = identities_of(self.parts[0])[0] if len(self.parts) == 1 else "paths"
        left = symbols.gradient_latex(d.sheet.program.loss, self.name)
        several = len(self.parts) > 1
        return {
            "phase": "backward",
            "quantity": self.name,
            "line": self._line_number(),
            "title": say(self.language, f"title.{own}", **self._words()),
            "formula": formula(f"{left} = {d.latex.write(tree)}"),
            "lines": [self._line(line) for line in d.lines(self.name)],
            "identity": own,
            "identities": keys,
            "operands": _operands(tree),
            "shapes": shape_algebra(tree, d.layout.table),
            "tree": tree_json(tree, d),
            "stable_tree": None,
            "contributions": [self._contribution(path) for path in d.paths(self.name)] if several else [],
            "reuses": self._reuses(tree),
            "mask": self._mask(),
            "sentence": self._sentence(own),
        }

    def _line_number(self) -> int:
        program = self.derivation.sheet.program
        return next(step.line for step in program.steps if step.name == self.name or self.name in names(step.tree))

    def _words(self) -> dict[str, Any]:
        program, part = self.derivation.sheet.program, self.parts[0]
        link = main_link(part)
        other = next((arg for k, arg in enumerate(link.node.args) if k != link.argument), None)
        return {
            "v": symbols.symbol(self.name),
            "grad": symbols.gradient_symbol(program.loss, self.name),
            "loss": symbols.symbol(program.loss),
            "via": symbols.symbol(part.via),
            "f": function_text(link.op),
            "other": self.derivation.text.write(other) if other is not None else "",
            "through": symbols.symbol(part.through or part.via),
            "count": len(self.parts),
            "signal": self.derivation.gradient_text(self.derivation.paths(self.name)[0][0].via),
        }

    def _line(self, line: Line) -> Json:
        words = self._words()
        if line.identities and line.kind != "paths":
            label = _label(self.language, line.identities)
            sentences = [say(self.language, f"identity.{key}") for key in line.identities]
            sentence = " ".join(sentences)
        else:
            label, sentence = (say(self.language, f"{group}.{line.kind}", **words) for group in ("label", "line"))
        return formula(line.latex) | {
            "identity": line.identities[0] if line.identities else None,
            "label": label,
            "sentence": sentence,
        }

    def _contribution(self, path: list[Contribution]) -> Json:
        tree = self.derivation.part_tree(path)
        return {"tree": tree_json(tree, self.derivation), "formula": formula(self.derivation.latex.write(tree))}

    def _reuses(self, tree: Node) -> list[Json]:
        """The signals that this step takes over, with how often each is used in all."""
        used = dict.fromkeys(node.of for node in walk(tree) if isinstance(node, Gradient))
        all_parts = [part for parts in self.derivation.sheet.parts.values() for part in parts]
        counts = {name: sum(Gradient(name) in walk(part.tree) for part in all_parts) for name in used}
        return [{"name": name, "count": count} for name, count in counts.items()]

    def _mask(self) -> str | None:
        link = main_link(self.parts[0])
        masked = link.node.args[0]
        return masked.id if len(self.parts) == 1 and ROWS[link.op].kink and isinstance(masked, Name) else None

    def _sentence(self, own: str) -> str:
        part = self.parts[0]
        general = part.simplified is not None and part.via in self.derivation.general
        sentence = say(self.language, f"sentence.{own}.general" if general else f"sentence.{own}", **self._words())
        if own != "paths" and "broadcast" in identities_of(part):
            sentence += ("" if self.language == "zh" else " ") + say(
                self.language, "sentence.broadcast", **self._words()
            )
        return sentence
