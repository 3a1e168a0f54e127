"""The manifest of Kubernetes is one, and says of the container what the container is."""

import json
import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / "deploy" / "kubernetes.yaml"
RESOURCES: list[dict[str, Any]] = [*yaml.safe_load_all(MANIFEST.read_text(encoding="utf-8"))]
BY_KIND = {resource["kind"]: resource for resource in RESOURCES}
UNITS = {"Mi": 2**20, "Gi": 2**30}


def pod() -> dict[str, Any]:
    found: dict[str, Any] = BY_KIND["Deployment"]["spec"]["template"]["spec"]
    return found


def container() -> dict[str, Any]:
    (only,) = pod()["containers"]
    return dict(only)


def amount(text: str) -> int:
    number, unit = re.fullmatch(r"(\d+)(\w+)", text).groups()  # type: ignore[union-attr]
    return int(number) * UNITS[unit]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource["kind"])
def test_every_resource_is_what_its_schema_says(resource: dict[str, Any]) -> None:
    kubernetes_validate.validate(resource, kubernetes_validate.latest_version(), strict=True)


def test_there_is_all_that_is_promised() -> None:
    kinds = {"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy"}
    assert {*BY_KIND} == kinds
    assert len(RESOURCES) == len(kinds)


def test_everything_is_about_the_same_pods() -> None:
    deployment = BY_KIND["Deployment"]
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert deployment["spec"]["selector"]["matchLabels"] == labels
    assert BY_KIND["Service"]["spec"]["selector"] == labels
    assert BY_KIND["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert BY_KIND["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == labels
    target = BY_KIND["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]
    assert (target["kind"], target["name"]) == ("Deployment", deployment["metadata"]["name"])


def test_a_disruption_leaves_one_of_the_fewest_pods() -> None:
    fewest = BY_KIND["HorizontalPodAutoscaler"]["spec"]["minReplicas"]
    assert 0 < BY_KIND["PodDisruptionBudget"]["spec"]["minAvailable"] < fewest


def test_the_pod_may_do_nothing_that_it_does_not_need() -> None:
    assert pod()["automountServiceAccountToken"] is False
    assert pod()["securityContext"]["runAsNonRoot"] is True
    assert pod()["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    its = container()["securityContext"]
    assert its["readOnlyRootFilesystem"] is True
    assert its["allowPrivilegeEscalation"] is False
    assert its["capabilities"] == {"drop": ["ALL"]}


def test_the_pod_runs_as_the_user_of_the_image_and_listens_where_the_image_does() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    user, group = re.findall(r"^USER (\d+):(\d+)$", dockerfile, re.MULTILINE)[-1]
    its = pod()["securityContext"]
    assert (its["runAsUser"], its["runAsGroup"]) == (int(user), int(group))
    assert re.search(rf"^EXPOSE {container()['ports'][0]['containerPort']}$", dockerfile, re.MULTILINE)


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_the_pod_is_asked_whether_it_is_well(probe: str) -> None:
    assert container()[probe]["httpGet"] == {"path": "/healthz", "port": "http"}


def test_a_busy_pod_leaves_the_service_long_before_it_is_started_again() -> None:
    ready, alive = container()["readinessProbe"], container()["livenessProbe"]
    assert 3 * ready["periodSeconds"] * ready["failureThreshold"] < alive["periodSeconds"] * alive["failureThreshold"]


def test_memory_and_cpu_are_bounded_and_there_is_more_than_is_reserved() -> None:
    resources = container()["resources"]
    assert amount(resources["requests"]["memory"]) < amount(resources["limits"]["memory"])
    assert {*resources["limits"]} == {"cpu", "memory"}


def test_the_image_is_named_without_a_registry() -> None:
    assert "/" not in container()["image"]


def test_the_answers_of_a_health_check_are_what_a_probe_takes(client: Any) -> None:
    answer = client.get("/healthz")
    assert 200 <= answer.status_code < 400
    assert json.loads(answer.text) == {"status": "ok"}
