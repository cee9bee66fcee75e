"""Cleans every file that was supplied with a paper, before anything is made from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import (
    AlternativeText,
    Appendix,
    Content,
    FromTemplate,
    InputsError,
    Level,
    Paper,
    PdfFile,
    Picture,
    Place,
    Problem,
    Prose,
    Stage,
    WordFile,
    judge,
    working_on,
)
from panel_papers.inputs.cleaning.results import Cleaned, Removal

_TOLD = "repaired-pdf"
"""What reading the paper has reported already."""


class CleanedFile(Struct, frozen=True):
    """What was taken out of the copy of a supplied file that goes into the pack.

    `number` is that of its appendix, 0 for a picture in the report.

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

    Raises InputsError with every reason, of all appendices, why one cannot be published, but for
    those that the paper accepts. A draft may hold scans that nobody can search yet; it warns of
    them.
    """
    appendices, files = [], []
    problems: list[Problem] = []
    for appendix in paper.appendices:
        try:
            with working_on(appendix.place, Stage.CLEANING):
                cleaned, texts = _cleaned(appendix, draft=draft)
        except InputsError as error:
            problems += error.problems
            continue
        if cleaned is None:
            appendices.append(appendix)
            continue
        appendices.append(replace(appendix, content=_with(appendix.content, cleaned.data, texts)))
        problems += [problem for problem in cleaned.problems if problem.code != _TOLD]
        if cleaned.removed:
            name, signed = appendix.place.file, cleaned.signed
            files.append(CleanedFile(appendix.number, name, cleaned.removed, signed))
    pictures = _Pictures(problems, files)
    sections = tuple(
        replace(each, prose=pictures.cleaned(each.prose, 0))
        if isinstance(each.prose, Prose)
        else each
        for each in paper.sections
    )
    appendices = [pictures.of_appendix(each) for each in appendices]
    still_open = judge(problems, paper.accepted).open
    if any(each.level is Level.ERROR for each in still_open):
        raise InputsError(still_open)
    return CleanPaper(
        replace(paper, sections=sections, appendices=tuple(appendices)),
        tuple(files),
        tuple(problems),
    )


class _Pictures(Struct):
    """Cleans the pictures that prose shows, each file reported once."""

    problems: list[Problem]
    files: list[CleanedFile]

    def of_appendix(self, appendix: Appendix) -> Appendix:
        content = appendix.content
        if not isinstance(content, FromTemplate):
            return appendix
        body = content.fields.get("body")
        if not isinstance(body, Prose):
            return appendix
        fields = {**content.fields, "body": self.cleaned(body, appendix.number)}
        return replace(appendix, content=replace(content, fields=fields))

    def cleaned(self, prose: Prose, part: int) -> Prose:
        """Return prose with the pictures of its files as they may be published."""
        exhibits = []
        for each in prose.exhibits:
            content = each.content
            if isinstance(content, Picture) and content.outlines is None:
                each = replace(each, content=self._picture(content, part))  # noqa: PLW2901 - cleaned
            exhibits.append(each)
        return replace(prose, exhibits=tuple(exhibits)) if exhibits else prose

    def _picture(self, picture: Picture, part: int) -> Picture:
        from panel_papers.inputs.cleaning.pictures import clean_picture  # noqa: PLC0415 - few

        try:
            with working_on(picture.place, Stage.CLEANING):
                cleaned = clean_picture(picture.data, picture.place)
        except InputsError as error:
            self.problems += error.problems
            return picture
        self.problems.extend(cleaned.problems)
        if cleaned.removed and all(each.file != picture.place.file for each in self.files):
            self.files.append(CleanedFile(part, picture.place.file, cleaned.removed))
        return replace(picture, data=cleaned.data)


class _Described(NamedTuple):
    """What is left of a supplied file, and the words for the pages of a PDF that are pictures.

    None for an appendix that we make ourselves.
    """

    cleaned: Cleaned | None
    texts: Mapping[int, str] = MappingProxyType({})


def _cleaned(appendix: Appendix, *, draft: bool) -> _Described:
    """Return what is left of a supplied file."""
    match appendix.content:
        case WordFile(data):
            from panel_papers.inputs.cleaning.word import (  # noqa: PLC0415 - for Word files only
                clean_docx,
            )

            return _Described(clean_docx(data, appendix.place))
        case PdfFile(data, annotations=annotations, signature=signature) as pdf:
            from panel_papers.inputs.cleaning.pdf import clean_pdf  # noqa: PLC0415 - only for a PDF

            cleaned = clean_pdf(data, appendix.place, annotations=annotations, signature=signature)
            return _described(cleaned, appendix, pdf, draft=draft)
        case FromTemplate(fields={"body": Picture(data=data)}):
            from panel_papers.inputs.cleaning.pictures import (  # noqa: PLC0415 - few have one
                clean_picture,
            )

            return _Described(clean_picture(data, appendix.place))
        case _:
            return _Described(None)


def _with(content: Content, data: bytes, texts: Mapping[int, str]) -> Content:
    """Return what an appendix is made of with other data in the place of those supplied."""
    match content:
        case FromTemplate(fields={"body": Picture() as picture} as fields):
            return replace(content, fields={**fields, "body": replace(picture, data=data)})
        case PdfFile():
            return replace(content, data=data, alternative_text=texts or None)
        case _:
            return WordFile(data)


def _described(cleaned: Cleaned, appendix: Appendix, pdf: PdfFile, *, draft: bool) -> _Described:
    """Return a PDF with words for each page: its own, recognised ones, or the author's.

    Raises InputsError for a page that is a picture and has none; a draft does not wait for them.
    """
    from panel_papers.inputs.cleaning.scans import (  # noqa: PLC0415 - only for a PDF
        ocr_pdf,
        picture_pages,
        scanned_pages,
    )

    pages, place = picture_pages(cleaned.data), appendix.place
    texts, unused = _texts_for(pages, pdf.alternative_text, place)
    problems = [*cleaned.problems, *unused]
    silent = tuple(number for number in pages if number not in texts)
    data = cleaned.data
    if silent and draft:
        problems.append(replace(scanned_pages(silent, place), level=Level.WARNING))
        texts |= dict.fromkeys(silent, "A picture or drawing that is not described yet")
    elif silent:
        data = ocr_pdf(data, silent, place)
    return _Described(replace(cleaned, data=data, problems=tuple(problems)), texts)


def _texts_for(
    pages: tuple[int, ...], alternative: AlternativeText | None, place: Place
) -> tuple[dict[int, str], list[Problem]]:
    """Return the author's words for the pages that are pictures, and which are for no such page.

    Raises InputsError for one text where there are several such pages.
    """
    if alternative is None:
        return {}, []
    if not isinstance(alternative, str):
        unused = [number for number in alternative if number not in pages]
        texts = {number: text for number, text in alternative.items() if number in pages}
        return texts, [_unused(place, f"page {number}") for number in unused]
    if len(pages) > 1:
        problem = Problem(
            "bad-alternative-text",
            place,
            f"There is only one alternative text (“alt”) for {len(pages)} pages that are pictures: "
            f"{', '.join(map(str, pages[:20]))}",
            "a text for each page",
            f"write “alt: {{{pages[0]}: …, {pages[1]}: …}}” in paper.yaml",
        )
        raise InputsError([problem])
    return ({pages[0]: alternative}, []) if pages else ({}, [_unused(place, None)])


def _unused(place: Place, page: str | None) -> Problem:
    return Problem(
        "unused-alternative-text",
        replace(place, where=page),
        f"There is alternative text (“alt”) for {'a page' if page else 'a PDF'} that has text",
        "“alt” only for pages that are one picture or drawing",
        "delete the line “alt:” of this appendix in paper.yaml; pictures beside text are described "
        "in the PDF itself",
        Level.WARNING,
    )
