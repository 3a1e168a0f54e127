"""Settings: one list of limits, read from the environment and told in the README."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.core.limits import Limits
from app.settings import Settings, defaults

README = Path(__file__).parents[1] / "README.md"
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def told(default: str) -> int | float | str:
    """A default as the README writes it: 64, 2.0, 2¹⁸ or `'none'`."""
    power = re.fullmatch(r"2([⁰¹²³⁴⁵⁶⁷⁸⁹]+)", default)
    if power:
        return 1 << int(power[1].translate(POWERS))
    if re.fullmatch(r"\d+\.\d+", default):
        return float(default)
    return int(default) if default.isdigit() else default.strip("`")


def test_the_readme_tells_every_variable_with_its_default() -> None:
    rows = re.findall(r"^\| (`GRADSHEET_[^|]+) \| ([^|]*) \|", README.read_text(encoding="utf-8"), re.MULTILINE)
    found = [pair for names, values in rows for pair in zip(names.split(", "), values.split(", "), strict=True)]
    assert {name.strip("`"): told(value) for name, value in found} == defaults()


def test_no_limit_is_listed_a_second_time_in_the_settings() -> None:
    assert not {each.name for each in fields(Limits)} & {each.name for each in fields(Settings)}


@pytest.mark.parametrize("name", [each.name for each in fields(Limits)])
def test_every_limit_is_read_from_its_variable(name: str) -> None:
    limits = Settings.from_environment({f"GRADSHEET_{name.upper()}": "7"}).limits
    assert limits == Limits(**{name: 7})


def test_a_setting_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match="GRADSHEET_WORKERS has to be a whole number"):
        Settings.from_environment({"GRADSHEET_WORKERS": "two"})
    with pytest.raises(ValueError, match="GRADSHEET_SECONDS has to be a number"):
        Settings.from_environment({"GRADSHEET_SECONDS": "soon"})
    assert Settings.from_environment({"GRADSHEET_SECONDS": "0.5"}).seconds == 0.5


def test_a_setting_that_is_empty_is_not_set() -> None:
    assert Settings.from_environment({"GRADSHEET_METRICS": "", "GRADSHEET_FRAME_ANCESTORS": ""}) == Settings()
