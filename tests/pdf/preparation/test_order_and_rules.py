"""Properties before marks, old page numbers, horizontal lines."""

from __future__ import annotations

import pytest
from simpledocs import PARTS, cell, document, everywhere, inside, para, row, run, table

from panel_papers.pdf.preparation import prepared

MARK = '<w:bookmarkStart w:id="9" w:name="b"/><w:bookmarkEnd w:id="9"/>'
CENTRE = '<w:jc w:val="center"/>'
ROW = row(cell(para("a")), cell(para("b")))
PLAIN = table(ROW)


def rule(style: str = "width:0;height:1.5pt", more: str = ' fillcolor="#a0a0a0"') -> str:
    shape = f'<v:rect style="{style}" o:hralign="center" o:hr="t"{more}/>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def border(size: int, colour: str = "A0A0A0") -> str:
    line = f'<w:bottom w:val="single" w:sz="{size}" w:space="1" w:color="{colour}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


PAIRS = {
    "a bookmark before a paragraph's properties": (
        f"<w:p>{MARK}<w:pPr>{CENTRE}</w:pPr>{run('a')}</w:p>",
        f"<w:p><w:pPr>{CENTRE}</w:pPr>{MARK}{run('a')}</w:p>",
    ),
    "a bookmark before a table's properties": (
        PLAIN.replace("<w:tbl>", f"<w:tbl>{MARK}"),
        PLAIN.replace("</w:tblGrid>", f"</w:tblGrid>{MARK}"),
    ),
    "an old page number": (
        para("<w:r><w:rPr><w:b/></w:rPr><w:t>p. </w:t><w:pgNum/></w:r>"),
        para(
            "<w:r><w:rPr><w:b/></w:rPr><w:t>p. </w:t></w:r>",
            f'<w:fldSimple w:instr=" PAGE ">{run("1", "<w:b/>")}</w:fldSimple>',
        ),
    ),
    "a line": (para(rule()), para("<w:r/>", properties=border(12))),
    "a line of its own colour, among properties": (
        para(rule("height:3pt", ' fillcolor="#00ff00 [1]" o:hrpct="1000"'), properties=CENTRE),
        para("<w:r/>", properties=border(24, "00FF00") + CENTRE),
    ),
    "a line as wide as the text": (
        para(rule("width:451.3pt;height:.05pt", ' fillcolor="red"')),
        para("<w:r/>", properties=border(2)),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_it_is_written_in_the_place_that_every_engine_knows(name: str):
    there, expected = PAIRS[name]
    result, simple = prepared(everywhere(there)), everywhere(expected)
    for part in PARTS:
        assert inside(result, part) == inside(simple, part)


@pytest.mark.parametrize(
    "content",
    [
        para(run("a"), rule()),
        para(rule("width:100pt;height:1pt")),
        para(rule(more=' o:hrpct="500"')),
        para(rule(), properties=border(8)),
        "<w:p><w:pPr/><w:pPr/></w:p>",
    ],
)
def test_lines_that_no_border_shows_and_doubled_properties_stay(content: str):
    docx = document(content)
    assert prepared(docx) == docx
