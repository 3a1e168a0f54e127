"""What each network of the gallery is there to show, in numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.core.arrays import Array
from app.engine.run import Trace
from app.presets import preset
from tests.support.tolerances import TOLERANCE, error
from tests.support.traces import trace_of


def shown(name: str) -> Trace:
    return trace_of(preset(name).program.text, preset(name).values)


def norm(array: Array) -> float:
    return float(np.linalg.norm(array))


def test_logistic_regression_sends_back_prediction_minus_target() -> None:
    trace = shown("logistic-regression")
    delta = trace.value("y_hat") - trace.value("y")
    assert error(trace.gradient("z"), delta) < TOLERANCE["same"]
    assert error(trace.gradient("w"), trace.value("x") * delta) < TOLERANCE["same"]


def test_the_first_example_of_the_batch_is_the_single_layer_network() -> None:
    one, many = shown("single-layer"), shown("batch")
    turned = {"z": "Z", "h": "H", "Theta": "Theta", "y_hat": "Y_hat"}
    for column, rows in turned.items():
        assert error(many.value(rows)[:1], one.value(column).T) < TOLERANCE["same"]
    for column, rows in {"z": "Z", "h": "H", "Theta": "Theta", "x": "X"}.items():
        assert error(many.gradient(rows)[:1], one.gradient(column).T) < TOLERANCE["same"]


def test_in_a_batch_the_bias_sums_rows_and_the_weights_sum_outer_products() -> None:
    trace = shown("batch")
    delta, x = trace.gradient("Z"), trace.value("X")
    assert error(trace.gradient("b1"), delta.sum(axis=0, keepdims=True)) < TOLERANCE["same"]
    outer = [np.outer(x[k], delta[k]) for k in range(len(x))]
    assert error(trace.gradient("W1"), np.sum(outer, axis=0)) < TOLERANCE["same"]


def test_the_numbers_that_matt_mazur_published() -> None:
    trace = shown("mazur")
    assert round(float(trace.value("J")[0, 0]), 9) == 0.298371109
    after = {name: (trace.value(name) - 0.5 * trace.gradient(name)).ravel() for name in "WV"}
    assert [round(float(w), 9) for w in after["V"]] == [0.358916480, 0.408666186, 0.511301270, 0.561370121]
    published = ("0.149780716", "0.19956143", "0.24975114", "0.29950229")
    for found, printed in zip(after["W"], published, strict=True):
        digits = len(printed) - 2
        assert abs(found - float(printed)) <= 0.5 * 10**-digits, printed


def test_xor_is_right_and_not_yet_sure_and_shows_every_mask() -> None:
    trace = shown("xor")
    y, y_hat, h = trace.value("y"), trace.value("y_hat"), trace.value("H")
    assert np.array_equal(y_hat > 0.5, y == 1)
    assert float(np.abs(y - y_hat).min()) > 0.2
    assert np.array_equal(h[1], h[2])
    assert (h > 0).sum(axis=1).tolist() == [0, 1, 1, 2]


def test_the_gradient_vanishes_without_residual_connections_and_survives_with_them() -> None:
    deep, residual = shown("vanishing"), shown("residual")
    for name in preset("vanishing").values:
        assert np.array_equal(deep.value(name), residual.value(name))
    reached = {trace: norm(trace.gradient("x")) / norm(trace.gradient("h5")) for trace in (deep, residual)}
    assert reached[deep] < 1e-4
    assert reached[residual] > 1
    for above, below in [("h5", "h4"), ("h4", "h3"), ("h3", "h2"), ("h2", "h1"), ("h1", "x")]:
        assert 0.08 < norm(deep.gradient(below)) / norm(deep.gradient(above)) < 0.16, "about nine tenths are lost"
    assert norm(residual.gradient("W1")) > 1000 * norm(deep.gradient("W1"))


@pytest.mark.parametrize(("name", "axis"), [("batch-norm", 0), ("layer-norm", 1)])
def test_normalised_numbers_have_mean_0_and_variance_1_and_gradients_that_cancel(name: str, axis: int) -> None:
    trace = shown(name)
    x_hat, gradient = trace.value("X_hat"), trace.gradient("X")
    assert np.abs(x_hat.mean(axis=axis)).max() < 1e-12
    assert np.abs(x_hat.var(axis=axis) - 1).max() < 2e-4
    assert np.abs(gradient.sum(axis=axis)).max() < 1e-12
    assert np.abs(gradient).max() > 0.1


def test_the_two_normalisations_see_the_same_numbers() -> None:
    assert np.array_equal(preset("batch-norm").values["X"], preset("layer-norm").values["X"].T)


def test_attention_weights_are_rows_that_sum_to_1_and_the_tokens_are_read_along_three_paths() -> None:
    trace = shown("attention")
    assert np.abs(trace.value("A").sum(axis=1) - 1).max() < 1e-12
    assert len(trace.contributions("X")) == 3


def test_shared_weights_sum_one_path_a_step_and_the_signal_fades_back_in_time() -> None:
    trace = shown("recurrent")
    assert {name: len(trace.contributions(name)) for name in ("W_xh", "W_hh", "b_h")} == dict.fromkeys(
        ("W_xh", "W_hh", "b_h"), 3
    )
    signals = [norm(trace.gradient(name)) for name in ("z3", "z2", "z1")]
    assert signals == sorted(signals, reverse=True)


def test_only_the_vector_of_the_centre_word_learns_but_every_context_vector_does() -> None:
    trace = shown("skip-gram")
    assert np.array_equal(trace.gradient("E").any(axis=0), trace.value("x").ravel() == 1)
    assert trace.gradient("U").any(axis=1).all()


def windows(x: Array, rows: int, columns: int) -> list[tuple[int, int, Array]]:
    down, across = x.shape[0] - rows + 1, x.shape[1] - columns + 1
    return [(i, j, x[i : i + rows, j : j + columns]) for i in range(down) for j in range(across)]


def slid(x: Array, kernel: Array) -> Array:
    """x ★ kernel."""
    cells = [float(np.sum(window * kernel)) for _, _, window in windows(x, *kernel.shape)]
    return np.reshape(cells, np.subtract(x.shape, kernel.shape) + 1)


def test_the_gradients_of_a_convolution_are_convolutions_and_a_window_has_one_cell_that_learns() -> None:
    trace = shown("convolution")
    kernel, delta = trace.value("K"), trace.gradient("Z")
    assert error(trace.gradient("K"), slid(trace.value("X"), delta)) < TOLERANCE["same"]
    assert error(trace.gradient("X"), slid(np.pad(delta, len(kernel) - 1), kernel[::-1, ::-1])) < TOLERANCE["same"]
    assert not np.array_equal(kernel, kernel[::-1, ::-1]), "turned round it has to be another"
    h, gradient = trace.value("H"), trace.gradient("H")
    for i, j, window in windows(h, 2, 2):
        if i % 2 == j % 2 == 0:
            largest = window == window.max()
            assert largest.sum() == 1
            assert np.array_equal(gradient[i : i + 2, j : j + 2] != 0, largest)


def test_the_memory_of_an_lstm_passes_its_gradient_on_as_far_as_the_forget_gate_is_open() -> None:
    trace = shown("lstm")
    f, c = trace.value("f"), trace.gradient("c")
    assert error(trace.gradient("c0"), f * c) < TOLERANCE["same"]
    reached = np.abs(trace.gradient("c0") / c)
    assert reached[0] > 0.95, "the gate is open"
    assert reached[1] < 0.05, "and shut"
    assert np.abs(trace.gradient("z_f") / trace.gradient("f")).max() < 0.03, "a gate that has decided hardly learns"
    assert len(trace.contributions("v")) == 4, "one path a gate, and one for what is written"


def test_no_token_attends_to_a_later_one_or_learns_from_it_and_both_heads_are_read() -> None:
    trace = shown("causal-attention")
    above = np.triu_indices(3, 1)
    for head in "12":
        assert not trace.value(f"A{head}")[above].any()
        assert not trace.gradient(f"S{head}")[above].any()
        assert trace.value(f"A{head}")[np.tril_indices(3)].all()
    assert not np.allclose(trace.value("A1"), trace.value("A2")), "each head looks elsewhere"
    assert {name: len(trace.contributions(name)) for name in "QKVX"} == {"Q": 2, "K": 2, "V": 2, "X": 3}
    known = preset("causal-attention")
    later = known.values["X"] + np.array([[0, 0], [0, 0], [5, -7]])
    changed = trace_of(known.program.text, {**known.values, "X": later})
    assert np.array_equal(changed.value("Y_hat")[:2], trace.value("Y_hat")[:2]), "what comes later changes nothing"


def test_only_the_words_that_occur_learn_and_each_as_often_as_it_occurs() -> None:
    trace = shown("embedding")
    ids = trace.value("ids").ravel().astype(int)
    times = np.bincount(ids, minlength=len(trace.value("E")))
    assert sorted(times) == [0, 0, 1, 1, 2]
    assert error(trace.gradient("E"), times[:, None] * trace.gradient("v") / len(ids)) < TOLERANCE["same"]


def test_the_gradient_passes_the_noise_that_was_given_and_two_losses_meet() -> None:
    trace = shown("vae")
    z, mu, rho = trace.gradient("z"), trace.value("mu"), trace.value("rho")
    assert error(trace.gradient("sigma"), z * trace.value("epsilon")) < TOLERANCE["same"]
    assert error(trace.gradient("mu"), z + mu) < TOLERANCE["same"]
    divergence = (np.exp(rho) - 1) / 2
    assert (
        error(trace.gradient("rho"), z * trace.value("epsilon") * np.exp(rho / 2) / 2 + divergence) < TOLERANCE["same"]
    )
    assert len(trace.contributions("mu")) == len(trace.contributions("rho")) == 2
    assert error(trace.value("K"), np.array([[-np.sum(1 + rho - mu**2 - np.exp(rho))]])) < TOLERANCE["same"]


SAMPLE = json.loads((Path(__file__).parent / "digits-sample.json").read_text(encoding="utf-8"))
STORED = json.loads(
    (Path(__file__).parents[2] / "app" / "presets" / "data" / "digits.json").read_text(encoding="utf-8")
)


def test_the_digits_are_read_as_well_as_is_said() -> None:
    known = preset("digits")
    right = 0
    for letters, label in SAMPLE:
        image = [int(letter, 17) / 16 for letter in letters]
        y_hat = trace_of(known.program.text, {**known.values, "x": image}).value("y_hat")
        right += int(y_hat.argmax()) == label
    assert right / len(SAMPLE) == STORED["accuracy"]["sample"]
    assert STORED["accuracy"]["test"] >= 0.9


def test_the_digit_that_is_shown_is_read_rightly_but_not_with_certainty() -> None:
    known, trace = preset("digits"), shown("digits")
    y, y_hat = known.values["y"], trace.value("y_hat")
    assert y_hat.argmax() == y.argmax()
    assert 0.4 < y_hat.max() < 0.8
    assert np.sort(y_hat.ravel())[-2] > 0.15
    assert np.abs(trace.gradient("x")).max() > 0.1


def test_the_digits_are_the_network_of_the_first_preset_and_their_file_is_small() -> None:
    known = preset("digits")
    assert known.program is preset("single-layer").program
    assert known.pictures == {"x": (8, 8)}
    assert known.sizes == {"D_x": 64, "D_h": 16, "N_c": 10}
    folder = Path(__file__).parents[2] / "app" / "presets"
    assert sum((folder / path).stat().st_size for path in ("digits.json", "data/digits.json")) < 40_000
