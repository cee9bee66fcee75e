"""What the manifest says of a build: how it came about and what it holds, byte for byte."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Any

from panel_papers import __version__
from panel_papers.build import Build
from panel_papers.deadline import Deadline
from panel_papers.manifest import MANIFEST, sha256, to_json
from panel_papers.model import InputFile, Missing, Paper
from panel_papers.problems import problem_of

# What shapes the bytes of a build, beside the engine.
_LIBRARIES = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "pikepdf", "python-docx")


def with_manifest(build: Build) -> dict[str, bytes]:
    """Return the build's files with their manifest."""
    return {**build.files, MANIFEST: to_json(manifest_of(build))}


def manifest_of(build: Build) -> dict[str, Any]:
    """Return the manifest of a build; nothing in it depends on where or when the build ran."""
    paper = build.paper
    return {
        "paper": paper.name,
        "title": str(paper.title),
        "status": "draft" if build.draft else "built",
        "report_to": str(paper.report_to),
        "meeting_date": None if isinstance(paper.date, Missing) else paper.date.isoformat(),
        "publish_by": build.deadline.date.isoformat() if build.deadline else None,
        "notice": notice_of(build.deadline),
        "files": files_of(build),
        "pack": pack_of(build),
        "engine": {
            "name": build.choice.engine.name,
            "version": build.choice.engine.version(),
            "reason": build.choice.reason,
        },
        "versions": {"panel-papers": __version__} | {name: version(name) for name in _LIBRARIES},
        "inputs": [_file(each) for each in paper.files],
        "templates": [_file(each) for each in build.templates],
        "problems": [
            problem_of(each) | {"file": _short(each.place.file, paper)} for each in build.problems
        ],
    }


def files_of(build: Build) -> list[dict[str, Any]]:
    """Return name, size and checksum of each file of a build."""
    return [
        {"name": name, "bytes": len(data), "sha256": sha256(data)}
        for name, data in build.files.items()
    ]


def pack_of(build: Build) -> dict[str, Any]:
    """Return the parts of a pack with their page numbers, and whether it is PDF/UA throughout."""
    return {
        "pages": build.pack.pages,
        "pdf_ua": build.pack.accessible,
        "parts": [
            {
                "title": part.title,
                "first_page": part.first_page,
                "last_page": part.last_page,
                "engine": part.engine,
                "engine_reason": part.engine_reason,
                "tagged": part.tagged,
                "notes": list(part.notes),
            }
            for part in build.pack.parts
        ],
    }


def notice_of(deadline: Deadline | None) -> dict[str, Any] | None:
    """Return how the publish-by date was counted; None where no meeting is known."""
    if deadline is None:
        return None
    return {
        "clear_days": deadline.clear_days,
        "nation": deadline.nation,
        "skipped": [str(day) for day in deadline.skipped],
        "source": deadline.source,
    }


def _file(file: InputFile) -> dict[str, Any]:
    return {"path": file.path, "bytes": len(file.data), "sha256": sha256(file.data)}


def _short(file: str, paper: Paper) -> str:
    """Return a place's file within the paper's folder, which may lie anywhere."""
    ours = (each.path for each in paper.files if file.endswith(f"/{each.path}"))
    return next(ours, PurePosixPath(file).name)
