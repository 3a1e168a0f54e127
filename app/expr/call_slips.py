"""Calls as other libraries have them: which slip it is, and the call that is meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from app.core.errors import Place, ProgramError

from .otherwise import (
    MATRICES_OR_VECTORS,
    NUMBERS,
    OF_TWO,
    OTHER_WITH_A_PREFIX,
    PREFIXES,
    arguments_of,
    filled,
    instead,
    is_renaming,
    plain,
    reason_for,
    spelled,
)
from .signature import Signature
from .slips import clipped, slip_error
from .source import Source

_SIZES = ("shape", "size", "ndim")


def unknown_function(source: Source, node: ast.Call, name: str, functions: Mapping[str, Signature]) -> ProgramError:
    """`matmul(W, x)`, `ln(x)`, `rellu(x)`, `W(x)`, `dropout(h)`: a call of a name that is no operation."""
    place = source.place(node.func)
    args = _parts(source, node.args)
    text = instead(name, len(args), functions)
    if text:
        place, mend = _mend(source, node, args, text)
        return slip_error("unknown-function", "otherwise", place, name=clipped(name), **mend)
    reason = reason_for(name)
    if reason:
        return slip_error("unknown-function", reason, place, name=clipped(name))
    near = spelled(name, functions)
    if not near and _is_quantity(source, name):
        return slip_error("unknown-function", "called-name", place, suggestion=f"{name} @", name=clipped(name))
    return ProgramError(
        "unknown-function", f"There is no operation {clipped(name)}.", suggestion=near, place=place,
        params={"name": clipped(name)},
    )  # fmt: skip


def not_a_name_called(source: Source, node: ast.Call, functions: Mapping[str, Signature]) -> ProgramError:
    """`np.sum(x)`, `x.sum()`, `nn.ReLU()(x)`, `2(x)`, `(a + b)(c)`: a call of something else than a name."""
    match node.func:
        case ast.Attribute(attr=attr) as func:
            if _is_prefixed(node, func, functions):
                return _prefixed(source, node, func, functions)
            if attr == "T" and node.args:
                return _side_by_side(source, node)
            return _method(source, node, func, functions)
        case ast.Call(func=made):
            return _called_twice(source, node, made, functions)
        case ast.Constant() as number:
            left = source.segment(number)
            return slip_error(
                "not-allowed", "called-number", source.place(number), suggestion=f"{left} *", left=clipped(left)
            )
    return _side_by_side(source, node)


def attribute(source: Source, node: ast.Attribute) -> ProgramError:
    """`x.shape`, `W.t`, `np.pi`: an attribute that is not .T, and is not called."""
    name = node.attr
    left = source.segment(node.value)
    place = source.place(node)
    if name in NUMBERS and isinstance(node.value, ast.Name) and node.value.id in PREFIXES:
        return slip_error("not-allowed", "prefix", place, suggestion=NUMBERS[name], prefix=left)
    if instead(name, 1, ()) == "a.T" or name in ("mT", "H", "transposed"):
        return slip_error("not-allowed", "transpose", place, suggestion=f"{left}.T")
    slip = "sizes" if name in _SIZES else reason_for(name) or "method-unknown"
    return slip_error("not-allowed", slip, place, name=clipped(name))


def wrong_arguments(source: Source, node: ast.Call, name: str, signature: Signature, functions: Mapping[str, Signature]) -> ProgramError:  # fmt: skip
    """`max(0, x)`, `sum(x, 1)`, `concat([a, b])`, `softmax()`, `max_pool(X)`: too many arguments, or too few."""
    wanted = signature.required
    count, given = len(wanted), len(node.args)
    other = OF_TWO.get(name)
    if other in functions and other and given == 2:
        mend = f"{other}({', '.join(map(source.segment, node.args))})"
        return slip_error("wrong-arguments", other, source.place(node.func), suggestion=other, mend=clipped(mend))
    if (count > 1 or signature.is_variadic) and given == 1 and isinstance(node.args[0], ast.List | ast.Tuple):
        mend = _call(name, [*map(source.segment, node.args[0].elts), *map(source.segment, node.keywords)])
        return slip_error("wrong-arguments", "in-a-list", source.place(node), suggestion=mend, name=name)
    if signature.axis and given == count + 1 and _is_axis(node.args[-1]):
        mend = f"axis={source.segment(node.args[-1])}"
        return slip_error("wrong-arguments", "option-by-place", source.place(node.args[-1]), suggestion=mend, name=name)
    listed = ", ".join(wanted)
    return ProgramError(
        "wrong-arguments", f"{name}({listed}) takes {count} argument{'s' * (count != 1)}, not {given}.",
        hint=f"Write {name}({listed}).", place=source.place(node),
        params={"name": name, "arguments": listed, "expected": count, "found": given},
    )  # fmt: skip


def unknown_option(source: Source, keyword: ast.keyword, name: str, known: Sequence[str]) -> ProgramError:
    """`keepdims=True`, `dim=1`, or an option that is none."""
    option = keyword.arg or "**"
    if plain(option) in ("keepdims", "keepdim"):
        return slip_error("unknown-option", "keepdims", source.place(keyword), option=option)
    if option in known:
        return slip_error("unknown-option", "option-twice", source.place(keyword), option=option)
    other = "axis" if option in ("dim", "dims", "axes", "dimension") and "axis" in known else spelled(option, known)
    if other and other != option:
        mend = f"{other}={source.segment(keyword.value)}"
        return slip_error(
            "unknown-option", "other-option", source.place(keyword), suggestion=mend, name=name, option=clipped(option)
        )
    listed = ", ".join(known) or "none"
    return ProgramError(
        "unknown-option", f"{name} has no option {clipped(option)}; its options: {listed}.", place=source.place(keyword.value),
        params={"name": name, "option": clipped(option), "known": listed},
    )  # fmt: skip


def _is_prefixed(node: ast.Call, func: ast.Attribute, functions: Mapping[str, Signature]) -> bool:
    root: ast.expr = func
    while isinstance(root, ast.Attribute):
        root = root.value
    known = func.attr in functions or instead(func.attr, 1, functions) or reason_for(func.attr)
    return isinstance(root, ast.Name) and root.id in PREFIXES and bool(known or root.id != "F") and bool(node.args)


def _prefixed(source: Source, node: ast.Call, func: ast.Attribute, functions: Mapping[str, Signature]) -> ProgramError:
    name = func.attr
    dotted = source.segment(func)
    prefix = clipped(dotted[: len(dotted) - len(name)].rstrip(" ."))
    args = _parts(source, node.args)
    text = "" if name in functions and name not in OTHER_WITH_A_PREFIX else instead(name, len(args), functions, True)  # fmt: skip
    if text:
        place, mend = _mend(source, node, args, text)
        slip = "prefix-dot" if name == MATRICES_OR_VECTORS else "prefix"
        return slip_error("not-allowed", slip, place, prefix=prefix, **mend)
    near = spelled(name, functions)
    if near:
        whole = clipped(near + source.segment(node)[len(dotted) :])
        return slip_error("not-allowed", "prefix", source.place(func), suggestion=near, prefix=prefix, mend=whole)
    return slip_error("not-allowed", reason_for(name) or "prefix-unknown", source.place(func), name=clipped(name))


def _method(source: Source, node: ast.Call, func: ast.Attribute, functions: Mapping[str, Signature]) -> ProgramError:
    name = func.attr
    of = source.segment(func.value)
    args = [of, *map(source.segment, node.args)]
    near = "" if name == MATRICES_OR_VECTORS or instead(name, len(args), functions) else spelled(name, functions)
    if near:
        if functions[near].axis and len(args) == 2 and len(functions[near].args) == 1 and _is_axis(node.args[0]):
            args[1] = f"axis={args[1]}"
        mend = _call(near, [*args, *map(source.segment, node.keywords)])
        return slip_error("not-allowed", "method", source.place(node), suggestion=mend, name=clipped(name))
    text = "a.T" if name == "T" else instead(name, len(args), functions, prefixed=True)
    if text and len(arguments_of(text)) == len(args) and not node.keywords:
        mend = _in_context(source, node, filled(text, args))
        return slip_error("not-allowed", "method", source.place(node), suggestion=mend, name=clipped(name))
    return slip_error("not-allowed", reason_for(name) or "method-unknown", source.place(func), name=clipped(name))


def _called_twice(source: Source, node: ast.Call, made: ast.expr, functions: Mapping[str, Signature]) -> ProgramError:
    name = made.attr if isinstance(made, ast.Attribute) else made.id if isinstance(made, ast.Name) else ""
    args = list(map(source.segment, node.args))
    near = spelled(name, functions)
    text = instead(name, len(args), functions)
    if near:
        mend = _call(near, args)
    elif text and len(arguments_of(text)) == len(args):
        mend = _in_context(source, node, filled(text, args))
    elif name in ("Linear", "Dense") and len(args) == 1:
        mend = _in_context(source, node, f"W @ {args[0]} + b")
    else:
        return slip_error("not-allowed", "prefix-unknown", source.place(node.func), name=clipped(name or "…"))
    return slip_error("not-allowed", "called-twice", source.place(node), suggestion=mend, name=clipped(name))


def _side_by_side(source: Source, node: ast.Call) -> ProgramError:
    whole, func = source.segment(node), source.segment(node.func)
    left = func if isinstance(node.func, ast.Attribute | ast.Subscript) else f"({func})"
    right = f"({', '.join(map(source.segment, node.args))})"
    suggestion = f"{func} @ {whole[len(func) :].lstrip()}" if left == func and whole.startswith(func) else ""
    return slip_error(
        "not-allowed", "missing-operator", source.place(node), suggestion=suggestion, left=clipped(left), right=clipped(right)
    )  # fmt: skip


def _parts(source: Source, args: Sequence[ast.expr]) -> list[str]:
    """The arguments as they are written; those of a list, where the list is the only one."""
    if len(args) == 1 and isinstance(args[0], ast.List | ast.Tuple):
        args = args[0].elts
    return list(map(source.segment, args))


def _mend(source: Source, node: ast.Call, args: Sequence[str], text: str) -> tuple[Place, dict[str, str]]:
    """What is marked, and what is said and written in its place."""
    in_list = bool(node.args) and isinstance(node.args[0], ast.List | ast.Tuple)
    if len(arguments_of(text)) != len(args) or (node.keywords and not is_renaming(text)):
        return source.place(node.func), {"mend": text}
    whole = filled(text, args)
    if is_renaming(text) and not in_list:
        name = text.partition("(")[0]
        return source.place(node.func), {"mend": clipped(whole), "suggestion": name}
    if node.keywords:
        whole = _call(text.partition("(")[0], [*args, *map(source.segment, node.keywords)])
    return source.place(node), {"suggestion": _in_context(source, node, whole)}


def _in_context(source: Source, node: ast.expr, text: str) -> str:
    """`text` in the place of `node`: in brackets where more stands before or after it."""
    start, stop = source.index(node)
    before, after = source.text[:start].rstrip(" \t"), source.text[stop:].lstrip(" \t")
    alone = (not before or before[-1] in "=(,[\n") and (not after or after[0] in "),]#\n;")
    return text if alone or re.fullmatch(r"\w+(\([^()]*\)|\.T)?", text) else f"({text})"


def _call(name: str, args: Sequence[str]) -> str:
    return f"{name}({', '.join(args)})"


def _is_axis(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=int(axis)):
            return axis in (0, 1)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(axis))):
            return axis in (1, 2)
    return False


def _is_quantity(source: Source, name: str) -> bool:
    """Whether a name that is called is rather one of the program's own: short, with an index or a capital, or also written where
    nothing is called."""
    return (
        len(name) <= 2
        or not name.islower()
        or "_" in name
        or name[-1].isdigit()
        or re.search(rf"\b{re.escape(name)}\b(?!\s*\()", source.text) is not None
    )
