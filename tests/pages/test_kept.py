"""What stays the same is made once, and is not sent again to who has it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.pages.first import FirstPages

PATHS = ["/?lang=en", "/?lang=zh&preset=mazur", "/docs", "/openapi.json", "/words/proofs.zh.json"]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_not_sent_again_to_who_has_it(client: TestClient, path: str) -> None:
    tags = set()
    for encoding in ("gzip", "br", "identity"):
        first = client.get(path, headers={"Accept-Encoding": encoding})
        assert first.headers["cache-control"] == "no-cache"
        assert "Accept-Encoding" in first.headers["vary"]
        assert first.headers.get("content-encoding", "identity") == encoding
        tag = first.headers["etag"]
        tags.add(tag)
        for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = client.get(path, headers={"Accept-Encoding": encoding, "If-None-Match": given})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
            assert again.headers["vary"] == first.headers["vary"]
            assert "content-security-policy" in again.headers
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert len(tags) == 3  # one each: whoever has the one cannot read the other


def test_a_page_is_made_once_for_each_language_and_preset(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[object, ...]] = []
    make = FirstPages._made

    def noted(self: FirstPages, *key: object) -> object:
        made.append(key[:3])  # and the files that it names
        return make(self, *key)  # type: ignore[arg-type]

    monkeypatch.setattr(FirstPages, "_made", noted)
    with TestClient(create_app()) as client, ThreadPoolExecutor(4) as several:
        answers = list(several.map(client.get, ["/?lang=en", "/?lang=zh", "/?lang=en&preset=xor", "/?lang=en"] * 3))
        unknown = [client.get(f"/?lang=en&preset=none{k}").text for k in range(3)]
    assert sorted(made, key=str) == sorted(
        [
            ("en", "single-layer", None),
            ("zh", "single-layer", None),
            ("en", "xor", None),
            ("en", "single-layer", "an-unknown-preset-stands-here"),
        ],
        key=str,
    )
    assert len({answer.text for answer in answers}) == 3
    assert ['data-unknown="none0"' in page for page in unknown] == [True, False, False]
