"""Tables and charts in the Word document: captions, header rows, source lines, turned pages."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from panel_papers.content.exhibits.rag import SYMBOLS
from panel_papers.core.faces import FONTS
from panel_papers.core.model import Section
from panel_papers.core.problems import InputsError, Place
from panel_papers.core.values import CellMark, Exhibit, Picture, Prose, Table
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


def table_of(document: Document, columns: int):
    (made,) = [t for t in document.tables if len(t.columns) == columns and len(t.rows) > 2]
    return made


RATED = Table(
    ("Service", "Variance", "Status", "Progress"),
    (
        ("Roads", "*\N{NO-BREAK SPACE}(100)", "Red", "• tender\n• award\nThen nothing."),
        ("Parks", "50", "Amber", "1. tender\n2. award"),
        ("Fees", "5", "Green", "- one line\nand another"),
        ("Total", "1", "Blue", "– 3 of 4\n3. no list"),
    ),
    (False, True, False, False),
    PLACE,
    totals=(3,),
    marks=(
        CellMark(0, 1, "bold"),
        CellMark(0, 2, "red", "■"),
        CellMark(1, 2, "amber", "▲"),
        CellMark(2, 2, "green", "●"),
        CellMark(3, 2, "blue", "◊"),
    ),
)


def shades_of(table) -> list[str]:
    cells = [row.cells[2]._tc for row in table.rows[1:]]
    return [shade.get(qn("w:fill")) for c in cells for shade in c.iter(qn("w:shd"))]


def test_a_rating_is_a_bold_word_with_a_symbol_and_a_shade():
    made = table_of(written(fences(1), exhibit(1, RATED)), 4)
    cells = [row.cells[2] for row in made.rows[1:]]
    space = "\N{NO-BREAK SPACE}"
    assert [cell.text for cell in cells] == [
        f"■{space}Red",
        f"▲{space}Amber",
        f"●{space}Green",
        f"◊{space}Blue",
    ]
    runs = [cell.paragraphs[0].runs for cell in cells]
    assert all(run.bold for each in runs for run in each)
    languages = [[r._r.xpath("string(w:rPr/w:lang/@w:val)") for r in each] for each in runs]
    assert languages == [["zxx", ""]] * 4, "no listener needs the symbol"
    bold = [[all(r.bold for r in c.paragraphs[0].runs) for c in r.cells[:2]] for r in made.rows]
    assert bold[1:] == [[False, True], [False, False], [False, False], [True, True]]
    assert len(shades_of(made)) == 4


def test_shades_are_read_by_everyone_and_differ_in_grey():
    made = table_of(written(fences(1), exhibit(1, RATED)), 4)
    colours = [tuple(bytes.fromhex(shade)) for shade in shades_of(made)]
    text = luminance((0x0B, 0x0C, 0x0C))
    assert all((luminance(each) + 0.05) / (text + 0.05) >= 7 for each in colours)
    greys = sorted(round(0.299 * r + 0.587 * g + 0.114 * b) for r, g, b in colours)
    assert all(after - before >= 10 for before, after in pairwise(greys)), greys


def luminance(colour: tuple[int, ...]) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in colour]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_lines_of_a_cell_that_are_items_are_a_list():
    document = written(fences(1), exhibit(1, RATED))
    made = table_of(document, 4)
    numbering = document.part.numbering_part.element
    cells = [row.cells[3].paragraphs for row in made.rows[1:]]
    said = [[(p.text, _number_format(p, numbering)) for p in each] for each in cells]
    assert said == [
        [("tender", "bullet"), ("award", "bullet"), ("Then nothing.", None)],
        [("tender", "decimal"), ("award", "decimal")],
        [("- one line\nand another", None)],
        [("– 3 of 4\n3. no list", None)],
    ]
    assert all(r.bold for p in cells[3] for r in p.runs), "the row of totals"


def _number_format(paragraph, numbering) -> str | None:
    """Return how Word numbers a paragraph: as a list of which kind."""
    found = paragraph._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)")
    if not found:
        return None
    abstract = numbering.xpath(f'string(w:num[@w:numId="{found}"]/w:abstractNumId/@w:val)')
    level = paragraph._p.xpath("string(w:pPr/w:numPr/w:ilvl/@w:val)")
    where = f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl[@w:ilvl="{level}"]'
    return numbering.xpath(f"string({where}/w:numFmt/@w:val)")


def test_notes_are_below_the_table_before_its_source():
    shown = replace(exhibit(1, RATED, "Ledger"), notes=("* Beyond 5%.", "Rounded."))
    document = written(fences(1), shown)
    assert styled(document, "Source Line") == ["* Beyond 5%.", "Rounded.", "Source: Ledger"]


def test_the_house_font_has_every_symbol():
    for name in ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"):
        with TTFont(FONTS / name) as font:
            assert {*map(ord, "".join(SYMBOLS.values()) + "*†‡§")} <= font.getBestCmap().keys()


def test_a_column_is_as_wide_as_its_longest_word_with_its_symbol():
    header = ("Service", "Status", *(f"Column {n} of words" for n in range(5)))
    row = ("Roads and other things", "Amber", *("some words of text",) * 5)
    table = Table(header, (row, row), (False,) * 7, PLACE, marks=(CellMark(0, 1, "amber", "▲"),))
    made = table_of(written(fences(1), exhibit(1, table)), 7)
    with TTFont(FONTS / "LiberationSans-Bold.ttf") as font:
        names, widths = font.getBestCmap(), font["hmtx"]
        needs = sum(widths[names[ord(c)]][0] for c in "▲\N{NO-BREAK SPACE}Amber")
        needs *= 11 / font["head"].unitsPerEm
    assert made.rows[1].cells[1].width.pt >= needs + 2 * 5.4


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


def test_captions_are_below_where_the_house_has_them_there(monkeypatch):
    monkeypatch.setattr("panel_papers.word.blocks.exhibits.CAPTIONS_ABOVE", False)
    body = written(
        fences(3), exhibit(1), exhibit(5, CHART), exhibit(9, source="Survey")
    ).element.body
    kids = list(body)
    captions = [each for each in kids if "What line" in "".join(each.itertext())]
    assert len(captions) == 3
    kept = [each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for each in captions]
    assert kept == [False, False, True]  # the third is kept with its source line
    for caption in captions:
        named = caption.getprevious()
        assert named.tag == qn("w:tbl") or next(named.iter(qn("w:drawing")), None) is not None
        *_, last = named.iter(qn("w:pPr"))
        assert last.find(qn("w:keepNext")) is not None
