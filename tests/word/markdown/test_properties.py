"""Whatever is typed becomes sound XML in the schema's order; plain text comes out as typed."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree

from panel_papers.core.problems import Level
from panel_papers.word.notes import footnotes_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The order of children in ISO 29500-1 (transitional), of those that can occur here.
ORDER = {
    "pPr": "pStyle keepNext pageBreakBefore numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz vertAlign rtl cs lang",
    "tblPr": "tblStyle tblW jc tblInd tblLayout tblLook",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "trPr": "cantSplit tblHeader",
    "numPr": "ilvl numId",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
}
FRAGMENTS = [
    *("# ", "#### ", "- ", "  - ", "    - ", "1. ", "7) ", "> ", "> > ", "```\n", "    ", "---\n"),
    *(
        "| a | b |\n|---|--:|\n",
        "| c | d | e |\n",
        "\n",
        "\n\n",
        "*",
        "**",
        "~~",
        "`",
        "\\",
        "  \n",
    ),
    *("[a](", "https://example.org/", "#a", ")", "![", "[^x]", "\n\n[^x]: ", "[x]: y\n", "<", ">"),
    *(
        "&amp;",
        "{{ 7*7 }}",
        "{% for %}",
        "<w:p> ]]>",
        "שלום",
        "🚓",
        "word",
        " ",
        "\t",
        "\x0c",
        "(",
        "]",
    ),
]
MARKDOWN = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=30).map("".join)
WORD = st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


def in_order(root: etree._Element) -> list[str]:
    """The elements whose children stand in another order than the schema's."""
    wrong = []
    for element in root.iter(*(W + name for name in ORDER)):
        order = ORDER[element.tag.removeprefix(W)].split()
        tags = [child.tag.removeprefix(W) for child in element]
        if not set(tags) <= set(order) or tags != sorted(tags, key=order.index):
            wrong.append(f"{element.tag.removeprefix(W)}: {tags}")
    return wrong


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(MARKDOWN)
def test_any_text_becomes_sound_ordered_xml(write, markdown):
    document, writer = write(markdown)
    assert writer.template_problems == []
    file = io.BytesIO()
    document.save(file)
    parts = zipfile.ZipFile(file)
    for name in ("word/document.xml", "word/footnotes.xml", "word/numbering.xml"):
        if name not in parts.namelist():
            continue
        root = etree.fromstring(parts.read(name))
        assert in_order(root) == []
        body = root.find(f"{W}body")
        for parent in [*root.iter(f"{W}tc"), *([] if body is None else [body])]:
            tags = [c.tag.removeprefix(W) for c in parent if c.tag != f"{W}sectPr"]
            assert tags[-1:] != ["tbl"]
            assert ("tbl", "tbl") not in pairwise(tags)
    marks = [m.get(f"{W}id") for m in document.element.body.iter(f"{W}footnoteReference")]
    assert marks == [str(n) for n in range(1, len(marks) + 1)]
    if marks:
        notes = [n.get(f"{W}id") for n in footnotes_part(document).element]
        assert notes == ["-1", "0", *marks]


@settings(max_examples=40, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=4))
def test_plain_text_comes_out_as_it_went_in(write, paragraphs):
    document, writer = write("\n\n".join(paragraphs))
    assert [p.text for p in document.paragraphs] == paragraphs
    assert writer.problems == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(LINE, min_size=2, max_size=4), min_size=1, max_size=4))
def test_cells_come_out_as_they_went_in_and_fill_the_page(write, rows):
    width = len(rows[0])
    rows = [(row + [""] * width)[:width] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    document, writer = write("\n".join([lines[0], "|---" * width + "|", *lines[1:]]))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == rows
    assert sum(int(column.get(f"{W}w")) for column in table._tbl.tblGrid) == 9026
    assert writer.problems == []


@settings(max_examples=20, deadline=None)
@given(MARKDOWN)
def test_the_same_prose_gives_the_same_document(write, markdown):
    first, second = (write(markdown)[0] for _ in range(2))
    assert etree.tostring(first.element) == etree.tostring(second.element)
    numbering = [d.part.numbering_part.blob for d in (first, second)]
    assert numbering[0] == numbering[1]


@pytest.mark.parametrize(
    "text",
    ["[" * 9000, "[^" * 4500, "*a " * 3000, "![" * 4500, "<" * 9000, "&" * 9000],
)
def test_a_long_run_of_marks_prints_as_typed_and_soon(text, write):
    document, writer = write(text)
    assert [p.text for p in document.paragraphs] == [text.strip()]
    assert writer.problems == []


def test_marks_nested_beyond_reason_print_as_typed_with_a_fault(write):
    text = "*a **b " * 300 + "x** y*" * 300
    document, writer = write("a\n\n" + text)
    assert document.paragraphs[1].text == text
    assert [(p.code, p.place.line, p.level) for p in writer.problems] == [
        ("marks-too-deep", 3, Level.ERROR)
    ]
