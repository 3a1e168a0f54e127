"""Operations that are done as one: what overflows or cancels between them never comes about."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from app.expr.tree import Call, Node, names

from .row import Fusion
from .rules import rule
from .table import MEAN, ROWS

_FUSIONS = [
    Fusion(
        "cross_entropy(target, softmax(a))",
        forward="-sum(target * log_softmax(a, axis=axis))",
        computed="-sum(weighted(target, log_softmax(a, axis=axis)))",
        backward="g * (sum(target, axis=axis) * y_hat - target)",
        identity="7",
        note="softmax",
        assuming="sum(target, axis=axis)",
        simplified="g * (y_hat - target)",
        target_backward="-(g * log_softmax(a, axis=axis))",
        target_identity="cross-entropy-target",
        warning="target-does-not-sum-to-one",
        collapse=(
            "-((target / y_hat).T @ diag(y_hat)) + (target / y_hat).T @ y_hat @ y_hat.T",
            "-target.T + sum(target) * y_hat.T",
        ),
    ),
    Fusion(
        "kl_div(target, softmax(a))",
        forward="sum(weighted(target, log(target)) - weighted(target, log_softmax(a, axis=axis)))",
        backward="g * (sum(target, axis=axis) * y_hat - target)",
        identity="kl-softmax",
        note="softmax",
        assuming="sum(target, axis=axis)",
        simplified="g * (y_hat - target)",
        target_backward="g * (log(target) - log_softmax(a, axis=axis) + 1)",
        target_identity="kl-target",
        warning="target-does-not-sum-to-one",
        collapse=(
            "-((target / y_hat).T @ diag(y_hat)) + (target / y_hat).T @ y_hat @ y_hat.T",
            "-target.T + sum(target) * y_hat.T",
        ),
    ),
    Fusion(
        "cross_entropy(target, sigmoid(a))",
        forward="sum(target * softplus(-a))",
        computed="sum(weighted(target, softplus(-a)))",
        backward="-(g * (target * sigmoid(-a)))",
        identity="cross-entropy-sigmoid",
        note="sigmoid",
        target_backward="g * softplus(-a)",
        target_identity="cross-entropy-target",
        collapse=("-(target / y_hat * (y_hat * (1 - y_hat))).T", "-(target * (1 - y_hat)).T"),
    ),
    Fusion(
        "kl_div(target, sigmoid(a))",
        forward="sum(weighted(target, log(target)) + weighted(target, softplus(-a)))",
        backward="-(g * (target * sigmoid(-a)))",
        identity="kl-sigmoid",
        note="sigmoid",
        target_backward="g * (log(target) + softplus(-a) + 1)",
        target_identity="kl-target",
        collapse=("-(target / y_hat * (y_hat * (1 - y_hat))).T", "-(target * (1 - y_hat)).T"),
    ),
    Fusion(
        "binary_cross_entropy(target, sigmoid(a))",
        forward="sum(softplus(a) - target * a)",
        backward="g * (y_hat - target)",
        identity="logistic",
        note="sigmoid",
        target_backward="-(g * a)",
        target_identity="logistic-target",
        collapse=(
            "((1 - target) / (1 - y_hat) * (y_hat * (1 - y_hat)) - target / y_hat * (y_hat * (1 - y_hat))).T",
            "((1 - target) * y_hat - target * (1 - y_hat)).T",
        ),
    ),
    Fusion(
        "log(softmax(a))",
        forward="log_softmax(a, axis=axis)",
        backward="g - y_hat * sum(g, axis=axis)",
        identity="log-softmax",
        note="softmax", cell_by_cell=True,
    ),
    Fusion(
        "log(sum(exp(a)))",
        forward="logsumexp(a, axis=axis)",
        backward="g * softmax(a, axis=axis)",
        identity="logsumexp",
        note="softmax",
    ),
    *(
        Fusion(form, forward, backward, identity, note="sigmoid", cell_by_cell=True)
        for form,                   forward,          backward,            identity in (
            ("log(sigmoid(a))",     "-softplus(-a)",  "g * sigmoid(-a)",   "log-sigmoid"),
            ("log(1 - sigmoid(a))", "-softplus(a)",   "-(g * sigmoid(a))", "log-not-sigmoid"),
            ("log1p(-sigmoid(a))",  "-softplus(a)",   "-(g * sigmoid(a))", "log-not-sigmoid"),
            ("log(1 + exp(a))",     "softplus(a)",    "g * sigmoid(a)",    "softplus"),
            ("log(exp(a) + 1)",     "softplus(a)",    "g * sigmoid(a)",    "softplus"),
            ("log1p(exp(a))",       "softplus(a)",    "g * sigmoid(a)",    "softplus"),
        )
    ),
]  # fmt: skip


def _averaged(fusion: Fusion) -> Fusion:
    """That of the loss with reduction="mean"."""
    loss, _, rest = fusion.form.partition("(")

    def divided(text: str) -> str:
        return f"({text}) / number" if text else ""

    return replace(
        fusion,
        form=f"{MEAN}{loss}({rest}",
        number="examples(target, axis=axis)" if ROWS[loss].target_is_class else "terms(target, axis=axis)",
        forward=divided(fusion.forward),
        computed=divided(fusion.computed),
        backward=divided(fusion.backward),
        simplified=divided(fusion.simplified),
        target_backward=divided(fusion.target_backward),
        collapse=(),
    )


_LOSSES = [fusion for fusion in _FUSIONS if fusion.target_backward]
FUSIONS: dict[str, Fusion] = {fusion.form: fusion for fusion in (*_FUSIONS, *map(_averaged, _LOSSES))}


@cache
def operations_of(form: str) -> tuple[str, ...]:
    """The names of the operations of a fusion, the outermost first."""
    found: list[str] = []
    node: Node | None = rule(form)
    while isinstance(node, Call):
        found.append(node.op)
        node = next((arg for arg in node.args if "a" in names(arg)), None)
    return tuple(found)
