"""Every document becomes a tagged PDF, or one that says why it is not."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import docx
import pikepdf
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from nastydocs import Word, footnote, para
from PIL import Image

from panel_papers.core.problems import EngineError, Level, Place, Problem
from panel_papers.output.pack.attempts import Rendered
from panel_papers.output.pack.covered_words import covered_problems, cut_off_problems
from panel_papers.output.pack.parts import Piece
from panel_papers.output.pack.rendering import render
from panel_papers.pdf.completeness.findings import Kind, Missing
from panel_papers.pdf.engines import ENGINES, Choice, WordDocument


@dataclass
class Reads:
    """An engine that reads only documents whose data starts with one of `starts`."""

    name: str
    starts: tuple[bytes, ...]
    starts_made: int = 0
    writes_tags: bool = True

    def version(self) -> str:
        return f"{self.name} 1.0"

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        self.starts_made += 1
        bad = [d for d in documents if not d.data.startswith(self.starts)]
        if bad:
            raise EngineError(
                [Problem("engine-document-unreadable", Place(d.name), self.name, "") for d in bad]
            )
        return [f"{self.name}:".encode() + d.data for d in documents]


def word(name: str, *paragraphs: str) -> WordDocument:
    document = docx.Document()
    document.add_heading("Purpose of report", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    data = io.BytesIO()
    document.save(data)
    return WordDocument(name, data.getvalue(), "The title", "en-GB", date(2024, 3, 14))


DOCUMENTS = [WordDocument(f"{d}.docx", d.encode()) for d in ("easy-1", "hard-2", "easy-3")]


def everything_is_there(_docx: bytes, _pdf: bytes) -> tuple[Missing, ...]:
    """Find nothing wrong with what an engine in a test makes: it is no PDF."""
    return ()


def made(choice: Choice) -> list[Rendered]:
    return render(choice, DOCUMENTS, check=everything_is_there)


def test_no_other_engine_is_started_where_none_is_needed():
    first, second = Reads("first", (b"",)), Reads("second", (b"",))

    results = made(Choice((first, second), ""))

    assert results == [Rendered(b"first:" + d.data, "first 1.0") for d in DOCUMENTS]
    assert (first.starts_made, second.starts_made) == (1, 0)


@pytest.mark.parametrize(
    ("engines", "advised"), [(("rdocx",), True), (("rdocx", "libreoffice"), False)]
)
def test_libreoffice_is_advised_only_where_it_was_not_asked(engines, advised):
    choice = Choice(tuple(Reads(name, (b"",)) for name in engines), "")
    lost = Missing(Kind.WORDS, "“all of it” is not printed", "in the header")

    with pytest.raises(EngineError) as caught:
        render(choice, DOCUMENTS[:1], check=lambda _docx, _pdf: (lost,))

    (problem,) = caught.value.problems
    assert problem.hint is not None
    assert problem.hint.startswith("write it in another way; or save the document as PDF in Word")
    assert ("install LibreOffice" in problem.hint) == advised


def test_only_what_the_engine_cannot_read_goes_to_the_next():
    choice = Choice((Reads("first", (b"easy",)), Reads("second", (b"",))), "")

    assert made(choice) == [
        Rendered(b"first:easy-1", "first 1.0"),
        Rendered(b"second:hard-2", "second 1.0", "first"),
        Rendered(b"first:easy-3", "first 1.0"),
    ]


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), [("hard-2.docx", "first")]),
        ((Reads("second", (b"easy",)),), [("hard-2.docx", "first"), ("hard-2.docx", "second")]),
    ],
)
def test_what_no_engine_reads_is_named_with_what_each_said(others, said):
    choice = Choice((Reads("first", (b"easy",)), *others), "")

    with pytest.raises(EngineError) as error:
        made(choice)

    assert [(p.place.file, p.found) for p in error.value.problems] == said


def losing(engine: str, *losses: Missing) -> Callable[[bytes, bytes], Sequence[Missing]]:
    """Return a check that finds losses in what one engine makes, and nothing else."""
    return lambda _docx, pdf: losses if pdf.startswith(engine.encode()) else ()


LACKS = "The PDF would not show all that Word shows: "
HEADER = Missing(Kind.WORDS, "“Official” is not printed", "in the header of page 1")
COLOUR = Missing(Kind.PAGE_COLOUR, "the colour of the page is not printed", "in section 1")
BOTH = Choice((Reads("first", (b"",)), Reads("second", (b"",))), "")
ONE = DOCUMENTS[:1]


def test_a_document_of_which_an_engine_loses_something_goes_to_the_next():
    (rendered,) = render(BOTH, ONE, check=losing("first", HEADER))

    assert rendered == Rendered(
        b"second:easy-1", "second 1.0", "“Official” is not printed (first 1.0)"
    )


def test_what_no_engine_prints_is_an_error_with_its_place():
    with pytest.raises(EngineError) as error:
        render(BOTH, ONE, check=lambda _docx, _pdf: [HEADER])

    (problem,) = error.value.problems
    assert (problem.code, problem.place, problem.found) == (
        "engine-document-incomplete",
        Place("easy-1.docx", where="in the header of page 1"),
        f"{LACKS}“Official” is not printed (first 1.0)",
    )


def test_the_error_names_what_the_better_of_two_engines_loses():
    def check(_docx: bytes, pdf: bytes) -> list[Missing]:
        return [HEADER] if pdf.startswith(b"second") else [HEADER, HEADER]

    with pytest.raises(EngineError) as error:
        render(BOTH, ONE, check=check)

    assert [problem.found for problem in error.value.problems] == [
        f"{LACKS}“Official” is not printed (second 1.0)"
    ]


def test_looks_that_the_next_engine_prints_make_it_the_one():
    (rendered,) = render(BOTH, ONE, check=losing("first", COLOUR))

    assert (rendered.engine, rendered.unlike_word) == ("second 1.0", ())


def test_looks_that_no_engine_prints_stop_nothing_and_are_said():
    (rendered,) = render(BOTH, ONE, check=lambda _docx, _pdf: [COLOUR])

    assert rendered == Rendered(
        b"first:easy-1",
        "first 1.0",
        unlike_word=("the colour of the page is not printed (in section 1)",),
    )


def test_the_fallback_is_asked_only_for_what_no_other_engine_prints():
    first, last = Reads("first", (b"",)), Reads("last", (b"",))

    (rendered,) = render(Choice((first,), "", last), ONE, check=losing("first", COLOUR))
    assert (rendered.engine, last.starts_made) == ("first 1.0", 0)

    (rendered,) = render(Choice((first,), "", last), ONE, check=losing("first", HEADER))
    assert (rendered.engine, last.starts_made) == ("last 1.0", 1)


def is_tagged(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.get("/StructTreeRoot")
        claim = str(document.open_metadata().get("pdfuaid:part"))
        return tree is not None and claim == "1" and document.Root.Lang == "en-GB"


DXPDF = Choice((ENGINES["dxpdf"](None),), "")
SECOND = Reads("second", (b"",))


def test_embedded_engine_gets_our_tags():
    (rendered,) = render(DXPDF, [word("a.docx", "Words")])

    assert (rendered.engine.split()[0], rendered.reason, rendered.untagged) == ("dxpdf", None, None)
    assert is_tagged(rendered.pdf)


def refused() -> WordDocument:
    """A document with a character that no shipped face has: it cannot be tagged."""
    return word("emoji.docx", "a face: \U0001f600")


def test_what_cannot_be_tagged_says_why_and_comes_as_it_is():
    (rendered,) = render(DXPDF, [refused()])

    assert rendered.untagged
    assert not is_tagged(rendered.pdf)


def test_untagged_document_goes_to_the_next_engine():
    choice = Choice((DXPDF.engine, SECOND), "")

    (rendered,) = render(choice, [refused()], check=everything_is_there)

    assert (rendered.engine, rendered.untagged) == ("second 1.0", None)
    assert (rendered.reason or "").startswith(
        "dxpdf 0.8.1 cannot tag it exactly: no font has the character “😀”"
    )


def test_untagged_document_is_none_for_the_fallback():
    (rendered,) = render(Choice((DXPDF.engine,), "", SECOND), [refused()])

    assert (rendered.engine, bool(rendered.untagged)) == ("dxpdf 0.8.1", True)


def right_to_left() -> WordDocument:
    """A document that the engine paints as it should, but in an order that cannot be tagged."""
    return word("greeting.docx", "They say שלום here.")


def test_untagged_document_stays_where_the_fallback_fails_too():
    choice = Choice((DXPDF.engine, Reads("second", (b"nothing",))), "")

    (rendered,) = render(choice, [right_to_left()])

    assert (rendered.engine.split()[0], bool(rendered.untagged)) == ("dxpdf", True)


def test_document_with_empty_boxes_is_a_fault_where_the_fallback_fails():
    choice = Choice((DXPDF.engine, Reads("second", (b"nothing",))), "")

    with pytest.raises(EngineError) as fault:
        render(choice, [refused()])

    assert [problem.place.file for problem in fault.value.problems] == ["emoji.docx"]


def too_wide() -> WordDocument:
    """A document with a table of which dxpdf prints only the columns that fit the page."""
    width = '<w:tcPr><w:tcW w:w="2835" w:type="dxa"/></w:tcPr>'
    cell = f"<w:tc>{width}<w:p><w:r><w:t>{{}}</w:t></w:r></w:p></w:tc>"
    cells = "".join(cell.format(f"Column {number}") for number in range(1, 8))
    grid = '<w:gridCol w:w="2835"/>' * 7
    document = docx.Document()
    document.element.body.insert(
        0,
        parse_xml(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="19845" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"<w:tr>{cells}</w:tr></w:tbl>"
        ),
    )
    data = io.BytesIO()
    document.save(data)
    return WordDocument("wide.docx", data.getvalue())


def test_text_that_the_engine_leaves_out_is_an_error_with_its_place():
    with pytest.raises(EngineError) as error:
        render(DXPDF, [too_wide()])

    problem, *_ = error.value.problems
    assert (problem.code, problem.place, problem.found) == (
        "engine-document-incomplete",
        Place("wide.docx", where="in table 1, row 1"),
        f"{LACKS}“Column 5” is not printed (dxpdf 0.8.1)",
    )


def test_text_that_the_engine_leaves_out_is_for_the_next():
    choice = Choice((DXPDF.engine, ENGINES["rdocx"](None)), "")

    (rendered,) = render(choice, [too_wide()])

    assert rendered.engine.split()[0] == "rdocx"
    assert (rendered.reason or "").startswith("“Column 5” is not printed (dxpdf 0.8.1); “Column 6”")


def tall_header() -> WordDocument:
    """A document with a header of four lines, for which its margin has no room."""
    document = docx.Document()
    document.add_heading("Costs", 1)
    document.add_paragraph("The costs rose by a tenth.")
    section = document.sections[0]
    section.top_margin = Cm(1.5)
    for words in ("Council of the county", "Audit body", "Chamber one"):
        section.header.add_paragraph(words)
    data = io.BytesIO()
    document.save(data)
    return WordDocument("tall.docx", data.getvalue())


def test_document_with_a_header_taller_than_its_margin_is_printed_and_tagged_by_rdocx():
    (rendered,) = render(Choice((ENGINES["rdocx"](None),), ""), [tall_header()])

    assert rendered.engine.split()[0] == "rdocx"
    assert (rendered.untagged, rendered.reason, rendered.covered) == (None, None, ())
    assert rendered.tagged_here


@pytest.mark.parametrize(
    ("story", "side"), [("header", "top"), ("footer", "bottom")], ids=["header", "footer"]
)
def test_text_over_a_header_or_footer_is_an_error_with_its_page_and_the_margin_to_change(
    story: str, side: str
):
    met = Missing(Kind.MARGIN, f"the text is printed over its {story}", "on page 1", story)
    with pytest.raises(EngineError) as error:
        render(BOTH, ONE, check=lambda _docx, _pdf: [met])

    (problem,) = error.value.problems
    assert problem.found == f"{LACKS}the text is printed over its {story} (first 1.0)"
    assert problem.place == Place("easy-1.docx", where="on page 1")
    assert (problem.hint or "").startswith(f"make the {side} margin larger than the {story}")


@dataclass
class Broken:
    """An engine that loses or doubles something of each document."""

    change: Callable[[docx.document.Document], None]
    writes_tags: bool
    name: str = "broken"
    labels_by_level: bool = False

    def version(self) -> str:
        return "broken 1.0"

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        return DXPDF.engine.convert([self._changed(document) for document in documents])

    def _changed(self, document: WordDocument) -> WordDocument:
        opened, data = docx.Document(io.BytesIO(document.data)), io.BytesIO()
        self.change(opened)
        opened.save(data)
        return WordDocument(document.name, data.getvalue())


def drop_header(document: docx.document.Document) -> None:
    for paragraph in document.sections[0].header.paragraphs:
        paragraph.text = ""


def drop_picture(document: docx.document.Document) -> None:
    for drawing in list(document.element.body.iter(qn("w:drawing"))):
        drawing.getparent().remove(drawing)


def drop_footnote(document: docx.document.Document) -> None:
    for mark in list(document.element.body.iter(qn("w:footnoteReference"))):
        mark.getparent().remove(mark)


def double_paragraph(document: docx.document.Document) -> None:
    (paragraph,) = (p for p in document.paragraphs if p.text.startswith("The fund"))
    paragraph._p.addnext(copy.deepcopy(paragraph._p))


NOTE = Word(para("Costs rose", footnote(1), "."), footnotes=["See the budget."])


def paper_with_all() -> WordDocument:
    """A document with a header, a picture and a footnote."""
    document = docx.Document(io.BytesIO(NOTE.data()))
    document.sections[0].header.paragraphs[0].text = "Example Council, 14 March"
    document.add_paragraph("The fund grew by £3.67 million in the year.")
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(picture, "PNG")
    document.add_picture(picture)
    data = io.BytesIO()
    document.save(data)
    return WordDocument("all.docx", data.getvalue(), "The title", "en-GB", date(2024, 3, 14))


def test_the_document_to_break_is_complete_as_it_is():
    (rendered,) = render(DXPDF, [paper_with_all()])

    assert rendered.unlike_word == ()


@pytest.mark.parametrize("writes_tags", [True, False])
@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (drop_header, "Example Council, 14 March"),
        (drop_picture, "picture"),
        (drop_footnote, "note"),
        (double_paragraph, "The fund grew"),
    ],
)
def test_an_engine_that_loses_or_doubles_something_is_caught(change, kind, writes_tags):
    broken = Broken(change, writes_tags)

    with pytest.raises(EngineError) as error:
        render(Choice((broken,), ""), [paper_with_all()])

    assert kind in " ".join(f"{p.found} {p.place}" for p in error.value.problems)
    (rendered,) = render(Choice((broken, DXPDF.engine), ""), [paper_with_all()])
    assert rendered.engine == "dxpdf 0.8.1"


@pytest.mark.libreoffice
def test_libreoffice_takes_what_dxpdf_refuses():
    good = word("good.docx", "Words")
    opened, data = docx.Document(io.BytesIO(good.data)), io.BytesIO()
    # A field for today's day in words, which dxpdf does not know.
    opened.paragraphs[0].runs[0]._r.append(OxmlElement("w:dayLong"))
    opened.save(data)
    odd = WordDocument("odd.docx", data.getvalue())
    choice = Choice(DXPDF.engines, "", ENGINES["libreoffice"](None))

    one, two = render(choice, [good, odd])

    assert (one.engine.split()[0], one.reason) == ("dxpdf", None)
    assert two.engine.split()[0] == "LibreOffice"
    assert two.reason is not None


COVERED = Missing(Kind.COVERED, "“secret” is there, but cannot be seen", "in the text", "secret")


def covered_by(*engines: str) -> Callable[[bytes, bytes], tuple[Missing, ...]]:
    """Return a check that finds covered words in what some engines print."""
    return lambda _, pdf: (COVERED,) if pdf.partition(b":")[0].decode() in engines else ()


def test_words_that_one_engine_covers_are_taken_from_another():
    choice = Choice((Reads("first", (b"easy",)), Reads("second", (b"easy",))), "")
    (made,) = render(choice, DOCUMENTS[:1], None, covered_by("first"))
    assert (made.engine, made.covered, made.reason) == (
        "second 1.0",
        (),
        "first 1.0 shows something over words",
    )


def test_words_that_every_engine_covers_are_reported_and_stop_no_engine():
    choice = Choice((Reads("first", (b"easy",)), Reads("second", (b"easy",))), "")
    (made,) = render(choice, DOCUMENTS[:1], None, covered_by("first", "second"))
    assert (made.engine, made.covered) == ("first 1.0", (("in the text", "secret"),))


def test_covered_words_are_an_error_that_quotes_them_apart():
    piece = Piece("Appendix 1", DOCUMENTS[0], Place("appendices/visit.docx"))
    (problem,) = covered_problems([piece], [(), (("in the text", "secret"),)])
    assert (problem.code, problem.level, problem.acceptable) == ("covered-text", Level.ERROR, True)
    assert problem.place == Place("appendices/visit.docx", where="in the text")
    assert problem.quoted == "“secret”"
    assert "secret" not in f"{problem.found}{problem.wanted}{problem.hint}"


CUT_OFF = Missing(Kind.CUT_OFF, "“The panel” is not printed", "in table 1, row 2", "The panel")


def test_words_that_word_itself_cuts_off_stop_no_engine_and_are_no_matter_of_looks():
    (made,) = render(BOTH, ONE, check=lambda _docx, _pdf: [CUT_OFF])
    assert (made.engine, made.unlike_word) == ("first 1.0", ())
    assert made.cut_off == (("in table 1, row 2", "The panel"),)


def test_words_that_the_next_engine_does_not_cut_off_make_it_the_one():
    (made,) = render(BOTH, ONE, check=losing("first", CUT_OFF))
    assert (made.engine, made.cut_off) == ("second 1.0", ())
    assert made.reason == "first 1.0 cuts off more words"


def test_words_that_are_cut_off_are_a_warning_at_their_place():
    piece = Piece("Appendix 1", DOCUMENTS[0], Place("appendices/visit.docx"))
    (problem,) = cut_off_problems([piece], [(), (("in table 1, row 2", "The panel"),)])
    assert (problem.code, problem.level) == ("cut-off-text", Level.WARNING)
    assert problem.place == Place("appendices/visit.docx", where="in table 1, row 2")
    assert problem.found.endswith("cuts off part of its text, in Word too: “The panel”")
