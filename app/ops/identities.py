"""The identities that a derivation cites.

1 to 7 are those of *Computing Neural Network Gradients* (K. Clark, Stanford CS224n), which the reference text cites by
number. Those with names of their own continue the list.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity: its label, and what it says in LaTeX (premise, conclusion)."""

    key: str
    premise: str
    conclusion: str


_ROWS = [
    Identity("1", r"z = Wx", r"\frac{\partial z}{\partial x} = W"),
    Identity("2", r"z = xW", r"\frac{\partial z}{\partial x} = W^{\top}"),
    Identity("3", r"z = x", r"\frac{\partial z}{\partial x} = I"),
    Identity("4", r"z = f(x)", r"\frac{\partial z}{\partial x} = \operatorname{diag}(f'(x))"),
    Identity("5", r"z = Wx,\ \delta = \frac{\partial J}{\partial z}", r"\frac{\partial J}{\partial W} = \delta^{\top} x^{\top}"),
    Identity("6", r"z = xW,\ \delta = \frac{\partial J}{\partial z}", r"\frac{\partial J}{\partial W} = x^{\top} \delta"),
    Identity("7", r"\hat{y} = \operatorname{softmax}(\theta),\ J = \operatorname{CE}(y, \hat{y})", r"\frac{\partial J}{\partial \theta} = (\hat{y} - y)^{\top}"),
    Identity("negative", r"z = -x", r"\frac{\partial z}{\partial x} = -I"),
    Identity("transpose", r"Z = X^{\top}", r"\frac{\partial J}{\partial X} = \left(\frac{\partial J}{\partial Z}\right)^{\top}"),
    Identity("product", r"z = x \circ w", r"\frac{\partial z}{\partial x} = \operatorname{diag}(w)"),
    Identity("quotient", r"z = x \oslash w", r"\frac{\partial z}{\partial x} = \operatorname{diag}(1 \oslash w),\ \frac{\partial z}{\partial w} = -\operatorname{diag}(x \oslash w \oslash w)"),
    Identity("sum", r"s = {\textstyle\sum} x", r"\frac{\partial s}{\partial x} = \mathbf{1}^{\top}"),
    Identity("softmax", r"\hat{y} = \operatorname{softmax}(\theta)", r"\frac{\partial \hat{y}}{\partial \theta} = \operatorname{diag}(\hat{y}) - \hat{y}\hat{y}^{\top}"),
    Identity("log-softmax", r"\ell = \log \operatorname{softmax}(\theta)", r"\frac{\partial \ell}{\partial \theta} = I - \mathbf{1}\,\operatorname{softmax}(\theta)^{\top}"),
    Identity("cross-entropy", r"J = -{\textstyle\sum} y \circ \log \hat{y}", r"\frac{\partial J}{\partial \hat{y}} = -(y \oslash \hat{y})^{\top}"),
    Identity("squared-error", r"J = \frac{1}{2} {\textstyle\sum} (y - \hat{y}) \circ (y - \hat{y})", r"\frac{\partial J}{\partial \hat{y}} = (\hat{y} - y)^{\top}"),
    Identity("binary-cross-entropy", r"J = -{\textstyle\sum} y \circ \log \hat{y} + (1 - y) \circ \log (1 - \hat{y})", r"\frac{\partial J}{\partial \hat{y}} = \left((1 - y) \oslash (1 - \hat{y}) - y \oslash \hat{y}\right)^{\top}"),
    Identity("logistic", r"\hat{y} = \sigma(\theta),\ J = \operatorname{BCE}(y, \hat{y})", r"\frac{\partial J}{\partial \theta} = (\hat{y} - y)^{\top}"),
    Identity("maximum", r"z = \max(x, w)", r"\frac{\partial z}{\partial x} = \operatorname{diag}([x > w])"),
    Identity("mean", r"m = \frac{1}{n} {\textstyle\sum} x", r"\frac{\partial m}{\partial x} = \frac{1}{n} \mathbf{1}^{\top}"),
    Identity("max", r"m = \max_i x_i", r"\frac{\partial m}{\partial x} = e_{\operatorname{argmax} x}^{\top}"),
    Identity("norm", r"r = \lVert x \rVert", r"\frac{\partial r}{\partial x} = \frac{x^{\top}}{\lVert x \rVert}"),
    Identity("dot", r"s = x^{\top} w", r"\frac{\partial s}{\partial x} = w^{\top}"),
    Identity("outer", r"Z = x w^{\top}", r"\frac{\partial J}{\partial x} = \frac{\partial J}{\partial Z} w"),
    Identity("slice", r"Z = X_{i:j,\,:}", r"\frac{\partial J}{\partial X} = \operatorname{pad}\left(\frac{\partial J}{\partial Z}\right)"),
    Identity("concat", r"Z = \left[ X \mid W \right]", r"\frac{\partial J}{\partial Z} = \left[ \frac{\partial J}{\partial X} \mid \frac{\partial J}{\partial W} \right]"),
    Identity("broadcast", r"Z = X + \mathbf{1} b", r"\frac{\partial J}{\partial b} = \mathbf{1}^{\top} \frac{\partial J}{\partial Z}"),
    Identity("paths", r"J = f(u(x), v(x))", r"\frac{\partial J}{\partial x} = \frac{\partial J}{\partial u}\frac{\partial u}{\partial x} + \frac{\partial J}{\partial v}\frac{\partial v}{\partial x}"),
]  # fmt: skip

IDENTITIES: dict[str, Identity] = {row.key: row for row in _ROWS}
