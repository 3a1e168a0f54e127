"""Names as a reader writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.symbols import GREEK, delta_latex, gradient_latex, gradient_symbol, latex, symbol
from app.derive.mathml import mathml

NAMES = [
    ("z", "z", "z"),
    ("Theta", "Θ", r"\Theta"),
    ("theta", "θ", r"\theta"),
    ("θ", "θ", r"\theta"),
    ("y_hat", "ŷ", r"\hat{y}"),
    ("b1", "b₁", "b_{1}"),
    ("b_1", "b₁", "b_{1}"),
    ("b12", "b₁₂", "b_{12}"),
    ("W_xh", "Wₓₕ", "W_{xh}"),
    ("D_h", "Dₕ", "D_{h}"),
    ("theta_hat2", "θ̂₂", r"\hat{\theta}_{2}"),
    ("loss", "loss", r"\mathit{loss}"),
    ("Alpha", "Α", r"\mathrm{Α}"),
    ("W_q", "W_q", "W_{q}"),
    ("x_bar", "x̄", r"\bar{x}"),
]


@pytest.mark.parametrize(("name", "text", "in_latex"), NAMES)
def test_a_name_is_written_as_a_symbol(name: str, text: str, in_latex: str) -> None:
    assert symbol(name) == text
    assert latex(name) == in_latex


def test_every_greek_letter_can_be_drawn() -> None:
    assert len(GREEK) == 48
    assert all(latex(letter) == latex(name) and symbol(name) == letter for name, letter in GREEK.items())


def test_gradients_and_signals() -> None:
    assert gradient_symbol("J", "Theta") == "∂J/∂Θ"
    assert gradient_latex("J", "b1") == r"\frac{\partial J}{\partial b_{1}}"
    assert delta_latex(2) == r"\delta_{2}"


@given(st.from_regex(r"[A-Za-zα-ωА-я一-龥][A-Za-z0-9_]{0,10}[A-Za-z0-9]?", fullmatch=True))
def test_every_name_can_be_drawn_as_mathml(name: str) -> None:
    assert mathml(latex(name)).startswith("<math")
    assert symbol(name)
