"""What a build made, as one value: for the manifest, the summary and the outputs folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from panel_papers.cleaning import CleanedFile
from panel_papers.deadline import Deadline
from panel_papers.engines import Choice
from panel_papers.errors import Problem
from panel_papers.model import InputFile, Paper
from panel_papers.pack import Pack
from panel_papers.word import Documents


@dataclass(frozen=True)
class Build:
    """A paper's files, by their names in its outputs folder, and how they came about.

    `templates` are the templates that were used, by their names in the templates folder;
    `deadline` is None for a draft without a date; `cleaned` says what was taken out of the
    appendices that were supplied as Word documents or PDFs.
    """

    paper: Paper
    draft: bool
    files: Mapping[str, bytes]
    pack: Pack
    choice: Choice
    deadline: Deadline | None
    templates: tuple[InputFile, ...]
    problems: tuple[Problem, ...]
    cleaned: tuple[CleanedFile, ...] = ()


def name_files(paper: Paper, documents: Documents, pack: Pack, *, draft: bool) -> dict[str, bytes]:
    """Return the build's documents under their names; a draft's names say that it is one."""
    mark = "-draft" if draft else ""
    appendices = {
        f"{paper.name}-appendix-{number}{mark}.docx": written.docx
        for number, written in sorted(documents.appendices.items())
    }
    return {
        f"{paper.name}-report{mark}.docx": documents.report.docx,
        **appendices,
        f"{paper.name}-pack{mark}.pdf": pack.pdf,
    }
