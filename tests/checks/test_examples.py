"""Each rule finds what its examples say, at the place they say, and leaves the near misses alone.

The examples stand in `tests/checks/<kind>/<check>/<code>.yaml`: under `trigger` papers with all
that the rule finds in each, under `near_miss` papers in which it finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from panel_papers.checks.registry import CHECKS

HERE = Path(__file__).parent
MODULES = {check.__name__.rpartition(".")[2]: check for check in CHECKS}


def examples(kind: str) -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*/*/*.yaml")):
        told = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for number, example in enumerate(told[kind], 1):
            name = f"{path.parent.name}-{path.stem}-{number}"
            found.append(pytest.param(path.parent.name, path.stem, example, id=name))
    return found


def findings(subject_of, module: str, code: str, example: Mapping[str, Any]) -> list[str]:
    words = frozenset(example.get("words", ()))
    options = {key: example[key] for key in ("paper", "title", "purpose") if key in example}
    subject = subject_of(example["files"], words=words, **options)
    return [
        f"{problem.place}: {problem.found}"
        for problem in MODULES[module].find(subject)
        if problem.code == code
    ]


@pytest.mark.parametrize(("module", "code", "example"), examples("trigger"))
def test_trigger_is_found_at_its_place(subject_of, module, code, example):
    assert findings(subject_of, module, code, example) == example["found"]


@pytest.mark.parametrize(("module", "code", "example"), examples("near_miss"))
def test_near_miss_is_left_alone(subject_of, module, code, example):
    assert findings(subject_of, module, code, example) == []
