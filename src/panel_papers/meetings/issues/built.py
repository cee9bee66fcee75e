"""What is in the outputs of a published meeting: its packs, and what is built and not published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from panel_papers.core import sha256
from panel_papers.meetings.edition import Edition
from panel_papers.meetings.folders import meeting_folder
from panel_papers.meetings.issues.record import Issue, Issues, damaged, record_name
from panel_papers.output import MANIFEST, PUBLIC, RESTRICTED


def refuse_other_pages(outputs: Path, meetings: Path, issues: Issues) -> None:
    """Raise InputsError where a record has other page numbers than the packs that it names.

    Those are the public pack and that for members. A pack that is gone, or is not the one that was
    published, says nothing.
    """
    restricted = 0  # the last page for members so far
    for issue in issues.issues:
        contents = issue.contents
        path = meeting_folder(meetings, issue.meeting) / record_name(issue.number)
        pages = _pages_of_pack(outputs, issue, PUBLIC, "pack")
        if pages not in (None, contents.last_page - contents.first_page + 1):
            raise damaged(path, f"The pages of this record are not the {pages} of its pack")
        last = max((each.last_page for each in issue.exempt), default=restricted)
        pages = _pages_of_pack(outputs, issue, RESTRICTED, "pack-restricted")
        if pages not in (None, last - restricted):
            found = f"The pages of this record are not the {pages} of its pack for members"
            raise damaged(path, found)
        restricted = last


def _pages_of_pack(outputs: Path, issue: Issue, kind: str, named: str) -> int | None:
    """Return the pages of a published pack; of numbered copies, those of the first that is there.

    `kind` is the folder that it is in, `named` how its name ends.
    """
    folder = outputs / Edition(supplement=issue.contents.supplement).folder(issue.meeting)
    for each in issue.files:
        path = folder / each.name
        stem = path.stem.partition("-copy-")[0]
        if not (each.name.startswith(f"{kind}/") and stem.endswith(named)):
            continue
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if path.suffix == ".pdf" and sha256(data) == each.sha256:
            from pypdf import PdfReader  # noqa: PLC0415 - only where there is a pack

            return PdfReader(path).get_num_pages()
    return None


def released_in(built: dict[str, Any]) -> list[tuple[int | None, str | None]]:
    """Return the item and appendix that a built issue releases, by its manifest."""
    released = (built.get("issue") or {}).get("released", ())
    return [(each.get("item"), each.get("appendix")) for each in released]


def built_next(outputs: Path, name: str, issues: Issues) -> dict[str, Any] | None:
    """Return the manifest of what is built and not published behind the issues; None for none."""
    folder = outputs / Edition(supplement=len(issues.issues)).folder(name)
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def said_of(built: dict[str, Any], issues: Issues) -> str:
    """Return what a built issue is called: the supplement, or the release of an item."""
    there = released_in(built)
    return f"The release of item {there[0][0]}" if there else f"Supplement {len(issues.issues)}"
