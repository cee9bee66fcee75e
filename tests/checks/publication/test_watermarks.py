"""Watermarks and other WordArt are read as words: in Word files, templates and PDFs."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from pikepdf import Array, Dictionary, Name, Pdf

from panel_papers.checks.protocol import Subject
from panel_papers.checks.publication import placeholders, protective_marks, unfilled_tags
from panel_papers.checks.template_words import template_findings
from panel_papers.core import Place
from panel_papers.inputs import read_paper
from panel_papers.inputs.cleaning.pdf import clean_pdf
from panel_papers.inputs.cleaning.word import clean_docx
from panel_papers.word import WordTemplate
from panel_papers.word.documents import Templates, write_documents

from ..rules_helpers import Case, word

NAMES = (
    f'{nsdecls("w", "a", "wp")} xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
ART = (
    '<w:pict><v:shape id="PowerPlusWaterMarkObject357476642" type="#_x0000_t136" '
    'style="position:absolute;width:400pt;height:100pt;rotation:315">'
    '<v:textpath string="{text}"/></v:shape></w:pict>'
)
BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback>{ART}</mc:Fallback></mc:AlternateContent>"
)
CANVAS = (
    '<w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/'
    'drawingml/2006/lockedCanvas"><a:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


@pytest.fixture
def case(tmp_path: Path, monkeypatch) -> Case:
    monkeypatch.chdir(tmp_path)
    return Case(tmp_path)


def draw(paragraph, text: str, form: str = ART) -> None:
    run = f"<w:r {NAMES}>{form.format(text=text)}</w:r>"
    paragraph._p.append(parse_xml(run))


def watermarked(text: str, *kinds: str, form: str = ART) -> Callable[[Document], None]:
    def make(document: Document) -> None:
        document.add_paragraph("The insurer has written to the council.")
        section = document.sections[0]
        section.different_first_page_header_footer = True
        document.settings.odd_and_even_pages_header_footer = True
        for kind in kinds or ("header",):
            draw(getattr(section, kind).paragraphs[0], text, form)

    return make


def where(kind: str) -> str:
    return {
        "header": "page header",
        "first_page_header": "page header, first page",
        "even_page_header": "page header, even pages",
        "footer": "page footer",
    }[kind]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CONFIDENTIAL", "marked-not-public"),
        ("Confidential", "marked-not-public"),
        ("NOT FOR&#10;PUBLICATION", "marked-not-public"),
        ("OFFICIAL-SENSITIVE", "marked-not-public"),
        ("DO NOT COPY", "marked-not-public"),
        ("CONFIDENTIAL DRAFT", "marked-not-public"),
        ("Draft – not for publication", "marked-not-public"),
        ("DRAFT", "marked-draft"),
        ("Draft 1", "marked-draft"),
    ],
)
def test_watermark_of_a_supplied_word_file_is_a_mark(case: Case, text: str, code: str):
    case.supply(watermarked(text))
    said = "not public" if code == "marked-not-public" else "a draft"
    text = text.replace("&#10;", " ")
    assert case.say(protective_marks) == [
        (
            code,
            "inputs/budget/annex.docx, page header, the watermark",
            f"The file is marked as {said}: “{text}”",
        )
    ]


@pytest.mark.parametrize("kind", ["header", "first_page_header", "even_page_header", "footer"])
def test_watermark_of_each_kind_of_page_is_named_by_its_place(case: Case, kind: str):
    case.supply(watermarked("CONFIDENTIAL", kind))
    [(_, place, _)] = case.say(protective_marks)
    assert place == f"inputs/budget/annex.docx, {where(kind)}, the watermark"


def test_watermark_of_all_kinds_of_pages_is_reported_once_with_their_number(case: Case):
    case.supply(watermarked("DRAFT", "header", "first_page_header", "even_page_header"))
    [(code, _, found)] = case.say(protective_marks)
    assert code == "marked-draft"
    assert found == "The file is marked as a draft: “DRAFT” (3 times in this file)"


def test_drawn_box_in_a_header_and_its_copy_for_old_readers_are_one_mark(case: Case):
    case.supply(watermarked("CONFIDENTIAL", form=BOX))
    assert case.say(protective_marks) == [
        (
            "marked-not-public",
            "inputs/budget/annex.docx, page header",
            "The file is marked as not public: “CONFIDENTIAL”",
        )
    ]


def test_text_of_a_locked_canvas_in_a_header_is_a_mark(case: Case):
    case.supply(watermarked("Not for publication", form=CANVAS))
    [(code, place, _)] = case.say(protective_marks)
    assert (code, place) == (
        "marked-not-public",
        "inputs/budget/annex.docx, page header, the watermark",
    )


def test_word_art_in_the_text_is_a_mark_with_the_place_of_its_paragraph(case: Case):
    def make(document: Document) -> None:
        document.add_heading("The claim", 1)
        for number in range(12):
            document.add_paragraph(f"Sentence {number} of the letter.")
        draw(document.paragraphs[-1], "Confidential")

    case.supply(make)
    [(code, place, _)] = case.say(protective_marks)
    assert (code, place) == (
        "marked-not-public",
        "inputs/budget/annex.docx, under the heading “The claim”, paragraph 13, WordArt",
    )


def test_watermark_beside_struck_words_stays_a_mark(case: Case):
    def make(document: Document) -> None:
        paragraph = document.sections[0].header.paragraphs[0]
        paragraph.add_run("Old title").font.strike = True
        draw(paragraph, "CONFIDENTIAL")

    case.supply(make)
    assert [each.code for each in case.find(protective_marks)] == ["marked-not-public"]


@pytest.mark.near_miss("marked-not-public", "marked-draft")
@pytest.mark.parametrize("text", ["FINAL", "SAMPLE", "Example Council", "Confidential reporting"])
def test_watermark_that_says_something_else_is_no_mark(case: Case, text: str):
    case.supply(watermarked(text))
    assert case.say(protective_marks) == []


def test_gap_in_a_watermark_is_found_by_the_check_or_by_the_cleaning(case: Case):
    case.supply(watermarked("Version ??"))
    assert [(each.code, str(each.place)) for each in case.find(placeholders)] == [
        ("placeholder-supplied", "inputs/budget/annex.docx, page header, the watermark")
    ]
    case.supply(watermarked("Meeting: TBC"))
    assert case.find(placeholders) == []
    cleaned = clean_docx(word(watermarked("Meeting: TBC")), Place("annex.docx"))
    assert [(p.code, str(p.place), p.found) for p in cleaned.problems] == [
        (
            "leftover-note",
            "annex.docx, in a header, WordArt",
            "“TBC” seems to be a note to the author",
        )
    ]


def test_tag_in_a_watermark_is_an_unfilled_tag(case: Case):
    case.supply(watermarked("Dear {{{{ name }}}}"))
    assert [each.code for each in case.find(unfilled_tags)] == ["unfilled-tag"]


# --- templates and our own DRAFT ------------------------------------------------------------------


def house_with(case: Case, folder: Path, text: str) -> Path:
    folder.mkdir()
    for path in case.templates.glob("*.docx"):
        (folder / path.name).write_bytes(path.read_bytes())
    document = docx.Document(str(folder / "house.docx"))
    draw(document.sections[0].header.paragraphs[0], text)
    document.save(str(folder / "house.docx"))
    return folder


def test_watermark_of_the_house_template_is_the_decision_of_the_body(case: Case, tmp_path: Path):
    case.templates = house_with(case, tmp_path / "word", "EMBARGOED")
    assert case.find(protective_marks) == []
    template = WordTemplate("house.docx", (case.templates / "house.docx").read_bytes())
    assert template_findings(template, "house") == ()


def test_draft_that_we_print_behind_a_paper_is_no_mark(case: Case):
    paper = read_paper(case.folder).paper
    made = write_documents(paper, Templates(case.templates), draft=True)
    assert b'string="DRAFT"' in headers(made.report.docx)
    subject = Subject("inputs/budget", paper, (), {0: made.report.docx})
    assert list(protective_marks.find(subject)) == []


def headers(data: bytes) -> bytes:
    package = docx.Document(io.BytesIO(data)).part.package
    return b"".join(part.blob for part in package.iter_parts() if "header" in part.partname)


# --- PDFs -----------------------------------------------------------------------------------------


def pdf_with(text: str, angle: int, kind: str) -> bytes:
    """Return a cleaned page of text with a watermark: painted, in a form, or an annotation."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0].obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    mark = (
        "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC BT /F 40 Tf "
        f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} 150 400 Tm ({text}) Tj ET EMC\n"
    )
    lines = "".join(
        f"BT /F 11 Tf 72 {760 - 20 * n} Td (Line {n} of the letter to the council.) Tj ET\n"
        for n in range(30)
    )
    form = pdf.make_stream(mark.encode())
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    form.Resources = resources
    page.Resources = Dictionary(Font=resources.Font, XObject=Dictionary(X=form))
    painted = {"page": mark, "form": "/X Do\n", "annotation": ""}[kind]
    page.Contents = pdf.make_stream((lines + painted).encode())
    if kind == "annotation":
        named = Dictionary(Type=Name.Annot, Subtype=Name.Watermark, F=4)
        named.Rect, named.AP = Array([0, 0, 595, 842]), Dictionary(N=form)
        page.Annots = Array([pdf.make_indirect(named)])
    stream = io.BytesIO()
    pdf.save(stream)
    return clean_pdf(stream.getvalue(), Place("annex.pdf")).data


@pytest.mark.parametrize("kind", ["page", "form", "annotation"])
@pytest.mark.parametrize("angle", [45, -45, 90])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CONFIDENTIAL", "marked-not-public"),
        ("Not for publication", "marked-not-public"),
        ("Draft", "marked-draft"),
    ],
)
def test_turned_watermark_of_a_supplied_pdf_is_one_mark(
    case: Case, text: str, code: str, angle: int, kind: str
):
    case.write("annex.pdf", pdf_with(text, angle, kind))
    case.yaml("appendices:\n  - {title: Annex, file: annex.pdf}\n")
    [problem] = case.find(protective_marks)
    assert (problem.code, str(problem.place)) == (code, "inputs/budget/annex.pdf, page 1")
    assert problem.found.endswith(f"“{text}”")


def test_level_watermark_in_capitals_of_a_supplied_pdf_is_a_mark(case: Case):
    case.write("annex.pdf", pdf_with("OFFICIAL-SENSITIVE", 0, "annotation"))
    case.yaml("appendices:\n  - {title: Annex, file: annex.pdf}\n")
    assert [each.code for each in case.find(protective_marks)] == ["marked-not-public"]


@pytest.mark.near_miss("marked-not-public", "marked-draft")
def test_turned_words_of_a_pdf_that_speak_of_marks_are_none(case: Case):
    case.write("annex.pdf", pdf_with("Confidential reporting", 90, "page"))
    case.yaml("appendices:\n  - {title: Annex, file: annex.pdf}\n")
    assert case.say(protective_marks) == []
