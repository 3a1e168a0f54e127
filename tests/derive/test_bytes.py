"""What a program, a sheet and a derivation hold is estimated in bytes, and the estimates are no lies."""

import gc
import tracemalloc

import pytest

from app.derive.chain import bytes_of_derivation
from app.derive.steps import derivation_of, steps_of
from app.engine.program import bytes_of_program, read_program
from app.engine.sheet import bytes_of_sheet, compile_sheet
from tests.support.adversaries import ADVERSARIES

TOO_FEW, TOO_MANY = 0.5, 9
"""An estimate may be so many times what was measured: a store that holds less than it could is better than one that holds more."""


@pytest.mark.parametrize("name", ["sum of squares", "nested softmax", "numbers"])
def test_what_a_derivation_holds_is_estimated_honestly(name: str) -> None:
    adversary = next(each for each in ADVERSARIES if each.name == name)
    text = adversary.make(adversary.largest(500))
    measured = []
    for _ in range(2):  # the second time, what is made once for all programs is there
        gc.collect()
        tracemalloc.start()
        try:
            program = read_program.__wrapped__(text)
            measured = [tracemalloc.get_traced_memory()[0]]
            sheet = compile_sheet(program, tuple(adversary.shapes[name] for name in program.inputs), {})
            measured.append(tracemalloc.get_traced_memory()[0])
            derivation = derivation_of.__wrapped__(sheet, "mixed")
            steps_of(derivation, "en")
            gc.collect()
            measured.append(tracemalloc.get_traced_memory()[0])
        finally:
            tracemalloc.stop()
    estimates = [bytes_of_program(program), bytes_of_sheet(sheet), bytes_of_derivation(derivation)]
    for estimate, found in zip(estimates, measured, strict=True):
        assert TOO_FEW <= estimate / found <= TOO_MANY
