"""Settings: one list of limits, read from the environment and told in the README."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from app.core.limits import Limits
from app.settings import Settings, defaults, fitted

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


MEGABYTE = 2**20


@pytest.mark.parametrize("memory", [256, 384, 512, 1024, 1500, 1536, 4096])
def test_what_may_be_held_at_once_fits_in_the_memory(memory: int) -> None:
    settings = fitted(memory * MEGABYTE)
    threads = 2 * settings.workers  # two lanes
    run = settings.limits.cells_at_once * 8 * 7 // 4 + settings.limits.answer_bytes
    held = threads * run + settings.bytes_in_flight + settings.cache_bytes
    assert held <= (memory - 112) * MEGABYTE


def test_with_less_memory_than_the_defaults_need_less_may_be_asked_for() -> None:
    assert fitted(4096 * MEGABYTE) == Settings()
    middle = fitted(1024 * MEGABYTE)
    assert middle == Settings()
    small = fitted(384 * MEGABYTE)
    assert small.limits.cells_at_once < Limits().cells_at_once
    assert small.body_bytes < small.bytes_in_flight


def test_the_memory_is_that_of_all_processes_and_what_is_set_stays_as_it_is_set() -> None:
    one = {"GRADSHEET_MEMORY": str(1024 * MEGABYTE)}
    assert Settings.from_environment(one).limits == Limits()
    four = Settings.from_environment({**one, "WEB_CONCURRENCY": "4", "GRADSHEET_ANSWER_BYTES": "12345"})
    assert four.limits.cells_at_once < Limits().cells_at_once
    assert four.limits.answer_bytes == 12345
