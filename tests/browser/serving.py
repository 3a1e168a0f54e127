"""The application, served as it is served to anyone, with the page's files as they are written or in a bundle."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from app.settings import Settings

ROOT = Path(__file__).parents[2]
_JS = ROOT / "tests" / "js"


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Address of the application, served by uvicorn in a thread on a free port of this machine."""
    from app.main import create_app

    config = uvicorn.Config(create_app(settings), log_level="warning", ws="none", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"  # the socket listens already: early requests wait
        server.should_exit = True
        thread.join()


def make_bundle(folder: Path) -> Path:
    """A bundle as the container has it, made in a folder. Without Node.js the test is skipped, but fails where CI runs it."""
    if not shutil.which("node") or not (_JS / "node_modules" / "esbuild").exists():
        missing = pytest.fail if "CI" in os.environ else pytest.skip
        missing("needs Node.js and esbuild, which `make setup` installs: the bundle was not tried")
    files, bundle = folder / "files", folder / "bundle"
    subprocess.run([sys.executable, "-m", "app.pages.tree", files], cwd=ROOT, check=True)
    subprocess.run(["node", _JS / "bundle.js", files, bundle], cwd=ROOT, check=True)
    return bundle


def served(name: str) -> str:
    """The pattern of the address by which the page asks for a file of static/, such as "js/api.js": in a bundle, for what it is in."""
    bundle = os.environ.get("GRADSHEET_BUNDLE")
    modules: dict[str, str] = json.loads((Path(bundle) / "manifest.json").read_bytes())["modules"] if bundle else {}
    return f"**/static/*/{modules.get(name, name)}"
