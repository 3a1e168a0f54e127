"""Train the network of the preset `digits`, and write its numbers.

    python docs/presets/train_digits.py        (from the root of the project; needs scikit-learn, which carries the images)

The images are the handwritten digits of the UCI repository (E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten
Digits, CC BY 4.0): 1,797 of them, 8×8, every pixel a number of 0 to 16. They stand in the order of their writers, so the
last 360, which are kept for testing, are by hands that were never seen in training.

Every gradient comes from Gradsheet's own engine: the five equations of the preset over a batch, rows being examples.
The weights are rounded to two decimals, and accuracy is measured with those that are written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.core.arrays import Array  # noqa: E402 - found by the line above
from app.engine.program import read_program  # noqa: E402
from app.engine.run import run  # noqa: E402
from app.engine.sheet import compile_sheet  # noqa: E402

PROGRAM = read_program("""\
Z = X @ W.T + b1.T
H = relu(Z)
Theta = H @ U.T + b2.T
Y_hat = softmax(Theta, axis=1)
E = cross_entropy(Y, Y_hat, axis=1, reduction="mean")
J = E + 0.002 * (sum(square(W)) + sum(square(U)))""")
LEARNED = ("W", "b1", "U", "b2")
HIDDEN, TEST, BATCH, EPOCHS, RATE = 16, 360, 32, 60, 0.003
SAMPLE = 100
DIGITS = "0123456789abcdefg"
"""A pixel as one letter, so that an image is a text of 64."""


def main() -> None:
    images, labels = load_digits(return_X_y=True)
    train, test = slice(None, -TEST), slice(-TEST, None)
    learned = rounded(trained(images[train] / 16, labels[train]))
    accuracy = {
        name: round(float(np.mean(predicted(learned, images[part] / 16).argmax(axis=1) == labels[part])), 4)
        for name, part in (("train", train), ("test", test), ("sample", slice(-TEST, -TEST + SAMPLE)))
    }
    print(accuracy)  # noqa: T201 - a command that reports
    write_weights(learned, accuracy)
    write_sample(images[test][:SAMPLE], labels[test][:SAMPLE])
    sure = predicted(learned, images[test] / 16)
    for k in np.flatnonzero(sure.argmax(axis=1) == labels[test]):
        if sure[k].max() < 0.75:
            print(k, labels[test][k], np.round(sure[k], 2), letters(images[test][k]))  # noqa: T201


def trained(images: Array, labels: Array) -> dict[str, Array]:
    """Weights by Adam."""
    random = np.random.default_rng(0)
    found = {
        "W": random.normal(0, np.sqrt(2 / 64), (HIDDEN, 64)),
        "b1": np.zeros((HIDDEN, 1)),
        "U": random.normal(0, np.sqrt(2 / HIDDEN), (10, HIDDEN)),
        "b2": np.zeros((10, 1)),
    }
    first = {name: np.zeros_like(value) for name, value in found.items()}
    second = {name: np.zeros_like(value) for name, value in found.items()}
    for step, chosen in enumerate(batches(len(images), random), start=1):
        inputs = {"X": images[chosen], "Y": np.eye(10)[labels[chosen]], **found}
        arrays = [inputs[name].copy() for name in PROGRAM.inputs]  # a run makes what it is given read-only
        sheet = compile_sheet(PROGRAM, tuple(array.shape for array in arrays), {})
        trace = run(sheet, arrays)
        for name in LEARNED:
            g = trace.gradient(name)
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.999 * second[name] + 0.001 * g * g
            slope = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
            found[name] = found[name] - RATE * slope
    return found


def batches(n: int, random: np.random.Generator) -> Iterator[Array]:
    for _ in range(EPOCHS):
        order = random.permutation(n)
        yield from (order[start : start + BATCH] for start in range(0, n - BATCH + 1, BATCH))


def predicted(learned: dict[str, Array], images: Array) -> Array:
    """Probabilities, by hand: a second way to the same numbers."""
    h = np.maximum(images @ learned["W"].T + learned["b1"].T, 0)
    powers = np.exp(h @ learned["U"].T + learned["b2"].T)
    return powers / powers.sum(axis=1, keepdims=True)


def rounded(learned: dict[str, Array]) -> dict[str, Array]:
    return {name: np.round(value, 2) + 0.0 for name, value in learned.items()}


def letters(image: Array) -> str:
    return "".join(DIGITS[int(pixel)] for pixel in image)


def write_weights(learned: dict[str, Array], accuracy: dict[str, float]) -> None:
    columns = {
        name: value.ravel().tolist() if value.shape[1] == 1 else value.tolist() for name, value in learned.items()
    }
    rows = ",\n".join(f'    "{name}": {json.dumps(value, separators=(",", ":"))}' for name, value in columns.items())
    text = f'{{\n  "accuracy": {json.dumps(accuracy)},\n  "values": {{\n{rows}\n  }}\n}}\n'
    (ROOT / "app/presets/data/digits.json").write_text(text, encoding="utf-8")


def write_sample(images: Array, labels: Array) -> None:
    rows = ",\n".join(f'  ["{letters(image)}", {label}]' for image, label in zip(images, labels, strict=True))
    (ROOT / "tests/presets/digits-sample.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
