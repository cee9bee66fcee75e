"""What prose cannot be is told with its line and column; what the house lacks, by name."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from panel_papers.core.problems import Level, Place
from panel_papers.core.values import Prose
from panel_papers.word.blocks.markdown import BlockWriter

FILE = "inputs/paper/context.md"

CASES = {
    "a picture": ("text\nand ![alt](x.png)", [("picture-in-prose", 2, 5)]),
    "other schemes": (
        "[a](file:///etc) and\n[b](javascript:alert(1)) [c](ftp://example.org)",
        [("link-address", 1, 1), ("link-address", 2, 1), ("link-address", 2, 26)],
    ),
    "no full address": ("- x\n- [a](notes.docx)", [("link-address", 2, 3)]),
    "an empty host": ("[a](https://)", [("link-address", 1, 1)]),
    "a dead link": ("# T\n\n[a](#)\n[b]()", [("dead-link", 3, 1), ("dead-link", 4, 1)]),
    "a link without text": ("[](https://example.org)", [("link-without-text", 1, 1)]),
    "an unknown heading": ("# Aims\n\nsee [a](#aim)", [("unknown-heading", 3, 5)]),
    "an unknown note": ("a\nb [^x]", [("unknown-footnote", 2, 3)]),
    "an unused note": ("a\n\n[^x]: y", [("unused-footnote", 3, None)]),
    "a note twice": ("a[^x]\n\n[^x]: y\n\n[^x]: z", [("duplicate-footnote", 5, None)]),
    "a note in a note": ("a[^x]\n\n[^x]: y[^x]", [("footnote-here", 3, 8)]),
    "a list in a note": ("a[^x]\n\n[^x]: y\n\n    - z", [("footnote-block", 5, None)]),
    "a deep list": ("- a\n  - b\n    - c\n      - d", [("list-too-deep", 4, None)]),
    "a deep heading": ("a\n\n#### b", [("heading-too-deep", 3, None)]),
    "a heading in a list": ("- a\n\n  # b", [("heading-inside", 3, None)]),
    "a list in a quotation": ("> a\n>\n> - b", [("list-in-quotation", 3, None)]),
    "a nested quotation": ("> a\n>\n> > b", [("quotation-in-quotation", 3, None)]),
    "a table in a quotation": ("> | a |\n> |---|", [("table-in-quotation", 1, None)]),
    "a wide table": ("|" + "a|" * 13 + "\n|" + "-|" * 13, [("table-too-wide", 1, None)]),
    "a long row": ("| a |\n|---|\n| b | c |", [("table-row-too-long", 3, None)]),
    "a fault in a cell": ("| a |\n|---|\n| b [^n] |", [("unknown-footnote", 3, 5)]),
    "jumping numbers": ("1. a\n2. b\n4. c", [("list-number", 3, None)]),
    "a swallowed line": ("a\n\n[Action]: Done", [("unused-link-definition", 3, None)]),
    "a control character": ("a\r\nb\x0cc", [("control-character", 2, None)]),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_has_its_line_and_column(case, write):
    text, expected = CASES[case]
    _, writer = write(text)
    assert [(p.code, p.place.line, p.place.column) for p in writer.problems] == expected
    assert {p.place.file for p in writer.problems} == {FILE}
    assert writer.template_problems == []


@pytest.mark.parametrize("case", CASES)
def test_lines_count_from_where_the_prose_stands_and_columns_only_in_a_file(case, write):
    text, expected = CASES[case]
    _, writer = write(text, place=Place("paper.yaml", 10, 5))
    assert [(p.code, p.place.line, p.place.column) for p in writer.problems] == [
        (code, line + 9, None) for code, line, _ in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n1. b\n1. c",
        "3. a\n4. b",
        "[a](https://example.org)",
        "\\[^x]",
        "[a]\n\n[a]: http://e.org",
    ],
)
def test_no_fault_is_told_of_sound_prose(text, write):
    _, writer = write(text)
    assert (writer.problems, writer.template_problems) == ([], [])


def test_dead_links_and_unused_notes_are_warnings(write):
    _, writer = write("[a]()\n\n[^x]: y")
    assert [p.level for p in writer.problems] == [Level.WARNING, Level.WARNING]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[a](www.example.org)", "write “https://www.example.org” if you mean that"),
        ("[a](someone@example.org)", "write “mailto:someone@example.org” if you mean that"),
        ("a[^note] b[^nota]\n\n[^note]: x", "write “note” if you mean that"),
        ("[a](#next-step)\n\n# Next steps", "write “next-steps” if you mean that"),
    ],
)
def test_a_near_miss_gets_a_hint(text, hint, write):
    _, writer = write(text)
    assert [p.hint for p in writer.problems] == [hint]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("[a](file:///x) b", "a b"),
        ("a ![b](c.png)", "a b"),
        ("a [^x]", "a [^x]"),
        ("[a]()", "a"),
        ("#### a", "a"),
    ],
)
def test_what_is_refused_still_prints_as_text(text, printed, write):
    document, _ = write(text)
    assert [p.text for p in document.paragraphs] == [printed]


def test_a_missing_style_is_named_once_with_the_nearest(house):
    document = house()
    for style in document.styles.element.xpath('w:style[w:name/@w:val="Quote"]'):
        style.find(qn("w:name")).set(qn("w:val"), "Quotes")
    writer = BlockWriter(document, Place("house.docx"))
    writer.blocks(Prose("> a\n\nb\n\n> c", Place(FILE, 1)), document.add_paragraph("x")._p)
    assert [(p.code, p.found, p.hint) for p in writer.template_problems] == [
        (
            "missing-style",
            "The template has no paragraph style “Quote”, which the paper’s text needs",
            "write “Quotes” if you mean that",
        )
    ]


def test_a_list_style_without_numbering_is_a_fault_of_the_house(house):
    document = house()
    for numbers in document.styles.element.xpath('w:style[@w:styleId="ListBullet"]//w:numPr'):
        numbers.getparent().remove(numbers)
    writer = BlockWriter(document)
    writer.blocks(Prose("- a", Place(FILE, 1)), document.add_paragraph("x")._p)
    assert [p.code for p in writer.template_problems] == ["style-without-numbering"]


def inline(document, text, style=""):
    writer = BlockWriter(document)
    host = document.add_paragraph()._p
    look = parse_xml(f'<w:rPr {nsdecls("w")}>{style}<w:color w:val="FF0000"/></w:rPr>')
    host.extend(writer.inline(Prose(text, Place(FILE, 1)), look))
    return writer, document.paragraphs[-1]


def test_inline_prose_keeps_the_sentences_look(house):
    writer, paragraph = inline(house(), "a **b** [c](https://example.org)")
    looks = [str(run.font.color.rgb) for run in paragraph.runs]
    assert (paragraph.text, looks) == ("a b c", ["FF0000"] * 3)
    assert [run._r.style for run in paragraph.hyperlinks[0].runs] == ["Hyperlink"]
    assert writer.problems == []


def test_a_link_needs_its_style_more_than_the_templates(house):
    text = "a **b** [c](https://example.org) `d`"
    _, paragraph = inline(house(), text, '<w:rStyle w:val="Emphasis"/>')
    styles = [run._r.style for run in paragraph.runs]
    assert styles == ["Emphasis", "Emphasis", "Emphasis", "Emphasis", "Code"]
    assert [run.bold for run in paragraph.runs] == [None, True, None, None, None]
    assert [run._r.style for run in paragraph.hyperlinks[0].runs] == ["Hyperlink"]


@pytest.mark.parametrize("name", ["Strong", "Emphasis"])
def test_a_house_may_do_without_strong_and_emphasis(name, house):
    document = house()
    for style in document.styles.element.xpath(f'w:style[w:name/@w:val="{name}"]'):
        style.getparent().remove(style)
    writer, paragraph = inline(document, "**a** *b*")
    assert [(r.bold, r.italic) for r in paragraph.runs if r._r.style is None and r.text != " "] == [
        (True, None) if name == "Strong" else (None, True)
    ]
    assert writer.template_problems == []


@pytest.mark.parametrize("name", ["Hyperlink", "Code"])
def test_a_house_needs_the_styles_of_links_and_code(name, house):
    document = house()
    for style in document.styles.element.xpath(f'w:style[w:name/@w:val="{name}"]'):
        style.getparent().remove(style)
    writer, paragraph = inline(document, "[a](https://example.org) `b`")
    assert paragraph.text == "a b"
    assert [p.found for p in writer.template_problems] == [
        f"The template has no character style “{name}”, which the paper’s text needs"
    ]


@pytest.mark.parametrize(
    ("text", "line", "printed"),
    [
        ("a\n\nb", 3, "a b"),
        ("- a\n- b", 1, "a b"),
        ("a\n\n# b", 3, "a b"),
        ("| a |\n|---|\n| b |", 1, "a b"),
        ("x\n\n    code", 3, "xcode"),
    ],
)
def test_only_one_line_fits_inside_a_sentence(text, line, printed, house):
    writer, paragraph = inline(house(), text)
    assert [(p.code, p.place.line, p.wanted) for p in writer.problems] == [
        ("one-line-only", line, "")
    ]
    assert paragraph.text.strip() == printed


def test_a_footnote_cannot_stand_in_a_header(house):
    document = house()
    header = document.sections[0].header
    writer = BlockWriter(document)
    prose = Prose("a[^x] [b](https://example.org)\n\n[^x]: y", Place(FILE, 1))
    writer.blocks(prose, header.paragraphs[0]._p, header.part)
    assert [p.code for p in writer.problems] == ["footnote-here"]
    assert [r.target_ref for r in header.part.rels.values()] == ["https://example.org"]
