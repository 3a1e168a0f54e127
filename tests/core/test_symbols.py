"""Names as a reader writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.symbols import GREEK, delta_latex, gradient_latex, gradient_symbol, latex, size_latex, symbol
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
    ("h_t1", "hₜ₁", "h_{t,1}"),
    ("W_q1", "W_q1", "W_{q,1}"),
    ("b_mu", "b_μ", r"b_{\mu}"),
    ("W_rho", "Wᵨ", r"W_{\rho}"),
]
SIZES = [
    ("D_h", "D_{h}"),
    ("N", "N"),
    ("N2", "N_{2}"),
    ("D_a2", "D_{a_{2}}"),
    ("D_a_2", "D_{a_{2}}"),
    ("D_theta1", r"D_{\theta_{1}}"),
    ("D_y_hat", r"D_{\hat{y}}"),
    ("D_h·D_x", r"D_{h}\,D_{x}"),
]


@pytest.mark.parametrize(("name", "text", "in_latex"), NAMES)
def test_a_name_is_written_as_a_symbol(name: str, text: str, in_latex: str) -> None:
    assert symbol(name) == text
    assert latex(name) == in_latex


@pytest.mark.parametrize(("label", "in_latex"), SIZES)
def test_the_index_of_a_size_is_a_name_of_its_own(label: str, in_latex: str) -> None:
    assert size_latex(label) == in_latex


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
    assert not set(symbol(name)) & set(",{}")
    assert mathml(size_latex(f"D_{name}")).startswith("<math")
