"""The Compose files: nothing but the proxy is open, and nobody may do more than is needed."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = ("compose.yaml", "compose.https.yaml")


def services(file: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / file).read_text(encoding="utf-8"))["services"]
    return found


def test_only_the_proxy_has_a_port() -> None:
    assert [name for file in FILES for name, its in services(file).items() if "ports" in its] == ["proxy", "proxy"]
    assert "network_mode" not in services("compose.yaml")["gradsheet"]


def test_the_application_reaches_no_other_host() -> None:
    networks = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["networks"]
    assert all(networks[name]["internal"] for name in services("compose.yaml")["gradsheet"]["networks"])


@pytest.mark.parametrize("name", ["gradsheet", "proxy"])
def test_a_service_may_do_nothing_that_it_does_not_need(name: str) -> None:
    its = services("compose.yaml")[name]
    assert its["read_only"] is True
    assert its["cap_drop"] == ["ALL"]
    assert "cap_add" not in its
    assert its["security_opt"] == ["no-new-privileges:true"]
    assert its["mem_limit"] == its["memswap_limit"]
    assert its["pids_limit"] > 0


def test_the_proxy_waits_until_the_application_is_well() -> None:
    assert services("compose.yaml")["proxy"]["depends_on"] == {"gradsheet": {"condition": "service_healthy"}}


@pytest.mark.parametrize("file", FILES)
def test_every_file_that_is_mounted_is_there(file: str) -> None:
    for its in services(file).values():
        mounted = [volume.split(":")[0] for volume in its.get("volumes", []) if volume.startswith(".")]
        assert all((DEPLOY / path).is_file() for path in mounted)


def test_images_are_named_without_a_registry() -> None:
    for its in services("compose.yaml").values():
        owner, *rest = its["image"].split("/")
        assert not rest or not re.search("[.:]", owner)


def test_the_proxy_asks_the_application_where_it_listens() -> None:
    (port,) = services("compose.yaml")["gradsheet"]["expose"]
    assert f"server gradsheet:{port} " in (DEPLOY / "nginx" / "nginx.conf").read_text(encoding="utf-8")
