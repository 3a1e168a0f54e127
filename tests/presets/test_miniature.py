"""The networks that ship as small pictures."""

import pytest

from app.presets import presets
from app.presets.miniature import MOST_COLUMNS, MOST_ROWS, miniatures


@pytest.mark.parametrize("name", presets())
def test_every_input_of_more_than_one_cell_is_a_small_picture(name: str) -> None:
    found = {one.name: one for one in miniatures(name)}
    assert list(found) == [it for it in presets()[name].program.inputs if presets()[name].values[it].size > 1]
    for one in found.values():
        rows, columns = one.shape
        assert rows <= MOST_ROWS
        assert columns <= MOST_COLUMNS
        assert len(one.shades) == rows * columns
        assert set(one.shades) <= set("0123456789abcdefghi")


def test_a_shade_says_sign_and_size() -> None:
    w = next(one for one in miniatures("single-layer") if one.name == "W")
    assert w.shape == (4, 3)
    assert w.shades == "9d0" + "449" + "i94" + "0i9"


def test_a_column_that_is_a_picture_is_shown_as_one() -> None:
    x = next(one for one in miniatures("digits") if one.name == "x")
    assert x.shape == (8, 8)
