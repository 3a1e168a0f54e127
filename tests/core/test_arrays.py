"""Numbers from a user: columns, matrices, and what is neither."""

from base64 import b64encode
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.arrays import as_matrix, cell_name, shape_text
from app.core.errors import ValuesError

finite = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**60), 2**60)
rows = st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(finite, min_size=n, max_size=n), min_size=1, max_size=4))


@given(rows)
def test_a_matrix_keeps_its_numbers_and_cannot_be_written_to(value: list[list[float]]) -> None:
    array = as_matrix("W", value)
    assert array.dtype == np.float64
    assert array.tolist() == [[float(cell) for cell in row] for row in value]
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 1.0


@given(st.lists(finite, min_size=1, max_size=5))
def test_a_list_becomes_a_column(value: list[float]) -> None:
    assert as_matrix("x", value).shape == (len(value), 1)


def test_a_number_becomes_a_1x1() -> None:
    assert as_matrix("s", 3).tolist() == [[3.0]]


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.floats()
        | st.integers()
        | st.text(max_size=3)
        | st.dictionaries(st.text(max_size=1), st.none()),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=8,
    )
)
def test_everything_else_is_refused_by_name(value: Any) -> None:
    refused: ValuesError | None = None
    try:
        array = as_matrix("W", value)
    except ValuesError as error:
        refused = error
    if refused is None:
        assert np.isfinite(array).all()
        assert array.ndim == 2
    else:
        assert refused.params["name"] == "W"
        assert refused.message.startswith("W")


def test_cells_and_shapes_are_written_as_on_the_page() -> None:
    assert cell_name("W", 1, 0) == "W[2,1]"
    assert shape_text((4, 3)) == "4×3"


def test_a_long_matrix_in_base64_is_read_in_pieces_and_padding_stands_at_its_end_alone() -> None:
    numbers = np.arange(3 * 2**14, dtype="<f8")
    text = b64encode(numbers.tobytes()).decode()
    assert as_matrix("W", {"shape": [1, numbers.size], "data": text}).tolist() == [numbers.tolist()]
    for wrong in (text[: 2**16 - 4] + "AA==" + text[2**16 :], text[:-1] + "!", text + "A", "=" + text[1:]):
        with pytest.raises(ValuesError) as caught:
            as_matrix("W", {"shape": [1, numbers.size], "data": wrong})
        assert caught.value.code == "bad-encoding"
