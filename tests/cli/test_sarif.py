"""Problems as SARIF 2.1.0, held against what its schema requires."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from panel_papers.cli.sarif import sarif_text
from panel_papers.core.problems import Level, Place, Problem

from ..checks.rules_helpers import ROOT
from ..commands import run_command

# sarif-schema-2.1.0.json: required properties, and the type of each that we write
REQUIRED: dict[str, set[str]] = {
    "log": {"version", "runs"},
    "run": {"tool"},
    "tool": {"driver"},
    "driver": {"name"},
    "rule": {"id"},
    "result": {"message"},
    "text": {"text"},
}
ALLOWED: dict[str, set[str]] = {
    "log": {"$schema", "version", "runs"},
    "run": {"tool", "results", "columnKind", "properties"},
    "tool": {"driver"},
    "driver": {"name", "version", "rules"},
    "rule": {"id", "shortDescription", "help", "defaultConfiguration"},
    "configuration": {"level"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations"},
    "location": {"physicalLocation", "logicalLocations", "message"},
    "physical": {"artifactLocation", "region"},
    "artifact": {"uri"},
    "region": {"startLine", "startColumn"},
    "logical": {"fullyQualifiedName"},
    "text": {"text"},
}


def hold(kind: str, value: Any) -> None:
    assert isinstance(value, dict), kind
    assert REQUIRED.get(kind, set()) <= set(value) <= ALLOWED[kind], (kind, value)
    if kind == "text":
        assert isinstance(value["text"], str) and value["text"]


def hold_log(log: Any) -> None:
    """Hold a log against the schema's shape: no property missing, none that it does not know."""
    hold("log", log)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    hold("run", run)
    assert run["columnKind"] == "unicodeCodePoints"
    hold("tool", run["tool"])
    driver = run["tool"]["driver"]
    hold("driver", driver)
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    for rule in driver["rules"]:
        hold("rule", rule)
        hold("text", rule["shortDescription"])
        hold("text", rule["help"])
        hold("configuration", rule["defaultConfiguration"])
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}
    for result in run["results"]:
        hold("result", result)
        hold("text", result["message"])
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"none", "note", "warning", "error"}
        for location in result["locations"]:
            hold_location(location)


def hold_location(location: Any) -> None:
    hold("location", location)
    hold("physical", location["physicalLocation"])
    artifact = location["physicalLocation"]["artifactLocation"]
    hold("artifact", artifact)
    assert re.fullmatch(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+", artifact["uri"])
    region = location["physicalLocation"].get("region")
    if region is not None:
        hold("region", region)
        assert all(type(each) is int and each >= 1 for each in region.values())
    for each in location.get("logicalLocations", []):
        hold("logical", each)
    if "message" in location:
        hold("text", location["message"])


PROBLEMS = (
    Problem(
        "repeated-word",
        Place("inputs/june 2024/purpose.md", 3, 7),
        "“the the”",
        "each word once",
        "delete one “the”",
        Level.WARNING,
    ),
    Problem(
        "made-up", Place("inputs/a/annex.docx", where="page 2"), "a", "b", None, Level.SUGGESTION
    ),
    Problem("made-up", Place("/home/a/paper.yaml", 4), "c", "d"),
    Problem("other", Place("C:\\papers\\paper.yaml"), "c", "d"),
)


def test_every_problem_has_its_rule_its_level_and_its_place():
    log = json.loads(sarif_text(PROBLEMS))
    hold_log(log)
    [run] = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "repeated-word",
        "made-up",
        "other",
    ]
    assert run["results"][0] == {
        "ruleId": "repeated-word",
        "ruleIndex": 0,
        "level": "warning",
        "message": {"text": "“the the”. Expected: each word once. Fix: delete one “the”."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "inputs/june%202024/purpose.md"},
                    "region": {"startLine": 3, "startColumn": 7},
                }
            }
        ],
    }
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error", "error"]
    assert [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"][1:]
    ] == ["inputs/a/annex.docx", "file:///home/a/paper.yaml", "file:///C:/papers/paper.yaml"]
    assert run["results"][1]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "page 2"}
    ]


def test_a_rule_tells_why_and_how():
    log = json.loads(sarif_text(PROBLEMS[:1]))
    assert log["runs"][0]["tool"]["driver"]["rules"] == [
        {
            "id": "repeated-word",
            "shortDescription": {"text": "A word is there twice in a row"},
            "help": {
                "text": "It is nearly always left over from an edit, and a spelling checker passes "
                "it.\n\nNot: note the the report\nBut: note the report"
            },
            "defaultConfiguration": {"level": "warning"},
        }
    ]


def test_a_run_without_problems_is_a_log_without_results():
    log = json.loads(sarif_text(()))
    hold_log(log)
    assert log["runs"][0]["results"] == []


@pytest.mark.parametrize(("title", "code"), [(None, 0), ("", 3)])
def test_the_check_command_writes_it_alone_on_standard_output(tmp_path, title, code):
    import shutil

    for part in ("inputs", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    if title is not None:
        path = tmp_path / "inputs" / "march-2024" / "paper.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("author: Police", "autor: Police"), encoding="utf-8")
    said = run_command("check", "march-2024", "--format", "sarif", folder=tmp_path)
    assert said.returncode == code
    log = json.loads(said.stdout)
    hold_log(log)
    results = log["runs"][0]["results"]
    assert len(results) >= 2
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert all(place.startswith("inputs/march-2024/") for place in places)
    assert any(result["level"] == "error" for result in results) == bool(code)
