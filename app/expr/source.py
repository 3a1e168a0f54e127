"""A text being read: its statements by Python's own grammar, and the place of everything, in characters."""

from __future__ import annotations

import ast
import unicodedata
import warnings
from collections.abc import Collection

from app.core.errors import Place, ProgramError

from .signs import spoken
from .slips import slip_error
from .syntax_errors import syntax_error

MAX_DEPTH = 100


class Source:
    """One text. Keeps the lines, to tell places in characters where `ast` counts bytes."""

    def __init__(self, text: str, functions: Collection[str] = ()) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")
        self.names_of_functions = functions

    def statements(self) -> list[ast.stmt]:
        """The lines of the text. Raises: ProgramError, which never says what Python said."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # `1is x` and the like warn as well as fail
                return ast.parse(self.text).body
        except SyntaxError as error:
            raise self._syntax_error(error.lineno or 1, error.offset or 1) from None
        except (RecursionError, MemoryError):
            raise self._too_much() from None
        except ValueError:  # a null character, or half of a surrogate pair
            raise self._impossible_character() from None

    def _syntax_error(self, line: int, column: int) -> ProgramError:
        found = syntax_error(self.text, line, column, self.names_of_functions, MAX_DEPTH)
        return too_deep(found) if isinstance(found, Place) else found

    def _too_much(self) -> ProgramError:
        """Python gave up. A slip that we find ourselves is the better answer, for then the text is not deep."""
        found = self._syntax_error(1, 1)
        return too_deep(None) if found.params.get("slip") == "unreadable" else found

    def _impossible_character(self) -> ProgramError:
        for line, text in enumerate(self.lines, start=1):
            for column, character in enumerate(text, start=1):
                if character == chr(0) or unicodedata.category(character) == "Cs":
                    sign = spoken(character)
                    return slip_error("syntax-error", "invisible", Place(line, column), sign=sign, line=line)
        return self._syntax_error(1, 1)

    def place(self, node: ast.AST) -> Place:
        line, start = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", start + 1)
        text = self.lines[line - 1]
        column = len(text.encode()[:start].decode(errors="ignore"))
        stop = len(text.encode()[:end].decode(errors="ignore")) if end_line == line else len(text)
        return Place(line, column + 1, max(stop - column, 1))

    def index(self, node: ast.AST) -> tuple[int, int]:
        """Where a node begins and ends in the whole text."""
        line, start = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", start)
        return self._index(line, start), self._index(end_line, end)

    def _index(self, line: int, byte: int) -> int:
        before = sum(len(text) + 1 for text in self.lines[: line - 1])
        return before + len(self.lines[line - 1].encode()[:byte].decode(errors="ignore"))

    def segment(self, node: ast.AST) -> str:
        """What the user wrote for a node."""
        start, stop = self.index(node)
        return self.text[start:stop]

    def place_of(self, start: int, stop: int) -> Place:
        """The place of a part of the whole text that is on one line."""
        line_begin = self.text.rfind("\n", 0, start) + 1
        return Place(self.text.count("\n", 0, start) + 1, start - line_begin + 1, max(stop - start, 1))

    def error(
        self, node: ast.AST, code: str, message: str, hint: str = "", suggestion: str = "", **params: object
    ) -> ProgramError:
        return ProgramError(code, message, hint=hint, place=self.place(node), params=params, suggestion=suggestion)

    def not_allowed(self, node: ast.AST) -> ProgramError:
        if isinstance(node, ast.List):
            return slip_error("not-allowed", "list", self.place(node), what="a list")
        what = _SPOKEN.get(type(node).__name__, "this")
        return self.error(
            node,
            "not-allowed",
            f"{what} is not part of the language.",
            hint="There are numbers, names, operators, .T and operations.",
            what=what,
        )


def too_deep(place: Place | None) -> ProgramError:
    return ProgramError(
        "too-deep",
        f"The brackets are nested deeper than {MAX_DEPTH}.",
        hint="Give a part of it a name on a line of its own.",
        place=place,
        params={"limit": MAX_DEPTH},
    )


_SPOKEN = {
    "Import": "import", "ImportFrom": "import", "Lambda": "lambda", "ListComp": "a comprehension", "SetComp": "a comprehension",
    "DictComp": "a comprehension", "GeneratorExp": "a comprehension", "List": "a list", "Tuple": "a tuple", "Dict": "a dict", "Set": "a set",
    "Compare": "a comparison", "BoolOp": "and/or", "IfExp": "if/else", "FunctionDef": "def", "AsyncFunctionDef": "def",
    "ClassDef": "class", "For": "for", "AsyncFor": "for", "While": "while", "If": "if", "With": "with", "AsyncWith": "with",
    "AugAssign": "an assignment such as +=", "AnnAssign": "an annotation", "NamedExpr": ":=", "JoinedStr": "a string", "TemplateStr": "a string",
    "Constant": "a text or a constant", "Await": "await", "Yield": "yield", "YieldFrom": "yield", "Match": "match", "TypeAlias": "type",
    "Starred": "*", "Delete": "del", "Return": "return", "Raise": "raise", "Try": "try", "TryStar": "try", "Assert": "assert", "Global": "global",
    "Nonlocal": "nonlocal", "Pass": "pass", "Break": "break", "Continue": "continue", "Slice": "a slice", "UnaryOp": "this sign",
}  # fmt: skip
