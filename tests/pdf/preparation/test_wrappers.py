"""Content controls, custom XML, smart tags, alternatives, ruby: their content in their place."""

from __future__ import annotations

import pytest
from simpledocs import (
    PARTS,
    cell,
    document,
    everywhere,
    inside,
    para,
    picture,
    row,
    run,
    sdt,
    table,
    unpacked,
)

from panel_papers.pdf.preparation import prepared

DATE = '<w:date w:fullDate="2024-03-14T00:00:00Z"><w:dateFormat w:val="dd MMMM yyyy"/></w:date>'
TICK = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
LIST = '<w:dropDownList><w:listItem w:displayText="High" w:value="3"/></w:dropDownList>'
PAGES = '<w:docPartObj><w:docPartGallery w:val="Page Numbers (Bottom of Page)"/></w:docPartObj>'
ITEM = "<w15:repeatingSectionItem/>"


def custom(content: str, name: str = "customXml") -> str:
    return f'<w:{name} w:uri="urn:x" w:element="e"><w:{name}Pr/>{content}</w:{name}>'


def choice(new: str, old: str, needs: str = "w14") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{needs}">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )


ONE = row(cell(para("a")), cell(para("b")))
# Each construct, and what replaces it.
WRAPPED = {
    "date": (para("On ", sdt(run("14 March 2024"), DATE), "."), para("On ", "14 March 2024", ".")),
    "tick box": (para(sdt(run("☒"), TICK), " Yes"), para("☒", " Yes")),
    "list": (para(sdt(run("High"), LIST)), para("High")),
    "combo box": (para(sdt(run("Own words"), "<w:comboBox/>")), para("Own words")),
    "placeholder": (para(sdt(run("Click here"), "<w:showingPlcHdr/>")), para("Click here")),
    "picture": (para(sdt(picture(), "<w:picture/>")), para(picture())),
    "block": (sdt(para("Block")), para("Block")),
    "page numbers": (sdt(para("Page 1"), PAGES), para("Page 1")),
    "row": (table(sdt(ONE), ONE), table(ONE, ONE)),
    "repeated rows": (table(sdt(sdt(ONE, ITEM) + sdt(ONE, ITEM))), table(ONE, ONE)),
    "cell": (
        table(row(sdt(cell(para("a"))), cell(para("b")))),
        table(ONE),
    ),
    "in a cell": (
        table(row(cell(sdt(para("a"))), cell(para("b")))),
        table(ONE),
    ),
    "control in a control": (sdt(sdt(para(sdt(sdt(run("deep")))))), para("deep")),
    "Google Docs": (para(sdt(run("x"), '<w:tag w:val="goog_rdk_0"/>')), para("x")),
    "empty": (para("a", sdt(""), "b"), para("a", "b")),
    "empty cell": (table(row(cell(sdt("")))), table(row(cell("<w:p/>")))),
    "table at a cell's end": (
        table(row(cell(sdt(table(ONE))))),
        table(row(cell(table(ONE) + "<w:p/>"))),
    ),
    "custom XML in a line": (para("At ", custom(run("Essex"))), para("At ", "Essex")),
    "custom XML of a block": (custom(para("Block")), para("Block")),
    "smart tag": (para(custom(run("Essex"), "smartTag")), para("Essex")),
    "direction as it is": (para(f'<w:bdo w:val="ltr">{run("a")}</w:bdo>'), para("a")),
    "text for old and new": (
        para(f"<w:r>{choice('<w:t>new</w:t>', '<w:t>old</w:t>')}</w:r>"),
        para("<w:r><w:t>new</w:t></w:r>"),
    ),
    "runs for old and new": (para(choice(run("new"), run("old"))), para("new")),
    "paragraphs for old and new": (choice(para("new"), para("old")), para("new")),
    "a space that Word does not know": (
        f'<w:p xmlns:zz="urn:zz">{choice(run("new"), run("old"), "zz")}</w:p>',
        para("old"),
    ),
    "a prefix of nothing": (para(choice(run("new"), run("old"), "none")), para("old")),
    "ruby": (
        para(
            "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:ruby><w:rubyPr/><w:rt><w:r><w:t>read</w:t>"
            f"</w:r></w:rt><w:rubyBase>{run('base', '<w:i/>')}</w:rubyBase></w:ruby>"
            "<w:t>z</w:t></w:r>"
        ),
        para(
            "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>",
            run("base", "<w:i/>"),
            run(" (read)", "<w:i/>"),
            "<w:r><w:rPr><w:b/></w:rPr><w:t>z</w:t></w:r>",
        ),
    ),
}
LEFT = {
    "direction turned": para(f'<w:bdo w:val="rtl">{run("a")}</w:bdo>'),
    "drawing for old and new": para(f"<w:r>{choice('<w:drawing/>', '<w:pict/>')}</w:r>"),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_content_is_put_in_the_place_of_its_wrapper_in_every_part(name: str):
    there, expected = WRAPPED[name]
    result, simple = prepared(everywhere(there)), everywhere(expected)
    for part in PARTS:
        assert inside(result, part) == inside(simple, part)


@pytest.mark.parametrize("name", LEFT)
def test_what_every_engine_knows_or_nothing_else_says_stays(name: str):
    docx = everywhere(LEFT[name])
    assert prepared(docx) == docx


def test_an_empty_header_of_a_control_keeps_a_paragraph():
    result = prepared(document(para("a"), header=sdt("")))
    assert inside(result, "word/header1.xml") == "<w:p/>"
    assert inside(result) == para("a")
    assert unpacked(result)["word/styles.xml"] == unpacked(document(para("a")))["word/styles.xml"]
