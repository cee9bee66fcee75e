"""What the manifest says of a build: how it came about and what it holds, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import asdict, replace

from panel_papers import __version__
from panel_papers.core import (
    LIBRARIES,
    Accepted,
    InputFile,
    Missing,
    Paper,
    Problem,
    in_full,
    problem_of,
    published,
    sha256,
    version_of,
)
from panel_papers.inputs import CleanedFile
from panel_papers.law import Deadline
from panel_papers.output.built_paper import LARGE_PRINT, Build, Proof, Restricted
from panel_papers.output.manifest import MANIFEST, RESTRICTED, to_json
from panel_papers.output.pack.finished import Pack
from panel_papers.output.record import handover_name, manifest_record, with_record
from panel_papers.pdf import POINTS, Choice

_DATA = "data/"
_PDF_A = "2a"
"""Part and level of PDF/A, as archives call it."""
_TEXTS = (".md", ".yaml")


def sealed(build: Build) -> Build:
    """Return the build whose hand-over sheet holds the checksum of its manifest."""
    name = handover_name(build.files)
    if name is None:
        return build
    page = with_record(build.files[name], manifest_record(manifest_of(build)))
    return replace(build, files={**build.files, name: page})


def with_manifest(build: Build) -> dict[str, bytes]:
    """Return the build's files with their manifest, and the restricted ones with theirs."""
    build = sealed(build)
    files = {**build.files, MANIFEST: to_json(manifest_of(build))}
    if build.restricted is None:
        return files
    manifest = to_json(_restricted_manifest(build, build.restricted))
    kept = {**build.restricted.files, MANIFEST: manifest}
    return files | {f"{RESTRICTED}/{name}": data for name, data in kept.items()}


def manifest_of(build: Build) -> dict[str, Any]:
    """Return the manifest of a build; nothing in it depends on where or when the build ran.

    Of restricted appendices it says what the public pack says, and no more.
    """
    content = _common(build, build)
    problems = {
        "problems": _problems(published(build.problems), build.paper),
        "accepted": _accepted(build.accepted, build.paper),
    }
    if build.restricted is None:
        return content | problems
    withheld = [
        {
            "appendix": appendix.number,
            "title": appendix.title,
            "paragraphs": list(restriction.paragraphs),
            "reason": restriction.reason,
        }
        for appendix, restriction in build.paper.withheld
    ]
    return (
        content
        | {"withheld": withheld}
        | problems
        | {"proof": public_proof(build.restricted.proof)}
    )


def _restricted_manifest(build: Build, restricted: Restricted) -> dict[str, Any]:
    proof = restricted.proof
    return (
        _common(build, restricted)
        | {"problems": _problems(in_full(restricted.problems), restricted.paper)}
        | {"accepted": _accepted_in_full(restricted)}
        | {"proof": asdict(proof) | {"found": proof.shared} if proof else None}
    )


def public_proof(
    proof: Proof | None,
    public: str = "the public inputs",
    withheld: str = "the restricted appendices",
) -> dict[str, Any] | None:
    """Return the proof in round numbers: exact ones would show how long the restricted text is.

    `public` and `withheld` say in words what was compared with what.

    What is accepted was found in the public files, as the public inputs have it.
    """
    if proof is None:
        return None
    searched = proof.sequences + proof.phrases + proof.words
    return {
        "searched_for": f"sequences of words, names and numbers of {withheld}",
        "at_least": 10 ** max(len(str(searched)) - 1, 0),
        "files": list(proof.files),
        "compared": f"{public} with {withheld}",
        "found": proof.shared,
        "accepted": proof.shared,
    }


def _common(build: Build, made: Build | Restricted) -> dict[str, Any]:
    """Return what both manifests say: of the public files, or of the restricted ones."""
    paper = made.paper
    facts = facts_of(paper, build.deadline, draft=build.draft)
    inputs = facts.pop("inputs")
    return {
        **facts,
        "files": files_of(made.files),
        "pack": pack_of(made.pack),
        **parts_of(made),
        **_large_print_of(made),
        "engine": {
            "name": build.choice.name,
            "version": build.choice.engine.version(),
            "reason": build.choice.reason,
        },
        "versions": {"panel-papers": __version__} | {name: version_of(name) for name in LIBRARIES},
        "inputs": inputs,
        "cleaned": cleaned_of(made.cleaned, paper),
        "templates": [_file(each) for each in (*made.templates, *_own_fonts(build.choice))],
    }


def _own_fonts(choice: Choice) -> tuple[InputFile, ...]:
    """Return the body's own fonts as the manifest lists them among the templates."""
    faces = choice.fonts.faces
    return tuple(InputFile(f"fonts/{PurePosixPath(face.file).name}", face.data) for face in faces)


def facts_of(paper: Paper, deadline: Deadline | None, *, draft: bool) -> dict[str, Any]:
    """Return what a manifest says before there is a pack: of the paper, its dates, its inputs."""
    return {
        "paper": paper.name,
        "title": str(paper.title),
        "status": "draft" if draft else "built",
        "report_to": str(paper.report_to),
        "meeting_date": None if isinstance(paper.date, Missing) else paper.date.isoformat(),
        "publish_by": deadline.date.isoformat() if deadline else None,
        "notice": notice_of(deadline),
        "inputs": [_file(each) for each in paper.files if _is_read(each, paper)],
    }


def _problems(problems: Sequence[Problem], paper: Paper) -> list[dict[str, Any]]:
    return [problem_of(each) | {"file": short_name(each.place.file, paper)} for each in problems]


def _accepted(accepted: Sequence[Accepted], paper: Paper) -> list[dict[str, Any]]:
    return [
        {"problem": problem, "reason": each.acceptance.reason, "date": str(each.acceptance.date)}
        for each in accepted
        for problem in _problems(published([each.problem]), paper)
    ]


def _accepted_in_full(restricted: Restricted) -> list[dict[str, Any]]:
    """Return what is accepted with what was found: this manifest may name what is restricted."""
    return [
        {
            "problem": problem_of(problem),
            "reason": each.acceptance.reason,
            "date": str(each.acceptance.date),
        }
        for each in restricted.accepted
        for problem in in_full([each.problem])
    ]


def files_of(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return name, size and checksum of each file of a build."""
    return [
        {"name": name, "bytes": len(data), "sha256": sha256(data)} for name, data in files.items()
    ]


def pack_of(pack: Pack) -> dict[str, Any]:
    """Return the parts of a pack with their page numbers, and what it claims to be."""
    return {
        "pages": pack.pages,
        "pdf_ua": pack.accessible,
        "pdf_a": _PDF_A if pack.archival else None,
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
            for part in pack.parts
        ],
    }


def parts_of(made: Build | Restricted) -> dict[str, Any]:
    """Return what is known of the parts that are PDFs of their own; nothing where there are none.

    Their pages are numbered from 1; where they are in the pack, “pack” says.
    """
    if isinstance(made, Restricted) or not made.parts:
        return {}
    return {
        "parts": [
            {
                "file": name,
                "title": part.pack.parts[0].title,
                "pages": part.pack.pages,
                "pdf_ua": part.pack.accessible,
                "pdf_a": _PDF_A if part.pack.archival else None,
            }
            for name, part in made.parts.items()
        ]
    }


def _large_print_of(made: Build | Restricted) -> dict[str, Any]:
    """Return what is known of the pack in large print; nothing where there is none.

    Parts that were supplied as PDFs are in it as they are.
    """
    if made.large_print is None:
        return {}
    pack = made.large_print
    return {
        LARGE_PRINT.replace("-", "_"): {
            "file": next(name for name, data in made.files.items() if data is pack.pdf),
            "points": POINTS,
            "pages": pack.pages,
            "pdf_ua": pack.accessible,
            "pdf_a": _PDF_A if pack.archival else None,
            "not_enlarged": [part.title for part in pack.parts if part.engine is None],
        }
    }


def cleaned_of(cleaned: Sequence[CleanedFile], paper: Paper) -> list[dict[str, Any]]:
    """Return what was taken out of each supplied appendix, whose own bytes are under “inputs”."""
    return [
        {
            "appendix": each.number or None,
            "file": short_name(each.file, paper),
            "removed": [
                {"what": removal.what, "count": removal.count, "where": removal.where}
                for removal in each.removed
            ],
        }
        for each in cleaned
    ]


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


def _is_read(file: InputFile, paper: Paper) -> bool:
    """Say whether a file shapes the outputs: of the folder “data”, what a text names or prints."""
    printed = {source.file for figure in paper.figures for source in figure.sources}
    if not file.path.startswith(_DATA) or file.path in printed:
        return True
    name = file.path.rpartition("/")[2].encode()
    texts = (each.data or b"" for each in paper.files if each.path.endswith(_TEXTS))
    return any(name in text for text in texts)


def _file(file: InputFile) -> dict[str, Any]:
    if file.data is None:
        return {"path": file.path, "bytes": None, "sha256": None}
    return {"path": file.path, "bytes": len(file.data), "sha256": sha256(file.data)}


def short_name(file: str, paper: Paper) -> str:
    """Return a place's file within the paper's folder, which may lie anywhere."""
    ours = (each.path for each in paper.files if file.endswith(f"/{each.path}"))
    return next(ours, PurePosixPath(file).name)
