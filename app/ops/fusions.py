"""Operations in a chain that are done as one: what overflows or cancels between them never comes about."""

from __future__ import annotations

from dataclasses import replace

from .losses import MEAN
from .row import Fusion

_FUSIONS = [
    Fusion(
        ("cross_entropy", "softmax"),
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
        ("kl_div", "softmax"),
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
        ("binary_cross_entropy", "sigmoid"),
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
        ("log", "softmax"),
        forward="log_softmax(a, axis=axis)",
        backward="g - y_hat * sum(g, axis=axis)",
        identity="log-softmax",
        note="softmax",
    ),
    Fusion(("log", "sigmoid"), forward="-softplus(-a)", backward="g * sigmoid(-a)", identity="log-sigmoid", note="sigmoid"),
    Fusion(
        ("log", "sum", "exp"),
        forward="logsumexp(a, axis=axis)",
        backward="g * softmax(a, axis=axis)",
        identity="logsumexp",
        note="softmax",
    ),
]  # fmt: skip


def _averaged(fusion: Fusion) -> Fusion:
    """That of the loss with reduction="mean"."""
    outer, *inner = fusion.chain
    number = "examples(target, axis=axis)" if fusion.assuming else "terms(target, axis=axis)"

    def divided(text: str) -> str:
        return f"({text}) / {number}" if text else ""

    return replace(
        fusion,
        chain=(MEAN + outer, *inner),
        forward=divided(fusion.forward),
        computed=divided(fusion.computed),
        backward=divided(fusion.backward),
        simplified=divided(fusion.simplified),
        target_backward=divided(fusion.target_backward),
        collapse=(),
    )


_LOSSES = [fusion for fusion in _FUSIONS if fusion.target_backward]
FUSIONS: dict[tuple[str, ...], Fusion] = {fusion.chain: fusion for fusion in (*_FUSIONS, *map(_averaged, _LOSSES))}
