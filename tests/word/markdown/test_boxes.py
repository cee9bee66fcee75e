"""What takes the place of a boxed paragraph is one box: a line above all of it, one below."""

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

LINE = 'w:val="single" w:sz="12" w:space="6" w:color="12436D"'
BOX = f"<w:pBdr><w:top {LINE}/><w:bottom {LINE}/></w:pBdr>"

RECOMMENDATIONS = """\
That the panel:

1. approves the plan;
2. asks for a report.

That the chair may change the dates.

That the plan is published.
"""


def boxed(house, write, markdown: str, borders: str = BOX) -> list[tuple[str, str, str]]:
    """Return each block's style or kind, with what is said of its lines above and below."""
    document = house()
    host = document.add_paragraph("marker")._p
    host.insert(0, parse_xml(f"<w:pPr {nsdecls('w')}>{borders}</w:pPr>"))
    write(markdown, document, host)
    found = []
    for block in document.element.body.iterchildren(qn("w:p"), qn("w:tbl")):
        sides = [block.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn(f'w:{s}')}") for s in _SIDES]
        said = ["" if side is None else side.get(qn("w:val")) for side in sides]
        kind = "table" if block.tag == qn("w:tbl") else block.style or "Normal"
        found.append((kind, *said))
    return found


_SIDES = ("top", "bottom")


def test_lead_in_list_and_further_paragraphs_are_one_box(house, write):
    assert boxed(house, write, RECOMMENDATIONS) == [
        ("Normal", "single", "nil"),
        ("ListNumber", "nil", "nil"),
        ("ListNumber", "nil", "nil"),
        ("Normal", "nil", "nil"),
        ("Normal", "nil", "single"),
    ]


def test_list_at_the_end_closes_the_box(house, write):
    assert boxed(house, write, "That it:\n\n- approves;\n- asks.") == [
        ("Normal", "single", "nil"),
        ("ListBullet", "nil", "nil"),
        ("ListBullet", "nil", "single"),
    ]


def test_single_paragraph_is_the_templates_own_box(house, write):
    assert boxed(house, write, "That it is noted.") == [("Normal", "single", "single")]


def test_table_parts_the_box(house, write):
    markdown = "One.\n\nTwo.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nThree.\n\nFour."
    assert boxed(house, write, markdown) == [
        ("Normal", "single", "nil"),
        ("Normal", "nil", "single"),
        ("table", "", ""),
        ("Normal", "single", "nil"),
        ("Normal", "nil", "single"),
    ]


def test_quotation_keeps_its_own_bar(house, write):
    found = boxed(house, write, "One.\n\nTwo.\n\n> Said.")
    assert found == [("Normal", "single", "nil"), ("Normal", "nil", "single"), ("Quote", "", "")]


@pytest.mark.parametrize(
    "borders", ["", "<w:pBdr><w:left w:val='single'/></w:pBdr>", BOX.replace("single", "nil")]
)
def test_place_without_lines_above_or_below_gives_none(house, write, borders):
    found = boxed(house, write, RECOMMENDATIONS, borders)
    assert {(top, bottom) for style, top, bottom in found if style == "ListNumber"} == {("", "")}
