"""What can be said of deploy/ without a cluster: the files parse, and agree with the commands."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML

from panel_papers.cli.commands import make_paper

from .conftest import ROOT

DEPLOY = ROOT / "deploy"


def resources() -> list[dict[str, Any]]:
    text = (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
    return list(YAML(typ="safe", pure=True).load_all(text))


def pods() -> dict[str, dict[str, Any]]:
    """Return the pod of each resource that has one, by the resource's name and kind."""
    return {
        f"{each['kind']} {each['metadata']['name']}": each["spec"]["template"]
        for each in resources()
        if "template" in each.get("spec", {})
    }


def container_file() -> str:
    return (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_example_has_all_that_a_run_needs():
    assert [each["kind"] for each in resources()] == [
        "Service",
        "ConfigMap",
        "Deployment",
        "Deployment",
        "NetworkPolicy",
        "Job",
    ]
    assert sorted(pods()) == [
        "Deployment papers-scheduler",
        "Deployment papers-worker",
        "Job make-papers",
    ]


def test_all_containers_are_of_one_image_and_run_as_its_user():
    user = re.search(r"^USER (\d+):", container_file(), re.MULTILINE)
    assert user
    for name, pod in pods().items():
        spec = pod["spec"]
        assert spec["securityContext"]["runAsUser"] == int(user[1]), name
        assert [each["image"] for each in spec["containers"]] == ["panel-papers:latest"]
        volumes = {each["name"] for each in spec["volumes"]}
        assert {each["name"] for each in spec["containers"][0]["volumeMounts"]} == volumes


def test_job_types_options_that_the_command_has():
    command = pods()["Job make-papers"]["spec"]["containers"][0]["command"]
    assert command[:2] == ["make-paper", "--all"]
    known = {option for parameter in make_paper.params for option in parameter.opts}
    assert {word for word in command if word.startswith("--")} <= known
    assert "tls://papers-scheduler:8786" in command


def test_all_speak_to_the_one_service():
    service = resources()[0]
    selector, port = service["spec"]["selector"], service["spec"]["ports"][0]["port"]
    assert pods()["Deployment papers-scheduler"]["metadata"]["labels"] == selector
    scheduler, worker = (
        pods()[f"Deployment papers-{role}"]["spec"]["containers"][0]["command"]
        for role in ("scheduler", "worker")
    )
    assert str(port) in scheduler
    assert f"tls://{service['metadata']['name']}:{port}" in worker


def test_selectors_choose_the_pods_that_they_stand_with():
    for each in resources():
        labels = each.get("spec", {}).get("selector", {}).get("matchLabels")
        if labels:
            assert each["spec"]["template"]["metadata"]["labels"] == labels


def test_image_is_made_by_the_commands_of_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```sh\n(.*?)\n```", readme, re.DOTALL)
    assert block
    steps = block[1].replace("requirements.lock", "requirements-cluster.lock").split(" && ")[:3]
    made = re.sub(r" \\\n\s+", " ", container_file())
    assert len(steps) == 3
    for step in steps:
        assert step in made


def test_all_have_the_certificates_and_speak_nothing_but_tls():
    by_name = {(each["kind"], each["metadata"]["name"]): each for each in resources()}
    found = by_name["ConfigMap", "papers-tls"]["data"]
    assert found.pop("DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION") == "true"
    assert len(found) == 7
    for name, pod in pods().items():
        container = pod["spec"]["containers"][0]
        assert container["envFrom"] == [{"configMapRef": {"name": "papers-tls"}}], name
        mounts = {each["name"]: each["mountPath"] for each in container["volumeMounts"]}
        assert {path.rpartition("/")[0] for path in found.values()} == {mounts["certificates"]}
    text = (DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")
    assert "tcp://" not in text
