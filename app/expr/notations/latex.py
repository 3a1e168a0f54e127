"""LaTeX, as formulas are shown."""

from __future__ import annotations

from app.core import symbols
from app.expr.tree import Call

from .notation import (
    APPLIED,
    ATOM,
    MATRIX_PRODUCT,
    MEAN,
    POWER,
    PREFIX,
    PRODUCT,
    SUM,
    Form,
    Notation,
    Writer,
    bare,
    infix,
)
from .text import divisor, function_text


def function_latex(node: Call) -> str:
    """The bare name of a function, as it stands before its brackets."""
    if node.op.startswith(MEAN):
        return rf"\tfrac{{1}}{{{divisor(node)}}}" + function_latex(Call(bare(node.op), node.args, node.axis))
    name = function_text(node)
    if name == "σ":
        return r"\sigma"
    sigma, name = (r"{\textstyle\sum} ", name[2:]) if name.startswith("Σ ") else ("", name)
    return rf"{sigma}\operatorname{{{name.replace(' ', chr(92) + ',').replace('_', chr(92) + '_')}}}"


def function_with_axis(op: str, axis: int | None) -> str:
    """The bare name of a function, with the way it goes through its matrix."""
    node = Call(op, (), axis)
    return function_latex(node) + Writer(LATEX).along(node)


def _iverson(mark: str) -> Form:
    return Form(rf"\left[{{0}} {mark} {{1}}\right]", ATOM, (SUM, SUM))


LATEX = Notation(
    name=symbols.latex,
    brackets=r"\left({}\right)",
    function=function_latex,
    axes=(r"_{\downarrow}", r"_{\rightarrow}"),
    infinity=r"\infty",
    forms={
        "add": Form("{0} + {1}", SUM, (SUM, PRODUCT), "+"),
        "sub": Form("{0} - {1}", SUM, (SUM, PRODUCT), "-"),
        "neg": Form("-{0}", PREFIX, (PREFIX,)),
        "mul": infix(r"\circ", PRODUCT),
        "scale": Form(r"{0}\,{1}", MATRIX_PRODUCT, (MATRIX_PRODUCT, APPLIED)),
        "times": infix(r"\cdot", MATRIX_PRODUCT),
        "div": Form(r"{0} \oslash {1}", PRODUCT, (PRODUCT, APPLIED)),
        "fraction": Form(r"\frac{{{0}}}{{{1}}}", APPLIED),
        "matmul": infix(" ", MATRIX_PRODUCT, ""),
        "pow": Form(r"{0}^{{\circ {1}}}", POWER, (ATOM, SUM)),
        "power": Form("{0}^{{{1}}}", POWER, (ATOM, SUM)),
        "square": Form(r"{0}^{{\circ 2}}", POWER, (ATOM,)),
        "norm": Form(r"\left\lVert {0} \right\rVert", ATOM),
        "count": Form("n", ATOM),
        "examples": Form("N", ATOM),
        "terms": Form("n", ATOM),
        "terms/0": Form("N", ATOM),
        "terms/1": Form("N", ATOM),
        "transpose": Form(r"{0}^{{\top}}", POWER, (ATOM,)),
        "exp": Form("e^{{{0}}}", POWER),
        "log": Form(r"\log {0}", APPLIED, (ATOM,)),
        "sqrt": Form(r"\sqrt{{{0}}}", ATOM),
        "abs": Form(r"\left|{0}\right|", ATOM),
        "sum": Form(r"{{\textstyle\sum}} {0}", PREFIX, (PRODUCT,)),
        "prod": Form(r"{{\textstyle\prod}} {0}", PREFIX, (PRODUCT,)),
        "others": Form(r"{{\textstyle\prod}}_{{\neq}} {0}", PREFIX, (PRODUCT,)),
        "logsumexp": Form(r"\log {{\textstyle\sum}} e^{{{0}}}", APPLIED),
        "sum/0": Form(r"\mathbf{{1}}^{{\top}} {0}", MATRIX_PRODUCT, (APPLIED,)),
        "sum/1": Form(r"{0}\,\mathbf{{1}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread": Form(r"{0}\,\mathbf{{1}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "spread/0": Form(r"\mathbf{{1}}\,{0}", MATRIX_PRODUCT, (APPLIED,)),
        "spread/1": Form(r"{0}\,\mathbf{{1}}^{{\top}}", MATRIX_PRODUCT, (MATRIX_PRODUCT,)),
        "ones": Form(r"\mathbf{{1}}", ATOM),
        "greater": _iverson(">"),
        "greater_equal": _iverson(r"\geq"),
        "less": _iverson("<"),
        "less_equal": _iverson(r"\leq"),
        "equal": _iverson("="),
        "not_equal": _iverson(r"\neq"),
        "slice/0": Form(r"{{{0}}}_{{{bounds},\,:}}", ATOM, (ATOM,)),
        "slice/1": Form(r"{{{0}}}_{{:,\,{bounds}}}", ATOM, (ATOM,)),
        "unslice": Form(r"\operatorname{{pad}}({0})", ATOM),
        "piece": Form(r"\operatorname{{piece}}_{{{1}}}({0})", ATOM),
        "layer": Form(r"{{{0}}}_{{[{1}]}}", ATOM, (ATOM,)),
        "take": Form(r"{{{0}}}_{{{1},\,:}}", ATOM, (ATOM, SUM)),
        "put": Form(r"\operatorname{{put}}_{{{1}}}({0})", ATOM),
        "reshape": Form(r"\operatorname{{reshape}}({0})", ATOM),
        "shaped": Form(r"\operatorname{{reshape}}({0})", ATOM),
        "one_hot": Form(r"\mathbf{{1}}_{{{0}}}", ATOM),
        "hits": Form(r"\mathbf{{1}}_{{{0}}}", ATOM),
        "conv2d": Form(r"{0} \star {1}", PRODUCT, (APPLIED, APPLIED)),
        "conv2d_to_input": Form(r"{0} \ast {1}", PRODUCT, (APPLIED, APPLIED)),
        "conv2d_to_kernel": Form(r"{0} \star {1}", PRODUCT, (APPLIED, APPLIED)),
        "toeplitz": Form(r"T({0})", ATOM),
        "patches": Form(r"\operatorname{{patches}}({0})", ATOM),
        "max_pool": Form(r"\operatorname{{maxpool}}_{{{1}}}({0})", ATOM),
        "avg_pool": Form(r"\operatorname{{avgpool}}_{{{1}}}({0})", ATOM),
        "largest": Form(r"\operatorname{{largest}}_{{{1}}}({0})", ATOM),
        "window_sum": Form(r"\operatorname{{sumpool}}_{{{1}}}({0})", ATOM),
        "upsample": Form(r"\operatorname{{up}}({0})", ATOM),
        "vec": Form(r"\operatorname{{vec}}({0})", ATOM),
        "kron": infix(r"\otimes", PRODUCT),
        "eye": Form("I", ATOM),
        "eye/0": Form("I", ATOM),
        "eye/1": Form("I", ATOM),
        "tri": Form("L", ATOM),
        "gather": Form(r"\mathbf{{1}}^{{\top}}", POWER),
        "gather/0": Form(r"\mathbf{{1}}^{{\top}} \otimes I", PRODUCT),
        "gather/1": Form(r"I \otimes \mathbf{{1}}^{{\top}}", PRODUCT),
        "select": Form(r"\Pi", ATOM),
    },
)
