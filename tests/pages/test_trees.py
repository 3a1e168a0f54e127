"""The files of the page: their address says their content, and never another."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from time import time_ns

import pytest
from starlette.testclient import TestClient

from app.main import create_app
from app.pages.trees import Bundled, Written
from app.settings import Settings

ROOT = Path(__file__).parents[2]
FOR_EVER = "public, max-age=31536000, immutable"
LONG_AGO = time_ns() - 3600 * 10**9


def settle(folder: Path) -> None:
    """As if nothing had changed lately."""
    for path in folder.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = shutil.copytree(ROOT / "static", tmp_path / "static")
    settle(folder)
    return folder


def address_of_main(client: TestClient) -> str:
    found = re.search(r'src="(/static/[0-9a-f]{16}/js/main\.js)"', client.get("/").text)
    assert found
    return found[1]


def test_a_file_at_the_address_in_the_page_is_kept_for_ever(client: TestClient) -> None:
    for encoding in ("br", "gzip", "identity"):
        answer = client.get(address_of_main(client), headers={"Accept-Encoding": encoding})
        assert answer.headers["cache-control"] == FOR_EVER
        assert answer.headers.get("content-encoding", "identity") == encoding
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.content == (ROOT / "static/js/main.js").read_bytes()
        assert answer.headers["content-type"].startswith("text/javascript")


def test_a_path_alone_is_not_kept_without_asking(client: TestClient) -> None:
    for path in ("/static/js/main.js", "/static/css/first.css", "/static/fonts/OFL.txt"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "max-age" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("name", ["js/none.js", "../app/main.py", "js", "js/", "", "manifest.json"])
def test_what_is_not_there_is_not_found_under_any_tree(client: TestClient, name: str) -> None:
    tree = address_of_main(client).split("/")[2]
    for address in (tree, "0123456789abcdef"):
        assert client.get(f"/static/{address}/{name}").status_code == 404


def test_a_page_of_another_version_gets_the_file_as_it_is_and_does_not_keep_it(client: TestClient) -> None:
    answer = client.get("/static/0123456789abcdef/js/api.js")
    assert answer.content == (ROOT / "static/js/api.js").read_bytes()
    assert answer.headers["cache-control"] == "no-cache"


def test_other_methods_are_refused_under_a_tree_as_elsewhere(client: TestClient) -> None:
    assert client.post(address_of_main(client)).status_code == 405


def test_a_change_gives_another_address_and_the_old_one_keeps_its_meaning(static: Path) -> None:
    trees = Written(static)
    before = trees.current()
    assert trees.current() is before
    (static / "js/api.js").write_text("export const changed = 1;\n", encoding="utf-8")
    after = trees.current()
    assert after.hash != before.hash
    old = trees.of(before.hash)
    assert old
    assert b"changed" not in old.files["js/api.js"].body()
    assert b"changed" in after.files["js/api.js"].body()


def test_a_change_of_as_many_bytes_in_the_same_tick_is_seen(static: Path) -> None:
    """File systems count time in steps: what was written a moment ago may be written again in the same one."""
    trees = Written(static)
    path = static / "js/api.js"
    path.write_text("export const a = 1;\n", encoding="utf-8")
    first, status = trees.current(), path.stat()
    path.write_text("export const a = 2;\n", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert trees.current().hash != first.hash


def test_the_same_content_has_the_same_address_wherever_and_whenever(static: Path) -> None:
    trees = Written(static)
    before = trees.current()
    assert before.hash == Written(ROOT / "static").current().hash
    text = (static / "css/base.css").read_bytes()
    (static / "css/base.css").write_bytes(text + b"/* */")
    assert trees.current().hash != before.hash
    (static / "css/base.css").write_bytes(text)
    assert trees.current() is before


@pytest.mark.parametrize("change", ["renamed", "new", "gone"])
def test_a_file_more_or_less_or_by_another_name_is_a_change(static: Path, change: str) -> None:
    trees = Written(static)
    before = trees.current().hash
    match change:
        case "renamed":
            (static / "js/docs.js").rename(static / "js/documents.js")
        case "new":
            (static / "js/new.js").write_bytes(b"")
        case "gone":
            (static / "js/docs.js").unlink()
    assert trees.current().hash != before


def test_what_another_process_saw_first_is_looked_for(static: Path) -> None:
    early, late = Written(static), Written(static)
    late.current()
    (static / "js/api.js").write_text("export {};\n", encoding="utf-8")
    assert late.of(early.current().hash)


def test_the_page_names_the_files_as_they_are_now(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.main._STATIC", static)
    with TestClient(create_app()) as client:
        before = address_of_main(client)
        assert address_of_main(client) == before
        (static / "js/main.js").write_text('import "./api.js";\n', encoding="utf-8")
        after = address_of_main(client)
        assert after != before
        assert client.get(after).text == 'import "./api.js";\n'
        assert client.get(before).text != client.get(after).text
        assert client.get("/").text.count("modulepreload") < 30


def test_a_module_that_imports_what_is_not_there_is_the_browser_s_to_tell(static: Path) -> None:
    (static / "js/api.js").write_text('import "./nowhere.js";\nexport {};\n', encoding="utf-8")
    assert "js/nowhere.js" not in Written(static).current().preloads


def test_a_bundle_is_served_and_what_is_written_stays_beside_it(tmp_path: Path) -> None:
    files = {"js/main.js": "/* small */", "js/theme.js": "", "css/first.css": "", "icon.svg": "", "js/rest.js": ""}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "manifest.json").write_text(json.dumps({"preloads": ["js/rest.js"], "modules": {}}), encoding="utf-8")
    with TestClient(create_app(Settings(bundle=str(tmp_path)))) as client:
        main = address_of_main(client)
        assert client.get(main).text == "/* small */"
        assert client.get("/").text.count("modulepreload") == 1
        assert client.get("/static/js/main.js").content == (ROOT / "static/js/main.js").read_bytes()
        assert client.get(main.replace("main.js", "api.js")).status_code == 404


def test_a_folder_without_a_bundle_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no bundle"):
        Bundled(tmp_path)


def test_the_tree_can_be_written_to_a_folder(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "app.pages.tree", tmp_path], cwd=ROOT, check=True)
    tree = Written(ROOT / "static").current()
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {*tree.files}
    assert (tmp_path / "js/main.js").read_bytes() == (ROOT / "static/js/main.js").read_bytes()
