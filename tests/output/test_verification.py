"""What `verify` finds where files and manifest agree with each other, without a build."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from panel_papers.core.digest import sha256
from panel_papers.output.record import manifest_record
from panel_papers.output.verification import verify_build

SHEET = "a-handover.html"


def listed(files: dict[str, bytes]) -> list[dict[str, Any]]:
    return [{"name": n, "sha256": sha256(d), "bytes": len(d)} for n, d in files.items()]


def write(folder: Path, files: dict[str, bytes], manifest: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, its sheet and its manifest, which agree; the pack is none, which is reported."""
    files = {"a-report.docx": b"the report"}
    manifest = {"paper": "a", "status": "built", "files": listed(files)}
    record = manifest_record(manifest)
    page = f'<meta name="panel-papers-record" content="{record}">{sha256(b"the report")}'.encode()
    files[SHEET] = page
    write(tmp_path / "a", files, {**manifest, "files": listed(files)})
    return tmp_path / "a"


def found(folder: Path) -> list[str]:
    verdict = verify_build(folder, folder.parent / "inputs", folder.parent / "templates")
    return [problem.found for problem in verdict.problems]


NO_PACK = "The list of files lacks the pack"


def test_manifest_is_the_one_that_the_sheet_was_made_with(folder: Path):
    assert found(folder) == [NO_PACK]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    write(folder, {}, {**manifest, "meeting_date": "2031-01-09"})
    assert found(folder) == [
        "This is not the manifest that the hand-over sheet was made with",
        NO_PACK,
    ]


def test_restricted_file_under_another_name_among_the_public_ones_is_found(folder: Path):
    secret = {"a-restricted-pack.pdf": b"what is withheld"}
    write(folder / "restricted", secret, {"paper": "a", "files": listed(secret)})
    assert not any("is restricted" in each for each in found(folder))
    (folder / "minutes.pdf").write_bytes(b"what is withheld")
    (restricted,) = [each for each in found(folder) if "is restricted" in each]
    assert restricted == "This file is restricted, and lies among those that are published"
