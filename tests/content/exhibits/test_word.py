"""Tables and charts in the Word document: captions, header rows, source lines, turned pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from msgspec.structs import replace

from panel_papers.core.model import Exhibit, Picture, Prose, Section, Table
from panel_papers.core.problems import InputsError, Place
from panel_papers.word.blocks.markdown import BlockWriter
from panel_papers.word.documents import Templates, write_documents

from .conftest import paper_with

HOUSE = Path(__file__).parents[3] / "templates" / "word"
PLACE = Place("context.md", 1, 1)
NARROW = Table(("Year", "Officers"), (("2022", "3,451"), ("2023", "3,755")), (False, True), PLACE)
WIDE_HEADER = tuple(f"Neighbours {n}" for n in range(8))
WIDE = Table(WIDE_HEADER, (tuple("123456789"[:8]),), (True,) * 8, PLACE)


def png() -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (600, 300)).save(stream, "PNG", dpi=(300, 300))
    return stream.getvalue()


CHART = Picture(png(), "Bar chart: it grows.", PLACE)


def exhibit(
    line: int, content: Table | Picture = NARROW, source: str | None = None, **more
) -> Exhibit:
    return Exhibit(line, f"What line {line} shows", content, source, more.get("data"), PLACE)


def written(markdown: str, *exhibits: Exhibit) -> Document:
    """Return the report whose section “context” has the exhibits in the place of its fences."""
    paper = paper_with("")
    prose = Prose(markdown, PLACE, exhibits=exhibits)
    paper = replace(paper, sections=(Section("context", prose),))
    report = write_documents(paper, Templates(HOUSE), draft=True).report
    return docx.Document(io.BytesIO(report.docx))


def fences(count: int, between: str = "Text.") -> str:
    """Return Markdown of fences in the lines 1, 5, 9 and so on."""
    return "\n".join(["```table", "```", "", between] * count)


def text(paragraph) -> str:
    return "".join(t.text or "" for t in paragraph._p.iter(qn("w:t")))


def styled(document: Document, style: str) -> list[str]:
    return [text(p) for p in document.paragraphs if p.style.name.lower() == style.lower()]


def test_captions_are_words_own_numbered_through_the_report_by_kind():
    document = written(fences(4), exhibit(1), exhibit(5, CHART), exhibit(9), exhibit(13, CHART))
    assert styled(document, "Caption") == [
        "Table 1: What line 1 shows",
        "Figure 1: What line 5 shows",
        "Table 2: What line 9 shows",
        "Figure 2: What line 13 shows",
    ]
    codes = [code.text for code in document.element.body.iter(qn("w:instrText"))]
    assert codes == [f" SEQ {kind} \\* ARABIC " for kind in ("Table", "Figure") * 2]


def test_caption_stays_with_its_table_and_the_table_with_its_source_line():
    document = written(fences(1), exhibit(1, source="Workforce statistics"))
    caption = next(p for p in document.paragraphs if text(p).startswith("Table 1"))
    assert caption.paragraph_format.keep_with_next
    table = document.tables[-1]
    assert caption._p.getnext() is table._tbl
    kept = [p.paragraph_format.keep_with_next for c in table._cells for p in c.paragraphs]
    assert kept == [True] * 6
    source = docx.text.paragraph.Paragraph(table._tbl.getnext(), document)
    assert (text(source), source.style.name) == ("Source: Workforce statistics", "Source Line")


def test_a_long_table_may_run_over_the_page_below_its_header():
    rows = tuple((str(n), "1") for n in range(40))
    document = written(fences(1), exhibit(1, replace(NARROW, rows=rows)))
    table = document.tables[-1]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [True] + [None] * 40
    assert [bool(r._tr.xpath("w:trPr/w:tblHeader")) for r in table.rows] == [True] + [False] * 40


def test_numbers_stand_right_and_the_first_row_is_a_header():
    table = written(fences(1), exhibit(1)).tables[-1]
    styles = [[c.paragraphs[0].style.name for c in row.cells] for row in table.rows]
    assert styles == [
        ["Table Header", "Table Header"],
        ["Table Text", "Table Number"],
        ["Table Text", "Table Number"],
    ]
    assert [c.text for c in table.rows[1].cells] == ["2022", "3,451"]


def test_source_line_is_not_named_twice():
    document = written(fences(1), exhibit(1, source="Source: the force"))
    assert styled(document, "Source Line") == ["Source: the force"]


def test_chart_is_a_picture_with_its_words_as_wide_as_the_column_and_then_its_data():
    document = written(fences(1), exhibit(1, CHART, "The force", data=NARROW))
    (shape,) = document.inline_shapes
    properties = shape._inline.docPr
    assert properties.get("descr") == "Bar chart: it grows."
    assert [shape._inline.get(side) for side in ("distT", "distB", "distL", "distR")] == ["0"] * 4
    holder = next(shape._inline.iterancestors(qn("w:p")))
    assert docx.text.paragraph.Paragraph(holder, document).paragraph_format.keep_with_next
    assert styled(document, "Caption") == [
        "Figure 1: What line 1 shows",
        "Table 1: What line 1 shows: data",
    ]
    assert [row.cells[1].text for row in document.tables[-1].rows] == ["Officers", "3,451", "3,755"]


def orientations(document: Document) -> list[str]:
    return ["L" if s.orientation == WD_ORIENT.LANDSCAPE else "P" for s in document.sections]


def sections_of(document: Document) -> list[list[str]]:
    """Return the texts of each section's blocks, a table as “table”."""
    found: list[list[str]] = [[]]
    for block in document.element.body:
        if block.tag == qn("w:tbl"):
            found[-1].append("table")
        elif block.tag == qn("w:p"):
            said = "".join(t.text or "" for t in block.iter(qn("w:t")))
            found[-1] += [said] if said else []
            if block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                found.append([])
    return found


def test_a_wide_table_turns_its_page_and_the_text_after_it_is_upright_again():
    document = written(f"{fences(1)}\n\nMore.", exhibit(1, WIDE, "The force"))
    assert orientations(document) == ["P", "L", "P"]
    before, turned, after = sections_of(document)
    assert turned == [
        "Context / Summary",
        "Table 1: What line 1 shows",
        "table",
        "Source: The force",
    ], "the heading goes along"
    assert before[-1] == "table"
    assert after[:2] == ["Text.", "More."]
    first, landscape, last = document.sections
    assert (landscape.page_width, landscape.page_height) == (first.page_height, first.page_width)
    assert (last.page_width, last.page_height) == (first.page_width, first.page_height)
    assert landscape.left_margin == landscape.right_margin == 1134 * 635
    assert len(first._sectPr.xpath("w:headerReference | w:footerReference")) >= 2
    for later in (landscape, last):
        assert not later._sectPr.xpath("w:pgNumType/@w:start | w:titlePg | w:type")
    for name in ("header", "footer"):
        upright, wide, again = (getattr(s, name) for s in (first, landscape, last))
        assert again.part is upright.part
        assert [p.text for p in wide.paragraphs] == [p.text for p in upright.paragraphs]
        (stop,) = upright.paragraphs[0].style.paragraph_format.tab_stops
        cleared, right = wide.paragraphs[0].paragraph_format.tab_stops
        assert (cleared.position, cleared.alignment) == (stop.position, WD_TAB_ALIGNMENT.CLEAR)
        assert (right.position.twips, right.alignment) == (16838 - 2 * 1134, stop.alignment)
    width = document.tables[-1]._tbl.xpath("w:tblPr/w:tblW/@w:w")
    assert width == [str(16838 - 2 * 1134)]


def test_wide_neighbours_share_pages_and_others_part_them():
    markdown = "```table\n```\n\n```table\n```\n\nText.\n\n```table\n```\n\nEnd."
    document = written(markdown, *(exhibit(line, WIDE) for line in (1, 4, 9)))
    assert orientations(document) == ["P", "L", "P", "L", "P"]
    titles = [[t for t in found if t != "table"] for found in sections_of(document)]
    assert titles[1] == [
        "Context / Summary",
        "Table 1: What line 1 shows",
        "Table 2: What line 4 shows",
    ]
    assert titles[2] == ["Text."]
    assert titles[3] == ["Table 3: What line 9 shows"]


def test_a_narrow_table_turns_nothing():
    assert orientations(written(fences(1), exhibit(1))) == ["P"]


def blocks(document: Document, *exhibits: Exhibit, markdown: str) -> BlockWriter:
    writer = BlockWriter(document)
    host = document.add_paragraph("marker")._p
    for block in writer.blocks(Prose(markdown, PLACE, exhibits=exhibits), host):
        host.addprevious(block)
    host.getparent().remove(host)
    writer.finish()
    return writer


def test_a_wide_table_at_the_very_end_leaves_no_empty_page():
    document = docx.Document(str(HOUSE / "house.docx"))
    blocks(document, exhibit(3, WIDE), markdown="Text.\n\n```table\n```")
    assert orientations(document) == ["P", "L"]
    assert sections_of(document)[-1] == ["Table 1: What line 3 shows", "table"]


def test_a_wide_table_at_the_very_beginning_leaves_no_empty_page():
    document = docx.Document(str(HOUSE / "house.docx"))
    for block in list(document.element.body)[:-1]:
        document.element.body.remove(block)
    blocks(document, exhibit(1, WIDE), markdown="```table\n```\n\nText.")
    assert orientations(document) == ["L", "P"]
    assert document.sections[0]._sectPr.xpath("w:headerReference")


@pytest.mark.parametrize("columns", [12, 40])
def test_a_table_too_wide_even_for_a_turned_page_is_a_fault(columns: int):
    header: Sequence[str] = [f"Neighbourhoods {n}" for n in range(columns)]
    table = Table(tuple(header), (tuple(header),), (False,) * columns, PLACE)
    with pytest.raises(InputsError) as fault:
        written(fences(1), exhibit(1, table))
    (problem,) = fault.value.problems
    assert (problem.code, problem.place, problem.wanted) == (
        "table-too-wide",
        PLACE,
        "a table no wider than a landscape page",
    )


def test_a_fence_without_its_exhibit_stays_code():
    document = written("```table\nsource: x\n```\n")
    assert "source: x" in styled(document, "Code Block")


def test_a_row_of_totals_is_bold_under_a_line_and_no_other_is():
    rows = (("Roads", "100"), ("Parks", "50"), ("Total", "150"))
    table = Table(("Service", "Budget"), rows, (False, True), PLACE, totals=(2,))
    (made,) = [t for t in written(fences(1), exhibit(1, table)).tables if len(t.rows) == 4]
    bold = [[all(r.bold for r in c.paragraphs[0].runs) for c in row.cells] for row in made.rows]
    lines = [len(row._tr.findall(f".//{qn('w:tcBorders')}/{qn('w:top')}")) for row in made.rows]
    assert bold[1:] == [[False, False], [False, False], [True, True]]
    assert lines == [0, 0, 0, 2]


def test_a_picture_in_a_cell_has_its_words_and_fits_its_column():
    rows = (("Roads", "100", ""), ("Parks", "50", ""))
    pictures = ((0, 2, CHART), (1, 2, replace(CHART, alternative_text="It falls.")))
    table = Table(("Service", "Budget", "T"), rows, (False, True, False), PLACE, pictures=pictures)
    (made,) = [t for t in written(fences(1), exhibit(1, table)).tables if len(t.columns) == 3]
    cells = [row.cells[2] for row in made.rows[1:]]
    drawn = [cell._tc.findall(f".//{qn('wp:inline')}") for cell in cells]
    assert [[d.find(qn("wp:docPr")).get("descr") for d in each] for each in drawn] == [
        ["Bar chart: it grows."],
        ["It falls."],
    ]
    for cell, (inline,) in zip(cells, drawn, strict=True):
        assert int(inline.find(qn("wp:extent")).get("cx")) <= cell.width - 2 * 108 * 635
