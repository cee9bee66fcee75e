"""Cleans every file that was supplied with a paper, before anything is made from it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    Appendix,
    Content,
    FromTemplate,
    InputsError,
    Level,
    Paper,
    PdfFile,
    Picture,
    Problem,
    WordFile,
)
from panel_papers.inputs.cleaning.results import Cleaned, Removal

_TOLD = "repaired-pdf"
"""What reading the paper has told already."""


class CleanedFile(Struct, frozen=True):
    """What was taken out of the copy of an appendix that goes into the pack.

    `signed` says that the original is signed, and that the pack shows its look alone.
    """

    number: int
    file: str
    removed: tuple[Removal, ...]
    signed: bool = False


class CleanPaper(Struct, frozen=True):
    """A paper whose supplied files are fit to be published, and what was taken out of which."""

    paper: Paper
    files: tuple[CleanedFile, ...] = ()
    problems: tuple[Problem, ...] = ()


def clean_paper(paper: Paper, *, draft: bool = False) -> CleanPaper:
    """Return the paper with its appendices cleaned that are Word files, PDFs and pictures.

    Raises InputsError with every reason, of all appendices, why one cannot be published. A draft
    may hold scans that nobody can search yet; it warns of them.
    """
    appendices, files = [], []
    problems: list[Problem] = []
    for appendix in paper.appendices:
        try:
            cleaned = _cleaned(appendix, draft=draft)
        except InputsError as error:
            problems += error.problems
            continue
        if cleaned is None:
            appendices.append(appendix)
            continue
        appendices.append(replace(appendix, content=_with(appendix.content, cleaned.data)))
        problems += [problem for problem in cleaned.problems if problem.code != _TOLD]
        if cleaned.removed:
            name, signed = appendix.place.file, cleaned.signed
            files.append(CleanedFile(appendix.number, name, cleaned.removed, signed))
    if any(problem.level is Level.ERROR for problem in problems):
        raise InputsError(problems)
    return CleanPaper(replace(paper, appendices=tuple(appendices)), tuple(files), tuple(problems))


def _cleaned(appendix: Appendix, *, draft: bool) -> Cleaned | None:
    """Return what is left of a supplied file; None for an appendix that we make ourselves."""
    match appendix.content:
        case WordFile(data):
            from panel_papers.inputs.cleaning.word import (  # noqa: PLC0415 - for Word files only
                clean_docx,
            )

            return clean_docx(data, appendix.place)
        case PdfFile(data, annotations, signature):
            from panel_papers.inputs.cleaning.pdf import clean_pdf  # noqa: PLC0415 - only for a PDF

            cleaned = clean_pdf(data, appendix.place, annotations=annotations, signature=signature)
            return _searchable(cleaned, appendix, draft=draft)
        case FromTemplate(fields={"body": Picture(data=data)}):
            from panel_papers.inputs.cleaning.pictures import (  # noqa: PLC0415 - few have one
                clean_picture,
            )

            return clean_picture(data, appendix.place)
        case _:
            return None


def _with(content: Content, data: bytes) -> Content:
    """Return what an appendix is made of with other data in the place of those supplied."""
    match content:
        case FromTemplate(fields={"body": Picture() as picture} as fields):
            return replace(content, fields={**fields, "body": replace(picture, data=data)})
        case PdfFile():
            return replace(content, data=data)
        case _:
            return WordFile(data)


def _searchable(cleaned: Cleaned, appendix: Appendix, *, draft: bool) -> Cleaned:
    """Let scanned pages be recognised; a draft does not wait for that, and says so."""
    from panel_papers.inputs.cleaning.scans import (  # noqa: PLC0415 - only for a PDF
        is_scanned,
        ocr_pdf,
        scanned_pages,
    )

    pages = is_scanned(cleaned.data)
    if not pages:
        return cleaned
    if draft:
        scanned = replace(scanned_pages(pages, appendix.place), level=Level.WARNING)
        return replace(cleaned, problems=(*cleaned.problems, scanned))
    return replace(cleaned, data=ocr_pdf(cleaned.data, pages, appendix.place))
