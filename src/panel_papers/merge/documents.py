"""The Word documents that a paper's inputs make now, and which of them a file was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.build import take_in
from panel_papers.core import InputsError, Paper, Place, Problem, Reference, Settings
from panel_papers.merge.reading import WordFile, read_file
from panel_papers.word import Documents, Origin, Templates, Written, write_documents

_LEAST = 0.2  # of a file's paragraphs; a file of which less is known is another paper's


class Document(Struct, frozen=True):
    """One built Word document: what it is called, its bytes, and what it says."""

    name: str
    number: int
    docx: bytes
    origins: Mapping[str, Origin]
    read: WordFile
    references: tuple[Reference, ...] = ()


def built_documents(folder: Path, settings: Settings) -> tuple[Paper, list[Document]]:
    """Return a paper, and the Word documents that its inputs make now."""
    paper, written = _written(folder, settings)
    documents = [_document("report", 0, written.report)]
    documents += [
        _document(f"appendix {number}", number, each) for number, each in written.appendices.items()
    ]
    return paper, documents


def built_again(folder: Path, settings: Settings, number: int) -> bytes:
    """Return one of the Word documents that a paper's inputs make now: 0 is the report.

    It is empty where there is no such document any more.
    """
    _, written = _written(folder, settings)
    if not number:
        return written.report.docx
    return written.appendices[number].docx if number in written.appendices else b""


def _written(folder: Path, settings: Settings) -> tuple[Paper, Documents]:
    settings, draft = replace(settings, inputs=folder.parent), settings.draft
    templates = Templates(settings.word_templates)
    intake = take_in(folder, settings, templates)
    return intake.paper, write_documents(intake.paper, templates, draft=draft, packed=False)


def _document(name: str, number: int, written: Written) -> Document:
    return Document(
        name, number, written.docx, written.origins, read_file(written.docx), written.references
    )


def document_of(edited: WordFile, built: Sequence[Document], place: Place) -> Document:
    """Return the built document that a file was: the one that it shares the most with."""

    def shared(document: Document) -> int:
        anchors = {name for each in document.read.paragraphs for name in each.anchors}
        texts = {each.text for each in document.read.paragraphs}
        return sum(
            bool(anchors & set(each.anchors)) or each.text in texts for each in edited.paragraphs
        )

    best = max(built, key=shared)
    if shared(best) < _LEAST * max(1, len(best.read.paragraphs)):
        raise InputsError(
            [
                Problem(
                    "merge-other-paper",
                    place,
                    "This file was not built from this paper: too little of it is the same",
                    "the report of this paper, or an appendix that was built from it",
                    "name the paper that the file was built from",
                )
            ]
        )
    return best
