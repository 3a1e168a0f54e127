"""The search for a browser: what is named wins, and what does not start does not count."""

from pathlib import Path

import pytest

from tests.browser import chrome


def script(path: Path, code: int) -> str:
    path.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_named_browser_is_taken_before_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = script(tmp_path / "named", 0)
    monkeypatch.setenv("CHROME", named)
    assert chrome.find() == named


def test_a_stub_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path / "chromium", 1)
    works = script(tmp_path / "google-chrome", 0)
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chrome.find() == works


def test_a_path_that_names_nothing_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    works = script(tmp_path / "chromium", 0)
    monkeypatch.setenv("CHROME", str(tmp_path / "no-such-file"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chrome.find() == works
