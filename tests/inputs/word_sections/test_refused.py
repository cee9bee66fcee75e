"""What a section in Word cannot hold: refused or reported, with a place that a person finds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn

from panel_papers.core import InputsError, Level, Problem

from .conftest import FILE, Make, bytes_of, picture, read_bytes, xml

Problems = Callable[[Make], list[Problem]]


def _under(document: Document) -> None:
    document.add_heading("Risk", 2)
    document.add_paragraph("The first paragraph.")


def _merged(document: Document) -> None:
    _under(document)
    table = document.add_table(2, 2, style="Table Grid")
    for cell in table._cells:
        cell.text = "x"
    table.cell(1, 0).merge(table.cell(1, 1))


def _nested(document: Document) -> None:
    _under(document)
    document.add_table(1, 1, style="Table Grid").cell(0, 0).add_table(1, 1)


def _list_in_cell(document: Document) -> None:
    _under(document)
    cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
    cell.add_paragraph("one", style="List Bullet")


def _two_header_rows(document: Document) -> None:
    _under(document)
    table = document.add_table(3, 1)
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(xml("<w:tblHeader/>"))


def _picture_in_text(document: Document) -> None:
    _under(document)
    document.add_paragraph("A map: ").add_run().add_picture(picture())


def _text_box(document: Document) -> None:
    _under(document)
    drawn = "<w:r><w:pict/></w:r>"
    document.add_paragraph("Beside a box.")._p.append(xml(drawn))


def _formula(document: Document) -> None:
    _under(document)
    document.add_paragraph("The formula is ")._p.append(xml("<m:oMath/>"))


def _symbol(document: Document) -> None:
    _under(document)
    run = document.add_paragraph("Done ").add_run()
    run._r.append(xml('<w:sym w:font="Wingdings" w:char="F0FC"/>'))


def _unknown(document: Document) -> None:
    _under(document)
    document.add_paragraph("Odd ").add_run()._r.append(xml("<w:pgNum/>"))


def _contents(document: Document) -> None:
    _under(document)
    paragraph = document.add_paragraph()
    for piece in (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r><w:t>Risk 1</w:t></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(xml(piece))


def _field_without_text(document: Document) -> None:
    _under(document)
    paragraph = document.add_paragraph("The risk is ")
    for piece in (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="High"/>'
        "</w:ddList></w:ffData></w:fldChar></w:r>",
        "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        paragraph._p.append(xml(piece))


def _placeholder(document: Document) -> None:
    _under(document)
    document.add_paragraph("Date: ")._p.append(
        xml(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r>"
            "<w:t>Click to enter a date</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def _tabs(document: Document) -> None:
    _under(document)
    document.add_paragraph("Item\tCost")
    document.add_paragraph("Pens\t£5")


def _deep_heading(document: Document) -> None:
    _under(document)
    document.add_heading("Deep", 4)


def _title(document: Document) -> None:
    document.add_heading("Risk", 2)
    document.add_paragraph("The first paragraph.")
    document.add_paragraph("Risk management", style="Title")


def _comment(document: Document) -> None:
    _under(document)
    paragraph = document.add_paragraph("Costs rose.")
    document.add_comment(paragraph.runs, "Is this so?", author="A", initials="A")


def _tracked(document: Document) -> None:
    _under(document)
    inserted = (
        '<w:ins w:id="9" w:author="A" w:date="2026-01-01T00:00:00Z">'
        "<w:r><w:t>new</w:t></w:r></w:ins>"
    )
    document.add_paragraph("Costs ")._p.append(xml(inserted))


def _white(document: Document) -> None:
    _under(document)
    run = document.add_paragraph("Seen. ").add_run("Not seen.")
    run._r.get_or_add_rPr().append(xml('<w:color w:val="FFFFFF"/>'))


PARAGRAPH = "paragraph 2, under the heading “Risk”"
HEADING = "under the heading “Risk”"


@pytest.mark.parametrize(
    ("make", "code", "where"),
    [
        (_merged, "word-merged-cells", "table 1, under the heading “Risk”"),
        (_nested, "word-nested-table", "table 1, row 1, under the heading “Risk”"),
        (_list_in_cell, "word-list-in-table", "table 1, row 1, under the heading “Risk”"),
        (_two_header_rows, "word-header-rows", "table 1, under the heading “Risk”"),
        (_picture_in_text, "word-picture-in-text", PARAGRAPH),
        (_text_box, "word-drawing", PARAGRAPH),
        (_formula, "word-formula", PARAGRAPH),
        (_symbol, "word-symbol", PARAGRAPH),
        (_unknown, "word-unknown-content", PARAGRAPH),
        (_contents, "word-contents-list", PARAGRAPH),
        (_field_without_text, "word-field-without-text", PARAGRAPH),
        (_placeholder, "word-placeholder", PARAGRAPH),
        (_tabs, "word-tabbed-table", PARAGRAPH),
        (_deep_heading, "word-heading-level", PARAGRAPH),
        (_title, "word-title-style", PARAGRAPH),
        (_comment, "section-comments", HEADING),
        (_tracked, "tracked-changes", HEADING),
        (_white, "invisible-text", "under the heading “Risk”, paragraph 3"),
    ],
)
def test_it_is_refused_with_its_place(
    problems: Problems, make: Make, code: str, where: str
) -> None:
    found = {each.code: each for each in problems(make) if each.level is Level.ERROR}
    assert list(found) == [code]
    assert (found[code].place.file, found[code].place.where) == (FILE, where)
    assert found[code].hint
    assert not found[code].acceptable


def _underlined(document: Document) -> None:
    _under(document)
    document.add_paragraph("It is ").add_run("urgent").underline = True


def _highlighted(document: Document) -> None:
    _under(document)
    document.add_paragraph("It is ").add_run("urgent").font.highlight_color = 7


def _page_break(document: Document) -> None:
    _under(document)
    document.add_paragraph("Last.").add_run().add_break(WD_BREAK.PAGE)


def _field(code: str, shown: str, *, simple: bool) -> Make:
    def make(document: Document) -> None:
        _under(document)
        paragraph = document.add_paragraph("See ")._p
        if simple:
            field = f'<w:fldSimple w:instr=" {code} "><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
            paragraph.append(xml(field))
            return
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText> {code} </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        ):
            paragraph.append(xml(f"<w:r>{piece}</w:r>"))

    return make


def _no_header(document: Document) -> None:
    _under(document)
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "Pens", "Paper"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstRow"), "0")


def _one_tab(document: Document) -> None:
    _under(document)
    document.add_paragraph("Total\t£5")


def _page_header(document: Document) -> None:
    _under(document)
    document.sections[0].header.paragraphs[0].text = "Draft for the director"


@pytest.mark.parametrize(
    ("make", "code", "where"),
    [
        (_underlined, "word-underlined", PARAGRAPH),
        (_highlighted, "word-highlighted", PARAGRAPH),
        (_page_break, "word-page-break", PARAGRAPH),
        (_field("PAGE", "3", simple=True), "word-field-frozen", PARAGRAPH),
        (_field('DATE \\@ "d MMMM"', "4 May", simple=False), "word-field-frozen", PARAGRAPH),
        (_field("REF _Ref1 \\h", "Table 2", simple=False), "word-cross-reference", PARAGRAPH),
        (_field("REF _Ref1", "Table 2", simple=True), "word-cross-reference", PARAGRAPH),
        (_no_header, "word-header-row", "table 1, under the heading “Risk”"),
        (_one_tab, "word-tab", PARAGRAPH),
        (_page_header, "word-header-footer", None),
    ],
)
def test_what_prints_otherwise_is_a_warning(
    problems: Problems, make: Make, code: str, where: str | None
) -> None:
    (found,) = problems(make)
    assert (found.code, found.level, found.place.where) == (code, Level.WARNING, where)


def _picture_in_list(document: Document) -> None:
    _under(document)
    document.add_paragraph("A map", style="List Bullet").add_run().add_picture(picture())


@pytest.mark.parametrize(
    ("make", "found", "quoted"),
    [
        (
            _unknown,
            "The paragraph holds a page number, which a section cannot take over",
            "“Odd”",
        ),
        (_picture_in_list, "A picture is inside a list", "“A map”"),
        (
            _field("REF _Ref1 \\h", "Table 2", simple=False),
            "A cross-reference of Word is printed as the words that it shows now, also where what "
            "it refers to gets another number",
            "“See Table 2”",
        ),
    ],
)
def test_the_terminal_shows_what_it_is_and_the_words_around_it(
    problems: Problems, make: Make, found: str, quoted: str
) -> None:
    assert [(each.found, each.quoted) for each in problems(make)] == [(found, quoted)]


def _ordinary(document: Document) -> None:
    """Make a section as many are: styles of Word, a link's look, typed numbers, page numbers."""
    _under(document)
    document.sections[0].footer.paragraphs[0]._p.append(
        xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )
    document.add_paragraph("1.\tA typed number, which a check reports.")
    document.add_paragraph("Costs are £5m (2025: £4m) & rising; see appendix 2 – “Plan”.")
    table = document.add_table(2, 2, style="Light Grid")
    for cell in table._cells:
        cell.text = "x"


def test_an_ordinary_section_raises_no_alarm(problems: Problems) -> None:
    assert problems(_ordinary) == []


def test_a_file_whose_text_is_missing_is_refused() -> None:
    packed = io.BytesIO()
    whole = bytes_of(docx.Document())
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "_rels/.rels":
                data = data.replace(b"officeDocument/2006/relationships/officeDocument", b"none")
            new.writestr(name, data)
    with pytest.raises(InputsError) as error:
        read_bytes(packed.getvalue())
    assert {each.code for each in error.value.problems} == {"not-a-word-document"}
