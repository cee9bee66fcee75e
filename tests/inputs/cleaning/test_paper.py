"""The stage of the pipeline that cleans every supplied appendix of a paper."""

from __future__ import annotations

import importlib.util
from datetime import date

import pytest
from pikepdf import Dictionary, Pdf

from panel_papers.core.model import Appendix, Content, FromTemplate, Paper, PdfFile, WordFile
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning import clean_paper

from . import pdf_features as make, test_docx as word
from .test_scans import image, page_of


def paper_of(*contents: Content) -> Paper:
    appendices = tuple(
        Appendix(n, f"Title {n}", content, Place(f"appendices/{n}"))
        for n, content in enumerate(contents, 1)
    )
    return Paper(
        name="march-2024",
        title="t",
        short_title="t",
        report_to="r",
        author="a",
        date=date(2024, 3, 14),
        report_for="Noting",
        enquiries_to=None,
        divisions_affected=None,
        language="en-GB",
        sections=(),
        background_papers=(),
        appendices=appendices,
        files=(),
    )


def test_clean_appendices_and_our_own_stay_as_they_are():
    paper = paper_of(
        PdfFile(make.tagged_pdf()), WordFile(word.plain_docx()), FromTemplate("scorecard", {})
    )
    cleaned = clean_paper(paper)
    assert (cleaned.paper, cleaned.files, cleaned.problems) == (paper, (), ())


def test_each_cleaned_appendix_is_listed_with_its_number():
    paper = paper_of(
        PdfFile(make.with_features(make.embedded_file)),
        FromTemplate("scorecard", {}),
        WordFile(word.with_features(word.comment)),
    )
    cleaned = clean_paper(paper)
    assert [(f.number, f.file) for f in cleaned.files] == [(1, "appendices/1"), (3, "appendices/3")]
    assert [p.code for p in cleaned.problems] == ["embedded-file", "word-comments"]
    first, _, third = (a.content for a in cleaned.paper.appendices)
    assert make.SECRET.encode() not in first.data
    assert not word.mentions(third.data, word.SECRET)


def test_reasons_of_all_appendices_are_told_at_once():
    portfolio = make.with_features(lambda pdf: setattr(pdf.Root, "Collection", Dictionary()))
    tracked = word.with_features(lambda parts: word.insert(parts, "Open words.", word.CHANGE))
    with pytest.raises(InputsError) as error:
        clean_paper(paper_of(PdfFile(portfolio), WordFile(tracked)))
    assert [(p.code, p.place.file) for p in error.value.problems] == [
        ("pdf-portfolio", "appendices/1"),
        ("tracked-changes", "appendices/2"),
    ]


def test_repair_is_not_told_twice():
    data = make.tagged_pdf()
    cleaned = clean_paper(paper_of(PdfFile(data[: data.rindex(b"startxref")])))
    assert cleaned.problems == ()


def scan() -> bytes:
    pdf = Pdf.new()
    page_of(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q", Im=image(pdf))
    return make.saved(pdf)


@pytest.mark.skipif(
    importlib.util.find_spec("ocrmypdf") is not None, reason="the extra “ocr” is installed"
)
def test_scan_stops_a_build_and_not_a_draft():
    with pytest.raises(InputsError) as error:
        clean_paper(paper_of(PdfFile(scan())))
    assert [(p.code, p.level) for p in error.value.problems] == [("scanned", Level.ERROR)]
    drafted = clean_paper(paper_of(PdfFile(scan())), draft=True)
    assert [(p.code, p.level) for p in drafted.problems] == [("scanned", Level.WARNING)]
