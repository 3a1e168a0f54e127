"""The reverse proxy of deploy/, as it is written, on this machine: only its addresses and folders are other ones."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

DEPLOY = Path(__file__).parents[2] / "deploy"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy.

    Args:
        http, https: ports of 127.0.0.1.
    """

    http: int
    https: int


def configuration(folder: Path, application: int, http: int, https: int, redirects: bool = False) -> Path:
    """Write the configuration for this machine below `folder`.

    Args:
        application: the port of 127.0.0.1 that stands for the host `gradsheet`.
        redirects: whether HTTP leads to HTTPS, as it does where there is a certificate.
    Returns: the main file.
    """
    for name in ("cache", "https"):
        (folder / name).mkdir()
    changes = {
        "/var/cache/nginx": f"{folder}/cache",
        "/etc/nginx/https": f"{folder}/https",
        "/etc/nginx/certificates": f"{folder}",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",  # noqa: S108 - as it is in the container
        "/dev/stdout": f"{folder}/access.log",
        "/dev/stderr": f"{folder}/error.log",
        "server gradsheet:8000 resolve": f"server 127.0.0.1:{application}",
        "listen 8080;": f"listen 127.0.0.1:{http};",
        "listen 8443 ": f"listen 127.0.0.1:{https} ",
    }
    texts = {name: (DEPLOY / "nginx" / name).read_text(encoding="utf-8") for name in ("nginx.conf", "https.conf")}
    for old, new in changes.items():
        assert any(old in text for text in texts.values()), f"{old} is no longer written there"
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    if not redirects:
        texts["https.conf"] = re.sub(r"^if .*?^}\n", "", texts["https.conf"], flags=re.MULTILINE | re.DOTALL)
    (folder / "https" / "https.conf").write_text(texts["https.conf"], encoding="utf-8")
    main = folder / "nginx.conf"
    user = "" if os.geteuid() else "user root;\n"  # or its workers are somebody who may not read here
    main.write_text(f"daemon off;\n{user}{texts['nginx.conf']}", encoding="utf-8")
    return main


def make_certificate(folder: Path) -> None:
    """A certificate for a day, as compose.https.yaml says to make one. Raises: CalledProcessError."""
    said = next(line for line in (DEPLOY / "compose.https.yaml").read_text().splitlines() if "openssl req" in line)
    command = said.removeprefix("#").split("&&")[0].split()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def is_sound(main: Path) -> str:
    """What `nginx -t` says of a configuration. Raises: AssertionError where it finds a fault."""
    run = subprocess.run(
        [str(NGINX), "-t", "-e", "stderr", "-c", str(main)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stderr


@contextmanager
def running(main: Path, ports: Proxy) -> Iterator[Proxy]:
    """A proxy with that configuration."""
    process = subprocess.Popen([str(NGINX), "-e", "stderr", "-c", str(main)], stderr=subprocess.DEVNULL)
    try:
        _wait(ports.http, process)
        yield ports
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = monotonic() + _PATIENCE
    while monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            sleep(0.02)
        else:
            return
    raise RuntimeError("nginx did not start")
