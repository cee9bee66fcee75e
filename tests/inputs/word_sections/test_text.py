"""What an officer writes in Word, as the Markdown that prints the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from panel_papers.inputs.word_sections import ReadSection

from .conftest import Make, picture, xml

Read = Callable[[Make], ReadSection]


def test_headings_have_the_level_of_their_outline(read: Read) -> None:
    def make(document: Document) -> None:
        document.add_heading("What was done", 2)
        document.add_paragraph("Repairs kept the roof dry.")
        own = document.add_paragraph("Costs")
        own._p.get_or_add_pPr().append(xml('<w:outlineLvl w:val="2"/>'))

    assert read(make).prose.markdown == (
        "## What was done\n\nRepairs kept the roof dry.\n\n### Costs\n"
    )


def test_what_is_marked_in_word_is_marked_and_what_is_typed_is_typed(read: Read) -> None:
    def make(document: Document) -> None:
        paragraph = document.add_paragraph("A ")
        paragraph.add_run("bold ").bold = True
        paragraph.add_run("and ")
        paragraph.add_run("slanted").italic = True
        paragraph.add_run(" word, 2 * 3 * 4, [sic], a_b, m")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run(", CO")
        paragraph.add_run("2").font.subscript = True
        paragraph.add_run(" and ").add_break()
        paragraph.add_run("old").font.strike = True

    assert read(make).prose.markdown == (
        "A **bold** and *slanted* word, 2 \\* 3 \\* 4, \\[sic\\], a_b, m<sup>2</sup>, "
        "CO<sub>2</sub> and\\\n~~old~~\n"
    )


def test_raised_words_of_libreoffice_are_superscripts(read: Read) -> None:
    def make(document: Document) -> None:
        run = document.add_paragraph("m").add_run("2")
        run._r.get_or_add_rPr().append(xml('<w:position w:val="8"/>'))

    assert read(make).prose.markdown == "m<sup>2</sup>\n"


def test_beginnings_that_markdown_reads_otherwise_stay_words(read: Read) -> None:
    lines = ["1. typed", "# sharp", "- dash", "+ plus", "> sign", "---", "<!-- note -->", "| a |"]

    def make(document: Document) -> None:
        for line in lines:
            document.add_paragraph(line)

    assert read(make).prose.markdown.split("\n\n") == [
        "1\\. typed",
        "\\# sharp",
        "\\- dash",
        "\\+ plus",
        "\\> sign",
        "\\---",
        "\\<!-- note -->",
        "\\| a |\n",
    ]


def test_tags_are_whole_however_word_divides_them(read: Read) -> None:
    def make(document: Document) -> None:
        paragraph = document.add_paragraph("It cost {{ fig")
        paragraph._p.append(xml('<w:proofErr w:type="spellStart"/>'))
        paragraph.add_run("ures.to").bold = True
        paragraph.add_run("tal }}, see {{ ref.")
        paragraph.add_run("costs }}.")
        document.add_paragraph("Costs {#costs}")

    markdown = read(make).prose.markdown
    assert markdown == "It cost {{ figures.total }}, see {{ ref.costs }}.\n\nCosts {#costs}\n"


def test_lists_nest_by_level_and_by_indent(read: Read) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("one", style="List Bullet")
        document.add_paragraph("inner", style="List Bullet 2")
        document.add_paragraph("two", style="List Bullet")
        document.add_paragraph("more of two", style="List Continue")
        document.add_paragraph("first", style="List Number")
        document.add_paragraph("Text between.")
        document.add_paragraph("second", style="List Number")

    assert read(make).prose.markdown == (
        "- one\n  - inner\n- two\n\n  more of two\n\n1. first\n\nText between.\n\n2. second\n"
    )


def test_a_list_that_restarts_is_another_list(read: Read) -> None:
    def make(document: Document) -> None:
        numbering = document.part.numbering_part.element
        style = document.styles["List Number"].element
        own = style.find(f".//{qn('w:numId')}").get(qn("w:val"))
        abstract = next(e for e in numbering.iter(qn("w:num")) if e.get(qn("w:numId")) == own)
        abstract_id = abstract.find(qn("w:abstractNumId")).get(qn("w:val"))
        num = numbering.add_num(int(abstract_id))
        num.add_lvlOverride(ilvl=0).add_startOverride(1)
        for text, restarted in (("a", False), ("b", False), ("c", True), ("d", True)):
            paragraph = document.add_paragraph(text, style="List Number")
            if restarted:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = num.numId

    assert read(make).prose.markdown == "1. a\n2. b\n\n1) c\n2) d\n"


def test_tables_have_a_header_and_columns_of_numbers(read: Read) -> None:
    def make(document: Document) -> None:
        table = document.add_table(3, 2, style="Table Grid")
        texts = (("Item", "Cost"), ("Pens", "£5"), ("A|B", "£10"))
        for row, said in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, said, strict=True):
                cell.text = text
        for row in table.rows[1:]:
            row.cells[1].paragraphs[0].alignment = 2
        table.cell(2, 0).add_paragraph("and C")

    section = read(make)
    assert section.prose.markdown == (
        "| Item | Cost |\n| --- | --: |\n| Pens | £5 |\n| A\\|B<br>and C | £10 |\n"
    )
    assert section.problems == ()


def test_links_lead_where_they_led_also_those_of_fields(read: Read) -> None:
    def make(document: Document) -> None:
        paragraph = document.add_paragraph("See ")
        link = OxmlElement("w:hyperlink")
        key = paragraph.part.relate_to(
            "https://example.org/plan?a=1",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link.set(qn("r:id"), key)
        link.append(xml("<w:r><w:t>the plan</w:t></w:r>"))
        paragraph._p.append(link)
        for piece in (
            '<w:r><w:t xml:space="preserve"> and </w:t></w:r>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText>HYPERLINK "https://example.org/b"</w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "<w:r><w:t>the budget</w:t></w:r>",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ):
            paragraph._p.append(xml(piece))

    assert read(make).prose.markdown == (
        "See [the plan](https://example.org/plan?a=1) and [the budget](https://example.org/b)\n"
    )


def test_a_picture_alone_in_its_paragraph_takes_its_words_and_its_caption(read: Read) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("Before.")
        document.add_picture(picture())
        drawn = next(document.element.body.iter(qn("wp:docPr")))
        drawn.set("descr", "Map of the district")
        document.add_paragraph("Figure 1: Where the station is", style="Caption")

    section = read(make)
    assert section.prose.markdown == (
        'Before.\n\n![Map of the district](context.docx/picture-1.png "Where the station is")\n'
    )
    assert list(section.pictures) == ["context.docx/picture-1.png"]
    assert section.pictures["context.docx/picture-1.png"].startswith(b"\x89PNG")


def test_quotations_and_code_are_what_their_styles_say(read: Read) -> None:
    def make(document: Document) -> None:
        document.add_paragraph("First words.", style="Quote")
        document.add_paragraph("Second words.", style="Intense Quote")
        style = document.styles.add_style("HTML Preformatted", 1)
        style.font.size = Pt(9)
        document.add_paragraph("a = 1\n  b", style=style)

    assert read(make).prose.markdown == (
        "> First words.\n>\n> Second words.\n\n```\na = 1\n  b\n```\n"
    )


def test_empty_paragraphs_and_a_bold_heading_or_header_say_nothing_more(read: Read) -> None:
    def make(document: Document) -> None:
        document.add_heading("", 2).add_run("Costs").bold = True
        document.add_paragraph("")
        document.add_paragraph(" ")
        table = document.add_table(2, 1)
        table.cell(0, 0).paragraphs[0].add_run("Item").bold = True
        table.cell(1, 0).text = "Pens"

    section = read(make)
    assert section.prose.markdown == "## Costs\n\n| Item |\n| --- |\n| Pens |\n"
    assert section.problems == ()


def test_a_footnote_is_read_with_its_own_marks(read: Read) -> None:
    section = read(_with_note)
    assert section.prose.markdown == "Costs rose.[^1]\n\n[^1]: The *budget* of 2026.\n"
    assert section.prose.spots == ("paragraph 1", "", "footnote 1")


def _with_note(document: Document) -> None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart

    paragraph = document.add_paragraph("Costs rose.")
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="2"/></w:r>'))
    notes = parse_xml(
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r>'
        '<w:t xml:space="preserve"> The </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>budget</w:t>'
        '</w:r><w:r><w:t xml:space="preserve"> of 2026.</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = XmlPart(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes, document.part.package
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def test_hostile_depth_and_spaces_take_no_time(read: Read) -> None:
    def make(document: Document) -> None:
        for number in range(300):
            paragraph = document.add_paragraph("deeper", style="List Bullet")
            paragraph.paragraph_format.left_indent = Pt(20 + 6 * number)
            style = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            style.get_or_add_numId().val = 1 + number % 2
        document.add_paragraph("a" + " " * 30_000 + "b")

    assert "deeper" in read(make).prose.markdown


def test_letters_that_word_shows_in_capitals_are_capitals(read: Read) -> None:
    def make(document: Document) -> None:
        paragraph = document.add_paragraph("Costs ")
        paragraph.add_run("shall not exceed").font.all_caps = True
        paragraph.add_run(" {{ figures.cap }}").font.all_caps = True

    assert read(make).prose.markdown == "Costs SHALL NOT EXCEED {{ figures.cap }}\n"


@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_break_between_words_does_not_join_them(read: Read, kind: str) -> None:
    def make(document: Document) -> None:
        document.add_heading("Costs", 2)
        paragraph = document.add_paragraph("before")._p
        paragraph.append(xml(f'<w:r><w:br w:type="{kind}"/><w:t>after</w:t></w:r>'))
        document.add_paragraph("last")._p.append(xml(f'<w:r><w:br w:type="{kind}"/></w:r>'))

    assert read(make).prose.markdown == "## Costs\n\nbefore after\n\nlast\n"


def test_a_link_to_a_heading_with_a_name_leads_to_the_heading(read: Read) -> None:
    def make(document: Document) -> None:
        heading = document.add_heading("What it costs {#costs}", 2)._p
        heading.append(xml('<w:bookmarkStart w:id="7" w:name="there"/>'))
        heading.append(xml('<w:bookmarkEnd w:id="7"/>'))
        link = '<w:hyperlink w:anchor="there"><w:r><w:t>the costs</w:t></w:r></w:hyperlink>'
        document.add_paragraph("See ")._p.append(xml(link))

    markdown = read(make).prose.markdown
    assert markdown == "## What it costs {#costs}\n\nSee [the costs](#what-it-costs)\n"


def test_lists_in_a_cell_are_those_of_markdown(read: Callable[[Make], ReadSection]) -> None:
    def make(document: Document) -> None:
        table = document.add_table(2, 2, style="Table Grid")
        table.cell(0, 0).text, table.cell(0, 1).text = "Option", "Points"
        table.cell(1, 0).text, cell = "Keep", table.cell(1, 1)
        cell.text = "Its merits:"
        for text in ("cheap", "quick"):
            cell.add_paragraph(text, style="List Bullet")
        for text in ("ask", "decide"):
            cell.add_paragraph(text, style="List Number")

    found = read(make)
    assert found.prose.markdown.splitlines()[2] == (
        "| Keep | Its merits:<br>- cheap<br>- quick<br>1. ask<br>2. decide |"
    )
    assert [each.code for each in found.problems] == []
