"""A text being read: its statements by Python's own grammar, and the place of everything, in characters."""

from __future__ import annotations

import ast
import warnings

from app.core.errors import Place, ProgramError

MAX_DEPTH = 100


class Source:
    """One text. Keeps the lines, to tell places in characters where `ast` counts bytes."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")

    def statements(self) -> list[ast.stmt]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # `1is x` and the like warn as well as fail
                return ast.parse(self.text).body
        except SyntaxError as error:
            raise self._syntax_error(error) from None
        except (RecursionError, MemoryError):
            raise too_deep(None) from None
        except ValueError as error:  # a null character
            raise ProgramError(
                "syntax-error", f"Line 1 cannot be read: {error}.", params={"line": 1, "reason": str(error)}
            ) from None

    def _syntax_error(self, error: SyntaxError) -> ProgramError:
        line = min(max(error.lineno or 1, 1), len(self.lines))
        column = min(max(error.offset or 1, 1), len(self.lines[line - 1]) + 1)
        same_line = error.end_lineno == error.lineno and error.end_offset
        length = max((error.end_offset or 0) - (error.offset or 0), 1) if same_line else 1
        reason = error.msg or "invalid syntax"
        if "too many nested" in reason:
            return too_deep(Place(line, column))
        return ProgramError(
            "syntax-error",
            f"Line {line} cannot be read: {reason}.",
            hint="A line is name = expression, for example z = W @ x + b.",
            place=Place(line, column, length),
            params={"line": line, "reason": reason},
        )

    def place(self, node: ast.AST) -> Place:
        line, start = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end = getattr(node, "end_lineno", line), getattr(node, "end_col_offset", start + 1)
        text = self.lines[line - 1]
        column = len(text.encode()[:start].decode(errors="ignore"))
        stop = len(text.encode()[:end].decode(errors="ignore")) if end_line == line else len(text)
        return Place(line, column + 1, max(stop - column, 1))

    def error(
        self, node: ast.AST, code: str, message: str, hint: str = "", suggestion: str = "", **params: object
    ) -> ProgramError:
        return ProgramError(code, message, hint=hint, place=self.place(node), params=params, suggestion=suggestion)

    def not_allowed(self, node: ast.AST) -> ProgramError:
        what = _SPOKEN.get(type(node).__name__, type(node).__name__)
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
    "Compare": "a comparison", "BoolOp": "and/or", "IfExp": "if/else", "FunctionDef": "def",
    "ClassDef": "class", "For": "for", "While": "while", "If": "if", "With": "with", "AugAssign": "an assignment such as +=",
    "AnnAssign": "an annotation", "NamedExpr": ":=", "JoinedStr": "a string", "Constant": "a text or a constant", "Await": "await",
    "Starred": "*", "Delete": "del", "Return": "return", "Raise": "raise", "Try": "try", "Assert": "assert", "Global": "global", "UnaryOp": "this sign",
}  # fmt: skip
