"""The stage of the pipeline that cleans every supplied appendix of a paper."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from pikepdf import Dictionary, Pdf

from panel_papers.core.model import (
    Acceptance,
    AlternativeText,
    Appendix,
    Content,
    FromTemplate,
    Paper,
    PdfFile,
    WordFile,
)
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning import clean_paper

from . import pdf_features as make, test_docx as word
from .page_maker import area, page, words as painted_words
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


SUPPLIED = Path(__file__).parent.parent / "supplied_pdfs"


def pictures(count: int) -> bytes:
    pdf = Pdf.new()
    for _ in range(count):
        page_of(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q", Im=image(pdf))
    return make.saved(pdf)


def described(data: bytes, alternative: AlternativeText | None, *, draft: bool = False):
    """The author's words by page, and the problems, that cleaning leaves."""
    cleaned = clean_paper(paper_of(PdfFile(data, alternative)), draft=draft)
    (appendix,) = cleaned.paper.appendices
    return appendix.content.alternative_text, [
        (problem.code, problem.level, problem.place.where) for problem in cleaned.problems
    ]


def test_cover_that_is_a_photograph_is_taken_with_its_words():
    brochure = (SUPPLIED / "brochure.pdf").read_bytes()
    assert described(brochure, "The river front at dusk") == ({1: "The river front at dusk"}, [])


def test_words_drawn_as_curves_are_taken_with_their_words():
    curves = (SUPPLIED / "curves.pdf").read_bytes()
    assert described(curves, {1: "Do not enter"}) == ({1: "Do not enter"}, [])


def test_each_picture_page_has_words_of_its_own():
    texts = {1: "A bridge", 3: "A map"}
    assert described(pictures(3), texts | {2: "A lock"}) == (texts | {2: "A lock"}, [])
    with pytest.raises(InputsError) as error:
        clean_paper(paper_of(PdfFile(pictures(3), "A bridge")))
    assert [p.code for p in error.value.problems] == ["bad-alternative-text"]


@pytest.mark.skipif(
    importlib.util.find_spec("ocrmypdf") is not None, reason="the extra “ocr” is installed"
)
def test_picture_pages_without_words_are_named():
    with pytest.raises(InputsError) as error:
        clean_paper(paper_of(PdfFile(pictures(3), {2: "A lock"})))
    assert [(p.code, p.place.where) for p in error.value.problems] == [("scanned", "pages 1, 3")]


def test_words_for_a_page_that_is_no_picture_are_a_warning():
    warning = ("unused-alternative-text", Level.WARNING)
    assert described(make.tagged_pdf(), {2: "A lock"}) == (None, [(*warning, "page 2")])
    assert described(make.tagged_pdf(), "A lock") == (None, [(*warning, None)])


def test_draft_says_that_a_picture_is_not_described_yet():
    texts, problems = described(pictures(2), {1: "A bridge"}, draft=True)
    assert texts == {1: "A bridge", 2: "A picture or drawing that is not described yet"}
    assert problems == [("scanned", Level.WARNING, "page 2")]


def test_covered_words_stop_a_paper_unless_it_accepts_them_by_their_place():
    paper = paper_of(PdfFile(page(painted_words(), area("1 g"))))
    with pytest.raises(InputsError) as error:
        clean_paper(paper)
    assert [p.code for p in error.value.problems] == ["covered-words"]
    reason, since = "The price is public since May.", date(2024, 3, 1)
    for about, passes in (("appendices/1, page 1", True), (None, False), ("page 2", False)):
        entry = Acceptance("covered-words", reason, since, about, Place("paper.yaml"))
        if passes:
            cleaned = clean_paper(replace(paper, accepted=(entry,)))
            assert [p.code for p in cleaned.problems] == ["covered-words"]
        else:
            with pytest.raises(InputsError):
                clean_paper(replace(paper, accepted=(entry,)))
